// @ts-check
/** The answer of /gradients as the stage draws it: sizes relative to the loss's own step. Pure. */
import { decodeArray } from "./trace.js";

/** @typedef {import("./types.js").Gradient} Gradient */

/**
 * @typedef {object} GradientAnswer  what the API sends, as far as Explore reads it
 * @property {{steps: number[]}} loss
 * @property {{layer: number, direction: import("./types.js").Direction, h: State, c?: State}[]} layers
 * @property {{contribution: {log10_size: import("./trace.js").ArrayAnswer}}} inputs
 */
/** @typedef {{log10_norm: import("./trace.js").ArrayAnswer}} State */

/** @param {GradientAnswer} answer @returns {Gradient} */
export function decodeGradient({ loss, layers, inputs }) {
  const from = loss.steps.at(-1) ?? 0;
  const sizes = (/** @type {State} */ { log10_norm }) => Float64Array.from(decodeArray(log10_norm));
  const top = Math.max(...layers.map(({ layer }) => layer));
  const whole = Math.max(...layers.filter(({ layer }) => layer === top).map(({ h }) => sizes(h)[from - 1] ?? NaN));
  const relative = (/** @type {State} */ state) => sizes(state).map((log10) => log10 - whole);
  return {
    from,
    layers: layers.map(({ layer, direction, h, c }) => ({ layer, direction, states: { h: relative(h), ...(c && { c: relative(c) }) } })),
    inputs: shares(Float64Array.from(decodeArray(inputs.contribution.log10_size))),
  };
}

/** Sizes as shares of the largest. @param {Float64Array} log10 */
function shares(log10) {
  const largest = log10.reduce((a, b) => (b > a ? b : a), -Infinity);
  return log10.map((size) => (Number.isFinite(size) ? 10 ** (size - largest) : 0));
}

/**
 * log10 of what is left of the gradient in a state at a position; NaN where there is none.
 * @param {Gradient|null} gradient @param {{layer: number, direction: string}} row @param {string} state @param {number} position from 1
 */
export const leftAt = (gradient, { layer, direction }, state, position) =>
  gradient?.layers.find((l) => l.layer === layer && l.direction === direction)?.states[state]?.[position - 1] ?? NaN;

/** The position whose input adds most to the loss, from 1. @param {Gradient} gradient */
export const mostOf = ({ inputs }) => inputs.reduce((best, share, i) => (share > inputs[best] ? i : best), 0) + 1;
