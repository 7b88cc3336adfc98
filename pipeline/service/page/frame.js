// The page in the frame of a widget, on a team's own site.

import { useKey } from "./api.js";
import { byId } from "./dom.js";

/** Whether this is the frame of a widget. */
export const isFramed = () => location.pathname === "/widget";

/** Wait for what the site's widget says: {key, language}. The service lets only the sites it lists frame this page. */
export function greeted() {
  document.documentElement.classList.add("framed");
  byId("leave").hidden = false;
  byId("leave").addEventListener("click", leave);
  return new Promise((resolve) => {
    addEventListener("message", ({ source, data }) => {
      if (source !== parent || data?.polycite !== "hello") return;
      // A frame's storage may be shared with other sites' frames, so the key stays in memory.
      if (typeof data.key === "string" && data.key) useKey(data.key, false);
      resolve(typeof data.language === "string" ? data.language : null);
    });
    parent.postMessage({ polycite: "ready" }, "*");
  });
}

/** Close the widget. */
export const leave = () => parent.postMessage({ polycite: "leave" }, "*");
