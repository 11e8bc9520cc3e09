// @ts-check
/** What became of a gradient, and how to say it. Pure. */
import { labelName } from "../../core/labels.js";
import { noteInWords } from "../../core/notes.js";
import { racesTrained } from "../../core/race/config.js";
import { mainLane } from "../../core/race/race.js";

/** @typedef {import("../../core/race/race.js").Runner} Runner */
/** @typedef {import("../../core/race/race.js").Lane} Lane */
/** @typedef {import("../../core/race/race.js").Race} Race */
/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {Pick<import("../../core/race/state.js").RaceContext, "_"|"ngettext"|"format"> & {names?: Record<string, string>}} Words   names: what labels are called */
/** @typedef {"share"|"float32"} Horizon */
/**
 * @typedef {object} Outcome
 * @property {"vanishes"|"survives"|"explodes"|"nothing"} kind   nothing: no way back at all
 * @property {number} steps   how far back it reaches: to its horizon, or to the first step
 * @property {number} left    log10 of what is left at the first step
 */

const GROWN = 3; // log10: as far above 1 as the dark end of the scale is below it

/** @param {Lane} lane @param {Horizon} by @returns {Outcome} */
export function outcomeOf({ share, horizon }, by) {
  const way = share.length - 1;
  if (way < 1) return { kind: "nothing", steps: 0, left: 0 };
  const left = share[way];
  const reached = horizon[by];
  if (left > GROWN) return { kind: "explodes", steps: way, left };
  return reached === null ? { kind: "survives", steps: way, left } : { kind: "vanishes", steps: reached, left };
}

export const NAMES = /** @type {const} */ ({ rnn: "RNN", gru: "GRU", lstm: "LSTM" });

/** @param {Runner} runner @param {Horizon} by @param {Words} words */
function clause(runner, by, { _, ngettext, format }) {
  const { kind, steps, left } = outcomeOf(mainLane(runner), by);
  const name = NAMES[runner.cell];
  switch (kind) {
    case "vanishes":
      return ngettext("The {name} is blind beyond <b>{n} step</b>.", "The {name} is blind beyond <b>{n} steps</b>.", steps, { name });
    case "explodes":
      return _("The {name}’s gradient explodes, <b>{size} times</b> over.", { name, size: format.size(left) });
    case "survives":
      return runner.cell === "lstm"
        ? _("The LSTM’s cell state carries the signal to the start.")
        : _("The {name} carries the signal to the start.", { name });
    default:
      return "";
  }
}

/** The one sentence over the race, with its marks. @param {RaceState} state @param {Words} words */
export function outcomeSentence({ race, time, playing, config, shown, status }, words) {
  const { _ } = words;
  if (race === null) return status === "loading" && !racesTrained(config) ? _("A long race: it is being computed…") : "";
  if (race.from === 0 && race.answer?.known && race.answer.right === null) return _("Nobody knows what is right at step {t}, so there is no loss to follow back.", { t: config.at ?? race.T });
  if (race.from === 0) return _("No step of this run has finite numbers: there is no gradient to follow.");
  if (race.T === 1) return _("A single step has no way back. Give a longer input.");
  if (time === 0 && !playing) return _("<b>Press play:</b> the gradient leaves the loss and goes back, a step at a time.");
  if (time < race.from) return _("<b>Backpropagation.</b> From the loss back in time: what is lit has been reached, and how brightly says how much is left.");
  return race.cells.map((cell) => clause(race.runners[cell], shown.horizon, words)).filter(Boolean).join(" ");
}

/** Why, where the numbers on screen have a reason that can be named. @param {RaceState} state @param {Words} words */
export function reason({ race, shown }, words) {
  if (race === null) return "";
  const { _, format } = words;
  const { rnn, gru, lstm } = race.runners;
  const ends = Object.fromEntries(race.cells.map((cell) => [cell, outcomeOf(mainLane(race.runners[cell]), shown.horizon).kind]));
  const overflowed = race.cells.map((cell) => race.runners[cell]).find(({ overflow }) => overflow !== null);
  if (overflowed?.overflow) {
    const values = { name: NAMES[overflowed.cell], t: overflowed.overflow.t };
    return _("The {name} overflows at step {t}: its numbers get too large for a computer. Its gradient is shown up to the step before.", values);
  }
  if (race.answer) return taughtReason(race, race.answer, words);
  if (ends.lstm === "vanishes" && lstm.kept < 0.8) {
    return _("An LSTM vanishes too: its forget gates keep {kept} of the cell state a step. Raise the forget bias to open them.", { kept: format.percent(lstm.kept) });
  }
  if (ends.rnn === "explodes") return _("Each step back stretches the gradient by up to {size}. Clipping, below, caps it.", { size: format.number(rnn.spectrum.h.stretch) });
  if (ends.gru === "vanishes" && gru && shown.update_bias < 1) {
    return _("A GRU without a bias on its update gate keeps only about half of h a step, hardly better than an RNN. Raise the update bias.");
  }
  if (ends.rnn === "vanishes") return _("Each step back multiplies the RNN’s gradient by at most {size}, the largest stretch of W, and by the slope of its nonlinearity.", { size: format.number(rnn.spectrum.h.stretch) });
  return "";
}

/** What the loss of trained networks is, and what an LSTM's gates have learnt to keep. @param {Race} race @param {import("../../core/race/race.js").Answer} answer @param {Words} words */
function taughtReason({ from, runners: { lstm } }, { kind, right, known }, { _, ngettext, format, names = {} }) {
  if (from === 0) return "";
  const shown = Array.isArray(right) ? right.map((v) => format.number(v)).join(", ") : noteInWords(labelName(String(right), names), ngettext);
  const loss = !known
    ? _("L is the loss of the task at step {t}, as if what each network says there were right.", { t: from })
    : kind === "linear"
      ? _("L is the loss of the task at step {t}, where {right} is right.", { t: from, right: String(shown) })
      : _("L is the loss of the task at step {t}, where “{right}” is right.", { t: from, right: String(shown) });
  if (!lstm || !Number.isFinite(lstm.kept)) return loss;
  return [loss, _("The LSTM’s forget gates keep {kept} of the cell state a step.", { kept: format.percent(lstm.kept) })].join(" ");
}
