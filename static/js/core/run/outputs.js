// @ts-check
/** What a network with a readout says at every step, out of an answer of /run. */
import { createFormat } from "../../lib/format.js";
import { decodeArray } from "../arrays.js";

/** @typedef {import("../../lib/format.js").Format} Format */
/** @typedef {import("../types.js").SpokenStep} SpokenStep */

/** @param {any} answer @param {Format} [format] @returns {{steps: SpokenStep[], shares: (number[]|null)[]}} shares: every output, at the steps that emit */
export function decodeSteps({ steps, outputs, loss }, format = createFormat("en")) {
  const losses = loss ? decodeArray(loss.per_step) : [];
  const shares = outputs ? sharesOf(outputs, steps.length) : steps.map(() => null);
  const split = steps.some(isEncoded); // else what is fed back goes on in the same voice
  return {
    shares,
    steps: steps.map((/** @type {any} */ step, /** @type {number} */ i) => ({
      label: step.label,
      feed: feedOf(step),
      known: step.known ?? true,
      phase: split ? step.phase : "encoder",
      ...withTarget(likeliest(outputs, shares[i], format), loss?.target?.[i] ?? null, format),
      loss: Number.isFinite(losses[i]) ? losses[i] : null,
    })),
  };
}

/** @param {any} step @returns {SpokenStep["feed"]} */
const feedOf = ({ feed, phase }) => (feed === "previous_output" ? "fed" : phase === "decoder" ? "sign" : "given");

/** A step that reads and says nothing, as an encoder's do where a decoder follows. @param {any} step @param {number} _i @param {any[]} steps */
const isEncoded = (step, _i, steps) => step.emit === false && steps[steps.length - 1].phase === "decoder";

/** @param {any} outputs @param {number[]|null} values @param {Format} format */
function likeliest(outputs, values, format) {
  if (values === null) return { said: null, sure: null };
  if (outputs.kind === "linear") return { said: numbersText(values, format), sure: null };
  const best = values.indexOf(Math.max(...values));
  return { said: outputs.labels[best], sure: values[best] };
}

/** Numbers in the little room above a step. @param {number[]} values @param {Format} format */
const numbersText = (values, format) => format.list(values.map((v) => format.number(v, values.length > 1 ? 1 : 2)));

/** @param {{said: string|null, sure: number|null}} spoken @param {string|number[]|null} target @param {Format} format */
function withTarget(spoken, target, format) {
  const right = Array.isArray(target) ? numbersText(target, format) : target;
  return { ...spoken, right, wrong: typeof target === "string" && target !== spoken.said };
}

/** @param {any} outputs @param {number} T @returns {(number[]|null)[]} */
function sharesOf({ labels, values }, T) {
  if (Array.isArray(values)) return values;
  const flat = decodeArray(values);
  const rows = Array.from({ length: T }, (_, t) => [...flat.subarray(t * labels.length, (t + 1) * labels.length)]);
  return rows.map((row) => (row.every(Number.isFinite) ? row : null));
}
