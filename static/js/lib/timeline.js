// @ts-check
/** The slider of time as arithmetic: where its knob stands, which time that is, which steps are named. Pure. */
import { clamp } from "./easing.js";

const DIGIT = 7.5; // width of a character of a label, CSS pixels

const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/**
 * Which steps are numbered: all, or the first and every round number when they would touch.
 * @param {number} T @param {number} pitch @param {number} room pixels a number needs @returns {number[]}
 */
export function numbered(T, pitch, room) {
  const every = NICE.find((n) => n * pitch >= room) ?? T;
  const steps = [];
  for (let t = every; t <= T; t += every) steps.push(t);
  return every > 1 && (steps.length === 0 || (steps[0] - 1) * pitch >= room) ? [1, ...steps] : steps;
}

/**
 * Where the knob stands: between the centres of two columns, and before the first one while nothing has been read.
 * @param {number} time @param {number} T @param {number} pitch @param {boolean} reverse
 */
export function knobAt(time, T, pitch, reverse) {
  const along = time < 1 ? time * 0.5 * pitch : (time - 0.5) * pitch;
  return reverse ? T * pitch - along : along;
}

/** The time at which the knob stands at x. @param {number} x @param {number} T @param {number} pitch @param {boolean} reverse */
export function timeAt(x, T, pitch, reverse) {
  const along = reverse ? T * pitch - x : x;
  return clamp(along < pitch / 2 ? (2 * along) / pitch : along / pitch + 0.5, 0, T);
}

/** What a column is called: its character or number where all of them fit, else nothing. @param {string[]} labels @param {number} pitch */
export const labelsFit = (labels, pitch) =>
  Math.max(...labels.map((label) => [...label].length)) * DIGIT + 4 <= pitch && pitch >= 12;

/** Where a label's centre may stand so that it keeps inside 0 … width. @param {string} text @param {number} x @param {number} width */
export function keptInside(text, x, width) {
  const half = (text.length * DIGIT) / 2;
  return clamp(x, half, Math.max(half, width - half));
}

/**
 * Numbers under a strip: they keep inside it, and the last one makes room for itself.
 * @param {number} T @param {number} pitch @param {number} room @returns {{t: number, x: number}[]}
 */
export function placedNumbers(T, pitch, room) {
  const labels = numbered(T, pitch, room).map((t) => ({ t, x: keptInside(String(t), (t - 0.5) * pitch, T * pitch) }));
  const [last, before] = [labels.at(-1), labels.at(-2)];
  if (last && before && last.x - before.x < String(last.t).length * DIGIT + 6) labels.splice(-2, 1);
  return labels;
}
