// Offsets of the service count Unicode code points, half-open; those of JavaScript's strings count UTF-16 units.
// Every text is cut here and nowhere else.

/** The code points of a text, one string each. */
export const points = (text) => Array.from(text);

/** How many code points a text has. */
export const length = (text) => points(text).length;

/** The characters of the half-open span [start, end), as Python's text[start:end]. */
export const slice = (text, start, end) => points(text).slice(start, end).join("");

/** A text cut at offsets: [{start, end, text}], in order, without gaps and without empty pieces. */
export function pieces(text, offsets) {
  const all = points(text);
  const inside = offsets.filter((offset) => offset > 0 && offset < all.length);
  const cuts = [...new Set([0, ...inside, all.length])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, i) => ({ start: cuts[i], end, text: all.slice(cuts[i], end).join("") }));
}
