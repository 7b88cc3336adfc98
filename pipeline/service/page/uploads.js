// Documents put in by hand, and how far the service is with them.

import { call } from "./api.js";
import { byId, element } from "./dom.js";
import { number, text } from "./languages.js";
import { dialog } from "./dialogs.js";
import { problemText } from "./problems.js";

const PAUSE = 500; // milliseconds between two looks at a job
const ENDINGS = ".txt,.md,.markdown,.html,.htm,.jsonl,.csv,.tsv,.docx,.pdf";

// The dialog for documents.
function openUploads() {
  const list = element("ul", { class: "uploads", "aria-live": "polite", "aria-label": text("progress") });
  const take = (files) => files.length && list.prepend(upload([...files]));
  const input = element("input", { type: "file", id: "files", multiple: true, accept: ENDINGS,
    onchange: () => (take(input.files), (input.value = "")) });
  const field = element("label", { class: "drop", for: "files" }, element("span", {}, text("choose_files")), input);
  field.addEventListener("dragover", (event) => (event.preventDefault(), field.classList.add("over")));
  field.addEventListener("dragleave", () => field.classList.remove("over"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("over");
    take(event.dataTransfer.files);
  });
  dialog(text("upload"), element("p", {}, text("upload_hint")), field, list);
}

function upload(files) {
  const names = files.map((file) => file.name).join(", ");
  const bar = element("progress", { max: "1", "aria-label": names });
  const said = element("p", {}, text("uploading"));
  const failures = element("ul", { class: "failures" });
  const body = new FormData();
  files.forEach((file) => body.append("files", file, file.name));
  follow(call("/v1/documents/files", { method: "POST", body }), bar, said, failures);
  return element("li", {}, element("bdi", { dir: "auto", class: "names" }, names), bar, said, failures);
}

async function follow(sent, bar, said, failures) {
  try {
    let job = await sent;
    while (!["done", "failed", "cancelled"].includes(job.state)) {
      bar.max = Math.max(job.total, 1);
      bar.value = job.done;
      said.textContent = text("indexing", { done: number(job.done), total: number(job.total) });
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      job = await call(`/v1/jobs/${encodeURIComponent(job.id)}`);
    }
    bar.max = bar.value = 1;
    const counts = { n: number(job.indexed + job.unchanged), failed: number(job.failed) };
    said.textContent = text(job.failed ? "indexed_but" : "indexed", counts);
    failures.append(...job.failures.map((one) => element("li", {}, element("bdi", { dir: "auto" }, one.document), ": ",
      element("span", { lang: "en", dir: "ltr" }, `${one.problem} ${one.mend}`))));
  } catch (problem) {
    bar.remove();
    said.className = "warning";
    said.textContent = problemText(problem);
  }
}

/** Let the button open it. */
export const wireUploads = () => byId("documents").addEventListener("click", openUploads);
