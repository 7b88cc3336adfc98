// A passage as words that can be pointed at, the quoted span marked, and two passages whose words are linked.

import { pieces } from "./codepoints.js";
import { element, node } from "./dom.js";
import { spoken } from "./languages.js";

/**
 * A text with its words and its quote.
 *
 * words: half-open spans in code points; quote: one, or null; odd: places in words of those that are shown as unknown.
 * A word is one element or, where the quote begins or ends inside it, two.
 */
export function passage(text, language, words, quote, odd = []) {
  const block = element("p", { class: "passage", tabindex: "0", role: "group", ...spoken(language) });
  const strange = new Set(odd);
  let word = 0;
  let mark = null;
  for (const piece of pieces(text, [...words.flat(), ...(quote ?? [])])) {
    while (word < words.length && words[word][1] <= piece.start) word++;
    const isWord = word < words.length && words[word][0] <= piece.start;
    const isQuoted = quote !== null && quote[0] <= piece.start && piece.end <= quote[1];
    if (!isQuoted) mark = null;
    else if (mark === null) block.append((mark = element("mark")));
    const name = strange.has(word) ? "word odd" : "word";
    (mark ?? block).append(isWord ? element("span", { class: name, "data-word": word }, piece.text) : node(piece.text));
  }
  return block;
}

/**
 * Link the words of two passages: pointing at one, or going to it with the arrow keys, lights up its partners.
 *
 * links: pairs of places; say: told the word and its partners as they come under the pointer or the keys.
 */
export function link(source, target, links, say) {
  const there = [new Map(), new Map()];
  for (const [i, j] of links) {
    there[0].set(i, [...(there[0].get(i) ?? []), j]);
    there[1].set(j, [...(there[1].get(j) ?? []), i]);
  }
  const sides = [source, target];
  const lit = (side, word) => {
    for (const one of sides) for (const old of one.querySelectorAll(".lit, .at")) old.classList.remove("lit", "at");
    if (word === null) return say("", "");
    const partners = there[side].get(word) ?? [];
    elements(sides[side], word).forEach((one) => one.classList.add(partners.length ? "lit" : "at"));
    partners.forEach((place) => elements(sides[1 - side], place).forEach((one) => one.classList.add("lit")));
    say(written(sides[side], word), partners.map((place) => written(sides[1 - side], place)).join(" "));
  };
  sides.forEach((side, number) => listen(side, (word) => lit(number, word)));
}

function listen(block, lit) {
  const count = new Set([...block.querySelectorAll("[data-word]")].map((one) => one.dataset.word)).size;
  let at = null;
  const go = (word) => lit((at = word));
  block.addEventListener("pointerover", (event) => {
    const word = event.target.closest("[data-word]");
    go(word ? Number(word.dataset.word) : null);
  });
  block.addEventListener("pointerleave", () => go(null));
  block.addEventListener("blur", () => go(null));
  block.addEventListener("keydown", (event) => {
    const ahead = block.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = block.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const first = Number(block.querySelector("mark [data-word]")?.dataset.word ?? 0);
    const moved = (by) => (at === null ? first : at + by);
    const next = { [ahead]: moved(1), [back]: moved(-1), Home: 0, End: count - 1 }[event.key];
    if (next === undefined || count === 0) return;
    event.preventDefault();
    go(Math.min(count - 1, Math.max(0, next)));
    elements(block, at)[0]?.scrollIntoView({ block: "nearest" });
  });
}

const elements = (block, word) => [...block.querySelectorAll(`[data-word="${word}"]`)];
const written = (block, word) => elements(block, word).map((one) => one.textContent).join("");
