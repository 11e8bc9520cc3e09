// @ts-check
/** What a network with a readout says at every step, out of an answer of /run. */
import { decodeArray } from "./trace.js";

/**
 * @typedef {object} SpokenStep
 * @property {string} label              what is fed
 * @property {"given"|"fed"|"sign"} feed given by the visitor, fed back, or a sign that starts a decoder
 * @property {boolean} known             is the label in the network's vocabulary?
 * @property {"encoder"|"decoder"} phase
 * @property {string|null} said          the label of the largest output, or its number; null where nothing is emitted
 * @property {number|null} sure          its probability
 */

/** @param {any} answer @returns {{steps: SpokenStep[], shares: (number[]|null)[]}} shares: every output, at the steps that emit */
export function decodeSteps({ steps, outputs }) {
  const shares = outputs ? sharesOf(outputs, steps.length) : steps.map(() => null);
  const split = steps.some(isEncoded); // else what is fed back goes on in the same voice
  return {
    shares,
    steps: steps.map((/** @type {any} */ step, /** @type {number} */ i) => ({
      label: step.label,
      feed: feedOf(step),
      known: step.known ?? true,
      phase: split ? step.phase : "encoder",
      ...saidOf(outputs, shares[i]),
    })),
  };
}

/** @param {any} step @returns {SpokenStep["feed"]} */
const feedOf = ({ feed, phase }) => (feed === "previous_output" ? "fed" : phase === "decoder" ? "sign" : "given");

/** A step that reads and says nothing, as an encoder's do where a decoder follows. @param {any} step @param {number} _i @param {any[]} steps */
const isEncoded = (step, _i, steps) => step.emit === false && steps[steps.length - 1].phase === "decoder";

/** @param {any} outputs @param {number[]|null} values */
function saidOf(outputs, values) {
  if (values === null) return { said: null, sure: null };
  if (outputs.kind === "linear") return { said: values.map((v) => v.toFixed(2)).join(", "), sure: null };
  const best = values.indexOf(Math.max(...values));
  return { said: outputs.labels[best], sure: values[best] };
}

/** @param {any} outputs @param {number} T @returns {(number[]|null)[]} */
function sharesOf({ labels, values }, T) {
  if (Array.isArray(values)) return values;
  const flat = decodeArray(values);
  const rows = Array.from({ length: T }, (_, t) => [...flat.subarray(t * labels.length, (t + 1) * labels.length)]);
  return rows.map((row) => (row.every(Number.isFinite) ? row : null));
}
