// Light or dark: as the system says, until the reader says otherwise.

import { byId } from "./dom.js";

/** Let the button change it. */
export function wireTheme() {
  const root = document.documentElement;
  byId("theme").addEventListener("click", () => {
    const shown = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.theme = shown === "dark" ? "light" : "dark";
  });
}
