// A citation as a quote for the clipboard.

import { element } from "./dom.js";
import { text } from "./languages.js";

const SHOWN = 2500; // milliseconds that the button says what became of it

/** A button that copies a citation: its words, where they stand and the address, if it has one. */
export function copyButton(citation, title, address) {
  const button = element("button", { type: "button", class: "quiet" }, text("copy_quote"));
  const said = element("span", { class: "hidden", role: "status" });
  button.addEventListener("click", async () => {
    const isCopied = await copied(asQuote(citation, title, address));
    button.textContent = said.textContent = text(isCopied ? "copied" : "not_copied");
    setTimeout(() => ((button.textContent = text("copy_quote")), (said.textContent = "")), SHOWN);
  });
  return element("span", {}, button, said);
}

// The quote itself is not changed by a character.
function asQuote({ quote, original_id, source, start, end }, title, address) {
  const where = [title, address ?? source].filter((part, i, all) => part && all.indexOf(part) === i).join(", ");
  return `“${quote}”\n— ${where} (${original_id} [${start}:${end}])\n`;
}

async function copied(quote) {
  try {
    await navigator.clipboard.writeText(quote);
    return true;
  } catch {
    return false; // the browser forbids it, as on pages without TLS from another machine
  }
}
