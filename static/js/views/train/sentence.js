// @ts-check
/** What has happened so far, in words: they follow the figures, and promise nothing. */
import { html, set } from "../../lib/svg.js";
import { writeMarks } from "../../lib/marks.js";
import { nameOf, racersOf } from "../../core/train-config.js";
import { shownLook } from "../../core/train-store.js";
import { isMore, printed, taskWords } from "./words.js";

/** @typedef {import("../../core/train-store.js").TrainState} TrainState */
/** @typedef {import("../../core/train-stream.js").Learner} Learner */
/** @typedef {import("../../core/train-task.js").Task} Task */
/** @typedef {import("./words.js").Words} Words */

const SURE = 0.99;
const OFTEN = 0.8;

/**
 * What a network does, as a clause.
 * @param {Learner} learner @param {string} name with its marks @param {Task} task @param {Words} words
 */
export function verdict({ metric = 0, diverged }, name, task, words) {
  const { _ } = words;
  if (diverged === "not a number") return _("the {name} has arrived at what is not a number: try a smaller learning rate", { name });
  if (diverged) return _("the {name}’s loss is ten times that of a guess: try a smaller learning rate", { name });
  if (task.id === "recall") return recalled(metric, name, task, words);
  return isMore(task, metric) ? done(metric, name, task, words) : guessed(metric, name, task, words);
}

/** @param {number} metric @param {string} name @param {Task} task @param {Words} words */
function recalled(metric, name, task, { _ }) {
  if (metric >= SURE) return _("the {name} names it every time", { name });
  if (metric >= OFTEN) return _("the {name} nearly always does", { name });
  return isMore(task, metric) ? _("the {name} tells some letters apart", { name }) : _("the {name} still guesses", { name });
}

/** @param {number} metric @param {string} name @param {Task} task @param {Words} words */
function guessed(metric, name, task, words) {
  const { _ } = words;
  if (task.id === "entities") return _("the {name} finds no name yet", { name });
  if (task.id === "dates") return _("the {name} writes no date without a fault yet", { name });
  const values = { name, figure: printed(task, metric, words) };
  return task.metric.better === "lower" ? _("the {name} is as far off as a guess ({figure})", values) : _("the {name} still guesses ({figure})", values);
}

/** @param {number} metric @param {string} name @param {Task} task @param {Words} words */
function done(metric, name, task, words) {
  const { _ } = words;
  const values = { name, figure: printed(task, metric, words) };
  /** @type {Record<string, () => string>} */
  const clauses = {
    adding: () => _("the {name} comes within 0.04 in {figure} of the sums", values),
    digits: () => _("the {name} names {figure} of the digits right", values),
    sentiment: () => _("the {name} judges {figure} of the sentences right", values),
    entities: () => _("the {name} finds names with an F1 of {figure}", values),
    dates: () => _("the {name} writes {figure} of the dates without a fault", values),
    names: () => _("the {name} is down to {figure} a letter", values),
    sunspots: () => _("the {name} is off by {figure} a year", values),
    vehicle: () => _("the {name} is off by {figure} after a second", values),
    melody: () => _("the {name} plays {figure} of the notes right", values),
  };
  return clauses[task.id]();
}

/** Clauses after one another; what the one before has said already is not said again. @param {TrainState} state @param {NonNullable<ReturnType<typeof shownLook>>} look @param {Words} words */
function clauses({ config, task }, look, words) {
  let told = false;
  return racersOf(config).toReversed().flatMap((cell) => {
    const learner = look.cells[cell];
    if (!learner) return [];
    const name = marked(cell, words);
    const telling = !learner.diverged && task.id !== "recall" && isMore(task, learner.metric ?? 0);
    const again = told && telling;
    told = telling;
    return [again ? words._("the {name} {figure}", { name, figure: printed(task, learner.metric ?? 0, words) }) : verdict(learner, name, task, words)];
  });
}

/** The whole sentence. @param {TrainState} state @param {Words} words */
export function sentence(state, words) {
  const { _ } = words;
  const { goal, how } = taskWords(state.config, words);
  const look = shownLook(state);
  if (look === null) return `<b>${goal}</b> ${how} ${_("Press play to watch.")}`;
  const [start, ...others] = clauses(state, look, words);
  const said = others.reduce((first, second) => _("{first}; {second}", { first, second }), start ?? "");
  return `<b>${goal}</b> ${capital(said)}.`;
}

/** @param {import("../../core/train-config.js").TrainCell} cell @param {Words} words */
function marked(cell, { _ }) {
  if (cell === "dense") return _("network");
  return cell === "lstm" ? `<c>${nameOf(cell)}</c>` : `<b>${nameOf(cell)}</b>`;
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {HTMLElement} root @param {import("../../core/train-store.js").TrainContext} context @returns {import("../../core/train-store.js").TrainView} */
export function createVerdict(root, context) {
  root.replaceChildren();
  const line = html(root, "p", { class: "outcome-line" });
  let said = "";
  return {
    update(state) {
      set(root, { "aria-live": state.playing ? "off" : "polite" }); // ten figures a second are not to be read out
      const text = sentence(state, context);
      if (text === said) return;
      said = text;
      writeMarks(line, text);
    },
    destroy: () => root.replaceChildren(),
  };
}
