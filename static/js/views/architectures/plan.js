// @ts-check
/**
 * Where things stand in the picture of a run. Pure geometry, and one for all five types: the same four rows, the same
 * pitch, so that their difference is the only thing that differs.
 */
import { shortened } from "../../core/architectures/run.js";
import { clamp } from "../../lib/easing.js";

/** @typedef {import("../../core/architectures/run.js").Run} Run */
/** @typedef {import("../../core/architectures/run.js").RunStep} RunStep */
/** @typedef {{w: number, h: number, y: number}} Band   a thing that stands in every column: its size and its upper edge */
/** @typedef {{h: number, y: number}} Level */
/**
 * @typedef {object} PlannedStep
 * @property {RunStep} step
 * @property {number} x            centre of its column
 * @property {boolean} skipped     steps before it are left out
 * @property {number} w            width of its chip
 * @property {number} left         left edge of its chip
 * @property {number} y            upper edge of its chip: words that need room stand on two heights by turns
 * @property {number} letters      how many characters of its label there is room for
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
 * @property {number} letters      how many characters of an output there is room for
 * @property {boolean} words       labels are words, not single signs
 * @property {Band} cell
 * @property {Level} chip         the height of chips, and the upper edge of the higher ones
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

const SQUARE = 27; // the side of a chip with one sign
const LOWER = 33; // from the higher chips to the lower ones
const AROUND = 10; // of a chip, beside its word
const TIGHT = 6; // the least of it
const DOTS = 6; // by which … is wider than a letter
const BESIDE = 8; // between two chips at one height, for the wire that passes
const WHOLE = 9; // characters of a word that is whole in any font

/**
 * Words are never wider than two columns: where one does not fit its own, they stand on two heights by turns. What is
 * fed alone, before all that is fed back, has the room at its left.
 * @param {Run} run @param {boolean} picture the input is one picture @param {number} least the pitch, unless a font is so wide that a word needs more
 * @param {(step: RunStep) => number} wide what the label of a chip needs, in pixels @returns {Plan}
 */
export function planSmall(run, picture, least, wide) {
  const columns = shortColumns(run);
  const given = columns.filter(({ step }) => step.feed === "given");
  const alone = given.length === 1;
  const whole = alone ? [] : given.filter(({ step }) => Array.from(step.label).length <= WHOLE);
  const pitch = Math.max(least, ...whole.map(({ step }) => Math.ceil((wide(step) + TIGHT + BESIDE) / 2)));
  const flat = picture || alone || given.every(({ step }) => wide(step) + TIGHT <= pitch - 2);
  const most = alone ? Infinity : 2 * pitch - BESIDE;
  const chips = columns.map(({ step }, i) => {
    const needed = picture ? PICTURES.small : Math.max(SQUARE, Math.ceil(wide(step)) + AROUND);
    const w = step.feed === "given" ? Math.min(needed, flat && !alone ? pitch - 2 : most) : SQUARE;
    const low = !flat && step.feed === "given" && i % 2 === 1;
    const [length, width] = [Array.from(step.label).length, wide(step)];
    const letters = width <= w - TIGHT ? Infinity : Math.max(2, Math.floor((length * (w - TIGHT - DOTS)) / width));
    return { w, left: alone && columns.length > 1 ? SQUARE / 2 - w : -w / 2, y: SMALL_CHIP + (low ? LOWER : 0), letters };
  });
  const left = Math.max(0, ...columns.map(({ x }, i) => -chips[i].left - x * pitch)) + 2;
  const right = Math.max(...columns.map(({ x }, i) => x * pitch + Math.max(chips[i].left + chips[i].w, pitch / 2)));
  return {
    large: false, width: left + right + 2, height: 212, pitch,
    steps: columns.map(({ step, x, skipped }, i) => ({ step, x: x * pitch + left, skipped, ...chips[i], left: x * pitch + left + chips[i].left })),
    loss: { base: 40, room: 26 }, said: 67, letters: 9, words: given.some(({ step }) => Array.from(step.label).length > 1),
    cell: { w: 27, h: 42, y: 91 }, chip: { h: picture ? PICTURES.small : SQUARE, y: SMALL_CHIP },
    strip: null, folds: 1, most: mostLoss(run),
  };
}

const SMALL_CHIP = 150;
const PICTURES = { small: 58, large: 92 }; // the side of a picture that is fed
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
    return { step, x, skipped: false, w: chips[i], left: x - chips[i] / 2, y: picture ? 280 : 326, letters: words ? LONGEST : 2 };
  });
  return {
    large: true, width: x + pitches[pitches.length - 1] / 2 + EDGE, height: picture ? 382 : 400, pitch: least, steps,
    loss: { base: 70, room: 46 }, said: 111,
    letters: words ? LONGEST : 2, words,
    cell: { w: cell, h: picture ? 106 : 148, y: 150 },
    chip: picture ? { h: PICTURES.large, y: 280 } : { h: 32, y: 326 },
    strip: { w: cell - 13, h: picture ? 90 : 132, y: 158 }, folds, most: mostLoss(run),
  };
}

/** The wire of a fed-back output: from its letter to the right, down between the cells, into the next chip from the left. @param {Plan} plan @param {number} i the step that is fed @param {number} [half] of the letter's width @returns {string} */
export function backWire(plan, i, half = plan.large ? 8 : 4) {
  const { steps, chip, said, cell } = plan;
  const [before, here] = [steps[i - 1], steps[i]];
  const from = { x: before.x + half + 4, y: said - (plan.large ? 7 : 5) };
  const to = { x: here.left - 1, y: here.y + chip.h / 2 };
  const beside = before.y === here.y ? before.left + before.w : before.x + cell.w / 2;
  const middle = (before.x + here.x) / 2;
  const down = Math.max(middle, Math.min(beside + 4, here.x - cell.w / 2 - 6));
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
