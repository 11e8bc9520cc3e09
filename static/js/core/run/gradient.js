// @ts-check
/** The gradient of a run, as the stage and the sentence read it. Pure. */

/** @typedef {import("../types.js").Gradient} Gradient */

/**
 * log10 of what is left of the gradient in a state at a position; NaN where there is none.
 * @param {Gradient|null} gradient @param {{layer: number, direction: string}} row @param {string} state @param {number} position from 1
 */
export const leftAt = (gradient, { layer, direction }, state, position) =>
  gradient?.layers.find((l) => l.layer === layer && l.direction === direction)?.states[state]?.[position - 1] ?? NaN;

/** The position whose input adds most to the loss, from 1. @param {Gradient} gradient */
export const mostOf = ({ inputs }) => inputs.reduce((best, share, i) => (share > inputs[best] ? i : best), 0) + 1;

/** Of the losses that L is the sum of, those that the gradient has taken in when it has come to a position. @param {Gradient} gradient @param {string} direction @param {number} position */
export const takenIn = ({ losses }, direction, position) => losses.filter((t) => (direction === "reverse" ? t <= position : t >= position));
