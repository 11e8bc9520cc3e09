// @ts-check
/**
 * The settings of the Gradients page ↔ URL and API. One table describes every field; app/pages/gradients.py has the same and reads
 * the links that are written here.
 */
import { spellQuery } from "../query.js";
import { characters } from "../run/config.js";

/** @typedef {"rnn"|"gru"|"lstm"} Racer */
/**
 * @typedef {object} RaceConfig
 * @property {"noise"|"constant"|"impulse"|"text"} input
 * @property {string} text                the input, when `input` says so
 * @property {number} length              of any other input
 * @property {number} hidden_size
 * @property {number} spectral_radius
 * @property {"tanh"|"relu"} nonlinearity of the RNN
 * @property {string} scheme
 * @property {number} forget_bias         of the LSTM
 * @property {number} update_bias         of the GRU
 * @property {number} seed
 * @property {number|null} at             the step of the loss, from 1; null: the last
 * @property {number|null} clip           largest norm of the parameter gradients; null: not clipped
 * @property {number|null} t              steps that the gradient has come back; null: all the way
 * @property {"share"|"float32"} horizon  what counts as lost: 1 %, or what a float32 cannot add any more
 * @property {Racer|null} map             whose map is open
 * @property {"absolute"|"relative"} rows of the map: as they are, or each by its own largest
 * @property {"norms"|"map"|"spectrum"|null} chart  the figure to zoom into, if one is open
 * @property {number} speed
 * @property {"en"|"fr"|null} lang
 * @property {"light"|"dark"|null} theme
 * @property {string|null} trained        the recipe of the networks that race, made for the page (core/trained-networks.js)
 * @property {string|null} model          a shipped network: all of its task race
 */
/**
 * @typedef {object} RaceField
 * @property {keyof RaceConfig} name
 * @property {"choice"|"integer"|"number"|"text"} type
 * @property {string|number|null} fallback
 * @property {number} [min]
 * @property {number} [max]
 * @property {readonly string[]} [choices]
 * @property {readonly Racer[]} [cells]    whose network it belongs to; absent: the page's own, or the input's
 * @property {number} [step]               what an arrow key adds
 */

/** Who races, from the top lane down. @type {readonly Racer[]} */
export const RACERS = ["rnn", "gru", "lstm"];
const MAX_STEPS = 2000;
const SCHEMES = ["pytorch", "xavier_uniform", "orthogonal", "identity", "normal"];

/** Every field, in the order of a link. @type {readonly RaceField[]} */
export const RACE_FIELDS = [
  { name: "input", type: "choice", fallback: "noise", choices: ["noise", "constant", "impulse", "text"] },
  { name: "text", type: "text", fallback: "hello world" },
  { name: "length", type: "integer", fallback: 40, min: 5, max: MAX_STEPS, step: 1 },
  { name: "hidden_size", type: "integer", fallback: 24, min: 1, max: 256, step: 1, cells: RACERS },
  { name: "spectral_radius", type: "number", fallback: 0.5, min: 0.1, max: 2, step: 0.05, cells: RACERS },
  { name: "nonlinearity", type: "choice", fallback: "tanh", choices: ["tanh", "relu"], cells: ["rnn"] },
  { name: "scheme", type: "choice", fallback: "orthogonal", choices: SCHEMES, cells: RACERS },
  { name: "forget_bias", type: "number", fallback: 2, min: -2, max: 6, step: 0.25, cells: ["lstm"] },
  { name: "update_bias", type: "number", fallback: 0, min: -2, max: 6, step: 0.25, cells: ["gru"] },
  { name: "seed", type: "integer", fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER, step: 1, cells: RACERS },
  { name: "at", type: "integer", fallback: null, min: 1, max: MAX_STEPS },
  { name: "clip", type: "number", fallback: null, min: 0.001, max: 1000 },
  { name: "t", type: "integer", fallback: null, min: 0, max: MAX_STEPS },
  { name: "horizon", type: "choice", fallback: "share", choices: ["share", "float32"] },
  { name: "map", type: "choice", fallback: null, choices: RACERS },
  { name: "rows", type: "choice", fallback: "absolute", choices: ["absolute", "relative"] },
  { name: "chart", type: "choice", fallback: null, choices: ["norms", "map", "spectrum"] },
  { name: "speed", type: "number", fallback: 1, min: 0.25, max: 4 },
  { name: "lang", type: "choice", fallback: null, choices: ["en", "fr"] },
  { name: "theme", type: "choice", fallback: null, choices: ["light", "dark"] },
  { name: "trained", type: "text", fallback: null },
  { name: "model", type: "text", fallback: null },
];

