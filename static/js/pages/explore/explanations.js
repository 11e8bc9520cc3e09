// @ts-check
/**
 * Which explained steps to ask the API for, and which are known already.
 *
 * Short runs are asked for whole. In longer ones a window of steps lies around the current one, mostly ahead of the
 * reader, and the next window is fetched before the first runs out. Of a trained network that nobody has touched yet
 * one step is enough: a first view is the lighter for it.
 */
import { apiQuery } from "../../core/run/config.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/types.js").ExplainedStep} ExplainedStep */
/** @typedef {import("../../core/types.js").Trace} Trace */
/** @typedef {Pick<import("../../core/types.js").CellInfo, "states"|"signals">} Cell */
/** @typedef {{from: number, to: number}} Steps   both included, from 1 */

/** Products in one answer: about half a megabyte of JSON, far below what the API would refuse. */
const TERMS = 6000;
const WINDOWS = 4; // kept for one unit
const UNITS = 6;

/** Everything that the numbers of an explanation depend on. @param {Config} config */
export const explainKey = (config) => `${apiQuery(config)}&unit=${config.unit}&layer=${config.layer}&direction=${config.direction}`;

/**
 * Upper bound of the products spelt out for one step of config's layer.
 * @param {Config} config @param {Cell} cell @param {string[]} labels one a step
 */
export function termsPerStep({ text, hidden_size: H, layer, bidirectional }, { states, signals }, labels) {
  const input = text === null ? 1 : new Set(labels).size;
  const below = layer === 1 ? input : H * (bidirectional ? 2 : 1);
  const gates = signals.filter(({ role }) => role !== "state").length;
  return Math.max(1, gates) * (below + (states.length === 0 ? 0 : H));
}

/**
 * The window to ask for, or null when all that will soon be read is known.
 * @param {object} options
 * @param {number} options.T
 * @param {number} options.position             the step being read, from 1
 * @param {1|-1} options.ahead                  the way the layer is read
 * @param {number} options.size                 most steps in one window
 * @param {(t: number) => boolean} options.known
 * @returns {Steps|null}
 */
export function nextWindow({ T, position, ahead, size, known }) {
  if (T === 0) return null;
  const inside = (/** @type {number} */ t) => t >= 1 && t <= T;
  let start = Math.min(T, Math.max(1, position));
  const soon = start + ahead * Math.ceil(size / 3);
  while (known(start) && start !== soon && inside(start + ahead)) start += ahead;
  if (known(start)) return null;
  // A jump leaves a few steps behind the reader too; going on from a known step does not.
  if (!known(start - ahead)) start -= ahead * Math.floor(size / 4);
  let from = Math.max(1, ahead === 1 ? start : start - size + 1);
  let to = Math.min(T, from + size - 1);
  from = Math.max(1, to - size + 1);
  while (known(from)) from++;
  while (known(to)) to--;
  return { from, to };
}

/**
 * The explanations fetched so far, for the last few units looked at. `need` → fetch → `keep`, or `drop` when it failed.
 */
export function createExplanations() {
  /** @type {Map<string, Map<number, ExplainedStep>>} */
  const kept = new Map();
  /** @type {{key: string, steps: Steps, room: number}|null} */
  let request = null;

  /** @param {string} key @returns {Map<number, ExplainedStep>} */
  const of = (key) => kept.get(key) ?? EMPTY;

  return {
    /** What is known, by t; another object when more arrives. @param {Config} config */
    known: (config) => of(explainKey(config)),

    /**
     * The steps to fetch now, marked as asked for; null when they are known or on their way.
     * @param {Config} config the one on screen @param {Cell} cell its cell @param {Pick<Trace, "T"|"labels">} trace @param {number} position
     * @param {boolean} [alone]  no other step than this one
     * @returns {Steps|null}
     */
    need(config, cell, trace, position, alone = false) {
      const key = explainKey(config);
      const steps = of(key);
      const pending = request?.key === key ? request.steps : null;
      if (pending && position >= pending.from && position <= pending.to) return null;
      if (alone && steps.has(position)) return null;
      const known = (/** @type {number} */ t) => steps.has(t) || (pending !== null && t >= pending.from && t <= pending.to);
      const size = alone ? 1 : Math.max(1, Math.floor(TERMS / termsPerStep(config, cell, trace.labels)));
      const missing = nextWindow({ T: trace.T, position, ahead: config.direction === "reverse" ? -1 : 1, size, known });
      // Looking ahead must not abort an answer that is still awaited.
      if (missing === null || (pending && steps.has(position))) return null;
      request = { key, steps: missing, room: WINDOWS * size };
      return missing;
    },

    /** @param {Config} config @param {ExplainedStep[]} steps */
    keep(config, steps) {
      const key = explainKey(config);
      const merged = new Map(of(key));
      for (const step of steps) merged.set(step.t, step);
      if (request?.key === key) {
        trim(merged, request.room);
        request = null;
      }
      kept.delete(key);
      kept.set(key, merged);
      trim(kept, UNITS);
    },

    /** The fetch of these steps failed or was put aside: they may be asked for again. @param {Steps} steps what `need` gave */
    drop(steps) {
      if (request?.steps === steps) request = null;
    },
  };
}

/** Forgets the oldest entries. @param {Map<unknown, unknown>} map @param {number} room */
function trim(map, room) {
  for (const key of map.keys()) {
    if (map.size <= room) return;
    map.delete(key);
  }
}

/** @type {Map<number, ExplainedStep>} */
const EMPTY = new Map();
