// @ts-check
/** The answers of /gradients for the three cells as one race: sizes by distance from the loss, ready to draw. Pure. */
import { decodeArray } from "../arrays.js";
import { RACERS } from "./config.js";

/** @typedef {import("./config.js").Racer} Racer */
/**
 * One state of a cell on its way back.
 * @typedef {object} Lane
 * @property {"h"|"c"} state
 * @property {Float32Array} share      log10 of the size relative to the loss's own step, by distance from 0; −∞: exactly zero
 * @property {number} start            log10 of the size at the loss
 * @property {{share: number|null, float32: number|null}} horizon  steps back until lost; null: never
 */
/**
 * @typedef {object} Runner
 * @property {Racer} cell
 * @property {Lane[]} lanes            c before h
 * @property {number} kept             what the forget gates keep of c a step, on average; not a number without them
 * @property {Float32Array|null} bound log10 of the most that can be left, by distance
 * @property {Record<string, Spectrum>} spectrum  by gate
 * @property {Clip|null} clip
 * @property {{t: number}|null} overflow
 */
/** @typedef {{re: Float32Array, im: Float32Array, radius: number, stretch: number}} Spectrum */
/** @typedef {{threshold: number, before: number|null, log10_before: number|null, after: number|null, factor: number|null}} Clip */
/**
 * @typedef {object} Race
 * @property {number} T
 * @property {number} from             the step of the loss, from 1; 0: there is none
 * @property {Racer[]} cells           who races, from the top lane down
 * @property {Record<Racer, Runner>} runners   of these cells, and of no others
 * @property {Answer|null} answer      what the loss of trained networks is about
 * @property {number} id               new for each answer; kept while a transition blends two answers
 */

/**
 * @typedef {object} Answer
 * @property {"softmax"|"sigmoid"|"linear"} kind
 * @property {string|number[]|null} right
 * @property {boolean} known         it is known what is right; else what each network says itself counts as that
 * @property {string[]|null} read    what every step is fed, where that has a name
 */
/**
 * How much the loss of step s, alone, says about the hidden state of step t.
 * @typedef {object} LossMap
 * @property {Racer} cell
 * @property {number} T
 * @property {import("../types.js").Numbers} sizes      log10, T × T, `sizes[s * T + t]` from 0; −∞: exactly zero
 * @property {number} sumError         how far the vectors are from adding up to the total, relative
 */

let answers = 0;

/**
 * @param {Partial<Record<Racer, any>>} parts  {cell: answer in base64}
 * @param {Answer|null} [answer]
 * @returns {Race}
 */
export function decodeRace(parts, answer = null) {
  const cells = RACERS.filter((cell) => parts[cell]);
  const found = cells.map((cell) => decodeRunner(cell, parts[cell]));
  // A cell that overflowed has its loss where it was still good; the race runs from the last of them.
  const from = Math.max(...found.map(({ steps }) => steps));
  const runners = /** @type {Record<Racer, Runner>} */ (Object.fromEntries(found.map(({ runner }) => [runner.cell, runner])));
  return { T: found[0].T, from, cells, runners, answer, id: ++answers };
}

/** @param {Racer} cell @param {any} answer @returns {{runner: Runner, T: number, steps: number}} */
function decodeRunner(cell, { layers: [layer], loss, clip, overflow }) {
  const steps = loss.steps[0] ?? 0;
  const states = /** @type {("h"|"c")[]} */ (["c", "h"]).filter((state) => layer[state]);
  const product = layer.forget_product && decodeArray(layer.forget_product.log10_mean);
  const T = decodeArray(layer.h.log10_norm).length;
  const runner = {
    cell,
    lanes: states.map((state) => decodeLane(state, layer[state], steps)),
    kept: product && T > 1 ? 10 ** (product[0] / (T - 1)) : NaN,
    bound: layer.bound && decodeArray(layer.bound.log10_norm),
    spectrum: Object.fromEntries(Object.entries(layer.spectrum).map(([gate, one]) => [gate, decodeSpectrum(one)])),
    clip: clip ?? null,
    overflow: overflow ?? null,
  };
  return { runner, T, steps };
}

/** @param {"h"|"c"} state @param {any} found @param {number} steps @returns {Lane} */
function decodeLane(state, { log10_norm, horizon }, steps) {
  const sizes = decodeArray(log10_norm);
  const start = steps > 0 ? sizes[steps - 1] : NaN;
  const share = Float32Array.from({ length: steps }, (_, k) => sizes[steps - 1 - k] - start);
  return { state, share, start, horizon: { share: horizon?.share_1_percent ?? null, float32: horizon?.float32 ?? null } };
}

/** @param {any} one @returns {Spectrum} */
function decodeSpectrum({ eigenvalues, radius, singular_max: stretch }) {
  const parts = decodeArray(eigenvalues);
  const column = (/** @type {0|1} */ i) => Float32Array.from({ length: parts.length / 2 }, (_, k) => parts[2 * k + i]);
  return { re: column(0), im: column(1), radius, stretch };
}

/** The lane whose light counts: an LSTM's memory is c. @param {Runner} runner */
export const mainLane = ({ lanes }) => lanes[0];

/** Can the races between them be drawn? @param {Race|null} from @param {Race} to */
export const raceBlendable = (from, to) =>
  from !== null && from.T === to.T && from.cells.join() === to.cells.join() && to.cells.every((cell) => from.runners[cell].lanes[0].share.length === to.runners[cell].lanes[0].share.length);

/** The race a share p of the way. @param {Race} from @param {Race} to @param {number} p @returns {Race} */
export function blendRace(from, to, p) {
  const runners = to.cells.map((cell) => [cell, blendRunner(from.runners[cell], to.runners[cell], p)]);
  return { ...to, runners: /** @type {Race["runners"]} */ (Object.fromEntries(runners)) };
}

/** @param {Runner} from @param {Runner} to @param {number} p @returns {Runner} */
function blendRunner(from, to, p) {
  if (from === to) return to;
  const lanes = to.lanes.map((lane, i) => ({ ...lane, share: mix(from.lanes[i].share, lane.share, p) }));
  const bound = to.bound && from.bound && mix(from.bound, to.bound, p);
  const spectrum = Object.entries(to.spectrum).map(([gate, one]) => [gate, blendSpectrum(from.spectrum[gate], one, p)]);
  return { ...to, lanes, bound, spectrum: Object.fromEntries(spectrum) };
}

/** @param {Spectrum} from @param {Spectrum} to @param {number} p @returns {Spectrum} */
const blendSpectrum = (from, to, p) =>
  from.re.length === to.re.length ? { ...to, re: mix(from.re, to.re, p), im: mix(from.im, to.im, p) } : to;

/** @param {Float32Array} a @param {Float32Array} b @param {number} p */
function mix(a, b, p) {
  return b.map((v, i) => {
    const between = a[i] + (v - a[i]) * p;
    return Number.isFinite(between) ? between : v;
  });
}
