// @ts-check
/** What the curves of a run show, from which number to which: fixed from the start, as the task has it. */
import { axisText, decimals, measuredOn, metricText, taskWords } from "./task-words.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */
/** @typedef {import("../../core/training/state.js").TrainContext} TrainContext */
/** @typedef {import("../../core/training/events.js").Learner} Learner */
/**
 * @typedef {object} Curve
 * @property {string} title
 * @property {string} note
 * @property {(learner: Learner) => number|null|undefined} value
 * @property {[number, number]} range     low and high
 * @property {[number, string][]} ticks
 * @property {(v: number) => string} print
 */

const FAINT = -3.3; // log10 of a share that is no longer told in percent
const DEEPEST = -6; // log10 of the smallest share of the gradient on the axis
const OVER = 1.1; // times a guess: the top of an axis that has no other
const CLOSE = 0.09; // of an axis: as near as two ticks may be

/** @param {TrainState} state @param {TrainContext} context @returns {Curve[]} */
export function curvesOf(state, context) {
  return [lossCurve(state, context), metricCurve(state, context), state.task.example.steps.length > 1 ? reachCurve(context) : normCurve(context)];
}

/** @param {TrainState} state @param {TrainContext} context @returns {Curve} */
function lossCurve({ task }, context) {
  const { _, format } = context;
  const top = task.guess.loss * OVER;
  const name = task.kind === "softmax" ? _("cross-entropy") : _("squared error");
  return {
    title: _("Loss"),
    note: `${name}, ${measuredOn(task, context).on}`,
    value: ({ loss }) => loss,
    range: [0, top],
    ticks: ticksBelow(top, task.guess.loss, _("guess"), (v) => format.number(v, decimals(v))),
    print: (v) => format.number(v, v < 0.001 ? 4 : top < 0.5 ? 3 : 2),
  };
}

/** @param {TrainState} state @param {TrainContext} context @returns {Curve} */
function metricCurve({ task, config }, context) {
  const { _ } = context;
  const { title, note } = taskWords(config, context);
  const print = (/** @type {number} */ v) => metricText(task, v, context);
  const share = task.metric.better === "higher";
  const top = share ? 1 : task.guess.metric * OVER;
  const word = share && task.guess.metric > 0 ? _("chance") : _("guess");
  return {
    title,
    note,
    value: ({ metric }) => metric,
    range: [0, top],
    ticks: share ? apart([[task.guess.metric, word], ...[1, 0.5, 0].map((v) => /** @type {[number, string]} */ ([v, axisText(task, v, context)]))], 1) : ticksBelow(top, task.guess.metric, word, (v) => axisText(task, v, context)),
    print,
  };
}

/** @param {TrainContext} context @returns {Curve} */
function reachCurve({ _, format }) {
  return {
    title: _("Gradient that reaches step 1"),
    note: _("share of the gradient at the end"),
    value: ({ log10_gradient: shares }) => shares?.[0],
    range: [DEEPEST, 0.5],
    ticks: [[0, "1"], [-2, format.percent(0.01)], [-4, format.tenTo(-4)], [-6, format.tenTo(-6)]],
    print: (v) => (v < FAINT ? format.tenTo(Math.round(v)) : format.share(v)),
  };
}

/** Where there is one step only, nothing has far to go. @param {TrainContext} context @returns {Curve} */
function normCurve({ _, format }) {
  return {
    title: _("Gradient"),
    note: _("its length over all weights, before clipping"),
    value: ({ gradient_norm: norm }) => (norm === null ? null : Math.log10(norm)),
    range: [-4, 1],
    ticks: [[1, "10"], [0, "1"], [-2, format.number(0.01)], [-4, format.tenTo(-4)]],
    print: (v) => (v < -2 ? format.size(v) : format.number(10 ** v)),
  };
}

/** Round numbers from 0 up, and a guess by its name. @param {number} top @param {number} guess @param {string} word @param {(v: number) => string} print @returns {[number, string][]} */
function ticksBelow(top, guess, word, print) {
  const step = roundStep(top / 2);
  const count = Math.floor(top / step) + 1;
  return apart([[guess, word], ...Array.from({ length: count }, (_tick, i) => /** @type {[number, string]} */ ([i * step, print(i * step)]))], top);
}

/** The first tick gives way to none: what is too near to it is left out. @param {[number, string][]} ticks @param {number} top */
const apart = ([first, ...others], top) => [first, ...others.filter(([v]) => Math.abs(v - first[0]) > CLOSE * top)];

/** 1, 2 or 5 times a power of ten, at most v. @param {number} v */
export function roundStep(v) {
  const power = 10 ** Math.floor(Math.log10(v));
  return [5, 2, 1].map((n) => n * power).find((step) => step <= v * 1.0001) ?? power;
}
