// @ts-check
/**
 * Where things stand in the picture of a run. Pure geometry, and one for all five types: the same four rows, the same
 * pitch, so that their difference is the only thing that differs.
 */
import { shortened } from "../../core/architectures.js";
import { clamp } from "../../lib/easing.js";

/** @typedef {import("../../core/architectures.js").Run} Run */
/** @typedef {import("../../core/architectures.js").RunStep} RunStep */
/** @typedef {{w: number, h: number, y: number}} Band   a thing that stands in every column: its size and its upper edge */
/** @typedef {{h: number, y: number}} Level */
/**
 * @typedef {object} PlannedStep
 * @property {RunStep} step
 * @property {number} x            centre of its column
 * @property {boolean} skipped     steps before it are left out
 * @property {number} w            width of its chip
 */
/**
 * @typedef {object} Plan
 * @property {boolean} large
 * @property {number} width
 * @property {number} height
 * @property {number} pitch
 * @property {PlannedStep[]} steps
 * @property {{base: number, room: number}} loss  the line that bars stand on, and how high they may be
 * @property {number} said         baseline of the output
 * @property {number} letters      how many characters of a label there is room for
 * @property {boolean} words       labels are words, not single signs
 * @property {Band} cell
 * @property {Level} chip         its width is each step's own
 * @property {Band|null} strip     where the units stand inside a cell
 * @property {number} folds        columns of units in a strip
 * @property {number} most         the loss of a bar of full height
 */

const LEAST_LOSS = 1; // a bar is never scaled up beyond this: small losses have to look small
const UNITS_HIGH = 16;

/** @param {Run} run */
const mostLoss = ({ steps }) => Math.max(LEAST_LOSS, ...steps.map(({ loss }) => loss ?? 0));

/** Is the network read and then made to speak, in two phases? @param {Run} run */
export const inTwo = ({ steps }) => steps.some(({ phase }) => phase === "decoder");

const NEXT = { step: 1, phase: 1.35, skipped: 1.6 }; // in pitches, from a column to the next

/** The columns of the row of five, in pitches from its left edge. @param {Run} run */
function shortColumns(run) {
  let x = 0.5;
  return shortened(run).map(({ step, skipped }, i, all) => {
    if (i > 0) x += skipped ? NEXT.skipped : all[i - 1].step.phase === step.phase ? NEXT.step : NEXT.phase;
    return { step, x, skipped };
  });
}

/** How wide a run is in the row of five, in pitches. @param {Run} run */
export const pitchesWide = (run) => (shortColumns(run).at(-1)?.x ?? 0) + 0.5;

/** @param {Run} run @param {boolean} picture the input is one picture @param {number} pitch @returns {Plan} */
export function planSmall(run, picture, pitch) {
  const words = run.steps.some(({ label, feed }) => feed === "given" && Array.from(label).length > 1);
  const w = (/** @type {RunStep} */ { feed }) => (picture ? PICTURES.small : words && feed === "given" ? pitch - 3 : 27);
  return {
    large: false, width: pitchesWide(run) * pitch + 4, height: 204, pitch,
    steps: shortColumns(run).map(({ step, x, skipped }) => ({ step, x: x * pitch + 2, skipped, w: w(step) })),
    loss: { base: 44, room: 26 }, said: 72,
    letters: Math.floor((pitch - 4) / 7.3), words,
    cell: { w: 27, h: 42, y: 100 },
    chip: picture ? { h: PICTURES.small, y: 160 } : { h: 27, y: 166 },
    strip: null, folds: 1, most: mostLoss(run),
  };
}

const PICTURES = { small: 40, large: 92 }; // the side of a picture that is fed
const GAP = 34; // between encoder and decoder
const WORD = 7.4; // width of a character of a word
const LONGEST = 16; // characters of a word that is shown whole
const PITCHES = { least: 44, most: 76 };
const EDGE = 4;

/** @param {Run} run @param {boolean} picture @param {number} width what there is room for @param {(step: RunStep) => {fed: number, said: number}} long characters of what it is fed and of what it says @returns {Plan} */
export function planLarge(run, picture, width, long) {
  const lengths = run.steps.map(long);
  const words = !picture && lengths.some(({ fed, said }) => Math.max(fed, said) > 2);
  const folds = Math.ceil(run.units / UNITS_HIGH);
  const cell = Math.max(34, 16 + folds * 7);
  const gap = inTwo(run) ? GAP : 0;
  const chips = lengths.map(({ fed }) => (picture ? PICTURES.large : fed > 2 ? Math.round(Math.min(LONGEST, fed) * WORD + 16) : 32));
  const least = Math.max(cell + 14, clamp((width - gap - 2 * EDGE) / run.T, PITCHES.least, PITCHES.most));
  const pitches = chips.map((chip, i) => Math.max(least, chip + 12, Math.min(LONGEST, lengths[i].said) * WORD + 14));
  let x = EDGE;
  const steps = run.steps.map((step, i) => {
    x += pitches[i] / 2 + (i > 0 ? pitches[i - 1] / 2 : 0) + (gap && step.phase !== run.steps[i - 1]?.phase && i > 0 ? gap : 0);
    return { step, x, skipped: false, w: chips[i] };
  });
  return {
    large: true, width: x + pitches[pitches.length - 1] / 2 + EDGE, height: picture ? 430 : 400, pitch: least, steps,
    loss: { base: 70, room: 46 }, said: 111,
    letters: words ? LONGEST : 2, words,
    cell: { w: cell, h: 148, y: 150 },
    chip: { h: picture ? PICTURES.large : 32, y: 326 },
    strip: { w: cell - 13, h: 132, y: 158 }, folds, most: mostLoss(run),
  };
}

/** The wire of a fed-back output: from its letter to the right, down between the cells, into the next chip from the left. @param {Plan} plan @param {number} i the step that is fed @returns {string} */
export function backWire(plan, i) {
  const { steps, chip, said, cell } = plan;
  const [before, here] = [steps[i - 1], steps[i]];
  const from = { x: before.x + (plan.large ? 12 : 8), y: said - (plan.large ? 7 : 5) };
  const to = { x: here.x - here.w / 2 - 1, y: chip.y + chip.h / 2 };
  const middle = (before.x + here.x) / 2;
  const down = Math.max(middle, Math.min(before.x + before.w / 2 + 4, here.x - cell.w / 2 - 6));
  const r = plan.large ? 7 : 5;
  return `M${from.x} ${from.y}H${down - r}Q${down} ${from.y} ${down} ${from.y + r}V${to.y - r}Q${down} ${to.y} ${Math.min(down + r, to.x - 1)} ${to.y}H${to.x}`;
}

/** The wire on which a cell hands its state to the next. @param {Plan} plan @param {number} i the step that receives it */
export function memoryWire({ steps, cell }, i) {
  const y = cell.y + cell.h / 2;
  return { y, from: steps[i - 1].x + cell.w / 2, to: steps[i].x - cell.w / 2 };
}

/** The place of unit j in its strip: folded into columns, read downwards. @param {Plan} plan @param {number} x the column's centre @param {number} units @param {number} j from 0 */
export function unitBox({ strip, folds }, x, units, j) {
  const { w, h, y } = /** @type {Band} */ (strip);
  const rows = Math.ceil(units / folds);
  const [column, row] = [Math.floor(j / rows), j % rows];
  const [across, down] = [(w + 1) / folds, (h + 1.5) / rows];
  return { x: x - w / 2 + column * across, y: y + row * down, w: across - 1, h: down - 1.5 };
}
