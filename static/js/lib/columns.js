// @ts-check
/**
 * The one time axis. Stage, scrubber and heatmaps ask it where a step stands, so that they line up.
 *
 * Short sequences have one axis: a column a step. Longer ones have two: the stage is a window of columns around
 * the current step (focus), the scrubber and the heatmaps show every step (overview).
 */
import { clamp, lerp, move, span } from "./easing.js";

export const PITCH = 77; // a column at rest: cell 50, gap 27
export const NARROW_PITCH = 44; // the narrowest column that still shows a strip
const WINDOW = 12;

/**
 * @typedef {object} TimeAxis
 * @property {boolean} windowed       the stage shows a window, not every step
 * @property {number} pitch           width of a stage column
 * @property {number} first           first column of the window (from 0, fractional while it scrolls)
 * @property {number} count           columns that fit the stage
 * @property {number} gutter
 * @property {number} width
 * @property {(step: number) => number} x             centre of stage column `step` (from 1, may be fractional)
 * @property {number} overviewPitch
 * @property {(step: number) => number} overviewX     centre of overview column `step` (from 1)
 * @property {(x: number) => number} stepAtOverview   nearest step under an x of the overview, 1 … T
 */

/** Columns that stay in sight ahead of and behind the current step when the window turns. */
const MARGIN = 4;
/** Share of a step in which the window turns: while values travel. */
const TURN = 0.4;

/**
 * The first column of a window that follows the reading. It rests while steps are read and turns by whole pages, so
 * that the picture moves seldom. Pure in time, so scrubbing shows what playing shows.
 * @param {number} time steps read so far @param {number} T @param {number} columns
 */
export function windowStart(time, T, columns) {
  const page = Math.max(1, columns - MARGIN);
  const step = Math.max(1, Math.ceil(time));
  const start = (/** @type {number} */ k) => clamp(Math.max(0, Math.floor((k - 2) / page)) * page, 0, T - columns);
  const from = start(step - 1);
  return lerp(from, start(step), move(span(time - (step - 1), 0, TURN)));
}

/**
 * @param {{width: number, T: number, time: number, reverse?: boolean, gutter?: number, pitch?: number, narrow?: number, widest?: number}} options
 *   time: steps read so far, as in State; reverse: reading goes from the last column to the first;
 *   narrow: the smallest pitch before the stage becomes a window; widest: of a few columns, which would leave the stage empty
 * @returns {TimeAxis}
 */
export function timeAxis({ width, T, time, reverse = false, gutter = 96, pitch = PITCH, narrow = NARROW_PITCH, widest = pitch }) {
  const room = Math.max(1, width - gutter);
  const fits = (/** @type {number} */ p) => Math.max(1, Math.floor(room / p));
  const windowed = T > fits(narrow);
  const columns = windowed ? Math.min(WINDOW, fits(Math.max(narrow, pitch * 0.9))) : Math.max(1, T);
  const stagePitch = Math.min(windowed ? pitch : widest, room / columns);
  const start = windowed ? windowStart(time, T, columns) : 0;
  const first = windowed && reverse ? T - columns - start : start;
  const overviewPitch = windowed ? room / T : stagePitch;
  return {
    windowed,
    pitch: stagePitch,
    first,
    count: columns,
    gutter,
    width,
    x: (step) => gutter + (step - 0.5 - first) * stagePitch,
    overviewPitch,
    overviewX: (step) => gutter + (step - 0.5) * overviewPitch,
    stepAtOverview: (x) => clamp(Math.ceil((x - gutter) / overviewPitch), 1, Math.max(1, T)),
  };
}
