// @ts-check
/** What Explore and its widget share: the store, what it asks, and the address that follows it. */
import { serialise } from "../../core/run/config.js";
import { decodeTrace } from "../../core/run/trace.js";
import { createTrainings } from "../../core/trained-networks.js";
import { openLazily } from "../../core/training/lazy-stream.js";
import { createFormat } from "../../lib/format.js";
import { equip, readPageData, writeAddress } from "../boot.js";
import { createApi } from "./calls.js";
import { createStore } from "./store.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").View} View */
/** @typedef {import("./store.js").Store} Store */
/**
 * @typedef {object} PageData
 * @property {"en"|"fr"} lang
 * @property {Record<string, string|string[]>} messages
 * @property {import("../../core/types.js").CellInfo[]} cells
 * @property {Record<string, any>} limits
 * @property {any[]} examples
 * @property {Record<string, string>} labels   what the labels of trained networks are called
 * @property {Config} landing    the page as it opens by itself
 * @property {Config} config
 * @property {{title: string, settings: Partial<Config>}|null} trained   the network that its link asks for to be made
 * @property {any} trace
 * @property {State["problems"]} problems
 */

/**
 * @param {Window & typeof globalThis} window
 * @returns {{data: PageData, store: Store, context: Context, mount: (id: string, create: (root: HTMLElement, context: Context) => View) => void, api: import("./api.js").Api}}
 */
export function boot(window) {
  /** @type {PageData} */
  const data = readPageData(window.document);
  const { config, problems, cells, landing } = data;
  const trainings = createTrainings({ open: openLazily });
  const format = createFormat(data.lang);
  const api = createApi({ base: "/api/v1", names: data.labels, format, made: trainings.of });
  const trace = data.trace ? decodeTrace(data.trace, config, data.labels, format) : null;
  const create = (/** @type {import("../boot.js").Parts} */ parts) => createStore({ config, trace, problems, cells, landing, api, trainings, ...parts });
  return { data, api, ...equip(window, data, create) };
}

/** The address says what is on screen. @param {Window} window @param {Store} store @param {Config} landing @param {(query: string) => void} [follow] */
export function keepAddress(window, store, landing, follow) {
  writeAddress(window, store, () => serialise(store.link(), landing), follow);
}
