// @ts-check
/**
 * The settings of the Train page ↔ URL and API. One table describes every field; app/pages/train.py has the same and reads
 * the links that are written here. What a task begins with stands in its own `defaults`, which the page is sent.
 */
import { spellQuery } from "../query.js";
import { RACERS } from "../race/config.js";

/** @typedef {import("../race/config.js").Racer} Racer */
/** Who can learn; dense cells learn alone, a picture at a time. @typedef {Racer|"dense"} TrainCell */
/**
 * @typedef {object} TrainConfig
 * @property {string} task
 * @property {TrainCell[]} cell           who learns, in this order
 * @property {number} distractors         letters between the first one and the question, of recall
 * @property {number} hidden_size
 * @property {number} learning_rate
 * @property {number} batch_size
 * @property {number} clip                0: gradients of any norm are let through
 * @property {number} gate_bias           of the gate that keeps: forget (LSTM), update (GRU)
 * @property {number} updates
 * @property {number} every               updates from look to look, of which there are ten a second: the speed
 * @property {number} seed
 * @property {number|null} update         the one on screen, made again when a link is opened; null: nothing trained, or now
 * @property {"held"|"memory"} show       what the first letter left in the memory, or the memory as it is
 * @property {"en"|"fr"|null} lang
 * @property {"light"|"dark"|null} theme
 */
/** What a task begins with; a setting that is not there it does not have. @typedef {Partial<TrainConfig>} TrainDefaults */
/**
 * @typedef {object} TrainField
 * @property {keyof TrainConfig} name
 * @property {"cells"|"choice"|"integer"|"number"} type
 * @property {readonly TrainCell[]|string|number|null} fallback  of the task that the page opens with
 * @property {number} [min]
 * @property {number} [max]
 * @property {readonly string[]} [choices]  of a task: those that the server tells
 * @property {boolean} [page]             the page keeps it to itself
 */

export const MAX_UPDATES = 2000;
/** @type {readonly TrainCell[]} */
const CELLS = ["dense", ...RACERS];

/** Every field, in the order of a link. @type {readonly TrainField[]} */
export const TRAIN_FIELDS = [
  { name: "task", type: "choice", fallback: "recall" },
  { name: "cell", type: "cells", fallback: RACERS },
  { name: "distractors", type: "integer", fallback: 20, min: 1, max: 100 },
  { name: "hidden_size", type: "integer", fallback: 12, min: 1, max: 64 },
  { name: "learning_rate", type: "number", fallback: 0.005, min: 1e-6, max: 1000 },
  { name: "batch_size", type: "integer", fallback: 32, min: 1, max: 256 },
  { name: "clip", type: "number", fallback: 1, min: 0, max: 1e6 },
  { name: "gate_bias", type: "number", fallback: 2, min: -10, max: 10 },
  { name: "updates", type: "integer", fallback: 300, min: 1, max: MAX_UPDATES },
  { name: "every", type: "integer", fallback: 5, min: 1, max: MAX_UPDATES },
  { name: "seed", type: "integer", fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER },
  { name: "update", type: "integer", fallback: null, min: 0, max: MAX_UPDATES, page: true },
  { name: "show", type: "choice", fallback: "held", choices: ["held", "memory"], page: true },
  { name: "lang", type: "choice", fallback: null, choices: ["en", "fr"], page: true },
  { name: "theme", type: "choice", fallback: null, choices: ["light", "dark"], page: true },
];

const BY_NAME = new Map(TRAIN_FIELDS.map((field) => [/** @type {string} */ (field.name), field]));

/** The table's row for a name of the URL. @param {string} name */
export const trainField = (name) => BY_NAME.get(name) ?? null;

/** Does the setting do anything to this run? @param {keyof TrainConfig} name @param {TrainConfig} config */
export function concerns(name, config) {
  if (name === "distractors") return config.task === "recall";
  if (name === "gate_bias") return config.cell.some((cell) => cell === "gru" || cell === "lstm");
  return true;
}

/** @param {TrainConfig} config @param {readonly TrainField[]} fields */
const pairs = (config, fields) => fields.map(({ name }) => /** @type {[string, unknown]} */ ([name, config[name]]));

/** @param {TrainConfig} config @param {TrainField} field */
const differs = (config, { name, fallback }) => String(config[name]) !== String(fallback);

/**
 * The page's query. The settings of a run are all written or, where they are those that the page opens with, none: so a
 * link makes the same run when a default changes.
 * @param {TrainConfig} config
 * @param {boolean} [keep]  write them in any case, as in a link to keep
 */
export function trainQuery(config, keep = false) {
  const concerned = TRAIN_FIELDS.filter(({ name }) => concerns(name, config));
  const run = keep || config.update !== null || concerned.some((field) => !field.page && differs(config, field));
  return spellQuery(pairs(config, concerned.filter((field) => (field.page ? differs(config, field) : run))));
}

/** Of the API, and of use to this run. @param {TrainConfig} config */
const apiFields = (config) => TRAIN_FIELDS.filter(({ name, page }) => !page && concerns(name, config));

/**
 * The query of GET /train, with every setting.
 * @param {TrainConfig} config
 * @param {{from?: number, until?: number|null, weights?: boolean}} [part]  go on from an update; end after one; tell the networks at the end
 */
export function runQuery(config, { from = 0, until = null, weights = true } = {}) {
  /** @type {[string, unknown][]} */
  const ends = [];
  if (from > 0) ends.push(["from", from]);
  if (until !== null) ends.push(["until", until]);
  if (!weights) ends.push(["weights", false]);
  return spellQuery([...pairs(config, apiFields(config)), ...ends]);
}

/** The networks of a run after an update, as links to other pages name them: its pace says nothing of them. @param {TrainConfig} config @param {number} until */
export const recipe = (config, until) => spellQuery([...pairs(config, apiFields(config).filter(({ name }) => name !== "every")), ["until", until]]);

/** The settings that make another run of it; a change of any other only shows, lengthens or paces the same one. @param {TrainConfig} config */
export function runKey(config) {
  const paced = new Set(["updates", "every"]);
  return spellQuery(pairs(config, TRAIN_FIELDS.filter(({ name, page }) => !page && !paced.has(name) && concerns(name, config))));
}

/** Who learns, in the order of the page. @param {Pick<TrainConfig, "cell">} config */
export const racersOf = ({ cell }) => CELLS.filter((name) => cell.includes(name));

/** A network by its name. @param {TrainCell} cell */
export const nameOf = (cell) => (cell === "dense" ? "Dense" : cell.toUpperCase());