const BY_NAME = new Map(RACE_FIELDS.map((field) => [/** @type {string} */ (field.name), field]));

/** The table's row for a name of the URL. @param {string} name @returns {RaceField|null} */
export const raceField = (name) => BY_NAME.get(name) ?? null;

/** What a link says that says nothing. @type {RaceConfig} */
export const RACE_DEFAULTS = /** @type {RaceConfig} */ (Object.fromEntries(RACE_FIELDS.map(({ name, fallback }) => [name, fallback])));

/** Do trained networks race? Then sizes, weights and input are their own. @param {Pick<RaceConfig, "trained"|"model">} config */
export const racesTrained = ({ trained, model }) => (trained ?? model ?? null) !== null;

/** The number of timesteps of networks drawn from a seed. @param {Pick<RaceConfig, "input"|"text"|"length">} config */
export const raceLength = ({ input, text, length }) => (input === "text" ? characters(text).length : length);

/** Fields that say nothing while the input is of another kind, or the networks are trained. @param {RaceConfig} config @param {RaceField} field */
const idle = (config, { name, cells }) =>
  (name === "text" && config.input !== "text") || (name === "length" && config.input === "text") || (racesTrained(config) && (cells !== undefined || name === "length" || name === "input"));

/** Does the query say it? Of trained networks a text alone says that it is the input. @param {RaceConfig} config @param {RaceField} field */
const isWritten = (config, field) =>
  !idle(config, field) && (config[field.name] !== field.fallback || (racesTrained(config) && field.name === "text"));

/** The page's query: what differs from the defaults. @param {RaceConfig} config */
export const raceQuery = (config) => spellQuery(RACE_FIELDS.filter((field) => isWritten(config, field)).map(({ name }) => [name, config[name]]));

/** The input, as the API's query names it. @param {RaceConfig} config @returns {[string, unknown][]} */
const inputPairs = ({ input, text, length }) =>
  input === "text" ? [["text", text.toWellFormed()]] : [["signal", input], ["length", length]];

/** The network and input of a racer, as the API's query names them. @param {RaceConfig} config @param {Racer} cell @returns {[string, unknown][]} */
export const racerPairs = (config, cell) => [
  ["cell", cell],
  ...RACE_FIELDS.filter(({ cells }) => cells?.includes(cell)).map(({ name }) => /** @type {[string, unknown]} */ ([name, config[name]])),
  ...inputPairs(config),
];

/** The network and input of a racer, as a body of the API has them. @param {RaceConfig} config @param {Racer} cell */
export function networkBody(config, cell) {
  const { hidden_size, seed, scheme, spectral_radius, nonlinearity, forget_bias, update_bias, input, text, length } = config;
  const own = { rnn: {}, gru: { update_bias }, lstm: { forget_bias } }[cell];
  const network = { cell, hidden_size, seed, ...(cell === "rnn" ? { nonlinearity } : {}), init: { scheme, spectral_radius, ...own } };
  return { network, input: input === "text" ? { text: text.toWellFormed() } : { signal: input, length } };
}

/** The query of GET /gradients for a racer. @param {RaceConfig} config @param {Racer} cell */
export const racerQuery = (config, cell) => spellQuery([...racerPairs(config, cell), ...optionPairs(config)]);

/** @param {RaceConfig} config @returns {[string, unknown][]} */
const optionPairs = ({ at, clip }) => /** @type {[string, unknown][]} */ ([["at", at], ["clip", clip]]).filter(([, value]) => value !== null);

/** What the numbers of a racer depend on. @param {RaceConfig} config @param {Racer} cell */
export function racerKey(config, cell) {
  if (!racesTrained(config)) return racerQuery(config, cell);
  const { trained, model, input, text } = config;
  return spellQuery([["cell", cell], ["trained", trained], ["model", model], ["text", input === "text" ? text : ""], ...optionPairs(config)]);
}

/** The settings that change what the server computes. @param {RaceConfig} config */
export const raceKey = (config) => RACERS.map((cell) => racerKey(config, cell)).join("\n");
