// @ts-check
/** What the Gradients page and its widget share: the store, and the race with its player and its sentence. */
import { trainingsFor } from "../../core/lazy-trainings.js";
import { decodeRace } from "../../core/race/race.js";
import { createNotice } from "../../views/notice/notice.js";
import { createTrainingNotice } from "../../views/notice/training-notice.js";
import { createOutcome } from "../../views/race/outcome.js";
import { presetOf } from "../../views/race/presets.js";
import { createRace } from "../../views/race/race.js";
import { createRaceTransport } from "../../views/race/transport.js";
import { equip, listenToKeys, readPageData } from "../boot.js";
import { createRaceApi } from "./calls.js";
import { createRaceStore } from "./store.js";

/** @typedef {import("../../core/race/state.js").RaceIntent} RaceIntent */
/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */

/** The way back is to the left, as on the lanes. @type {Record<string, RaceIntent>} */
const KEYS = {
  " ": { type: "toggle" },
  ArrowLeft: { type: "step", by: 1 },
  ArrowRight: { type: "step", by: -1 },
  Home: { type: "seek", t: Infinity },
  End: { type: "seek", t: 0 },
};

/** @param {Window & typeof globalThis} window */
export async function bootRace(window) {
  const { document } = window;
  const data = readPageData(document);
  const trainings = await trainingsFor(data.config.trained);
  const made = (/** @type {RaceConfig} */ config) =>
    config.trained !== null ? trainings.of(config.trained) : config.model !== null ? (data.taught?.shipped ?? null) : null;
  const api = createRaceApi({ made });
  const race = data.race ? decodeRace(data.race) : null;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const look = () => ({ lang: data.lang, theme: document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light") });
  const create = (/** @type {import("../boot.js").Parts} */ parts) =>
    createRaceStore({ config: data.config, race, problems: data.problems, api, made, trainings, look, ...parts });
  const { store, mount, context } = equip(window, data, create);
  const lesson = (/** @type {RaceConfig} */ config) => presetOf(data.presets, config)?.lesson ?? null;
  mount("transport", createRaceTransport);
  mount("outcome", (root, ctx) => createOutcome(root, ctx, lesson, data.labels));
  mount("notice", createNotice);
  mount("training", (root, ctx) => createTrainingNotice(root, ctx, data.taught?.title ?? ""));
  mount("race", (root, ctx) => createRace(root, ctx, data.labels));
  listenToKeys(document, store, KEYS);
  return { data, api, store, mount, context };
}
