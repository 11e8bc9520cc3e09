// @ts-check
/** The race's numbers as rows of tables. Pure. */
import { RACERS } from "../../core/race/config.js";
import { NAMES } from "./outcome-words.js";

/** @typedef {import("../../core/race/race.js").Race} Race */
/** @typedef {import("../../core/race/race.js").LossMap} LossMap */
/** @typedef {Pick<import("../../core/race/state.js").RaceContext, "_"|"format">} Words */

/** What a lane looks like that does not race. */
const NONE = { state: "", share: new Float32Array(), start: NaN };

/** Every lane, by name. @param {Race} race */
const lanesOf = ({ runners, from }) =>
  RACERS.flatMap((cell) =>
    (runners[cell]?.lanes ?? (cell === "lstm" ? [NONE, NONE] : [NONE])).map(({ state, share, start }) => ({
      name: cell === "lstm" ? `LSTM ${state}` : NAMES[cell],
      log10: (/** @type {number} */ k) => (share[k - (from - share.length)] ?? NaN) + start,
    })));

/** A size, with its leading digits however small it is. @param {Words["format"]} format @param {number} log10 */
const sized = (format, log10) => (Number.isNaN(log10) ? "–" : format.size(log10));

/** @param {Words} words */
export const normColumns = ({ _ }) => [_("steps back"), "RNN", "GRU", "LSTM c", "LSTM h"];

/** The size of every lane at every distance. @param {Race} race @param {Words} words */
export function normRows(race, { format }) {
  const lanes = lanesOf(race);
  return Array.from({ length: race.from }, (_unused, k) => [String(k), ...lanes.map(({ log10 }) => sized(format, log10(k)))]);
}

/** @param {Words} words */
export const spectrumColumns = ({ _ }) => [_("weights"), _("real part"), _("imaginary part"), _("size")];

/** Every eigenvalue of every gate. @param {Race} race @param {Words} words */
export const spectrumRows = ({ cells, runners }, { format }) =>
  cells.flatMap((cell) =>
    Object.entries(runners[cell].spectrum).flatMap(([gate, { re, im }]) =>
      Array.from(re, (v, i) => [gate === "h" ? NAMES[cell] : `${NAMES[cell]} ${gate}`, ...[v, im[i], Math.hypot(v, im[i])].map((x) => format.number(x, 3))])));

/** @param {Words} words */
export const mapColumns = ({ _ }) => [_("state of step"), _("size of the gradient")];

/** What the loss of step s says about each state before it. @param {LossMap} map @param {number} s from 1 @param {Words} words */
export const mapRows = ({ sizes, T }, s, { format }) =>
  Array.from({ length: s }, (_unused, i) => [String(i + 1), sized(format, sizes[(s - 1) * T + i])]);
