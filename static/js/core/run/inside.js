// @ts-check
/** The numbers of one unit at one step: what the inspector and the sentence speak about. Pure. */
import { clamp } from "../../lib/easing.js";
import { shielded } from "../../lib/marks.js";
import { noteInWords } from "../notes.js";
import { before, currentStep, selectedLayer, valueAt } from "./reading.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Node} Node */
/** @typedef {import("../types.js").Pick} Pick */
/** @typedef {import("../types.js").EvaluatedEquation} EvaluatedEquation */
/** @typedef {import("../types.js").SignalInfo} SignalInfo */
/** @typedef {import("../types.js").Context} Context */
/** @typedef {{_: Context["_"], ngettext: Context["ngettext"], format: Context["format"]}} Words */

/** The path of a Pick that means: the signal as the step before left it. */
export const BEFORE = "before";

/**
 * @typedef {object} Inside
 * @property {string} cell
 * @property {number} unit            from 1
 * @property {number} units
 * @property {number} t               position in the input, from 1
 * @property {number} previous        position read just before; 0 or T + 1 for the initial state
 * @property {number} k               the same step in reading order, from 1
 * @property {number} T
 * @property {number} beat
 * @property {string} label           what the network is fed at t
 * @property {"text"|"series"|"vectors"} kind
 * @property {import("../types.js").Trace["fed"]} fed
 * @property {boolean} starts         it is the sign that a trained network starts after
 * @property {boolean} words           it reads words; one of them may have a single letter
 * @property {number} layer           from 1; above 1 the input is the layer below
 * @property {(signal: string, at?: 0|-1) => number} value
 * @property {(signal: string) => EvaluatedEquation|null} equation
 * @property {(pick: Pick) => number|null} number   any number an equation holds; null while it is on its way
 * @property {(pick: Pick) => number|null} exact    the same with all digits of a float64; null while only the record is here
 */

/** @param {State} state @returns {Inside|null} null when there is no step to look into */
export function insideOf(state) {
  const { trace, shown, explained } = state;
  const record = selectedLayer(state);
  if (!trace || !record || trace.T === 0) return null;
  const { position: t, k, T, beat, reverse } = currentStep(state);
  const unit = clamp(shown.unit, 1, record.hiddenSize);
  const previous = reverse ? t + 1 : t - 1;

  const equationAt = (/** @type {number} */ position, /** @type {string} */ signal) => {
    const found = explained.get(position)?.equations.find((e) => e.signal === signal) ?? null;
    return found && trace.overflow ? completed(found) : found;
  };
  const equation = (/** @type {string} */ signal) => equationAt(t, signal);
  const exact = (/** @type {Pick} */ { signal, path }) => {
    if (path === BEFORE && k === 1) return before(record, signal, t, unit);
    const found = equationAt(path === BEFORE ? previous : t, signal);
    return found && (path === "" || path === BEFORE ? found.value : (nodeAt(found.tree, path)?.value ?? NaN));
  };
  const value = (/** @type {string} */ signal, /** @type {0|-1} */ at = 0) =>
    exact({ signal, path: at === 0 ? "" : BEFORE }) ?? (at === 0 ? valueAt(record, signal, t, unit) : before(record, signal, t, unit));
  const number = (/** @type {Pick} */ pick) => {
    if (pick.path === "") return value(pick.signal);
    return pick.path === BEFORE ? value(pick.signal, -1) : exact(pick);
  };
  return {
    cell: record.cell,
    unit,
    units: record.hiddenSize,
    t,
    previous,
    k,
    T,
    beat,
    label: trace.labels[t - 1] ?? "",
    kind: trace.kind,
    fed: trace.fed,
    starts: trace.outputs !== null && trace.labels[t - 1] === "▸",
    words: trace.kind === "text" && trace.labels.some((one) => Array.from(one).length > 1),
    layer: record.layer + 1,
    value,
    equation,
    number,
    exact,
  };
}

/** The nonlinearities, as the engine computes them. */
export const FUNCTIONS = {
  sigmoid: (/** @type {number} */ z) => 1 / (1 + Math.exp(-z)),
  tanh: Math.tanh,
  relu: (/** @type {number} */ z) => Math.max(0, z),
  identity: (/** @type {number} */ z) => z,
};

/** @type {WeakMap<EvaluatedEquation, EvaluatedEquation>} */
const completions = new WeakMap();

/**
 * JSON knows no infinity and sends null. In a run that overflows such values are worked out again from their operands.
 * @param {EvaluatedEquation} equation @returns {EvaluatedEquation}
 */
function completed(equation) {
  let known = completions.get(equation);
  if (!known) {
    const tree = completeNode(equation.tree);
    known = { signal: equation.signal, value: equation.value ?? tree.value, tree };
    completions.set(equation, known);
  }
  return known;
}

