// @ts-check
/**
 * What POST /gradients is asked about trained networks. Their loss is that of their task, at a step that emits an
 * output: against what is right, where that is known, as it is for the example; else against what each network says
 * itself, since that is the answer whose reasons are asked for.
 */
import { RACERS } from "../../core/race/config.js";
import { decodeSteps } from "../../core/run/outputs.js";

/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */
/** @typedef {import("../../core/race/config.js").Racer} Racer */
/** @typedef {import("../../core/trained-networks.js").Made} Made */
/** @typedef {{network: object, input: object, target?: any[], loss: {at: "own"|number}}} Body */

/** Who races. @param {Made} made @returns {Racer[]} */
export const racersOf = ({ networks }) => RACERS.filter((cell) => networks[cell]);

/** The input: a text, or the example. @param {RaceConfig} config @param {Made} made @returns {object} */
export const inputOf = ({ input, text }, { example }) => (input === "text" ? { text: text.toWellFormed() } : example.input);

/** What is right at every step that emits, where it is known. @param {RaceConfig} config @param {Made} made */
const rightOf = ({ input, text }, { example }) => (input !== "text" || example.input.text === text ? example.targets : null);

/**
 * @param {RaceConfig} config @param {Made} made @param {Racer} cell
 * @param {any} run   the answer of POST /run
 * @param {boolean} [all]  a loss at every step that emits, not only at the one that config says
 * @returns {{body: Body, answer: import("../../core/race/race.js").Answer}}
 */
export function lossBody(config, made, cell, run, all = false) {
  /** @type {number[]} */
  const emitting = run.steps.flatMap((/** @type {any} */ { emit }, /** @type {number} */ i) => (emit ? [i] : []));
  const known = rightOf(config, made);
  // What a forecast says of the time after its input nobody knows.
  const targets = emitting.map((_, i) => (known ? (known[i] ?? null) : saidAt(run, emitting[i])));
  const place = config.at === null ? targets.findLastIndex((one) => one !== null) : emitting.indexOf(config.at - 1);
  const target = targets.map((one, i) => (all || i === place ? one : null));
  const about = { network: made.networks[cell], input: inputOf(config, made) };
  const read = "text" in about.input ? run.steps.map((/** @type {any} */ { label }) => label) : null;
  const answer = { kind: run.outputs.kind, right: known?.[place] ?? null, known: known !== null, read };
  // A step that emits nothing has no loss: the engine says which have one.
  if (config.at !== null && place < 0 && !all) return { body: { ...about, loss: { at: config.at } }, answer };
  return { body: { ...about, target, loss: { at: "own" } }, answer };
}

/** The likeliest label at a step, or the numbers. @param {any} run @param {number} t from 0 */
function saidAt(run, t) {
  const { kind, labels } = run.outputs;
  const row = decodeSteps(run).shares[t] ?? [];
  return kind === "linear" ? row : labels[row.indexOf(Math.max(...row))];
}
