// @ts-check
/** The input of the example, a column a step: letters or words, numbers as bars or lines, or a picture. */
import { labelText } from "../../core/label-names.js";
import { decoderFrom, inputForm, isKnown, rows } from "../../core/training/task.js";
import { px, restyle } from "../../lib/canvas.js";
import { html, set, svg } from "../../lib/svg.js";
import { drawDigit } from "./digit.js";
import { polyline, rangeOf } from "./lines.js";

/** @typedef {import("../../core/training/task.js").Task} Task */
/** @typedef {import("../../core/training/state.js").TrainContext} Context */

const LETTER = 11; // CSS pixels that a letter needs
const GLYPH = 7.5; // of a word
const TALL = 44; // of numbers
const SIDE = 104; // of a picture

/**
 * @param {HTMLElement} root @param {Context} context @param {Record<string, string>} names  labels in the page's language
 */
export function createInputRow(root, context, names) {
  const { _ } = context;
  set(root, { role: "img" });
  return {
    /** @param {Task} task @param {number} width CSS pixels */
    draw(task, width) {
      const form = inputForm(task);
      root.replaceChildren();
      set(root, { "data-form": form, "data-slanted": false, "aria-label": describe(task, context) });
      if (width < 1) return;
      if (form === "tokens") drawTokens(root, task, width, names);
      else if (form === "picture") drawDigit(root, rows(task.example.inputs)[0], SIDE);
      else if (form === "marked") drawMarked(root, rows(task.example.inputs), width, context);
      else drawLines(root, rows(task.example.inputs), width);
      addBrackets(root, task, width, _);
    },
  };
}

/** @param {Task} task @param {Context} context */
function describe({ example }, { _, ngettext }) {
  const { inputs } = example;
  if (!isKnown(example)) return _("The example comes with the first picture.");
  if (typeof inputs[0] === "string") return _("The example: {letters}", { letters: inputs.join(" ") });
  const n = inputs.length;
  return n === 1 ? _("The example: a handwritten digit") : ngettext("The example: {n} step of numbers", "The example: {n} steps of numbers", n, { n });
}

/** @param {HTMLElement} root @param {Task} task @param {number} width @param {Record<string, string>} names */
function drawTokens(root, { example: { steps } }, width, names) {
  const pitch = width / steps.length;
  const tokens = steps.map(({ label, feed }) => ({ word: labelText(label, names), fed: feed === "previous_output" }));
  const long = tokens.some(({ word, fed }) => !fed && Array.from(word).length > 2 && word.length * GLYPH > pitch);
  set(root, { "data-slanted": long });
  const questioned = endsInQuestion(steps);
  tokens.forEach(({ word, fed }, t) => {
    const marked = questioned && (t === 0 || t === steps.length - 1);
    if (pitch < LETTER && !marked && (fed || !long)) return;
    const token = html(root, "span", { "data-marked": marked, "data-fed": fed, "data-long": long && !fed });
    html(token, "span", {}, word);
    restyle(token, { left: px((t + 0.5) * pitch) });
  });
}

/** One answer, at the end: what is asked and where is marked. @param {Task["example"]["steps"]} steps */
const endsInQuestion = (steps) => steps.at(-1)?.label === "?" && steps.filter(({ emit }) => emit).length === 1;

/** Numbers as bars; those with a mark stand out, with their value. @param {HTMLElement} root @param {number[][]} pairs @param {number} width @param {Context} context */
function drawMarked(root, pairs, width, { format }) {
  const picture = svg(root, "svg", { class: "strips-bars", width, height: TALL, viewBox: `0 0 ${width} ${TALL}` });
  const pitch = width / pairs.length;
  const [low, room] = [TALL - 2, TALL - 18];
  pairs.forEach(([value, mark], t) => {
    const height = Math.max(1, value * room);
    svg(picture, "rect", { x: t * pitch + pitch * 0.15, y: low - height, width: pitch * 0.7, height, "data-marked": mark > 0 });
    if (mark > 0) svg(picture, "text", { x: (t + 0.5) * pitch, y: low - height - 5, "text-anchor": t < 2 ? "start" : "middle" }, format.number(value));
  });
}

/** @param {HTMLElement} root @param {number[][]} values @param {number} width */
function drawLines(root, values, width) {
  const picture = svg(root, "svg", { class: "strips-lines", width, height: TALL, viewBox: `0 0 ${width} ${TALL}` });
  const range = rangeOf(values.flat());
  values[0].forEach((_value, i) => svg(picture, "path", { d: polyline(values.map((row) => row[i]), width, TALL, range), "data-line": i }));
}

/** Encoder and decoder, told apart by one line and two. @param {HTMLElement} root @param {Task} task @param {number} width @param {Context["_"]} _ */
function addBrackets(root, { example }, width, _) {
  const from = decoderFrom(example);
  set(root, { "data-phases": from !== null });
  if (from === null) return;
  const split = (from * width) / example.steps.length;
  const parts = /** @type {const} */ ([["encoder", 0, split], ["decoder", split, width]]);
  for (const [phase, left, right] of parts) {
    const bracket = html(root, "em", { "data-phase": phase }, phase === "encoder" ? _("encoder: reads") : _("decoder: writes"));
    restyle(bracket, { left: px(left + 1), width: px(right - left - 2) });
  }
}
