// @ts-check
/** The answer of POST /run as a Trace: flat arrays of floats, ready to draw. Exact numbers come from the API's JSON encoding instead. */
import { createFormat } from "../../lib/format.js";
import { decodeArray } from "../arrays.js";
import { noteText } from "../notes.js";
import { INPUTS } from "./config.js";
import { decodeSteps } from "./outputs.js";

/** @typedef {import("../types.js").Trace} Trace */
/** @typedef {import("../types.js").LayerTrace} LayerTrace */
/** @typedef {import("../types.js").Config} Config */
/** @typedef {import("../arrays.js").ArrayAnswer} ArrayAnswer */
/** @typedef {import("../types.js").Numbers} Numbers */
/** @typedef {import("../../lib/format.js").Format} Format */

/**
 * @typedef {object} RunAnswer  what the API sends, as far as a page reads it
 * @property {{t: number, label: string, feed?: string, phase?: string, emit?: boolean, known?: boolean}[]} steps
 * @property {{task?: string, input_size?: number}} [network]
 * @property {ArrayAnswer} [inputs]
 * @property {{total: number}|null} [loss]
 * @property {{kind: string, labels: string[], values: any}|null} [outputs]
 * @property {{layer: number, direction: import("../types.js").Direction, cell: import("../types.js").CellName, hidden_size: number,
 *   signals: Record<string, ArrayAnswer>, initial?: Record<string, ArrayAnswer>}[]} layers
 * @property {Trace["overflow"]} [overflow]
 */

const LONGEST = 12; // characters of a number that is named as it was given

let answers = 0;

/**
 * @param {RunAnswer} answer
 * @param {Pick<Config, "text"|"series"|"vectors">} config  the configuration that was asked for
 * @param {Record<string, string>} [names]  what labels are called on the page
 * @param {Format} [format]                 how numbers are written on it
 * @returns {Trace} with an id of its own
 */
export function decodeTrace(answer, config, names = {}, format = createFormat("en")) {
  const T = answer.steps.length;
  const kind = INPUTS.find((name) => config[name] !== null) ?? "text";
  const { steps, shares } = decodeSteps(answer, format);
  const named = (/** @type {string} */ label) => names[label] ?? noteText(label, names) ?? label;
  const maybe = (/** @type {string|null} */ label) => (label === null ? null : named(label));
  const rows = kind === "text" || !answer.inputs ? null : rowsOf(answer.inputs, T);
  const fed = fedAs(kind, rows?.[0]?.length ?? 0, answer.network?.task);
  const labels = answer.steps.map(({ label }, t) => (steps[t].feed === "fed" && noteText(label, names)) || labelOf(fed, rows?.[t] ?? [], label, format));
  return {
    T,
    steps: steps.map((step, t) => ({ ...step, label: labels[t], said: maybe(step.said), right: maybe(step.right) })),
    labels,
    kind,
    fed,
    task: answer.network?.task ?? null,
    rows,
    outputs: answer.outputs ? { kind: /** @type {any} */ (answer.outputs.kind), labels: answer.outputs.labels.map(named), raw: answer.outputs.labels, values: shares } : null,
    total: answer.loss?.total ?? null,
    layers: answer.layers.map((layer) => decodeLayer(layer, T)),
    overflow: answer.overflow ?? null,
    id: ++answers,
  };
}

/** @param {ArrayAnswer} inputs @param {number} T @returns {number[][]} */
function rowsOf(inputs, T) {
  const flat = decodeArray(inputs);
  const D = flat.length / T;
  return Array.from({ length: T }, (_, t) => [...flat.subarray(t * D, (t + 1) * D)]);
}

/** How a row of the input is drawn. @param {string} kind @param {number} D numbers in a row @param {string} [task] @returns {Trace["fed"]} */
function fedAs(kind, D, task) {
  if (kind === "text") return "token";
  if (D === 1) return "number";
  if (D === 2) return task === "adding" ? "marked" : "pair";
  return task === "digits" ? "picture" : "strip";
}

/** @param {Trace["fed"]} fed @param {number[]} row @param {string} label @param {Format} format */
function labelOf(fed, row, label, format) {
  const short = (/** @type {number} */ v) => format.text(String(Number(v.toPrecision(3))));
  if (fed === "marked") return `${short(row[0])}${row[1] ? " +" : ""}`;
  if (fed === "pair") return format.list(row.map(short));
  if (fed !== "number") return label;
  return format.text(label.length > LONGEST ? String(Number(row[0].toPrecision(6))) : label);
}

/** @param {RunAnswer["layers"][number]} layer @param {number} T @returns {LayerTrace} */
function decodeLayer({ layer, direction, cell, hidden_size: hiddenSize, signals, initial = {} }, T) {
  return {
    layer,
    direction,
    cell,
    hiddenSize,
    signals: decodeArrays(signals, T * hiddenSize),
    initial: decodeArrays(initial, hiddenSize),
  };
}

/** @param {Record<string, ArrayAnswer>} arrays @param {number} size @returns {Record<string, Numbers>} */
function decodeArrays(arrays, size) {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => {
      const values = decodeArray(array);
      if (values.length !== size) throw new RangeError(`${name} holds ${values.length} numbers, not ${size}`);
      return [name, values];
    }),
  );
}
