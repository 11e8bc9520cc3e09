// @ts-check
/**
 * Config ↔ URL, query and JSON. One table describes every field; everything below reads it.
 *
 * A link to a page and the API call behind it read alike: the page's query is the API's query plus the fields
 * that only the page knows (t, unit, lang, …). app/config.py reads the same links on the server.
 */

/** @typedef {import("./types.js").Config} Config */
/** @typedef {import("./types.js").CellName} CellName */
/** @typedef {(msgid: string, values?: Record<string, string|number>) => string} Translate */
/** @typedef {{field: string|null, message: string}} Problem */

/**
 * @typedef {object} Field
 * @property {keyof Config} name                     in the URL, in the API and in Config
 * @property {"choice"|"integer"|"number"|"boolean"|"text"|"series"|"name"} type
 * @property {string|number|boolean|null} fallback   what the API, or the page for its own fields, takes when a link says nothing
 * @property {number} [min]
 * @property {number} [max]
 * @property {readonly string[]} [choices]
 * @property {readonly CellName[]} [cells]           the cells it concerns; all when absent
 * @property {boolean} [init]                        stands under "init" in a Network
 * @property {boolean} [page]                        the page keeps it to itself
 */

export const MAX_STEPS = 2000;
const SCHEMES = ["pytorch", "xavier_uniform", "orthogonal", "identity", "normal"];

