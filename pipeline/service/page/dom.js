// Elements from text. There is no way from a string to markup in this page, and its policy forbids one.

// Embeddings, overrides and isolates of a document would turn around what stands beside its words.
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

// Only what is shown lacks them; what is copied or compared is the text itself.
const shown = (text) => String(text).replace(DIRECTIONS, "");

/** An element with attributes, listeners (onclick, …) and children; a child that is no node becomes text. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined).map(node));
  return made;
}

/** A text as a node; a node as it is. */
export const node = (child) => (child instanceof Node ? child : document.createTextNode(shown(child)));

/** The element of an id. */
export const byId = (id) => document.getElementById(id);
