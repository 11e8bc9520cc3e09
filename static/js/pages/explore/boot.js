// @ts-check
/** What Explore and its widget share: the store, what it asks, and the address that follows it. */
import { trainingsFor } from "../../core/lazy-trainings.js";
import { serialise } from "../../core/run/config.js";
import { decodeTrace } from "../../core/run/trace.js";
import { createFormat } from "../../lib/format.js";
import { equip, readPageData } from "../boot.js";
import { createExploreApi } from "./calls.js";
import { createExploreStore } from "./store.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").View} View */
/** @typedef {import("./store.js").ExploreStore} ExploreStore */
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
 * @returns {Promise<{data: PageData, store: ExploreStore, context: Context, mount: (id: string, create: (root: HTMLElement, context: Context) => View) => void, api: import("./api.js").Api, query: () => string}>} query: the address that says what is on screen
 */
export async function bootExplore(window) {
  /** @type {PageData} */
  const data = readPageData(window.document);
  const { config, problems, cells, landing } = data;
  const trainings = await trainingsFor(config.trained);
  const format = createFormat(data.lang);
  const api = createExploreApi({ base: "/api/v1", names: data.labels, format, made: trainings.of });
  const trace = data.trace ? decodeTrace(data.trace, config, data.labels, format) : null;
  const create = (/** @type {import("../boot.js").Parts} */ parts) => createExploreStore({ config, trace, problems, cells, landing, api, trainings, ...parts });
  const page = equip(window, data, create);
  return { data, api, query: () => serialise(page.store.link(), landing), ...page };
}