/** @param {Node} node @returns {Node} */
function completeNode(node) {
  const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);
  if (node.op === "ref") return { ...node, value: node.value ?? NaN };
  if (node.op === "bias") return { ...node, value: node.value ?? sum(node.parts.map((part) => part.value ?? NaN)) };
  if (node.op === "dot") {
    const terms = node.terms.map(({ index, weight, input, product }) => {
      const fed = input ?? NaN;
      return { index, weight, input: fed, product: product ?? weight * fed };
    });
    return { ...node, terms, value: node.value ?? sum(terms.map((term) => term.product)) };
  }
  const args = node.args.map(completeNode);
  const values = args.map((arg) => arg.value);
  if (node.op === "call") return { ...node, args, value: node.value ?? FUNCTIONS[node.function](values[0]) };
  if (node.op === "complement") return { ...node, args, value: node.value ?? 1 - values[0] };
  return { ...node, args, value: node.value ?? (node.op === "sum" ? sum(values) : values.reduce((a, b) => a * b, 1)) };
}

/** The operands of a node; dots, biases and references have none. @param {Node} node @returns {Node[]} */
export const operands = (node) => ("args" in node ? node.args : []);

/** The node that a path such as "0.1" names; "" is the tree itself. @param {Node} tree @param {string} path @returns {Node|null} */
export function nodeAt(tree, path) {
  if (path === "") return tree;
  /** @type {Node|undefined} */
  let node = tree;
  for (const index of path.split(".")) node = node && operands(node)[Number(index)];
  return node ?? null;
}

/** @param {string} path @param {number} index */
export const childPath = (path, index) => (path === "" ? String(index) : `${path}.${index}`);

/** The key of a signal's value, as diagrams and rows carry it. @param {string} signal @param {0|-1} [at] */
export const signalKey = (signal, at = 0) => `${signal}@${at}`;

/** The key of a number: its signal's own, or its place inside the equation. @param {Pick} pick */
export function pickKey({ signal, path }) {
  if (path === BEFORE) return signalKey(signal, -1);
  return path === "" ? signalKey(signal) : `${signal}.${path}`;
}

/** The gate that h meets before the matrix does: r of "rh"; empty where there is none. @param {{of: string}} dot */
export const gateOf = ({ of }) => of.slice(0, -1);

/**
 * Keys of everything a number is made from directly: operands, signals read, and itself.
 * @param {Node|null} tree of the equation @param {Pick} pick @returns {Set<string>}
 */
export function causes(tree, pick) {
  const keys = new Set([pickKey(pick)]);
  const visit = (/** @type {Node} */ node, /** @type {string} */ path) => {
    if (path !== "") keys.add(pickKey({ signal: pick.signal, path }));
    if (node.op === "ref") keys.add(signalKey(node.symbol, node.at));
    if (node.op === "dot") {
      const gate = gateOf(node);
      if (gate) keys.add(signalKey(gate));
      keys.add(node.of === "x" ? signalKey("x") : signalKey("h", -1));
    }
    operands(node).forEach((arg, i) => visit(arg, childPath(path, i)));
  };
  const node = tree && pick.path !== BEFORE && nodeAt(tree, pick.path);
  if (node) visit(node, pick.path);
  return keys;
}

/**
 * The data colour of a value of a signal: gates on their own ramp, states on theirs, c by what h reads of it.
 * @param {import("../../lib/palette.js").Palette} palette @param {SignalInfo["role"]} role @param {string} signal @param {number} v
 */
export function dataColour(palette, role, signal, v) {
  if (role === "gate") return palette.open(v);
  return palette.state(signal === "c" ? Math.tanh(v) : v);
}

const SUBSCRIPT = "₀₁₂₃₄₅₆₇₈₉";

/** @param {number} n */
export const subscript = (n) => [...String(n)].map((d) => SUBSCRIPT[Number(d)] ?? d).join("");

/** A character that can be seen: blanks get a sign. @param {string} label */
export const visible = (label) =>
  ({ " ": "␣", "\u00a0": "␣", "\n": "⏎", "\t": "⇥" })[label] ?? label;

/**
 * A number for a place of five figures: two decimals while they fit, then fewer, then one figure and a power of ten.
 * @param {import("../../lib/format.js").Format} format @param {number} v @param {{signed?: boolean, digits?: number}} [options]
 */
export function compact(format, v, { signed = false, digits = 2 } = {}) {
  const size = Math.abs(v);
  const write = signed ? format.signed : format.number;
  if (size < 1e5 || !Number.isFinite(v)) return write(v, size >= 1000 ? 0 : size >= 100 ? 1 : digits);
  return write(Number(v.toExponential(0))).replace(/[.,]0 × /, "×");
}

/** What is fed, in words. @param {Inside} inside @param {Words} words */
export const fedInWords = ({ kind, fed, label, t, starts }, { _, ngettext }) => {
  if (starts) return _("“▸”, the sign to start");
  if (fed === "picture") return _("a picture");
  if (fed === "strip") return _("row {t}", { t });
  if (fed === "pair") return `(${label})`;
  if (kind === "text" && label === " ") return _("a space");
  if (kind === "text" && label === "\n") return _("a line break");
  return kind === "text" ? _("“{label}”", shielded({ label: visible(noteInWords(label, ngettext)) })) : label;
};
