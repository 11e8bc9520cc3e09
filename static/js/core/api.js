// @ts-check
/**
 * The JSON API as the page uses it. One request of a kind is under way at a time: a newer one aborts the older, so
 * an answer never arrives for a knob that has moved on.
 */
import { INPUTS, apiQuery, askedOf, fieldOf, inputOf, isMade, networkOf } from "./config.js";
import { decodeGradient } from "./gradient.js";
import { decodeTrace } from "./trace.js";

/** @typedef {import("./types.js").Config} Config */
/** @typedef {import("./types.js").Trace} Trace */
/** @typedef {import("./types.js").ExplainedStep} ExplainedStep */
/** @typedef {import("./types.js").Gradient} Gradient */
/** @typedef {import("./config.js").Problem} Problem */
/** @typedef {{from: number, to: number}} Steps   both included, from 1 */
/** What is differentiated: the network's own loss, or its last output. @typedef {"own"|"last"} At */

const MAX_URL = 2000;
const MAX_SERIES = 200;
const GATEWAY = [502, 503, 504];

/** The API understood and refused, or failed, in its own words. */
export class ApiProblem extends Error {
  /** @param {number} status @param {Problem[]} problems */
  constructor(status, problems) {
    super(problems.map(({ message }) => message).join(" "));
    this.name = "ApiProblem";
    this.status = status;
    this.problems = problems;
  }
}

/** Nobody answered, or not the API. */
export class Offline extends Error {
  /** @param {unknown} [cause] */
  constructor(cause) {
    super("The server does not answer.", { cause });
    this.name = "Offline";
  }
}

/** The server trains as many as it can; it says when to come back. */
export class Busy extends Error {
  /** @param {number} seconds */
  constructor(seconds) {
    super("The server is busy.");
    this.name = "Busy";
    this.seconds = seconds;
  }
}

/**
 * @typedef {object} Api
 * @property {(config: Config, signal?: AbortSignal) => Promise<Trace>} run
 * @property {(config: Config, steps: Steps, signal?: AbortSignal) => Promise<ExplainedStep[]>} explain
 *   of config's unit, layer and direction
 * @property {(config: Config, at: At, signal?: AbortSignal) => Promise<Gradient>} gradient
 * @property {(config: Config) => Record<string, any>} input   the Input that runs: the config's, or the own example of a network that was made
 * @property {(model: string) => Promise<import("./types.js").Card>} card   of a trained network
 * @property {(config: Config, signal?: AbortSignal) => Promise<string>} exact   the whole answer as JSON text, float64 to the last bit
 *
 * Each rejects with ApiProblem, with Offline, or with an AbortError once a newer call of its kind or `signal` has put it aside.
 */

/**
 * @typedef {object} CallOptions
 * @property {string} [base]
 * @property {typeof globalThis.fetch} [fetch]
 * @property {number} [timeout]  ms until silence counts as offline
 * @property {string} [lang]     of refusals; the page's own
 */
/** @typedef {(request: Request, signal: AbortSignal, place: Place) => Promise<string>} Call */
/** The setting that a JSON pointer is about. @typedef {(pointer: string) => string|null} Place */

/**
 * One call of the API: the text of a good answer; else it rejects with ApiProblem, Offline, or signal's AbortError.
 * @param {CallOptions} [options] @returns {Call}
 */
export function createCall({ base = "/api/v1", fetch = globalThis.fetch.bind(globalThis), timeout = 15000, lang = pageLanguage() } = {}) {
  /** @param {Request} request @param {AbortSignal} signal */
  const send = async (request, signal) => {
    const deadline = AbortSignal.timeout(timeout);
    try {
      const headers = { ...(/** @type {Record<string, string>|undefined} */ (request.init.headers)), ...(lang && { "Accept-Language": lang }) };
      const response = await fetch(base + request.path, { ...request.init, headers, signal: AbortSignal.any([signal, deadline]) });
      const text = await response.text();
      signal.throwIfAborted();
      return { response, text };
    } catch (error) {
      signal.throwIfAborted();
      throw new Offline(error);
    }
  };
  return async (request, signal, place) => {
    signal.throwIfAborted();
    const { response, text } = await send(request, signal);
    if (!response.ok) throw refusal(response.status, text, place);
    return text;
  };
}

const pageLanguage = () => globalThis.document?.documentElement.lang;

/**
 * @param {CallOptions & {names?: Record<string, string>, format?: import("../lib/format.js").Format, made?: (recipe: string|null) => import("./trained.js").Made|null}} [options]
 *   names: of labels, and format: of numbers, in the page's language; made: what a recipe made
 * @returns {Api}
 */
