// @ts-check
/** A training run as the server tells it: server-sent events, read from a request that can be refused and put aside. */
import { decodeArray } from "../arrays.js";
import { ApiProblem, Busy, Offline } from "../errors.js";

/** @typedef {import("./events.js").Aside} Aside */
/** @typedef {import("./events.js").OpenRun} OpenRun */
/** @typedef {import("./events.js").TrainEvent} TrainEvent */

/**
 * Opens runs: `for await (const event of open(query, signal))`. Rejects with ApiProblem, Busy, Offline (also when the
 * run or the connection is cut before the end), or signal's AbortError.
 * @param {{base?: string, fetch?: typeof globalThis.fetch}} [options] @returns {OpenRun}
 */
export function createRuns({ base = "/api/v1", fetch = globalThis.fetch.bind(globalThis) } = {}) {
  return async function* open(query, signal, silent = () => {}) {
    const lines = createLines();
    let ended = false;
    try {
      const response = await fetch(`${base}/train?${query}`, { signal, cache: "no-store" });
      if (!response.ok || !response.body) throw await refusal(response);
      const text = response.body.pipeThrough(new TextDecoderStream());
      for await (const chunk of chunks(text)) {
        for (const event of lines.read(chunk)) {
          if (event.name === "silent") {
            silent(event.data);
            continue;
          }
          if (event.name === "error") throw new Offline();
          ended ||= event.name === "end";
          yield event;
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof ApiProblem || error instanceof Busy ? error : new Offline(error);
    }
    if (!ended) throw new Offline();
  };
}

/** @param {ReadableStream<string>} stream */
async function* chunks(stream) {
  const reader = stream.getReader(); // not every browser iterates over a stream
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) yield /** @type {string} */ (value);
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {Response} response */
async function refusal(response) {
  const wait = Number(response.headers.get("retry-after"));
  if (response.status === 503 && wait > 0) return new Busy(wait);
  /** @type {{errors?: {pointer: string, detail: string}[], detail?: string}} */
  const problem = await response.json();
  const errors = problem.errors ?? [{ pointer: "", detail: String(problem.detail) }];
  return new ApiProblem(response.status, errors.map(({ pointer, detail }) => ({ field: pointer.split("/")[1] ?? null, message: `${pointer.slice(1)} ${detail}`.trim() })));
}

/** Text of a stream in, whole events out (HTML, "Server-sent events", as this server writes them). */
export function createLines() {
  let rest = "";
  return {
    /** @param {string} chunk @returns {(TrainEvent|Aside)[]} */
    read(chunk) {
      const blocks = (rest + chunk).split("\n\n");
      rest = /** @type {string} */ (blocks.pop());
      return blocks.map(parseEvent).filter((event) => event !== null);
    },
  };
}

/** @param {string} block @returns {TrainEvent|Aside|null} null for a comment, which only keeps the line open */
function parseEvent(block) {
  const field = (/** @type {string} */ name) => block.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const data = field("data");
  if (data === undefined) return null;
  const event = { name: field("event"), data: JSON.parse(data) };
  if (event.name === "progress") for (const cell of Object.values(event.data.cells)) unpack(cell);
  return /** @type {TrainEvent|Aside} */ (event);
}

/** @param {any} cell */
function unpack(cell) {
  for (const name of ["memory", "held"]) if (cell[name]) cell[name] = decodeArray(cell[name]);
}
