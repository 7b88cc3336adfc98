// Dialogs: one of documents, one that asks for the API key.

import { element } from "./dom.js";
import { text } from "./languages.js";

/** A modal dialog with a title and a button that closes it; it is removed when it closes. */
export function dialog(title, ...content) {
  const onclick = () => made.close();
  const close = element("button", { type: "button", class: "quiet icon", "aria-label": text("close"), onclick },
    element("span", { "aria-hidden": "true" }, "✕"));
  const made = element("dialog", { "aria-label": title, onclose: () => made.remove() },
    element("div", { class: "dialog-bar" }, element("h2", {}, title), close), ...content);
  document.body.append(made);
  made.showModal();
  return made;
}

const asking = { promise: null };

/** Ask for the API key; null when there is none to give. Requests that need it at once ask together. */
export function askForKey(isWrong) {
  asking.promise ??= new Promise((resolve) => {
    const input = element("input",
      { type: "password", id: "key", required: true, autocomplete: "off", spellcheck: "false", dir: "ltr" });
    const form = element("form", { method: "dialog" },
      isWrong ? element("p", { class: "warning", role: "alert" }, text("key_wrong")) : null,
      element("p", {}, text("key_hint")),
      element("label", { for: "key" }, text("key")), input,
      element("button", { type: "submit", class: "main" }, text("key_use")));
    const made = dialog(text("key_title"), form);
    input.focus();
    made.addEventListener("close", () => {
      asking.promise = null;
      resolve(made.returnValue === "given" ? input.value.trim() : null);
    });
    form.addEventListener("submit", (event) => (event.preventDefault(), made.close("given")));
  });
  return asking.promise;
}