export function createApi(options) {
  const call = createCall(options);
  const { run: body, runRequest, explainRequest, gradientRequest } = createRequests(options?.made ?? (() => null));

  /** @template R @param {(text: string) => R} read */
  const lane = (read) => {
    let current = new AbortController();
    return async (/** @type {Config} */ config, /** @type {Request} */ request, /** @type {AbortSignal|undefined} */ outer) => {
      current.abort();
      current = new AbortController();
      const signal = outer ? AbortSignal.any([current.signal, outer]) : current.signal;
      return read(await call(request, signal, (pointer) => fieldAt(pointer, config)));
    };
  };

  const run = lane(parse);
  const explain = lane(parse);
  const gradient = lane(parse);
  const exact = lane((text) => text);
  return {
    run: async (config, signal) => decodeTrace(await run(config, runRequest(config, "base64"), signal), config, options?.names, options?.format),
    explain: async (config, steps, signal) => (await explain(config, explainRequest(config, steps), signal)).steps,
    gradient: async (config, at, signal) => decodeGradient(await gradient(config, gradientRequest(config, at), signal)),
    input: (config) => body(config).input,
    card: async (model) => parse(await call({ path: `/models/${encodeURIComponent(model)}`, init: {} }, new AbortController().signal, () => null)),
    exact: (config, signal) => exact(config, runRequest(config, "json"), signal),
  };
}

/** @typedef {{path: string, init: RequestInit}} Request */

/** True when the call is too long for an address and has to be a POST. @param {Config} config @param {string} [path] */
export const isLong = (config, path = apiQuery(config)) => path.length > MAX_URL || (config.series ?? config.vectors ?? []).length > MAX_SERIES;

/** The body of a call that is too long for an address. @param {Config} config */
export const bodyOf = (config) => ({ network: networkOf(config), input: inputOf(config), ...askedOf(config) });

/** The calls of a config. @param {(recipe: string|null) => import("./trained.js").Made|null} madeBy */
function createRequests(madeBy) {
  /** What runs, as a body has it. @param {Config} config @returns {{network: Record<string, any>, input: Record<string, any>}} */
  const run = (config) => {
    const made = madeBy(config.trained);
    if (made === null) return bodyOf(config);
    const input = INPUTS.every((name) => config[name] === null) ? made.example.input : inputOf(config);
    // What is right about its own example is known; a forecast has it in its input.
    const told = made.kind === "linear" && made.example.targets.length > 1;
    const known = !told && JSON.stringify(input) === JSON.stringify(made.example.input) ? { target: made.example.targets } : {};
    return { network: made.networks[config.cell], input, ...known, ...askedOf(config) };
  };
  /** A GET where an address can hold it. @param {Config} config @param {string} path @param {string} query @param {object} fields the same for a body @returns {Request} */
  const request = (config, path, query, fields) => {
    const link = `${path}?${apiQuery(config)}&${query}`;
    if (!isMade(config) && !isLong(config, link)) return { path: link, init: {} };
    return post(path, { ...run(config), ...fields });
  };
  return {
    run,
    runRequest: (/** @type {Config} */ config, /** @type {"base64"|"json"} */ encoding) => request(config, "/run", `encoding=${encoding}`, { encoding }),
    explainRequest(/** @type {Config} */ config, /** @type {Steps} */ { from, to }) {
      const { unit, layer, direction } = config;
      return request(config, "/explain", `unit=${unit}&layer=${layer}&direction=${direction}&from=${from}&to=${to}`, { unit, layer, direction, from, to });
    },
    gradientRequest: (/** @type {Config} */ config, /** @type {At} */ at) =>
      request(config, "/gradients", `at=${at}&inputs=true&encoding=base64`, { loss: { at }, inputs: true, encoding: "base64" }),
  };
}

/** @param {string} path @param {unknown} body @returns {Request} */
export const post = (path, body) => ({
  path,
  init: { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) },
});

/** The JSON of an answer. @param {string} text */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Offline(error); // a captive portal or a proxy answered in the API's place
  }
}

/** @param {number} status @param {string} text @param {Place} place @returns {ApiProblem|Offline} */
function refusal(status, text, place) {
  if (GATEWAY.includes(status)) return new Offline(text);
  const { title, detail, errors } = problemOf(text);
  if (Array.isArray(errors) && errors.length > 0) {
    return new ApiProblem(status, errors.map((error) => inWords(error, place)));
  }
  return new ApiProblem(status, [{ field: null, message: detail ?? title ?? `HTTP ${status}` }]);
}

const CONTAINERS = ["", "network", "init", "input"];

/**
 * The API's details are read after the field's name: "hidden_size" + "is 300; it must be from 1 to 256."
 * @param {{pointer?: string, detail: string}} error @param {Place} place @returns {Problem}
 */
function inWords({ pointer = "", detail }, place) {
  const subject = pointer.split("/").filter((name) => !CONTAINERS.includes(name));
  return { field: place(pointer), message: [...subject.slice(0, 1), detail].join(" ") };
}

/** @param {string} text @returns {{title?: string, detail?: string, errors?: {pointer?: string, detail: string}[]}} */
function problemOf(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/**
 * The field that a JSON pointer is about: "/network/init/gain" and "/gain" are gain, "/input/…" is the input in use.
 * @param {string|undefined} pointer @param {Pick<Config, "text"|"series"|"vectors">} config @returns {keyof Config|null}
 */
export function fieldAt(pointer, config) {
  const names = (pointer ?? "").split("/").slice(1);
  const field = names.map(fieldOf).find((found) => found !== null);
  if (field) return field.name;
  if (!names.includes("input") && !names.includes("input_size")) return null;
  return INPUTS.find((name) => config[name] !== null) ?? "text";
}
