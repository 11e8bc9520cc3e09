// @ts-check
/**
 * Questions to the server for a picture that follows knobs. One question is under way at a time, so that the server is
 * not left computing what nobody wants; the newest comes next. An answer that the knob has left behind is still shown
 * while it is at most `patience` old, which is as far as a picture may lag; a later one is put aside.
 */
import { wall } from "./clock.js";
import { ApiProblem, Offline } from "./errors.js";

/** @typedef {"ready"|"loading"|"refused"|"offline"} Status */
/** @typedef {{status: Status, problems: {field: string|null, message: string}[], retryIn: number|null}} Line */
/** @typedef {import("./clock.js").Timer} Timer */

const RETRY = 5; // seconds
const PATIENCE = 150; // ms

/**
 * @template Q, A
 * @param {object} parts
 * @param {(question: Q, signal: AbortSignal) => Promise<A>} parts.send
 * @param {(question: Q, answer: A) => void} parts.show
 * @param {(line: Partial<Line>) => void} parts.change
 * @param {Timer} [parts.timer]
 */
export function createConnection({ send, show, change, timer = wall }) {
  /** @type {{question: Q, abort: AbortController, overdue: unknown}|null} */
  let current = null;
  /** @type {{question: Q}|null} */
  let waiting = null;
  /** @type {unknown} */
  let retryTimer = null;

  /** @param {Q} question */
  function ask(question) {
    timer.clear(retryTimer);
    change({ status: "loading", retryIn: null });
    if (current === null) return void put(question);
    waiting = { question };
    const { abort } = current;
    current.overdue ??= timer.set(() => abort.abort(), PATIENCE);
  }

  /** @param {Q} question */
  async function put(question) {
    const mine = (current = { question, abort: new AbortController(), overdue: /** @type {unknown} */ (null) });
    try {
      const answer = await send(question, mine.abort.signal);
      if (!mine.abort.signal.aborted && current === mine) show(question, answer);
      if (waiting === null && current === mine) change({ status: "ready", problems: [] });
    } catch (error) {
      if (!mine.abort.signal.aborted) failed(question, error);
    } finally {
      timer.clear(mine.overdue);
      if (current === mine) next();
    }
  }

  function next() {
    const newest = waiting;
    [current, waiting] = [null, null];
    if (newest !== null) void put(newest.question);
  }

  /** @param {Q} question @param {unknown} error */
  function failed(question, error) {
    if (waiting !== null) return; // the newest question will tell
    if (error instanceof ApiProblem) change({ status: "refused", problems: error.problems });
    else if (error instanceof Offline) offline(question);
    else throw error;
  }

  /** @param {Q} question */
  function offline(question) {
    let left = RETRY;
    const count = () => {
      left -= 1;
      if (left <= 0) return ask(question);
      change({ retryIn: left });
      retryTimer = timer.set(count, 1000);
    };
    change({ status: "offline", retryIn: left });
    retryTimer = timer.set(count, 1000);
  }

  return {
    ask,
    /** Puts everything aside: nothing more is wanted. */
    drop() {
      timer.clear(retryTimer);
      waiting = null;
      current?.abort.abort();
      current = null;
    },
  };
}
