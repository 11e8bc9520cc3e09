// @ts-check
/** What every form of an answer is. Types only: nothing here runs. */

/** @typedef {import("../../core/training/events.js").Learner} Learner */
/** @typedef {import("../../core/training/task.js").Task} Task */
/** Beside the strip, or above its columns. @typedef {{side: HTMLElement, above: HTMLElement}} Places */
/** @typedef {{draw(learner: Learner|null, width: number): void}} Answer */
/** @typedef {(places: Places, context: import("../../core/training/state.js").TrainContext, task: Task, names: Record<string, string>) => Answer} CreateAnswer */

export {};
