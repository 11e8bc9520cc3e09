// @ts-check
/** The memory of one network on the example, as a heatmap shows it: units down and steps across. */

/** @typedef {import("../../core/training/events.js").Learner} Learner */
/** @typedef {import("../../core/training/state.js").TrainState} TrainState */

/** What is left of the first input can be told where the answer is that input. @param {TrainState["task"]} task */
export const tellsFirst = (task) => task.id === "recall";

/** Is it what the first letter left that is shown? @param {Pick<TrainState, "config"|"task">} state */
export const showsHeld = ({ config, task }) => config.show === "held" && tellsFirst(task);

/**
 * @param {Pick<TrainState, "config"|"task">} state @param {Learner|null|undefined} learner
 * @returns {{values: Float32Array|null, T: number, H: number}} a single step lies down: its units side by side
 */
export function memoryOf(state, learner) {
  const values = (showsHeld(state) ? learner?.held : learner?.memory) ?? null;
  const [T, H] = [state.task.example.steps.length, state.config.hidden_size];
  return T === 1 ? { values, T: H, H: 1 } : { values, T, H };
}
