// @ts-check
/** What is learnt: the example that every network is shown, and in which form its input and its answer are drawn. Pure. */

/** @typedef {import("./config.js").TrainCell} TrainCell */
/** @typedef {import("./config.js").TrainConfig} TrainConfig */
/** @typedef {{label: string, feed: string, emit: boolean, phase: "encoder"|"decoder"}} Step */
/**
 * @typedef {object} Example
 * @property {{text?: string, series?: number[], vectors?: number[][]}} input  as the API takes it
 * @property {string[]|number[][]} inputs          tokens, or rows of numbers
 * @property {(string|null)[]|number[][]} targets  what is right at each step that emits; null: not known
 * @property {Step[]} steps
 */
/** @typedef {{name: string, better: "higher"|"lower"}} Metric */
/**
 * @typedef {object} Task
 * @property {string} id
 * @property {string} title                        in the page's language
 * @property {TrainCell[]} cells                   that can learn it
 * @property {number} steps                        of its longest examples
 * @property {import("./config.js").TrainDefaults} defaults
 * @property {"softmax"|"linear"} kind
 * @property {string[]} labels
 * @property {Metric} metric
 * @property {{loss: number, metric: number}} guess  of a network that knows nothing
 * @property {number} unseen                       examples that are watched
 * @property {Example} example
 */
/** bars: one of a few labels; labels: one a step; number: one; series, path: one, or two, a step. @typedef {"bars"|"labels"|"number"|"series"|"path"} AnswerForm */
/** @typedef {"tokens"|"picture"|"marked"|"series"} InputForm */

/** The steps that say something, from 0. @param {Example} example */
export const emitting = ({ steps }) => steps.flatMap(({ emit }, t) => (emit ? [t] : []));

/** @param {Pick<Task, "kind"|"example">} task @returns {AnswerForm} */
export function answerForm({ kind, example }) {
  const one = emitting(example).length === 1;
  if (kind === "softmax") return one ? "bars" : "labels";
  if (one) return "number";
  return rows(example.targets)[0]?.length === 2 ? "path" : "series";
}

/** @param {Pick<Task, "example">} task @returns {InputForm} */
export function inputForm({ example }) {
  if (typeof example.inputs[0] === "string") return "tokens";
  if (example.inputs.length === 1) return "picture";
  return emitting(example).length === 1 ? "marked" : "series";
}

/** Numbers of an example, a row a step; none where it has labels. @param {Example["inputs"]|Example["targets"]} values @returns {number[][]} */
export const rows = (values) => values.flatMap((row) => (Array.isArray(row) ? [row] : []));

/** The label that is right at each step that emits. @param {Example} example @returns {(string|null)[]} */
export const rightLabels = ({ targets }) => targets.map((target) => (typeof target === "string" ? target : null));

/** Where a decoder begins, from 0; null without one that follows a silent encoder. @param {Example} example */
export function decoderFrom({ steps }) {
  const first = steps.findIndex(({ phase }) => phase === "decoder");
  return first > 0 && !steps[first - 1].emit ? first : null;
}

/**
 * The task as far as it is known before a run: recall has an example of the length that was asked for, its letters unknown.
 * @param {Task} task @param {TrainConfig} config @returns {Task}
 */
export function taskBeforeRun(task, { distractors }) {
  const length = distractors + 2;
  if (task.id !== "recall" || task.example.steps.length === length) return task;
  const inputs = Array.from({ length }, (_step, t) => (t === length - 1 ? "?" : "·"));
  const steps = inputs.map((label, t) => /** @type {Step} */ ({ label, feed: "input", emit: t === length - 1, phase: "encoder" }));
  return { ...task, example: { input: {}, inputs, targets: [null], steps } };
}

/** Are the letters of the example known? @param {Example} example */
export const isKnown = ({ targets }) => targets.some((target) => target !== null);

/** Steps of the longest examples of a run. @param {Task} task @param {TrainConfig} config */
export const stepsOf = ({ id, steps }, { distractors }) => (id === "recall" ? distractors + 2 : steps);
