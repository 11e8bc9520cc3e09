// @ts-check
/**
 * What Explore asks of the server. One request of a kind is under way at a time: a newer one aborts the older, so that
 * an answer never arrives for a knob that has moved on.
 */
import { createCall, parse, post } from "../../core/api.js";
import { Offline } from "../../core/errors.js";
import { INPUTS, apiQuery, fieldOf, hasRecipe, inputOf, networkOf, runOptions } from "../../core/run/config.js";
import { decodeTrace } from "../../core/run/trace.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/api.js").Request} Request */
/** @typedef {import("./api.js").Api} Api */
/** @typedef {import("./api.js").At} At */
/** @typedef {import("./api.js").Steps} Steps */

const MAX_URL = 2000;
const MAX_SERIES = 200;

/**
 * @param {import("../../core/api.js").CallOptions & {names?: Record<string, string>, format?: import("../../lib/format.js").Format, made?: (recipe: string|null) => import("../../core/trained-networks.js").Made|null}} [options]
 *   names: of labels, and format: of numbers, in the page's language; made: what a recipe made
 * @returns {Api}
 */
export function createExploreApi(options) {
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
    async gradient(config, at, signal) {
      const answer = await gradient(config, gradientRequest(config, at), signal);
      return (await gradientScript()).decodeGradient(answer);
    },
    input: (config) => body(config).input,
    card: async (model) => parse(await call({ path: `/models/${encodeURIComponent(model)}`, init: {} }, new AbortController().signal, () => null)),
    exact: (config, signal) => exact(config, runRequest(config, "json"), signal),
  };
}

/** The script that reads gradients: most visits do without. */
const gradientScript = () =>
  import("./decode-gradient.js").catch((error) => {
    throw new Offline(error);
  });

/** True when the call is too long for an address and has to be a POST. @param {Config} config @param {string} [path] */
export const isLong = (config, path = apiQuery(config)) => path.length > MAX_URL || (config.series ?? config.vectors ?? []).length > MAX_SERIES;

/** The body of a call that is too long for an address. @param {Config} config */
export const bodyOf = (config) => ({ network: networkOf(config), input: inputOf(config), ...runOptions(config) });

/** The calls of a config. @param {(recipe: string|null) => import("../../core/trained-networks.js").Made|null} madeBy */
function createRequests(madeBy) {
  /** What runs, as a body has it. @param {Config} config @returns {{network: Record<string, any>, input: Record<string, any>}} */
  const run = (config) => {
    const made = madeBy(config.trained);
    if (made === null) return bodyOf(config);
    const input = INPUTS.every((name) => config[name] === null) ? made.example.input : inputOf(config);
    // What is right about its own example is known; a forecast has it in its input.
    const inInput = made.kind === "linear" && made.example.targets.length > 1;
    const known = !inInput && JSON.stringify(input) === JSON.stringify(made.example.input) ? { target: made.example.targets } : {};
    return { network: made.networks[config.cell], input, ...known, ...runOptions(config) };
  };
  /** A GET where an address can hold it. @param {Config} config @param {string} path @param {string} query @param {object} fields the same for a body @returns {Request} */
  const request = (config, path, query, fields) => {
    const link = `${path}?${apiQuery(config)}&${query}`;
    if (!hasRecipe(config) && !isLong(config, link)) return { path: link, init: {} };
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
