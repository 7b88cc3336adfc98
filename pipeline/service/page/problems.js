// What went wrong, in the page's language.

import { number, text } from "./languages.js";

const NAMES = {
  0: "offline", 401: "unauthorized", 403: "forbidden", 413: "too_large", 415: "wrong_type", 504: "timeout",
};

/** A problem in words; never more of it than the service meant to say. */
export function problemText(problem) {
  if (problem.status === undefined) return text("problem", { id: "" });
  if (problem.status === 503 || problem.status === 429) return text("busy", { n: number(problem.wait || 5) });
  if (problem.kind === "citation-gone") return text("changed");
  if (problem.status in NAMES) return text(NAMES[problem.status]);
  if (problem.status < 500 && problem.message) return `${text("refused")} ${problem.message}`;
  return text("problem", { id: problem.errorId ?? "" }).trim();
}
