// document[start:end] == quote, asked of the document itself and not of the answer.

import { characters } from "./api.js";
import { length } from "./codepoints.js";
import { element } from "./dom.js";
import { number, text } from "./languages.js";

const SIGNS = { verified: "✓", not_verified: "⚠", unchecked: "?" };

/** A line that says whether a citation holds, once that is known. */
export function proof(citation) {
  const line = element("p", { class: "proof", role: "status" }, text("checking"));
  check(citation).then((found) => {
    line.classList.add(found);
    const span = { start: number(citation.start + 1), end: number(citation.end) }; // people count from 1, both ends in
    line.replaceChildren(
      element("span", { "aria-hidden": "true", class: "sign" }, SIGNS[found]), element("span", {}, text(found, span)));
  });
  return line;
}

async function check({ original_id, start, end, quote }) {
  try {
    const found = await characters(original_id, start, end);
    return found === quote && length(found) === end - start ? "verified" : "not_verified";
  } catch (problem) {
    return problem.status === 404 || problem.status === 422 ? "not_verified" : "unchecked";
  }
}
