// The page: a conversation on the left, the evidence beside it.

import { AnswerView } from "./answer.js";
import { onKeyNeeded } from "./api.js";
import { forget, say } from "./conversation.js";
import { askForKey } from "./dialogs.js";
import { byId, element } from "./dom.js";
import { closeEvidence, openEvidence } from "./evidence.js";
import { greeted, isFramed, leave } from "./frame.js";
import { ANSWERED, SPOKEN, direction, nameOf, ownName, pageLanguage } from "./languages.js";
import { preferred, speak, text, write } from "./languages.js";
import { problemText } from "./problems.js";
import { wireTheme } from "./theme.js";
import { wireUploads } from "./uploads.js";

const running = { abort: null };
const welcome = byId("welcome");

async function ask(question) {
  welcome.remove();
  byId("log").append(element("article", { class: "asked" },
    element("h2", { class: "hidden" }, text("you")), element("p", { dir: "auto" }, question)));
  const view = new AnswerView(openEvidence);
  byId("log").append(view.root);
  await answer(question, view);
}

async function answer(question, view) {
  view.root.scrollIntoView({ block: "end" });
  running.abort = new AbortController();
  setRunning(true);
  try {
    for await (const event of say(question, byId("answer-language").value, running.abort.signal)) {
      view.take(event);
      view.root.scrollIntoView({ block: "nearest" });
    }
  } catch (problem) {
    const said = problem.name === "AbortError" ? text("stopped") : problemText(problem);
    view.fail(said, () => {
      const again = new AnswerView(openEvidence);
      view.root.replaceWith(again.root);
      byId("question").focus();
      answer(question, again);
    });
  } finally {
    setRunning(false);
  }
}

function setRunning(isRunning) {
  if (!isRunning) running.abort = null;
  byId("send").dataset.text = isRunning ? "stop" : "send";
  byId("send").textContent = text(byId("send").dataset.text);
}

function wireComposer() {
  const question = byId("question");
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    if (running.abort) return running.abort.abort();
    const asked = question.value.trim();
    if (!asked) return;
    question.value = question.dir = "";
    ask(asked);
  });
  // An empty field runs as the page does, so that its hint stands where the writing will begin.
  question.addEventListener("input", () => (question.dir = question.value ? "auto" : ""));
  question.addEventListener("keydown", (event) => {
    // Enter also ends the choice of characters in Chinese, Japanese and Korean input.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!running.abort) byId("composer").requestSubmit();
  });
}

function wireKeys() {
  byId("log").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".cite, .source")) return;
    const group = event.target.className;
    const all = [...byId("log").getElementsByClassName(group)];
    const turned = direction(pageLanguage()) === "rtl" && event.key.match(/Left|Right/) ? -step : step;
    event.preventDefault();
    all[(all.indexOf(event.target) + turned + all.length) % all.length].focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    if (!byId("evidence").hidden) closeEvidence();
    else if (isFramed()) leave();
  });
}

function wireLanguages() {
  const page = byId("page-language");
  page.append(...SPOKEN.map((code) => element("option", { value: code, lang: code }, ownName(code))));
  page.value = pageLanguage();
  page.addEventListener("change", async () => {
    await speak(page.value, true);
    nameLanguages();
  });
  nameLanguages();
}

function nameLanguages() {
  const answers = byId("answer-language");
  const chosen = answers.value;
  const named = ANSWERED.map((code) => [nameOf(code), code]).sort(([a], [b]) => a.localeCompare(b, pageLanguage()));
  answers.replaceChildren(element("option", { value: "" }, text("automatic")),
    ...named.map(([name, code]) => element("option", { value: code }, name)));
  answers.value = chosen;
}

function begin() {
  running.abort?.abort();
  closeEvidence();
  forget();
  byId("log").replaceChildren(welcome);
  write(welcome);
  byId("question").focus();
}

const given = isFramed() ? await greeted() : null;
if (!isFramed()) onKeyNeeded(askForKey);
await speak(preferred(given));
wireLanguages();
wireComposer();
wireKeys();
wireTheme();
wireUploads();
byId("new").addEventListener("click", begin);
document.body.classList.add("ready");
byId("question").focus();
