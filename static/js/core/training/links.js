// @ts-check
/**
 * Links to other pages with the networks as trained so far. Training is deterministic, so a recipe names a network: the
 * query of a run of /train that ends after an update, as one value.
 */
import { spellQuery } from "../query.js";
import { recipe } from "./config.js";

/** @typedef {import("./config.js").TrainConfig} TrainConfig */
/** @typedef {import("./config.js").TrainCell} TrainCell */
/** @typedef {import("./task.js").Task} Task */

/** @param {TrainConfig} config @returns {[string, unknown][]} */
const shell = ({ lang, theme }) => Object.entries({ lang, theme }).filter(([, value]) => value !== null);

/**
 * One network on Explore, with the example that it is shown, read to its end.
 * @param {TrainConfig} config @param {Task} task @param {TrainCell} cell @param {number} update
 */
export const exploreLink = (config, task, cell, update) =>
  `/?${spellQuery([["trained", recipe({ ...config, cell: [cell] }, update)], ...exampleInput(task), ["t", task.example.steps.length], ...shell(config)])}`;

/** The race on Gradients. @param {TrainConfig} config @param {number} update */
export const gradientsLink = (config, update) =>
  `/gradients?${spellQuery([["trained", recipe(config, update)], ...shell(config)])}`;

/** The example as a link spells an input; rows are long, and the page that trains hears of them anyway. @param {Task} task @returns {[string, unknown][]} */
function exampleInput({ example: { input } }) {
  if (input.text !== undefined) return [["text", input.text]];
  return input.series === undefined ? [] : [["series", input.series]];
}
