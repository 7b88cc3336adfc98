// The evidence beside the conversation: the original passage, what it says in the asker's language, and the proof.

import { call } from "./api.js";
import { length, slice } from "./codepoints.js";
import { byId, element } from "./dom.js";
import { nameOf, number, pageLanguage, spoken, text } from "./languages.js";
import { problemText } from "./problems.js";
import { proof } from "./proof.js";
import { copyButton } from "./quoting.js";
import { link, passage } from "./words.js";

const open = { answer: null, place: 0, opener: null };

/** Show citation `place`, from 0, of an answer; focus goes to it, and back to `opener` when it is closed. */
export async function openEvidence(answer, place, opener = open.opener) {
  open.answer?.mark(-1);
  Object.assign(open, { answer, place, opener });
  answer.mark(place);
  document.body.classList.add("with-evidence");
  const citation = answer.citations[place];
  const heading = element("h2", { tabindex: "-1" },
    element("span", { class: "number" }, number(place + 1)), element("bdi", { dir: "auto" }, answer.title(citation)));
  const content = element("div", { class: "content", "aria-busy": "true" }, excerpt(citation));
  byId("evidence").replaceChildren(bar(answer, place), heading,
    element("p", { class: "where" }, element("bdi", { dir: "auto" }, citation.source || citation.original_id)),
    proof(citation), content);
  byId("evidence").hidden = false;
  byId("evidence").scrollTop = 0;
  opener?.scrollIntoView({ block: "nearest" });
  heading.focus();
  const asked = answer.asked ?? pageLanguage();
  let address = null;
  try {
    const found = await call("/v1/evidence", { method: "POST", json: { citation, language: asked } });
    address = found.link;
    content.replaceChildren(...beside(citation, found, asked));
    content.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  } catch (problem) {
    content.append(element("p", { class: "warning" }, problemText(problem)));
  }
  content.append(actions(citation, answer.title(citation), address));
  content.removeAttribute("aria-busy");
}

/** Close it; focus goes back to where it was opened. */
export function closeEvidence() {
  if (byId("evidence").hidden) return;
  byId("evidence").hidden = true;
  document.body.classList.remove("with-evidence");
  open.answer.mark(-1);
  if (open.opener?.isConnected) open.opener.focus();
  Object.assign(open, { answer: null, opener: null });
}

function bar(answer, place) {
  const button = (name, sign, onclick, off = false) => element("button",
    { type: "button", class: "quiet icon", "aria-label": text(name), disabled: off, onclick },
    element("span", { "aria-hidden": "true", class: "turn" }, sign));
  const several = answer.citations.length > 1;
  return element("div", { class: "evidence-bar" }, element("span", { class: "what" }, text("evidence")),
    several ? button("previous", "‹", () => openEvidence(answer, place - 1), place === 0) : null,
    several ? button("next", "›", () => openEvidence(answer, place + 1), place + 1 === answer.citations.length) : null,
    button("close", "✕", closeEvidence));
}

// What the citation itself carries, until the passage is there or when it cannot be had.
function excerpt(citation) {
  const start = length(citation.prefix);
  const whole = citation.prefix + citation.quote + citation.suffix;
  return passage(whole, citation.language, [], [start, start + length(citation.quote)]);
}

function beside(citation, found, asked) {
  const holds = slice(found.text, ...found.quote) === citation.quote;
  const original = passage(found.text, found.language, found.words, holds ? found.quote : null);
  const first = section(text("original", { language: nameOf(found.language) }), original);
  const other = found.counterpart;
  if (!other && found.language === asked) return [first];
  if (!other) return [first, element("p", { class: "note" }, text("no_counterpart", { language: nameOf(asked) }))];
  const target = passage(other.text, other.language, other.words, other.quote, other.unknown);
  const pair = element("p", { class: "pair", role: "status" }, text("words_hint"));
  link(original, target, other.links, (word, partners) => pair.replaceChildren(...(word
    ? [element("bdi", spoken(found.language), word), " ↔ ", element("bdi", spoken(other.language), partners || "–")]
    : [text("words_hint")])));
  const name = text(other.kind, { language: nameOf(other.language), engine: other.engine });
  const hint = other.kind === "gloss" ? element("p", { class: "note" }, text("gloss_hint")) : null;
  return [first, section(name, target, hint), pair];
}

function section(name, block, hint = null) {
  block.setAttribute("aria-label", name);
  return element("section", {}, element("h3", {}, name), hint, block);
}

function actions(citation, title, address) {
  const source = address && /^https?:\/\//i.test(address)
    ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer", class: "quiet" }, text("open_source"))
    : null;
  return element("div", { class: "actions" }, copyButton(citation, title, address), source);
}
