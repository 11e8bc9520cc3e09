// @ts-check
/** The answer of /gradients as the stage draws it: sizes relative to that at the loss. Pure. */
import { decodeArray } from "../../core/arrays.js";

/** @typedef {import("../../core/types.js").Gradient} Gradient */

/**
 * @typedef {object} GradientAnswer  what the API sends, as far as Explore reads it
 * @property {{at: string|number, steps: number[]}} loss
 * @property {{layer: number, direction: import("../../core/types.js").Direction, h: State, c?: State}[]} layers
 * @property {{contribution: {log10_size: import("../../core/arrays.js").ArrayAnswer}}} inputs
 */
/** @typedef {{log10_norm: import("../../core/arrays.js").ArrayAnswer}} State */

/** @param {GradientAnswer} answer @returns {Gradient} */
export function decodeGradient({ loss, layers, inputs }) {
  const from = loss.steps.at(-1) ?? 0;
  const sizes = (/** @type {State} */ { log10_norm }) => Float64Array.from(decodeArray(log10_norm));
  const top = Math.max(...layers.map(({ layer }) => layer));
  const outer = layers.filter(({ layer }) => layer === top).map(({ h }) => sizes(h));
  const sizeAt = (/** @type {number} */ t) => Math.max(...outer.map((h) => h[t - 1] ?? NaN));
  const whole = loss.steps.length > 1 ? largest(outer[0].length, sizeAt) : from;
  const unit = sizeAt(whole);
  // A loss that is exactly flat has no gradient to measure by: all of it is 0.
  const relative = (/** @type {State} */ state) => sizes(state).map((log10) => (unit === -Infinity ? log10 : log10 - unit));
  return {
    own: loss.at === "own",
    losses: loss.steps,
    from,
    whole,
    layers: layers.map(({ layer, direction, h, c }) => ({ layer, direction, states: { h: relative(h), ...(c && { c: relative(c) }) } })),
    inputs: shares(Float64Array.from(decodeArray(inputs.contribution.log10_size))),
  };
}

/** The step of the largest size, the last of several. @param {number} T @param {(t: number) => number} sizeAt */
function largest(T, sizeAt) {
  let best = T;
  for (let t = T - 1; t >= 1; t--) if (sizeAt(t) > sizeAt(best) || Number.isNaN(sizeAt(best))) best = t;
  return best;
}

/** Sizes as shares of the largest. @param {Float64Array} log10 */
function shares(log10) {
  const largest = log10.reduce((a, b) => (b > a ? b : a), -Infinity);
  return log10.map((size) => (Number.isFinite(size) ? 10 ** (size - largest) : 0));
}
