// @ts-check
/** What makes networks again by their recipes: its scripts come where the link of a page names one. Most visits do without. */
import { Offline } from "./errors.js";

/** @typedef {import("./trained-networks.js").Trainings} Trainings */

/** @type {Trainings} */
const NONE = { of: () => null, make() {}, again() {}, stop() {}, drop() {}, listen() {} };

/** @param {string|null} recipe  in the link of the page @returns {Promise<Trainings>} */
export async function trainingsFor(recipe) {
  return recipe === null ? NONE : (await import("./trained-networks.js")).createTrainings({ open });
}

/** Opens runs with a script that comes with the first of them. @type {import("./training/events.js").OpenRun} */
async function* open(...run) {
  const { createRuns } = await import("./training/stream.js").catch((error) => {
    throw new Offline(error);
  });
  yield* createRuns()(...run);
}
