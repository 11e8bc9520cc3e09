// @ts-check
/**
 * Config ↔ URL, query and JSON. One table describes every field; everything below reads it.
 *
 * A link to a page and the API call behind it read alike: the page's query is the API's query plus the fields
 * that only the page knows (t, unit, lang, …). app/pages/explore_link.py reads the same links on the server.
 */

import { spellQuery } from "../query.js";

/** @typedef {import("../types.js").Config} Config */
/** @typedef {import("../types.js").CellName} CellName */

/**
 * @typedef {object} Field
 * @property {keyof Config} name                     in the URL, in the API and in Config
 * @property {"choice"|"integer"|"number"|"boolean"|"text"|"series"|"vectors"|"labels"|"name"} type
 * @property {string|number|boolean|null} fallback   what the API, or the page for its own fields, takes when a link says nothing
 * @property {number} [min]
 * @property {number} [max]
 * @property {readonly string[]} [choices]
 * @property {readonly CellName[]} [cells]           the cells it concerns; all when absent
 * @property {boolean} [init]                        stands under "init" in a Network
 * @property {boolean} [trained]                     goes with a trained network only
 * @property {boolean} [page]                        the page keeps it to itself
 */

export const MAX_STEPS = 2000;
export const MAX_WIDTH = 512; // numbers in a row
export const MAX_CHARACTERS = 512; // different ones: each is an input of its own
const CELLS = ["dense", "rnn", "lstm", "gru"];
const RECURRENT = CELLS.filter((cell) => cell !== "dense");
const SCHEMES = ["pytorch", "xavier_uniform", "orthogonal", "identity", "normal"];

/** Every field, in the order of a link. @type {readonly Field[]} */
export const FIELDS = [
  { name: "cell", type: "choice", fallback: "lstm", choices: CELLS },
  { name: "text", type: "text", fallback: null },
  { name: "series", type: "series", fallback: null },
  { name: "vectors", type: "vectors", fallback: null },
  { name: "hidden_size", type: "integer", fallback: 8, min: 1, max: 256 },
  { name: "num_layers", type: "integer", fallback: 1, min: 1, max: 4 },
  { name: "bidirectional", type: "boolean", fallback: false },
  { name: "nonlinearity", type: "choice", fallback: "tanh", choices: ["tanh", "relu"], cells: ["dense", "rnn"] },
  { name: "form", type: "choice", fallback: "reset_after", choices: ["reset_after", "reset_before"], cells: ["gru"] },
  { name: "scheme", type: "choice", fallback: "xavier_uniform", choices: SCHEMES, init: true },
  { name: "gain", type: "number", fallback: 1, min: 0, max: 1000, init: true },
  { name: "spectral_radius", type: "number", fallback: null, min: 0, max: 1000, cells: RECURRENT, init: true },
  { name: "forget_bias", type: "number", fallback: 0, min: -1000, max: 1000, cells: ["lstm"], init: true },
  { name: "update_bias", type: "number", fallback: 0, min: -1000, max: 1000, cells: ["gru"], init: true },
  { name: "seed", type: "integer", fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER },
  { name: "model", type: "name", fallback: null, max: 80, trained: true },
  { name: "trained", type: "name", fallback: null, max: 1000, trained: true },
  { name: "generate", type: "integer", fallback: 0, min: 0, max: MAX_STEPS, trained: true },
  { name: "target", type: "labels", fallback: null, trained: true },
  { name: "t", type: "integer", fallback: 0, min: 0, max: MAX_STEPS, page: true },
  { name: "unit", type: "integer", fallback: 1, min: 1, max: 256, page: true },
  { name: "layer", type: "integer", fallback: 1, min: 1, max: 4, page: true },
  { name: "direction", type: "choice", fallback: "forward", choices: ["forward", "reverse"], page: true },
  { name: "backward", type: "boolean", fallback: false, page: true },
  { name: "fold", type: "boolean", fallback: true, page: true },
  { name: "speed", type: "number", fallback: 1, min: 0.25, max: 4, page: true },
  { name: "loop", type: "boolean", fallback: false, page: true },
  { name: "lang", type: "choice", fallback: null, choices: ["en", "fr"], page: true },
  { name: "theme", type: "choice", fallback: null, choices: ["light", "dark"], page: true },
];

/** The fields of which exactly one is fed. */
export const INPUTS = /** @type {const} */ (["text", "series", "vectors"]);

const BY_NAME = new Map(FIELDS.map((field) => [/** @type {string} */ (field.name), field]));
const FALLBACK = /** @type {Config} */ (Object.fromEntries(FIELDS.map(({ name, fallback }) => [name, fallback])));

/** The table's row for a name of the URL. @param {string} name @returns {Field|null} */
export const fieldOf = (name) => BY_NAME.get(name) ?? null;

/** Is it a trained network, which knows itself what it is and what it can read? @param {Pick<Config, "model"|"trained">} config */
export const isTrained = ({ model, trained }) => typeof model === "string" || hasRecipe({ trained });

/** Is it one that has to be trained first, by the recipe in the link? @param {Pick<Config, "trained">} config */
export const hasRecipe = ({ trained }) => typeof trained === "string";

/** Is there something to read? A network that was made for the page also has an example of its own. @param {Pick<Config, "text"|"series"|"vectors"|"trained">} config */
export const isFed = (config) => stepCount(config) > 0 || (hasRecipe(config) && !isGiven(config));

