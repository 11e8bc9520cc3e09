// @ts-check
/** A training run as the server tells it: server-sent events, read from a request that can be refused and put aside. */
import { ApiProblem, Busy, Offline } from "./api.js";
import { decodeArray } from "./trace.js";

/** @typedef {import("./train-config.js").TrainCell} TrainCell */
/**
 * A network at an event; without a loss its numbers are no longer finite.
 * @typedef {object} Learner
 * @property {number} update
 * @property {"not a number"|"loss"|null} diverged
 * @property {number|null} gradient_norm
 * @property {number} [loss]
 * @property {number} [metric]
 * @property {Float32Array} [memory]      T × H
 * @property {Float32Array|null} [held]   T × H
 * @property {number|null} [lasts]        steps until the first letter is forgotten
 * @property {(number|null)[]} [log10_gradient]  T, as shares of the gradient at the end
 * @property {number[][]} [outputs]       a row for each step that emits
 * @property {(string|number[])[]} [said] the label of each row, or its numbers
 */
/** @typedef {import("./train-task.js").Task} Task */
/** @typedef {Pick<Task, "kind"|"labels"|"metric"|"guess"|"unseen"|"example"> & {task: string, updates: number}} Start */
/** @typedef {import("./train-task.js").Example["inputs"]} Inputs */
/** @typedef {import("./train-task.js").Example["targets"]} Targets */
/** @typedef {{inputs: Inputs, targets: Targets, said: Partial<Record<TrainCell, Targets>>}} Sample */
/** @typedef {{update: number, seconds_left: number, examples_per_second: number|null, cells: Partial<Record<TrainCell, Learner>>, samples: Sample[]}} Look */
/** A network as the API takes it. @typedef {{cell: TrainCell, task?: string, weights: Record<string, any>, readout: any, vocabulary: any}} Trained */
/** @typedef {{reason: "done"|"time"|"diverged", update: number, networks: Partial<Record<TrainCell, Trained>>}} End */
/** How far it is to the first look of a run that goes on from an update. @typedef {{update: number, seconds_left: number}} Silent */
/** What is not passed on. @typedef {{name: "silent", data: Silent}|{name: "error", data: {detail: string}}} Aside */
/** @typedef {{name: "start", data: Start}|{name: "progress", data: Look}|{name: "end", data: End}} TrainEvent */

/** @typedef {(query: string, signal: AbortSignal, silent?: (silent: Silent) => void) => AsyncGenerator<TrainEvent>} OpenRun */

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
