// @ts-check
/** The run of a trained network, as the Architectures page draws it: what each step is fed, what it says, how wrong that is. */
import { decodeArray } from "../arrays.js";
import { decodeSteps } from "../run/outputs.js";

/** @typedef {import("../types.js").CellName} CellName */
/** @typedef {import("../types.js").Direction} Direction */
/**
 * @typedef {object} Judged
 * @property {number} t                  from 1
 * @property {string|null} right         the label that would be right, where one was given
 * @property {number|null} loss          −ln of the probability of `right`
 */
/** @typedef {import("../types.js").SpokenStep & Judged} RunStep */
/**
 * @typedef {object} Run
 * @property {number} T
 * @property {RunStep[]} steps
 * @property {number} inputs             T_x: how many of them are given
 * @property {number} outputs            T_y
 * @property {number|null} total         the sum of the losses; null without a right answer
 * @property {CellName} cell
 * @property {number} units              of the top layer, both directions together
 * @property {Float32Array[]} states     h of the top layer at every step, T of `units`
 * @property {string[]} labels           what it can say
 * @property {(number[]|null)[]} shares  the probability of every label, at the steps that emit
 * @property {number} id                 new for each answer
 */
/** Exactly one of text and picture is set. @typedef {{text: string|null, picture: string|null, target: string}} Given */
/** @typedef {{name: string, value: number}} Figure */
/**
 * What is told of a network, in the page's language.
 * @typedef {object} Card
 * @property {string} title
 * @property {string} description
 * @property {string} data
 * @property {string[]} known_failures
 * @property {string} task
 * @property {Figure & {held_out: number}} metric
 * @property {Record<string, Figure & {examples: number}>} everyday  on what people type, by the name of the set
 * @property {Record<string, Figure>} baselines                     what needs no network
 * @property {string} command
 */
/** @typedef {{model: string, steps: number, cell: string, title: string, metric: Figure}} Other   a network of the same type */
/**
 * One of the five, as app/pages/architectures.py describes it.
 * @typedef {object} ArchitectureType
 * @property {string} name
 * @property {string} of                 what is fed, in the page's language
 * @property {string} caption
 * @property {string} model
 * @property {"character"|"word"|"picture"} unit
 * @property {string[]} labels
 * @property {Given} given               what it starts with
 * @property {Given[]} examples           inputs of which it is known what is right
 * @property {number|null} longest        outputs that it makes at most, where it stops by itself
 * @property {Card} card
 * @property {string} more               what the others are
 * @property {Other[]} others
 */

let runs = 0;

/** @param {any} answer of /run, or the page's shorter one @param {string[]|null} target a label for each step that emits @returns {Run} */
export function decodeRun(answer, target) {
  const { layers, outputs, loss } = answer;
  const { steps, shares } = decodeSteps(answer);
  const top = layers.filter((/** @type {any} */ { layer }) => layer === layers.at(-1).layer);
  const emitting = steps.flatMap(({ said }, i) => (said === null ? [] : [i]));
  const right = new Map(emitting.map((i, place) => [i, target?.[place] ?? null]));
  const losses = loss ? decodeArray(loss.per_step) : null;
  return {
    T: steps.length,
    steps: steps.map((step, i) => ({
      ...step,
      t: i + 1,
      right: right.get(i) ?? null,
      loss: losses && Number.isFinite(losses[i]) ? losses[i] : null,
    })),
    inputs: steps.filter(({ feed }) => feed === "given").length,
    outputs: emitting.length,
    total: loss?.total ?? null,
    cell: top[0].cell,
    units: top.reduce((/** @type {number} */ sum, /** @type {any} */ { hidden_size }) => sum + hidden_size, 0),
    states: statesOf(top, steps.length),
    labels: outputs.labels,
    shares,
    id: ++runs,
  };
}

/** @param {any[]} top both directions of the top layer @param {number} T @returns {Float32Array[]} */
function statesOf(top, T) {
  const parts = top.map(({ signals, hidden_size }) => ({ size: hidden_size, values: decodeArray(signals.h) }));
  return Array.from({ length: T }, (_, t) => Float32Array.from(parts.flatMap(({ size, values }) => [...values.subarray(t * size, (t + 1) * size)])));
}

/** The loss of the steps up to t. @param {Run} run @param {number} t */
export const lossUntil = ({ steps }, t) => steps.slice(0, t).reduce((sum, { loss }) => sum + (loss ?? 0), 0);

const WHOLE = { one: 6, two: 3 }; // steps of a phase that are shown as they are
const LEFT = { one: 4, two: 3 }; // and of a longer one: its first, and its last

/**
 * The steps that the row of five has room for.
 * @param {Run} run @returns {{step: RunStep, skipped: boolean}[]} skipped: steps before this one are left out
 */
export function shortened({ steps }) {
  const phases = ["encoder", "decoder"].map((name) => steps.filter(({ phase }) => phase === name));
  const kind = phases.every((phase) => phase.length > 0) ? "two" : "one";
  return phases.flatMap((phase) => shortPhase(phase, WHOLE[kind], LEFT[kind]));
}

/** @param {RunStep[]} phase @param {number} whole @param {number} left */
function shortPhase(phase, whole, left) {
  if (phase.length <= whole) return phase.map((step) => ({ step, skipped: false }));
  return [...phase.slice(0, left - 1), phase[phase.length - 1]].map((step, i) => ({ step, skipped: i === left - 1 }));
}