/** Does it say itself what is fed? @param {Pick<Config, "text"|"series"|"vectors">} config */
export const isGiven = (config) => INPUTS.some((name) => config[name] !== null);

/** @param {Field} field @param {CellName} cell */
export const concerns = (field, cell) => field.cells === undefined || field.cells.includes(cell);

/** Is it what the network is fed? @param {Pick<Field, "name">} field */
const isInput = ({ name }) => INPUTS.some((one) => one === name);

/** Fields that may be left to the network or the system, written as an empty value. @param {Pick<Field, "type"|"fallback">} field */
export const nullable = ({ type, fallback }) => fallback === null && !["text", "series", "vectors"].includes(type);

/** The characters of a text as Python counts them: code points, never UTF-16 units. @param {string} text */
export const characters = (text) => Array.from(text);

/** The number of timesteps; 0 while there is nothing to feed. @param {Pick<Config, "text"|"series"|"vectors">} config */
export const stepCount = ({ text, series, vectors }) => (text === null ? (series ?? vectors ?? []).length : characters(text).length);

/** One input drives the network: naming it puts the others aside. @param {typeof INPUTS[number]} name @param {unknown} value */
export const onlyInput = (name, value) => ({ ...Object.fromEntries(INPUTS.map((one) => [one, null])), [name]: value });

/**
 * t, unit, layer and direction moved to the nearest that the network and the input have; the same object when they fit.
 * @param {Config} config @returns {Config}
 */
export function withinBounds(config) {
  const t = isTrained(config) ? config.t : Math.min(config.t, stepCount(config));
  const unit = Math.min(config.unit, config.hidden_size);
  const layer = Math.min(config.layer, config.num_layers);
  const direction = config.bidirectional ? config.direction : "forward";
  const fits = t === config.t && unit === config.unit && layer === config.layer && direction === config.direction;
  return fits ? config : { ...config, t, unit, layer, direction };
}

// ------------------------------------------------------------------------------------------------ config → URL

/** @param {unknown} a @param {unknown} b @returns {boolean} */
export function same(a, b) {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((v, i) => same(v, b[i]));
}

/** @param {Field[]} fields @param {Config} config */
const join = (fields, config) => spellQuery(fields.map(({ name }) => [name, config[name]]));

/**
 * A link to a step shows the steps; without one the page opens on the loop, but for a trained network, which it opens at its end.
 * @param {boolean} step the link names t @param {Config} config @returns {boolean|null} null: it has to be said
 */
const assumedFold = (step, { model }) => (step ? false : model === null ? true : null);

/**
 * The page's query for a configuration, "" for the page as it opens by itself. Network and input are written together
 * or not at all, so that a link that names them means the same when the page's own example changes.
 * @param {Config} config
 * @param {Config|null} [landing]  the page's own example; null: write network and input in any case, as in a link to keep
 */
export function serialise(config, landing = null) {
  const own = landing !== null && FIELDS.every(({ name, page }) => page || same(config[name], landing[name]));
  const base = own && landing !== null ? landing : FALLBACK;
  const fold = own ? base.fold && config.t === base.t : assumedFold(config.t !== base.t, config);
  const assumed = { ...FALLBACK, t: base.t, fold };
  const written = FIELDS.filter((field) =>
    field.page ? !same(config[field.name], assumed[field.name]) : !own && isWritten(field, config),
  );
  return join(written, config);
}

/** Of a trained network its name, what it is fed and what it is asked is all there is to say. @param {Field} field @param {Config} config */
function isWritten(field, config) {
  const input = isInput(field);
  if (!input && isTrained(config) !== Boolean(field.trained)) return false;
  const always = field.name === "cell" || input;
  return config[field.name] !== null && (always || !same(config[field.name], field.fallback));
}

/** Is it the page as it opens by itself, at the same place? @param {Config} config @param {Config} landing */
export const isLanding = (config, landing) =>
  FIELDS.every(({ name, page }) => (page && !["t", "fold", "backward"].includes(name)) || same(config[name], landing[name]));

/** What the API has to be told: fields of its own, of this cell, that it would not assume. @param {Config} config */
const apiFields = (config) => FIELDS.filter((field) => !field.page && concerns(field, config.cell) && isWritten(field, config));

/** The query of GET /run. @param {Config} config */
export const apiQuery = (config) => join(apiFields(config), config);

/**
 * The Network of POST /run.
 * @param {Config} config @returns {Record<string, unknown>}
 */
export function networkOf(config) {
  const fields = apiFields(config).filter((field) => !isInput(field) && !isRunOption(field));
  const pick = (/** @type {boolean} */ init) =>
    Object.fromEntries(fields.filter((field) => Boolean(field.init) === init).map(({ name }) => [name, config[name]]));
  const init = pick(true);
  return Object.keys(init).length === 0 ? pick(false) : { ...pick(false), init };
}

/** Is it asked of a network, not part of it? @param {Field} field */
const isRunOption = ({ name }) => name === "generate" || name === "target";

/** What else POST /run is asked. @param {Config} config @returns {Partial<Config>} */
export const runOptions = (config) => Object.fromEntries(apiFields(config).filter(isRunOption).map(({ name }) => [name, config[name]]));

/**
 * The Input of POST /run.
 * @param {Config} config @returns {{text: string}|{series: number[]}|{vectors: number[][]}}
 */
export function inputOf({ text, series, vectors }) {
  if (text !== null) return { text: text.toWellFormed() };
  return vectors === null ? { series: series ?? [] } : { vectors };
}
