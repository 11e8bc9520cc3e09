// @ts-check
/**
 * Questions to what runs the networks, and what becomes of each: loading, ready, refused, busy, offline. Where nobody
 * answers, the question is asked again by itself, and the seconds until then are counted down.
 *
 * One question is under way at a time, and the newest comes next. With `patience`, as for a picture that follows a hand,
 * an answer that the hand has left behind is still shown while it is at most that old; without, it is put aside at once.
 */
import { wall } from "./clock.js";
import { ApiProblem, Busy, Offline } from "./errors.js";

/** @typedef {import("./errors.js").Problem} Problem */
/** @typedef {{status: "ready"|"loading"|"refused"|"offline", problems: Problem[], retryIn: number|null}} Line   what a state says of it */
/** What has become of a question; of every Status a state knows those that can happen to it. @typedef {{status?: any, problems?: Problem[], retryIn?: number|null}} Change */
/** @typedef {import("./clock.js").Timer} Timer */

const RETRY = 5; // seconds
/** As far as a picture may lag behind the hand that it follows, in ms. */
export const LAG = 150;

/**
 * @template Q, A
 * @param {object} parts
 * @param {(question: Q, signal: AbortSignal) => Promise<A>} parts.send
 * @param {(question: Q, answer: A) => void} [parts.show]
 * @param {(change: Change) => void} parts.change
 * @param {number} [parts.patience]  ms
 * @param {Timer} [parts.timer]
 */
export function createConnection({ send, show = () => {}, change, patience = 0, timer = wall }) {
  /** @type {{question: Q, abort: AbortController, overdue: unknown}|null} */
  let current = null;
  /** @type {{question: Q}|null} */
  let waiting = null;
  /** @type {unknown} */
  let retry = null;

  /** @param {Q} question */
  function ask(question) {
    timer.clear(retry);
    change({ status: "loading", retryIn: null });
    if (current === null || patience === 0) {
      current?.abort.abort();
      return void put(question);
    }
    waiting = { question };
    const { abort } = current;
    current.overdue ??= timer.set(() => abort.abort(), patience);
  }

  /** @param {Q} question */
  async function put(question) {
    const mine = (current = { question, abort: new AbortController(), overdue: /** @type {unknown} */ (null) });
    const { signal } = mine.abort;
    try {
      const answer = await send(question, signal);
      if (!signal.aborted && current === mine) show(question, answer);
      if (waiting === null && current === mine) change({ status: "ready", problems: [] });
    } catch (error) {
      if (!signal.aborted) failed(question, error);
    } finally {
      if (mine.overdue !== null) timer.clear(mine.overdue);
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
    else if (error instanceof Busy) askAgain(question, "busy", error.seconds);
    else if (error instanceof Offline) askAgain(question);
    else throw error;
  }

  /** Counts down, then asks again. @param {Q} question @param {"offline"|"busy"} [status] @param {number} [seconds] */
  function askAgain(question, status = "offline", seconds = RETRY) {
    let left = seconds;
    const count = () => {
      left -= 1;
      if (left <= 0) return ask(question);
      change({ retryIn: left });
      retry = timer.set(count, 1000);
    };
    change({ status, retryIn: left });
    timer.clear(retry);
    retry = timer.set(count, 1000);
  }

  return {
    ask,
    /** Somebody else found out that nobody answers. @param {Q} question */
    lost: (question) => askAgain(question),
    /** Puts everything aside: nothing more is wanted. */
    drop() {
      timer.clear(retry);
      waiting = null;
      current?.abort.abort();
      current = null;
    },
  };
}
