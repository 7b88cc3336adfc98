// <script src="https://service.example/widget.js" data-key="pck_…" data-language="de" async></script>
//
// Puts a button into the corner of a page; it opens the chat in a frame of the service's own, so that neither page can
// reach into the other. The service must list the site: the setting `origins`, or a key made with --origin.
(() => {
  "use strict";
  const script = document.currentScript;
  const service = new URL(script.src).origin;
  const { key = "", language = "", label = "Ask" } = script.dataset;
  const style = (made, values) => Object.assign(made.style, values);
  const side = getComputedStyle(document.documentElement).direction === "rtl" ? "left" : "right";

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-expanded", "false");
  style(button, {
    position: "fixed", bottom: "20px", [side]: "20px", zIndex: "2147483646", minHeight: "48px", padding: "0 22px",
    border: "0", borderRadius: "24px", background: "#1f5f5b", color: "#fff", font: "600 16px/1 system-ui, sans-serif",
    boxShadow: "0 4px 18px rgb(0 0 0 / 0.25)", cursor: "pointer",
  });

  let frame = null;
  const show = (isOpen) => {
    if (isOpen && !frame) open();
    frame.style.display = isOpen ? "block" : "none";
    button.style.display = isOpen ? "none" : "block";
    button.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? frame : button).focus();
  };

  function open() {
    frame = document.createElement("iframe");
    frame.title = label;
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "origin";
    frame.src = `${service}/widget`;
    style(frame, {
      position: "fixed", bottom: "20px", [side]: "20px", zIndex: "2147483647", border: "0", borderRadius: "14px",
      width: "min(440px, calc(100vw - 40px))", height: "min(680px, calc(100vh - 40px))", colorScheme: "normal",
      boxShadow: "0 10px 40px rgb(0 0 0 / 0.3)", background: "#fff",
    });
    document.body.append(frame);
  }

  addEventListener("message", ({ source, origin, data }) => {
    if (!frame || source !== frame.contentWindow || origin !== service) return;
    // The key is told to the service's own page and to no other.
    if (data?.polycite === "ready") frame.contentWindow.postMessage({ polycite: "hello", key, language }, service);
    else if (data?.polycite === "leave") show(false);
  });
  button.addEventListener("click", () => show(true));
  const start = () => document.body.append(button);
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
