// @ts-check
/** What has happened so far, in words: they follow the figures, and promise nothing. */
import { html } from "../../lib/svg.js";
import { writeMarks } from "../../lib/marks.js";
import { nameOf, racersOf } from "../../core/train-config.js";
import { shownLook } from "../../core/train-store.js";

/** @typedef {import("../../core/train-store.js").TrainState} TrainState */
/** @typedef {import("../../core/train-stream.js").Learner} Learner */
/** @typedef {Pick<import("../../core/train-store.js").TrainContext, "_"|"ngettext"|"format">} Words */

const SURE = 0.99;
const OFTEN = 0.8;
const BETTER = 0.1; // above chance, before it counts as more than a guess

/**
 * What a network does, as a clause.
 * @param {Learner} learner @param {string} name with its marks @param {number} chance @param {Words} words
 */
export function verdict({ metric = 0, diverged }, name, chance, { _, format }) {
  const values = { name, share: format.percent(metric) };
  if (diverged === "not a number") return _("the {name} has arrived at what is not a number: try a smaller learning rate", values);
  if (diverged) return _("the {name}’s loss is ten times that of a guess: try a smaller learning rate", values);
  if (metric >= SURE) return _("the {name} names it every time", values);
  if (metric >= OFTEN) return _("the {name} nearly always does", values);
  if (metric > chance + BETTER) return _("the {name} tells some letters apart", values);
  return _("the {name} still guesses", values);
}

/** The whole sentence. @param {TrainState} state @param {Words} words */
export function sentence(state, words) {
  const { _, ngettext } = words;
  const n = state.config.distractors;
  const look = shownLook(state);
  const task = ngettext("<b>After {n} other letter, name the first one.</b>", "<b>After {n} other letters, name the first one.</b>", n, { n });
  const invitation = _("To do it a network must write the letter down once and keep it. Press play to watch them learn.");
  if (look === null) return `${task} ${invitation}`;
  const clauses = racersOf(state.config).toReversed().flatMap((cell) => {
    const learner = look.cells[cell];
    return learner ? [verdict(learner, marked(cell), state.task.guess.metric, words)] : [];
  });
  const said = clauses.reduce((first, second) => _("{first}; {second}", { first, second }), clauses.shift() ?? "");
  return `${task} ${capital(said)}.`;
}

/** @param {import("../../core/race-config.js").Racer} cell */
const marked = (cell) => (cell === "lstm" ? `<c>${nameOf(cell)}</c>` : `<b>${nameOf(cell)}</b>`);

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {HTMLElement} root @param {import("../../core/train-store.js").TrainContext} context @returns {import("../../core/train-store.js").TrainView} */
export function createVerdict(root, context) {
  root.replaceChildren();
  const line = html(root, "p", { class: "outcome-line" });
  let said = "";
  return {
    update(state) {
      const text = sentence(state, context);
      if (text === said) return;
      said = text;
      writeMarks(line, text);
    },
    destroy: () => root.replaceChildren(),
  };
}
