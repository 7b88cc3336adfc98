// A conversation with the service: streamed where it can be, remembered where it can be.

import { Problem, call, send } from "./api.js";
import { events } from "./sse.js";

const state = { id: null };
const missing = new Set();

/** Forget what was said. */
export const forget = () => (state.id = null);

/**
 * Say something; yields {event, data} as the service streams them.
 *
 * The last is "done", its data {answer, text, language, asked}: answer is null where the documents were not
 * asked; asked is the language that was asked for or in.
 */
export async function* say(message, answerLanguage, signal) {
  const wanted = answerLanguage ? { answer_language: answerLanguage } : {};
  const turn = { message, ...wanted, ...(state.id ? { conversation_id: state.id } : {}) };
  const ways = [
    ["/v1/chat/stream", () => streamed("/v1/chat/stream", turn, signal)],
    ["/v1/chat", () => whole("/v1/chat", turn, signal)],
    ["/v1/ask/stream", () => streamed("/v1/ask/stream", { question: message, ...wanted }, signal)],
    ["/v1/ask", () => whole("/v1/ask", { question: message, ...wanted }, signal)],
  ];
  for (const [path, way] of ways) {
    if (missing.has(path)) continue;
    try {
      yield* way();
      return;
    } catch (error) {
      if (error instanceof Problem && isExpired(error) && state.id) {
        forget();
        yield* say(message, answerLanguage, signal);
        return;
      }
      if (!(error instanceof Problem && isNoRoute(error))) throw error;
      missing.add(path);
    }
  }
}

const isExpired = (problem) => ["no-conversation", "conversation-expired", "conversation-full"].includes(problem.kind);
const isNoRoute = (problem) => problem.status === 405 || (problem.status === 404 && !isExpired(problem));

async function* streamed(path, json, signal) {
  const response = await send(path, { method: "POST", json, signal, headers: { Accept: "text/event-stream" } });
  let isDone = false;
  for await (const { event, data } of events(response)) {
    if (event === "problem") throw new Problem(data.status, data);
    isDone ||= event === "done";
    yield event === "done" ? { event, data: finished(data, json) } : { event, data };
  }
  if (!isDone) throw new Problem(0); // it broke off
}

async function* whole(path, json, signal) {
  yield { event: "done", data: finished(await call(path, { method: "POST", json, signal }), json) };
}

function finished(data, json) {
  if (data.reply) {
    state.id = data.conversation_id;
    const { text, language } = data.reply;
    return { answer: data.answer, text, language, asked: data.language.language };
  }
  const answer = data.answer ?? data;
  const { text, language } = answer;
  return { answer, text, language, asked: json.answer_language ?? answer.question_language };
}
