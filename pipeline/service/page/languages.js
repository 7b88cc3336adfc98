// Languages: their names, their direction, and which ones the page itself speaks.

import en from "./strings/en.js";

/** Languages of the page's own words. */
export const SPOKEN = ["ar", "de", "el", "en", "es", "fr", "hi", "ja", "ko", "pt", "ro", "ru", "th", "tr", "vi", "zh"];

/** Languages an answer can be asked for in. */
export const ANSWERED = [
  ..."af am ar az be bg bn ca cs cy da de el en es et eu fa fi fr gl gu ha he hi hr hu hy id is it ja ka kk".split(" "),
  ..."km ko lo lt lv mk mr ms my nb ne nl pa pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur vi yo zh".split(" "),
  "zh-Hant",
];

const FROM_THE_RIGHT = new Set(["ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"]);
const KEPT = "polycite.language";
const page = { language: "en", strings: en, names: new Intl.DisplayNames(["en"], { type: "language" }) };

/** "rtl" or "ltr" for a language, "auto" where it is not known. */
export const direction = (code) => (!code ? "auto" : FROM_THE_RIGHT.has(code.split("-")[0]) ? "rtl" : "ltr");

/** The attributes of an element whose text is in a language. */
export const spoken = (code) => ({ lang: code || "und", dir: direction(code) });

/** A language's name in the page's own language. */
export function nameOf(code) {
  if (!code) return text("unknown_language");
  try {
    return page.names.of(code) ?? code;
  } catch {
    return code;
  }
}

/** A language's name in itself. */
export const ownName = (code) => new Intl.DisplayNames([code], { type: "language" }).of(code);

/** One of the page's own texts; {names} in it are replaced. */
export function text(name, values = {}) {
  const found = page.strings[name] ?? en[name] ?? name;
  return found.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

/** A number or a share as the page's language writes it. */
export const number = (value, options = {}) => new Intl.NumberFormat(page.language, options).format(value);

/** The language of the page. */
export const pageLanguage = () => page.language;

/** The language to begin with: what was chosen before, else the first of the reader's that the page speaks. */
export function preferred(given) {
  const wanted = [given, remembered(), ...navigator.languages].filter(Boolean);
  return wanted.map((code) => code.toLowerCase().split("-")[0]).find((code) => SPOKEN.includes(code)) ?? "en";
}

/** Speak a language from now on: every element with data-text, data-label or data-placeholder is written anew. */
export async function speak(code, remember = false) {
  // A language that cannot be fetched must not leave the page without words.
  page.strings = code === "en" ? en : await import(`./strings/${code}.js`).then((found) => found.default, () => en);
  page.language = code;
  page.names = new Intl.DisplayNames([code], { type: "language" });
  if (remember) localStorage.setItem(KEPT, code);
  Object.assign(document.documentElement, { lang: code, dir: direction(code) });
  write(document);
}

/** Write the page's own texts below a node. */
export function write(root) {
  for (const one of root.querySelectorAll("[data-text]")) one.textContent = text(one.dataset.text);
  for (const one of root.querySelectorAll("[data-label]")) one.setAttribute("aria-label", text(one.dataset.label));
  for (const one of root.querySelectorAll("[data-placeholder]")) one.placeholder = text(one.dataset.placeholder);
}

function remembered() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // a browser may forbid storage, in a frame above all
  }
}
