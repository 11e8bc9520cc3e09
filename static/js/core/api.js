// @ts-check
/** A call of the JSON API: sent, waited for, and read; a refusal in plain words. */
import { ApiProblem, Offline } from "./errors.js";

/** @typedef {import("./errors.js").Problem} Problem */
const GATEWAY = [502, 503, 504];

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

/** @typedef {{path: string, init: RequestInit}} Request */

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
