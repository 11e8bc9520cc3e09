// @ts-check
/** What has happened so far, in words: they follow the figures, and promise nothing. */
import { nameOf, racersOf } from "../../core/training/config.js";
import { shownLook } from "../../core/training/state.js";
import { writeMarks } from "../../lib/marks.js";
import { html, set } from "../../lib/svg.js";
import { isMore, metricText, taskWords } from "./task-words.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */
/** @typedef {import("../../core/training/events.js").Learner} Learner */
/** @typedef {import("../../core/training/config.js").TrainCell} TrainCell */
/** @typedef {import("../../core/training/task.js").Task} Task */
/** @typedef {import("./task-words.js").Words} Words */

const SURE = 0.99;
const OFTEN = 0.8;
/** Tasks at which a guess gets nothing right. */
const NOTHING_YET = ["entities", "dates"];

/** What there is to say of a network: two of one kind are told together. @param {Learner} learner @param {Task} task */
function kindOf({ metric = 0, diverged }, task) {
  if (diverged) return diverged;
  if (task.id !== "recall") return isMore(task, metric) ? "done" : "guess";
  if (metric >= SURE) return "sure";
  if (metric >= OFTEN) return "often";
  return isMore(task, metric) ? "some" : "guess";
}

/**
 * What a network does, as a clause.
 * @param {Learner} learner @param {string} name with its marks @param {Task} task @param {Words} words
 */
export function verdict(learner, name, task, words) {
  const { _ } = words;
  const { metric = 0 } = learner;
  switch (kindOf(learner, task)) {
    case "not a number": return _("the {name} has arrived at what is not a number", { name });
    case "loss": return _("the {name}’s loss has exploded", { name });
    case "sure": return _("the {name} names it every time", { name });
    case "often": return _("the {name} nearly always names it", { name });
    case "some": return _("the {name} tells some letters apart", { name });
    case "guess": return guessed(metric, name, task, words);
    default: return done(metric, name, task, words);
  }
}

/** @param {number} metric @param {string} name @param {Task} task @param {Words} words */
function guessed(metric, name, task, words) {
  const { _ } = words;
  if (task.id === "recall") return _("the {name} still guesses", { name });
  if (task.id === "entities") return _("the {name} finds no name yet", { name });
  if (task.id === "dates") return _("the {name} writes no date without a fault yet", { name });
  const values = { name, figure: metricText(task, metric, words) };
  return task.metric.better === "lower" ? _("the {name} is as far off as a guess ({figure})", values) : _("the {name} still guesses ({figure})", values);
}

/** @param {number} metric @param {string} name @param {Task} task @param {Words} words */
function done(metric, name, task, words) {
  const { _ } = words;
  const values = { name, figure: metricText(task, metric, words) };
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
    melody: () => _("the {name} foresees {figure} of the notes", values),
  };
  return clauses[task.id]();
}

/** Clauses after one another; what the one before has said already is not said again. @param {[TrainCell, Learner][]} learners @param {Task} task @param {Words} words */
function clauses(learners, task, words) {
  const { _ } = words;
  const kinds = learners.map(([, learner]) => kindOf(learner, task));
  return learners.map(([cell, learner], i) => {
    const name = marked(cell, words);
    if (i === 0 || kinds[i] !== kinds[i - 1]) return verdict(learner, name, task, words);
    if (kinds[i] === "done") return _("the {name} {figure}", { name, figure: metricText(task, learner.metric ?? 0, words) });
    return kinds[i] === "guess" && NOTHING_YET.includes(task.id) ? _("nor does the {name}", { name }) : _("the {name} too", { name });
  });
}

/** The whole sentence. @param {TrainState} state @param {Words} words */
export function sentence(state, words) {
  const { _ } = words;
  const { goal, how } = taskWords(state.config, words);
  const look = shownLook(state);
  const invitation = _("Press play to watch.");
  if (look === null || state.status === "idle") return `<b>${goal}</b> ${how} ${invitation}`;
  const learners = racersOf(state.config).toReversed().flatMap((cell) => {
    const learner = look.cells[cell];
    return learner ? [/** @type {[TrainCell, Learner]} */ ([cell, learner])] : [];
  });
  const [start, ...others] = clauses(learners, state.task, words);
  const said = others.reduce((first, second) => _("{first}; {second}", { first, second }), start ?? "");
  const advice = learners.some(([, { diverged }]) => diverged) ? _("Try a smaller learning rate.") : "";
  return `<b>${goal}</b> ${capital(said)}. ${advice}`.trimEnd();
}

/** @param {TrainCell} cell @param {Words} words */
function marked(cell, { _ }) {
  if (cell === "dense") return _("network");
  return cell === "lstm" ? `<c>${nameOf(cell)}</c>` : `<b>${nameOf(cell)}</b>`;
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {HTMLElement} root @param {import("../../core/training/state.js").TrainContext} context @returns {import("../../core/training/state.js").TrainView} */
export function createOutcome(root, context) {
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
