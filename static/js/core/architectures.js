// @ts-check
/** The run of a trained network, as the Architectures page draws it: what each step is fed, what it says, how wrong that is. */
import { decodeArray } from "./trace.js";

/** @typedef {import("./types.js").CellName} CellName */
/** @typedef {import("./types.js").Direction} Direction */
/**
 * @typedef {object} RunStep
 * @property {number} t                  from 1
 * @property {string} label              what is fed
 * @property {"given"|"fed"|"sign"} feed given by the visitor, fed back, or a sign that starts a decoder
 * @property {boolean} known             is the label in the network's vocabulary?
 * @property {"encoder"|"decoder"} phase
 * @property {string|null} said          the label of the largest output; null where nothing is emitted
 * @property {number|null} sure          its probability
 * @property {string|null} right         the label that would be right, where one was given
 * @property {number|null} loss          −ln of the probability of `right`
 */
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
 * @property {Figure & {held_out: number}} metric
 * @property {Record<string, Figure & {examples: number}>} everyday
 * @property {string} command
 */
/**
 * One of the five, as app/architectures.py describes it.
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
 */

let runs = 0;

/** @param {any} answer of /run, or the page's shorter one @param {string[]|null} target a label for each step that emits @returns {Run} */
export function decodeRun({ steps, layers, outputs, loss }, target) {
  const T = steps.length;
  const top = layers.filter((/** @type {any} */ { layer }) => layer === layers.at(-1).layer);
  const shares = sharesOf(outputs, T);
  const emitting = steps.flatMap((/** @type {any} */ { emit }, /** @type {number} */ i) => (emit ? [i] : []));
  const split = steps.some(isEncoded); // else what is fed back goes on in the same voice
  const losses = loss ? decodeArray(loss.per_step) : null;
  const right = new Map(emitting.map((/** @type {number} */ i, /** @type {number} */ place) => [i, target?.[place] ?? null]));
  return {
    T,
    steps: steps.map((/** @type {any} */ step, /** @type {number} */ i) => ({
      ...stepOf(step, shares[i], outputs.labels),
      phase: split ? step.phase : "encoder",
      right: right.get(i) ?? null,
      loss: losses && Number.isFinite(losses[i]) ? losses[i] : null,
    })),
    inputs: steps.filter((/** @type {any} */ step) => feedOf(step) === "given").length,
    outputs: emitting.length,
    total: loss?.total ?? null,
    cell: top[0].cell,
    units: top.reduce((/** @type {number} */ sum, /** @type {any} */ { hidden_size }) => sum + hidden_size, 0),
    states: statesOf(top, T),
    labels: outputs.labels,
    shares,
    id: ++runs,
  };
}

/** @param {any} step @returns {RunStep["feed"]} */
const feedOf = ({ feed, phase }) => (feed === "previous_output" ? "fed" : phase === "decoder" ? "sign" : "given");

/** A step that reads and says nothing, as an encoder's do where a decoder follows. @param {any} step @param {number} _i @param {any[]} steps */
const isEncoded = (step, _i, steps) => !step.emit && steps[steps.length - 1].phase === "decoder";

/** @param {any} step @param {number[]|null} shares @param {string[]} labels */
function stepOf(step, shares, labels) {
  const best = shares ? shares.indexOf(Math.max(...shares)) : -1;
  return {
    t: step.t,
    label: step.label,
    feed: feedOf(step),
    known: step.known ?? true,
    said: labels[best] ?? null,
    sure: shares?.[best] ?? null,
  };
}

/** @param {any} outputs @param {number} T @returns {(number[]|null)[]} */
function sharesOf({ labels, values }, T) {
  if (Array.isArray(values)) return values;
  const flat = decodeArray(values);
  const rows = Array.from({ length: T }, (_, t) => [...flat.subarray(t * labels.length, (t + 1) * labels.length)]);
  return rows.map((row) => (row.every(Number.isFinite) ? row : null));
}

/** @param {any[]} top both directions of the top layer @param {number} T @returns {Float32Array[]} */
function statesOf(top, T) {
  const parts = top.map(({ signals, hidden_size }) => ({ size: hidden_size, values: decodeArray(signals.h) }));
  return Array.from({ length: T }, (_, t) => Float32Array.from(parts.flatMap(({ size, values }) => [...values.subarray(t * size, (t + 1) * size)])));
}

/** The labels in a text: its characters where every label is one, else what stands between spaces. @param {string} text @param {string[]} labels */
export function targetsIn(text, labels) {
  const found = labels.every((label) => Array.from(label).length === 1) ? Array.from(text) : text.split(/\s+/).filter(Boolean);
  return found.length > 0 ? found : null;
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
