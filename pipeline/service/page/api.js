// Requests to the service, with the key where it wants one, and what went wrong in a form that can be shown.

const KEPT = "polycite.key";
const access = { key: stored(), ask: null };

/** A refusal, or no answer at all: status 0 when the server cannot be reached. */
export class Problem extends Error {
  constructor(status, body = {}, wait = 0) {
    super(body.detail ?? "");
    Object.assign(this, { status, kind: body.type?.split(":").pop() ?? "", errorId: body.error_id, wait });
  }
}

/** Use a key from now on; it is kept until the tab is closed, or only in memory. */
export function useKey(key, keep = true) {
  access.key = key;
  if (keep) sessionStorage.setItem(KEPT, key);
}

/** What to do when a key is needed: a function that resolves to one, or to null. */
export const onKeyNeeded = (ask) => (access.ask = ask);

/** Send a request; resolves to a response that is a success. */
export async function send(path, { method = "GET", json, body, headers = {}, signal } = {}) {
  for (let tries = 0; ; tries++) {
    const response = await reached(path, {
      method,
      signal,
      body: json === undefined ? body : JSON.stringify(json),
      headers: {
        ...(json === undefined ? {} : { "Content-Type": "application/json" }),
        ...(access.key ? { "X-API-Key": access.key } : {}),
        ...headers,
      },
    });
    if (response.ok) return response;
    if (response.status === 401 && access.ask && tries < 5) {
      const key = await access.ask(Boolean(access.key));
      if (key) {
        useKey(key);
        continue;
      }
    }
    const told = await response.json().catch(() => ({}));
    throw new Problem(response.status, told, Number(response.headers.get("Retry-After")) || 0);
  }
}

/** Send a request for JSON. */
export const call = async (path, options) => (await send(path, options)).json();

/** The characters [start, end) of a document, in code points, as the service stores them. */
export async function characters(id, start, end) {
  const response = await send(`/v1/documents/${encodeURIComponent(id)}/text?start=${start}&end=${end}`);
  // Response.text() would drop a byte order mark, which is a character of the document.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
}

async function reached(path, options) {
  try {
    return await fetch(path, { ...options, credentials: "omit", cache: "no-store" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0);
  }
}

function stored() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
