// @ts-check
/** What a task is called to do, and how well it was done, in words and figures. Nothing here promises anything. */

/** @typedef {import("../../core/training/task.js").Task} Task */
/** @typedef {import("../../core/training/config.js").TrainConfig} TrainConfig */
/** @typedef {Pick<import("../../core/training/state.js").TrainContext, "_"|"ngettext"|"format">} Words */
/** A number and what it counts. @typedef {{number: string, unit: string}} Figure */
/**
 * @typedef {object} TaskWords
 * @property {string} goal           what is to be done
 * @property {string} how            what that takes
 * @property {string} counted        what the metric counts, a few words under its figure
 * @property {string} title          of its curve
 * @property {string} note           beside the title
 */

/** @param {Pick<TrainConfig, "task"|"distractors">} config @param {Words} words @returns {TaskWords} */
export function taskWords({ task, distractors: n }, { _, ngettext }) {
  /** @type {Record<string, () => TaskWords>} */
  const all = {
    recall: () => ({
      goal: ngettext("After {n} other letter, name the first one.", "After {n} other letters, name the first one.", n, { n }),
      how: _("To do it a network must write the letter down once and keep it."),
      counted: _("named right"), title: _("Accuracy"), note: _("first letter named right"),
    }),
    adding: () => ({
      goal: _("Add up the two marked numbers."),
      how: _("The sum is asked for at the end: both have to be kept until then, and all others let go."),
      counted: _("within 0.04"), title: _("Sums within 0.04"), note: _("of what is right"),
    }),
    digits: () => ({
      goal: _("Name the digit."),
      how: _("One picture in, one answer out: there is nothing to remember, so a network without recurrence learns it alone."),
      counted: _("named right"), title: _("Accuracy"), note: _("digits named right"),
    }),
    sentiment: () => ({
      goal: _("Is the sentence praise or blame?"),
      how: _("The answer comes after the last word: “not” has to be kept in mind until then."),
      counted: _("judged right"), title: _("Accuracy"), note: _("sentences judged right"),
    }),
    entities: () => ({
      goal: _("Which words say who, where and when?"),
      how: _("Every word is answered at once, from what was read before it."),
      counted: _("F1 of names"), title: _("F1"), note: _("of whole names: 1 is all found, and nothing else"),
    }),
    dates: () => ({
      goal: _("Rewrite the date as year-month-day."),
      how: _("The network reads the whole date, then writes ten signs from what it has kept."),
      counted: _("without a fault"), title: _("Exact dates"), note: _("all ten signs right"),
    }),
    names: () => ({
      goal: _("Foresee the next letter of a first name."),
      how: _("Fewer bits a letter mean fewer surprises."),
      counted: _("a letter"), title: _("Surprise"), note: _("bits a letter: less is better"),
    }),
    sunspots: () => ({
      goal: _("Foretell the sunspots of the next year."),
      how: _("They come and go in about eleven years: what came before has to be kept."),
      counted: _("off, on average"), title: _("Mean error"), note: _("a year ahead: less is better"),
    }),
    vehicle: () => ({
      goal: _("Where will the car be in a second?"),
      how: _("Its speed and its turning have to be read off the path so far."),
      counted: _("off, on average"), title: _("Mean error"), note: _("a second ahead: less is better"),
    }),
    melody: () => ({
      goal: _("Foresee the next note of a dance."),
      how: _("Only its style is given: every note follows from it and from the notes before."),
      counted: _("of the notes right"), title: _("Notes right"), note: _("each from the right ones before it"),
    }),
  };
  return all[task]();
}

const SHARES = /^(accuracy|exact|within|next notes)/;
/** What one unit of the task's numbers is. @type {Record<string, {times: number, digits: number}>} */
const SCALES = { sunspots: { times: 100, digits: 0 }, vehicle: { times: 10, digits: 1 } };

/** The metric as a figure. @param {Pick<Task, "id"|"metric">} task @param {number} v @param {Words} words @returns {Figure} */
export function figure({ id, metric }, v, { _, format }) {
  if (SHARES.test(metric.name)) {
    const [number, unit] = format.percent(v).split("\u202f");
    return { number, unit };
  }
  const units = { sunspots: _("spots"), vehicle: _("m"), names: _("bits") };
  const { times, digits } = SCALES[id] ?? { times: 1, digits: 2 };
  return { number: format.number(times * v, digits), unit: units[/** @type {keyof typeof units} */ (id)] ?? "" };
}

/** The same as a text. @param {Pick<Task, "id"|"metric">} task @param {number} v @param {Words} words */
export function metricText(task, v, words) {
  const { number, unit } = figure(task, v, words);
  return unit === "" ? number : `${number}${unit === "%" ? "\u202f" : "\u00a0"}${unit}`;
}

/** A round value of the metric, as an axis has it. @param {Pick<Task, "id"|"metric">} task @param {number} v @param {Words} words */
export function axisText({ id, metric }, v, { format }) {
  if (SHARES.test(metric.name)) return format.percent(v);
  const scaled = Number(((SCALES[id]?.times ?? 1) * v).toPrecision(6));
  return format.number(scaled, decimals(scaled));
}

/** Digits after the point that a round number needs. @param {number} v */
export const decimals = (v) => (Number.isInteger(v) ? 0 : v < 0.1 ? 2 : 1);

/** What the figures were measured on: beside one of them, and after the name of the loss. @param {Pick<Task, "id"|"unseen">} task @param {Words} words */
export function measuredOn({ id, unseen: n }, { _, ngettext }) {
  if (id === "sunspots") return { of: _("in later years"), on: _("on later years, unseen") };
  return { of: ngettext("of {n} new one", "of {n} new ones", n, { n }), on: ngettext("on {n} unseen example", "on {n} unseen examples", n, { n }) };
}

const BETTER = 0.1; // than a guess, before it counts as more
const ANY = 0.01; // where a guess is never right

/** Does it do more than guess? @param {Pick<Task, "metric"|"guess">} task @param {number} v */
export const isMore = ({ metric, guess }, v) => (metric.better === "lower" ? v < (1 - BETTER) * guess.metric : v > guess.metric + (guess.metric < ANY ? ANY : BETTER));
