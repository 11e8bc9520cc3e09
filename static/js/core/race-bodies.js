// @ts-check
/**
 * What POST /gradients is asked about trained networks. Their loss is that of their task, at a step that emits an
 * output: against what is right, where that is known, as it is for the example; else against what each network says
 * itself, since that is the answer whose reasons are asked for.
 */
import { RACERS } from "./race-config.js";
import { decodeSteps } from "./outputs.js";

/** @typedef {import("./race-config.js").RaceConfig} RaceConfig */
/** @typedef {import("./race-config.js").Racer} Racer */
/** @typedef {import("./trained.js").Made} Made */
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
 * @returns {{body: Body, answer: import("./race.js").Answer}}
 */
export function lossBody(config, made, cell, run, all = false) {
  const emitting = run.steps.flatMap((/** @type {any} */ { emit }, /** @type {number} */ i) => (emit ? [i] : []));
  const place = config.at === null ? emitting.length - 1 : emitting.indexOf(config.at - 1);
  const known = rightOf(config, made);
  const targets = known ?? saidAt(run, emitting);
  const target = targets.map((one, i) => (all || i === place ? one : null));
  const about = { network: made.networks[cell], input: inputOf(config, made) };
  const answer = { kind: run.outputs.kind, right: known?.[place] ?? null };
  // A step that emits nothing has no loss: the engine says which have one.
  if (place < 0 && !all) return { body: { ...about, loss: { at: Number(config.at) } }, answer };
  return { body: { ...about, target, loss: { at: "own" } }, answer };
}

/** The likeliest labels, or the numbers, step by step. @param {any} run @param {number[]} emitting @returns {any[]} */
function saidAt(run, emitting) {
  const { shares } = decodeSteps(run);
  const { kind, labels } = run.outputs;
  return emitting.map((t) => {
    const row = shares[t] ?? [];
    return kind === "linear" ? row : labels[row.indexOf(Math.max(...row))];
  });
}
