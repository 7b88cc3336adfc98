// An answer in the conversation: its text with numbered citations, as it comes about and as it is at last.

import { pieces } from "./codepoints.js";
import { element } from "./dom.js";
import { nameOf, number, spoken, text } from "./languages.js";

const placeOf = (citation) => JSON.stringify([citation.original_id, citation.start, citation.end]);

/** An answer in the log. open(answer, place, button) is called when one of its citations, from 0, is chosen. */
export class AnswerView {
  constructor(open) {
    this.open = open;
    this.numbers = new Map();
    this.citations = [];
    this.passages = [];
    this.asked = null; // the language that was asked for or in
    this.text = element("p", { class: "text" });
    this.status = element("p", { class: "status" }, text("searching"));
    this.foot = element("div", { class: "foot" });
    this.root = element("article", { class: "answer", "aria-busy": "true" },
      element("h2", { class: "hidden" }, text("answer")), this.text, this.status, this.foot);
  }

  /** An event of the stream. */
  take({ event, data }) {
    if (event === "language") this.speak(data.language);
    else if (event === "passages") {
      this.passages = data.passages;
      this.say(text("reading", { n: number(this.passages.length) }));
    } else if (event === "segment") {
      this.say("");
      this.text.append(element("bdi", {}, data.lead + data.text), ...this.buttons(data.citations));
    } else if (event === "done") this.finish(data);
  }

  /** The whole answer, in place of what was streamed. */
  finish({ answer, text: said, language, asked }) {
    this.passages = answer?.passages ?? [];
    this.asked = asked;
    this.say("");
    this.root.removeAttribute("aria-busy");
    this.root.classList.toggle("abstained", Boolean(answer?.abstained));
    this.speak(language);
    this.text.replaceChildren();
    const segments = answer && said.startsWith(answer.text) ? answer.segments : [];
    for (const piece of pieces(said, segments.flatMap((one) => [one.start, one.end]))) {
      this.text.append(element("bdi", {}, piece.text));
      for (const one of segments) if (one.end === piece.end) this.text.append(...this.buttons(one.citations));
    }
    const notes = this.notes(answer).map((note) => element("p", { class: "note" }, note));
    this.foot.replaceChildren(...notes, ...this.sources());
  }

  /** What went wrong, with a button to try again. */
  fail(message, retry) {
    this.root.removeAttribute("aria-busy");
    this.say("");
    this.foot.replaceChildren(
      element("p", { class: "warning" }, message),
      element("button", { type: "button", class: "quiet", onclick: retry }, text("retry")),
    );
  }

  /** Show which citation, from 0, the evidence is of; -1 for none. */
  mark(place) {
    for (const button of this.root.querySelectorAll("[data-n]"))
      button.setAttribute("aria-expanded", String(Number(button.dataset.n) === place + 1));
  }

  /** A document's name for people. */
  title(citation) {
    const found = this.passages.find((one) => one.original_id === citation.original_id && one.metadata.title);
    return found?.metadata.title ?? (citation.source || citation.original_id).split("/").pop();
  }

  say(message) {
    this.status.textContent = message;
    this.status.hidden = !message;
  }

  speak(language) {
    for (const [name, value] of Object.entries(spoken(language))) this.text.setAttribute(name, value);
  }

  buttons(citations) {
    return citations.map((citation) => {
      const place = placeOf(citation);
      if (!this.numbers.has(place)) this.numbers.set(place, this.citations.push(citation) - 1);
      const at = this.numbers.get(place);
      const label = text("citation", { n: number(at + 1), title: this.title(citation) });
      return this.button(at, { class: "cite", "aria-label": label }, number(at + 1));
    });
  }

  sources() {
    if (!this.citations.length) return [];
    const items = this.citations.map((citation, at) => element("li", {}, this.button(at, { class: "source" },
      element("span", { class: "number" }, number(at + 1)),
      element("bdi", { dir: "auto", class: "title" }, this.title(citation)),
      element("span", { class: "language" }, nameOf(citation.language)))));
    return [element("ul", { class: "sources", "aria-label": text("sources") }, ...items)];
  }

  button(place, attributes, ...children) {
    const onclick = (event) => this.open(this, place, event.currentTarget);
    const states = { "aria-expanded": "false", "aria-controls": "evidence", "data-n": place + 1 };
    return element("button", { type: "button", ...attributes, ...states, onclick }, ...children);
  }

  notes(answer) {
    if (!answer) return [];
    if (answer.abstained) return [text("abstained")];
    if (answer.language !== this.asked) return [text("quoted", { language: nameOf(answer.language) })];
    const foreign = this.citations.find((citation) => citation.translation);
    return foreign ? [text("translated", { language: nameOf(foreign.language) })] : [];
  }
}
