// @ts-check
/** L as the sum of the losses that are counted, such as L = L₉ + ⋯ + L₁₈ = 0.55, in marks: l a letter, s below the line. */

/** @typedef {import("../../core/architectures/run.js").Run} Run */
import { lossUntil } from "../../core/architectures/run.js";

const term = (/** @type {number} */ t) => `<l>L</l><s>${t}</s>`;

/** @param {Run} run @param {number} t steps read: the number is the sum so far @param {import("../../lib/format.js").Format} format */
export function formula(run, t, format) {
  const counted = run.steps.filter(({ said }) => said !== null).map((step) => step.t);
  const [first, last] = [counted[0], counted[counted.length - 1]];
  const middle = counted.length > 2 ? " + ⋯ + " : " + ";
  const terms = counted.length === 1 ? term(first) : term(first) + middle + term(last);
  const number = run.total === null ? "" : ` = <b>${format.number(lossUntil(run, t))}</b>`;
  return `<l>L</l> = ${terms}${number}`;
}
