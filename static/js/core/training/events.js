// @ts-check
/** What a training run tells, event by event, and how it is opened. Types only: nothing here runs. */

/** @typedef {import("./config.js").TrainCell} TrainCell */
/** @typedef {import("./task.js").Task} Task */
/**
 * A network at an event; without a loss its numbers are no longer finite.
 * @typedef {object} Learner
 * @property {number} update
 * @property {"not a number"|"loss"|null} diverged
 * @property {number|null} gradient_norm
 * @property {number} [loss]
 * @property {number} [metric]
 * @property {Float32Array} [memory]      T × H
 * @property {Float32Array|null} [held]   T × H
 * @property {number|null} [lasts]        steps until the first letter is forgotten
 * @property {(number|null)[]} [log10_gradient]  T, as shares of the gradient at the end
 * @property {number[][]} [outputs]       a row for each step that emits
 * @property {(string|number[])[]} [said] the label of each row, or its numbers
 */
/** @typedef {Pick<Task, "kind"|"labels"|"metric"|"guess"|"unseen"|"example"> & {task: string, updates: number}} Start */
/** @typedef {import("./task.js").Example["inputs"]} Inputs */
/** @typedef {import("./task.js").Example["targets"]} Targets */
/** @typedef {{inputs: Inputs, targets: Targets, said: Partial<Record<TrainCell, Targets>>}} Sample */
/** @typedef {{update: number, seconds_left: number, examples_per_second: number|null, cells: Partial<Record<TrainCell, Learner>>, samples: Sample[]}} Look */
/** A network as the API takes it. @typedef {{cell: TrainCell, task?: string, weights: Record<string, any>, readout: any, vocabulary: any}} Trained */
/** @typedef {{reason: "done"|"time"|"diverged", update: number, networks: Partial<Record<TrainCell, Trained>>}} End */
/** How far it is to the first look of a run that goes on from an update. @typedef {{update: number, seconds_left: number}} Silent */
/** What is not passed on. @typedef {{name: "silent", data: Silent}|{name: "error", data: {detail: string}}} Aside */
/** @typedef {{name: "start", data: Start}|{name: "progress", data: Look}|{name: "end", data: End}} TrainEvent */
/** @typedef {(query: string, signal: AbortSignal, silent?: (silent: Silent) => void) => AsyncGenerator<TrainEvent>} OpenRun */

export {};
