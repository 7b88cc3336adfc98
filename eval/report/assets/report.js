"use strict";
// Text from documents only ever becomes textContent; the page's policy refuses anything else.
(() => {
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  root.classList.add("js");

  function make(name, options = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (value === null || value === undefined || value === false) continue;
      element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  // Theme: what the system says, unless the reader chooses.
  const themes = ["auto", "light", "dark"];
  const button = $("theme");
  let theme = "auto";
  function show(next) {
    theme = themes.includes(next) ? next : "auto";
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    button.textContent = "Theme: " + theme;
  }
  try { show(localStorage.getItem("polycite-theme")); } catch { show("auto"); }
  button.hidden = false;
  button.addEventListener("click", () => {
    show(themes[(themes.indexOf(theme) + 1) % themes.length]);
    try { localStorage.setItem("polycite-theme", theme); } catch { /* A page from a file may have no storage. */ }
  });

  // Views: one panel of each set.
  for (const select of document.querySelectorAll("select[data-views]")) {
    const panels = document.querySelectorAll(`[data-view="${select.dataset.views}"]`);
    const choose = () => panels.forEach((panel) => { panel.hidden = panel.dataset.number !== select.value; });
    select.addEventListener("change", choose);
    choose();
  }

  // Sorting: cells by data-value, numbers as numbers, those without a value last.
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = table.tHead.rows[0].cells;
    [...heads].forEach((head, column) => {
      const sorter = make("button", { type: "button", title: "Sort" });
      sorter.append(...head.childNodes);
      if (!sorter.textContent.trim()) sorter.setAttribute("aria-label", "Sort by name");
      head.append(sorter);
      sorter.addEventListener("click", () => {
        const ascending = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
        const keyed = [...table.tBodies[0].rows].map((row) => {
          const value = row.cells[column].dataset.value ?? "";
          const number = value === "" ? NaN : Number(value);
          return { row, value, number, none: value === "" };
        });
        keyed.sort((a, b) => {
          if (a.none || b.none) return a.none - b.none;
          const order = Number.isNaN(a.number) || Number.isNaN(b.number)
            ? a.value.localeCompare(b.value) : a.number - b.number;
          return ascending ? order : -order;
        });
        table.tBodies[0].append(...keyed.map((one) => one.row));
      });
    });
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((one) => { one.open = false; }));

  // Failures.
  const source = $("failure-data");
  if (!source) return;
  const failures = JSON.parse(source.textContent);
  const PAGE = 50;
  const KINDS = { g: "right span", a: "another right place", c: "cited", f: "best passage found" };
  $("no-script").hidden = true;
  $("browser").hidden = false;
  const filters = [...document.querySelectorAll("select[data-filter]")];
  const find = $("find");
  let kept = failures;
  let at = 0;

  const number = (value) => value.toLocaleString("en");
  const said = ([text, lang, dir], name = "bdi", extra = "") =>
    make(name, { class: ("text " + extra).trim(), lang, dir }, text);
  const words = (failure) => (failure.words ??= [
    failure.id, failure.question[0], failure.answer ? failure.answer[0] : "",
    ...failure.right.map((one) => one[0]), ...failure.cited.map((one) => one.quote[0]),
    ...failure.documents.map((one) => one.id),
  ].join("\n").normalize("NFKC").toLocaleLowerCase());

  function filter() {
    const wanted = find.value.trim().normalize("NFKC").toLocaleLowerCase();
    kept = failures.filter((failure) =>
      filters.every((one) => !one.value || failure[one.dataset.filter] === one.value) &&
      (!wanted || words(failure).includes(wanted)));
    open(0);
  }

  function open(index) {
    at = Math.max(0, Math.min(index, kept.length - 1));
    const first = Math.floor(at / PAGE) * PAGE;
    const page = kept.slice(first, first + PAGE);
    $("count").textContent = kept.length
      ? `${number(at + 1)} of ${number(kept.length)} (list: ${number(first + 1)} to ${number(first + page.length)})`
      : "None fits these filters.";
    $("list").replaceChildren(...page.map((failure, offset) => {
      const item = make("li", { "aria-current": first + offset === at ? "true" : null, dir: "ltr" },
        make("div", { class: "facts" }, make("span", {}, failure.mode), make("span", {}, route(failure))),
        said(failure.question, "div", "asked"));
      item.addEventListener("click", () => open(first + offset));
      return item;
    }));
    const current = $("list").querySelector("[aria-current]");
    if (current) {
      const list = $("list");
      const top = current.offsetTop - list.offsetTop;
      if (top < list.scrollTop || top + current.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - 40;
    }
    $("failure").replaceChildren(...(kept.length ? drawn(kept[at]) : []));
  }

  const route = (failure) =>
    failure.language + (failure.passage_language ? " → " + failure.passage_language : "");
  const facts = (...all) => make("p", { class: "facts where" },
    ...all.filter(Boolean).map((fact) => make("span", {}, fact)));
  const place = (id, start, end) =>
    make("span", { class: "where" }, make("code", {}, make("bdi", {}, id)), start === null ? "" : ` [${start}, ${end})`);

  function drawn(failure) {
    const answer = failure.abstained
      ? make("p", {}, make("em", {}, "No answer was given."), failure.answer && failure.answer[0] ? " " : "",
        failure.answer && failure.answer[0] ? said(failure.answer) : null)
      : failure.answer ? said(failure.answer, "div", "short") : make("p", {}, make("em", {}, "Only searched, not asked."));
    return [
      facts(failure.mode, route(failure), failure.column, failure.kinds.join(", "), failure.strategy, failure.id),
      said(failure.question, "div", "question short"),
      make("h4", {}, "Answer"), answer,
      failure.error ? make("p", { class: "bad" }, "Error: " + failure.error) : null,
      make("h4", {}, "Right"),
      failure.right.length
        ? make("ul", {}, ...failure.right.map((one) => make("li", {}, said(one))))
        : make("p", {}, make("em", {}, failure.answerable ? "Only judged passages are known." : "The documents do not answer this.")),
      ...(failure.cited.length ? [make("h4", {}, "Cited"), make("ul", {}, ...failure.cited.map(cited))] : []),
      make("h4", {}, "In the originals"),
      ...failure.documents.map(passage),
      failure.documents.length ? null : make("p", {}, make("em", {}, "No document was right, cited or found.")),
      failure.more_documents ? make("p", { class: "cut" }, `and ${failure.more_documents} documents more`) : null,
      ...(failure.passages.length ? [make("h4", {}, "Found, best first"), make("ol", {}, ...failure.passages.map(found))] : []),
      failure.more_passages ? make("p", { class: "cut" }, `and ${failure.more_passages} passages more`) : null,
      make("h4", {}, "Figures"),
      facts(...failure.values.map(([name, value]) => `${name} ${value}`)),
    ].filter(Boolean);
  }

  function cited(one) {
    const sign = one.holds === null ? "? original unknown" : one.holds ? "✓ holds" : "✗ does not hold";
    return make("li", {}, said(one.quote), " ", place(one.id, one.start, one.end), " ",
      make("span", { class: one.holds ? "good" : "bad" }, sign),
      one.method ? make("span", { class: "where" }, ` ${one.method}`) : null,
      one.confidence ? make("span", { class: "where" }, ` confidence ${one.confidence}`) : null,
      one.translation ? make("div", {}, make("span", { class: "where" }, "translated: "), said(one.translation)) : null,
      one.reads ? make("div", {}, make("span", { class: "where" }, "the original reads there: "), said(one.reads)) : null);
  }

  const found = ([id, start, end, right]) =>
    make("li", {}, place(id, start, end), right ? make("span", { class: "good" }, " ✓ right") : null);

  function passage(original) {
    const box = make("div", { class: "passage" });
    if (original.missing) {
      box.append(place(original.id, null, null), " ", make("em", {}, "This original is not in the run."));
      return box;
    }
    box.append(place(original.id, null, null), make("span", { class: "where" }, ` ${original.language || ""}, ${number(original.length)} characters`));
    let shown = 0;
    for (const [start, end, flat] of original.excerpts) {
      if (start > shown) box.append(make("p", { class: "cut" }, `⋯ ${number(start - shown)} characters left out ⋯`));
      const text = make("div", { class: "text", lang: original.lang, dir: original.dir });
      for (let i = 0; i < flat.length; i += 2) {
        const kinds = [...flat[i + 1]];
        text.append(kinds.length
          ? make("mark", { class: kinds.map((kind) => "m-" + kind).join(" "), title: kinds.map((kind) => KINDS[kind]).join(", ") }, flat[i])
          : flat[i]);
      }
      box.append(text);
      shown = end;
    }
    if (original.length > shown) box.append(make("p", { class: "cut" }, `⋯ ${number(original.length - shown)} characters left out ⋯`));
    return box;
  }

  filters.forEach((one) => one.addEventListener("change", filter));
  find.addEventListener("input", filter);
  $("previous").addEventListener("click", () => open(at - 1));
  $("next").addEventListener("click", () => open(at + 1));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "j" || event.key === "k") {
      open(at + (event.key === "j" ? 1 : -1));
      event.preventDefault();
    }
  });
  filter();
})();