/** Every field, in the order of a link. @type {readonly Field[]} */
export const FIELDS = [
  { name: "cell", type: "choice", fallback: "lstm", choices: ["dense", "rnn", "lstm", "gru"] },
  { name: "text", type: "text", fallback: null },
  { name: "series", type: "series", fallback: null },
  { name: "hidden_size", type: "integer", fallback: 8, min: 1, max: 256 },
  { name: "num_layers", type: "integer", fallback: 1, min: 1, max: 4 },
  { name: "bidirectional", type: "boolean", fallback: false },
  { name: "nonlinearity", type: "choice", fallback: "tanh", choices: ["tanh", "relu"], cells: ["dense", "rnn"] },
  { name: "form", type: "choice", fallback: "reset_after", choices: ["reset_after", "reset_before"], cells: ["gru"] },
  { name: "scheme", type: "choice", fallback: "xavier_uniform", choices: SCHEMES, init: true },
  { name: "gain", type: "number", fallback: 1, min: 0, max: 1000, init: true },
  { name: "spectral_radius", type: "number", fallback: null, min: 0, max: 1000, cells: ["rnn", "lstm", "gru"], init: true },
  { name: "forget_bias", type: "number", fallback: 0, min: -1000, max: 1000, cells: ["lstm"], init: true },
  { name: "update_bias", type: "number", fallback: 0, min: -1000, max: 1000, cells: ["gru"], init: true },
  { name: "seed", type: "integer", fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER },
  { name: "model", type: "name", fallback: null, max: 80 },
  { name: "trained", type: "name", fallback: null, max: 1000 },
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

const BY_NAME = new Map(FIELDS.map((field) => [/** @type {string} */ (field.name), field]));
const FALLBACK = /** @type {Config} */ (Object.fromEntries(FIELDS.map(({ name, fallback }) => [name, fallback])));

/** The table's row for a name of the URL. @param {string} name @returns {Field|null} */
export const fieldOf = (name) => BY_NAME.get(name) ?? null;

/** A whole configuration from the few fields that a page sets itself. @param {Partial<Config>} some @returns {Config} */
export const complete = (some) => ({ ...FALLBACK, ...some });

/** Is it a trained network, which knows itself what it is and what it can read? @param {Pick<Config, "model"|"trained">} config */
export const isTrained = ({ model, trained }) => typeof model === "string" || isMade({ trained });

/** Is it one that has to be trained first, by the recipe in the link? @param {Pick<Config, "trained">} config */
export const isMade = ({ trained }) => typeof trained === "string";

/** Is there something to read? A network that was made for the page also has an example of its own. @param {Pick<Config, "text"|"series"|"trained">} config */
export const isFed = (config) => stepCount(config) > 0 || (isMade(config) && config.text === null && config.series === null);

/** @param {Field} field @param {CellName} cell */
export const concerns = (field, cell) => field.cells === undefined || field.cells.includes(cell);

/** Fields that may be left to the network or the system, written as an empty value. @param {Pick<Field, "type"|"fallback">} field */
const nullable = ({ type, fallback }) => fallback === null && type !== "text" && type !== "series";

/** The characters of a text as Python counts them: code points, never UTF-16 units. @param {string} text */
export const characters = (text) => Array.from(text);

/** The number of timesteps; 0 while there is nothing to feed. @param {Pick<Config, "text"|"series">} config */
export const stepCount = (config) => (config.text === null ? (config.series ?? []).length : characters(config.text).length);

// ---------------------------------------------------------------------------------------------- text → value

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** @type {Translate} */
const untranslated = (msgid, values = {}) => msgid.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** An excerpt to give back in a message. @param {string} text */
const clip = (text) => (text.length <= 60 ? text : `${text.slice(0, 59)}…`);

/**
 * What was typed or linked for one field, as a value or as a reason in plain words.
 * @param {Pick<Field, "type"|"fallback"|"min"|"max"|"choices">} field @param {string} text @param {Translate} [_]
 * @returns {{value: Config[keyof Config], problem?: undefined}|{value?: undefined, problem: string}}
 */
export function parseField(field, text, _ = untranslated) {
  if (text === "" && nullable(field)) return { value: null };
  switch (field.type) {
    case "boolean":
      if (/^(true|1|false|0)$/.test(text)) return { value: text === "true" || text === "1" };
      return { problem: _("“{value}” is not one of: {choices}.", { value: clip(text), choices: "true, false" }) };
    case "choice":
      if (field.choices?.includes(text)) return { value: text };
      return { problem: _("“{value}” is not one of: {choices}.", { value: clip(text), choices: (field.choices ?? []).join(", ") }) };
    case "name":
      if (characters(text).length <= (field.max ?? Infinity)) return { value: text };
      return { problem: _("There is no trained network called “{name}”.", { name: clip(text) }) };
    case "text":
      return tooLong(characters(text).length, _) ?? { value: text };
    case "series":
      return parseSeries(text, _);
    default:
      return parseNumber(field, text, _);
  }
}

/** @param {Pick<Field, "type"|"min"|"max">} field @param {string} text @param {Translate} _ */
function parseNumber({ type, min = -Infinity, max = Infinity }, text, _) {
  const whole = type === "integer";
  const value = NUMBER.test(text) ? Number(text) : NaN;
  const values = { value: clip(text), min, max };
  if (whole ? !Number.isInteger(value) : Number.isNaN(value)) {
    return {
      problem: whole
        ? _("“{value}” is not a whole number. Give one from {min} to {max}.", values)
        : _("“{value}” is not a number. Give one from {min} to {max}.", values),
    };
  }
  if (value >= min && value <= max) return { value };
  return { problem: _("{value} is out of range. Give a number from {min} to {max}.", values) };
}

/** @param {string} text @param {Translate} _ */
function parseSeries(text, _) {
  if (text.trim() === "") return { value: [] };
  const parts = text.split(",").map((part) => part.trim());
  const odd = parts.find((part) => !NUMBER.test(part) || !Number.isFinite(Number(part)));
  if (odd !== undefined) {
    return { problem: _("“{value}” in the series is not a number. Separate numbers with commas.", { value: clip(odd) }) };
  }
  return tooLong(parts.length, _) ?? { value: parts.map(Number) };
}

/** @param {number} count @param {Translate} _ */
function tooLong(count, _) {
  if (count <= MAX_STEPS) return null;
  return { problem: _("{count} steps are more than this page can run. Shorten the input to {max}.", { count, max: MAX_STEPS }) };
}

// ------------------------------------------------------------------------------------------------ URL → config

/**
 * The configuration that a page's query asks for. What cannot be read keeps its default and is named in `problems`.
 *
 * The page's own example stands for a query that names neither network nor input; in any other the fields that are
 * left out are the API's defaults, with the example's cell and input.
 * @param {URLSearchParams|string} query
 * @param {Config} landing  the page's own example
 * @param {Translate} [_]
 * @returns {{config: Config, problems: Problem[]}}
 */
export function parseConfig(query, landing, _ = untranslated) {
  const { texts, problems } = namedOnce(new URLSearchParams(query), _);
  /** @type {Record<string, unknown>} */
  const given = {};
  for (const [field, text] of texts) {
    const read = parseField(field, text, _);
    if (read.problem === undefined) given[field.name] = read.value;
    else problems.push({ field: field.name, message: read.problem });
  }
  if ("text" in given && "series" in given) {
    problems.push({ field: "series", message: _("Text and numbers cannot be fed at once. The text was taken.") });
  }
  const named = [...texts.keys()];
  const { cell, text, series } = landing;
  const base = named.every(({ page }) => page) ? landing : complete({ cell, text, series });
  const fold = assumedFold(named.some(({ name }) => name === "t"));
  const config = { ...base, fold, ...chooseInput(given) };
  return { config: inside(config, problems, _), problems };
}

/**
 * The fields of a query and their texts; unknown and repeated names are problems.
 * @param {URLSearchParams} params @param {Translate} _
 */
function namedOnce(params, _) {
  /** @type {Problem[]} */
  const problems = [];
  /** @type {Map<Field, string>} */
  const texts = new Map();
  for (const name of new Set(params.keys())) {
    const field = fieldOf(name);
    const [first, ...more] = params.getAll(name);
    if (field !== null) texts.set(field, first);
    else problems.push({ field: null, message: _("This page has no setting called “{name}”. It was left out.", { name: clip(name) }) });
    if (field !== null && more.length > 0) {
      problems.push({ field: name, message: _("The address sets “{name}” more than once. The first one counts.", { name }) });
    }
  }
  return { texts, problems };
}

/** A link to a step shows the steps; without one the page opens on the loop. @param {boolean} step the link names t */
const assumedFold = (step) => !step;

const PLACE = /** @type {const} */ (["t", "unit", "layer", "direction"]);

/** @param {Config} config @param {Problem[]} problems @param {Translate} _ @returns {Config} */
function inside(config, problems, _) {
  const fitting = settle(config);
  const outside = PLACE.filter((name) => fitting[name] !== config[name]);
  for (const name of outside) {
    const values = { name, value: String(config[name]), limit: fitting[name] };
    const message =
      name === "direction"
        ? _("This network reads forward only. Choose both directions first.")
        : _("The address asks for {name} = {value}, but here the last is {limit}.", values);
    problems.push({ field: name, message });
  }
  const defaults = Object.fromEntries(outside.map((name) => [name, FALLBACK[name]]));
  return outside.length === 0 ? config : { ...config, ...defaults };
}

/** One input drives the network: naming it puts the other aside. @param {Record<string, unknown>} given */
function chooseInput(given) {
  if ("text" in given) return { ...given, series: null };
  return "series" in given ? { ...given, text: null } : given;
}

/**
 * t, unit, layer and direction moved to the nearest that the network and the input have; the same object when they fit.
 * @param {Config} config @returns {Config}
 */
export function settle(config) {
  const t = isTrained(config) ? config.t : Math.min(config.t, stepCount(config));
  const unit = Math.min(config.unit, config.hidden_size);
  const layer = Math.min(config.layer, config.num_layers);
  const direction = config.bidirectional ? config.direction : "forward";
  const fits = t === config.t && unit === config.unit && layer === config.layer && direction === config.direction;
  return fits ? config : { ...config, t, unit, layer, direction };
}

// ------------------------------------------------------------------------------------------------ config → URL

/** @param {unknown} a @param {unknown} b */
function same(a, b) {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((v, i) => Object.is(v, b[i]));
}

/** "-0" keeps its sign; everything else is the shortest text that reads back to the same float64. @param {number} v */
const digits = (v) => (Object.is(v, -0) ? "-0" : String(v));

/** @param {unknown} value */
const spell = (value) => {
  if (Array.isArray(value)) return value.map(digits).join(",");
  return typeof value === "number" ? digits(value) : String(value);
};

/** As application/x-www-form-urlencoded, but with commas left readable. @param {string} text */
const escape = (text) => encodeURIComponent(text.toWellFormed()).replace(/%20/g, "+").replace(/%2C/g, ",");

/** "a=1&b=2" from names and values. @param {[name: string, value: unknown][]} pairs */
export const spellQuery = (pairs) => pairs.map(([name, value]) => `${name}=${escape(spell(value))}`).join("&");

/** @param {Field[]} fields @param {Config} config */
const join = (fields, config) => spellQuery(fields.map(({ name }) => [name, config[name]]));

/**
 * The page's query for a configuration, "" for the page as it opens by itself. Network and input are written together
 * or not at all, so that a link that names them means the same when the page's own example changes.
 * @param {Config} config
 * @param {Config|null} [landing]  the page's own example; null: write network and input in any case, as in a link to keep
 */
export function serialise(config, landing = null) {
  const own = landing !== null && FIELDS.every(({ name, page }) => page || same(config[name], landing[name]));
  const assumed = { ...FALLBACK, fold: assumedFold(config.t !== FALLBACK.t) };
  const written = FIELDS.filter((field) =>
    field.page ? !same(config[field.name], assumed[field.name]) : !own && mustSay(field, config),
  );
  return join(written, config);
}

/** All there is to say of a trained network: its name, and what it is fed. */
const TRAINED = ["model", "trained", "text", "series"];

/** @param {Field} field @param {Config} config */
function mustSay(field, config) {
  if (isTrained(config) && !TRAINED.includes(field.name)) return false;
  const always = field.name === "cell" || field.type === "text" || field.type === "series";
  return config[field.name] !== null && (always || !same(config[field.name], field.fallback));
}

/** What the API has to be told: fields of its own, of this cell, that it would not assume. @param {Config} config */
const told = (config) => FIELDS.filter((field) => !field.page && concerns(field, config.cell) && mustSay(field, config));

/** The query of GET /run. @param {Config} config */
export const apiQuery = (config) => join(told(config), config);

/**
 * The Network of POST /run.
 * @param {Config} config @returns {Record<string, unknown>}
 */
export function networkOf(config) {
  const fields = told(config).filter(({ type }) => type !== "text" && type !== "series");
  const pick = (/** @type {boolean} */ init) =>
    Object.fromEntries(fields.filter((field) => Boolean(field.init) === init).map(({ name }) => [name, config[name]]));
  const init = pick(true);
  return Object.keys(init).length === 0 ? pick(false) : { ...pick(false), init };
}

/**
 * The Input of POST /run.
 * @param {Config} config @returns {{text: string}|{series: number[]}}
 */
export function inputOf(config) {
  return config.text === null ? { series: config.series ?? [] } : { text: config.text.toWellFormed() };
}
