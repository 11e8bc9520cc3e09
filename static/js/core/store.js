// @ts-check
/**
 * What the store of every page stands on. Intents and answers come in; a new state, whose parts keep their identity
 * where they did not change, goes out to the subscribers, at most once a frame. A store asks over a connection
 * (connection.js), and what runs its networks is handed to it.
 */
import { move } from "../lib/easing.js";
import { createClock } from "./clock.js";

const MOVE = 240; // ms: --move

/** What each intent does. @template {{type: string}} I @typedef {{[K in I["type"]]: (intent: Extract<I, {type: K}>) => unknown}} Handlers */
/**
 * @template S, I
 * @typedef {object} Store
 * @property {() => S} get
 * @property {(changes: Partial<S>) => void} change   draws at the next frame
 * @property {(intent: I) => void} dispatch
 * @property {(subscriber: (state: S) => void) => () => void} subscribe
 * @property {() => void} flush    draws now, without waiting for a frame: the first picture
 * @property {() => void} destroy
 */

/**
 * @template S
 * @template {{type: string}} I
 * @param {object} parts
 * @param {S} parts.state   to begin with
 * @param {Handlers<I>} parts.handlers
 * @param {import("./clock.js").Frames} parts.frames
 * @param {() => Partial<S>} [parts.place]  where time stands
 * @param {(elapsed: number) => Partial<S>} [parts.advance]  what ms change
 * @param {() => boolean} [parts.moving]    is there a next frame to draw?
 * @param {() => void} [parts.look]         at every frame's state, before the subscribers do
 * @returns {Store<S, I>}
 */
export function createStore({ state, handlers, frames, place = () => ({}), advance = place, moving = () => false, look }) {
  /** @type {Set<(state: S) => void>} */
  const subscribers = new Set();
  const clock = createClock(frames, draw);

  /** @param {number} elapsed */
  function draw(elapsed) {
    state = { ...state, ...advance(elapsed) };
    look?.();
    for (const subscriber of subscribers) subscriber(state);
    return moving();
  }

  /** @param {Partial<S>} changes */
  function change(changes) {
    state = { ...state, ...changes };
    clock.wake();
  }

  return {
    get: () => state,
    change,
    dispatch(intent) {
      /** @type {any} */ (handlers)[intent.type](intent);
      change(place());
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      clock.wake();
      return () => void subscribers.delete(subscriber);
    },
    flush: () => void draw(0),
    destroy() {
      clock.stop();
      subscribers.clear();
    },
  };
}

/**
 * The way from one answer to the next, which takes MOVE ms.
 * @template A
 * @param {(from: A, to: A, p: number) => A} blend  the answer a share p of the way
 */
export function createTransition(blend) {
  /** @type {{from: A, to: A, p: number}|null} */
  let way = null;
  return {
    /** @param {A} from @param {A} to */
    start: (from, to) => void (way = { from, to, p: 0 }),
    stop: () => void (way = null),
    moving: () => way !== null,
    /** The answer to draw after some ms; none while nothing moves. @param {number} elapsed @returns {A|null} */
    advance(elapsed) {
      if (way === null) return null;
      const { from, to } = way;
      const p = Math.min(1, way.p + elapsed / MOVE);
      way = p < 1 ? { from, to, p } : null;
      return p < 1 ? blend(from, to, move(p)) : to;
    },
  };
}
