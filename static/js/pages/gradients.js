// @ts-check
/** Gradients: the wiring. */
import { loadPlotly } from "../core/plotly.js";
import { createRaceApi } from "../core/race-api.js";
import { raceQuery } from "../core/race-config.js";
import { decodeRace } from "../core/race.js";
import { createRaceStore } from "../core/race-store.js";
import { createNotice } from "../views/notice.js";
import { createCharts } from "../views/race/charts.js";
import { createClipping } from "../views/race/clipping.js";
import { createKnobs } from "../views/race/knobs.js";
import { createLossMap } from "../views/race/map.js";
import { createPresets, presetOf } from "../views/race/presets.js";
import { createRace } from "../views/race/race.js";
import { createOutcome } from "../views/race/sentence.js";
import { createRaceTransport } from "../views/race/transport.js";
import { createShare } from "../views/share.js";
import { createShell, syncShell } from "../views/shell.js";
import { copyOrShow } from "./share-actions.js";
import { equip, listenToKeys, readPageData, writeAddress } from "./boot.js";

/** @typedef {import("../core/race-store.js").RaceIntent} RaceIntent */

const data = readPageData(document);
const api = createRaceApi();
const race = data.race ? decodeRace(data.race) : null;
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const look = () => ({ lang: data.lang, theme: document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light") });
const create = (/** @type {import("./boot.js").Parts} */ parts) =>
  createRaceStore({ config: data.config, race, problems: data.problems, api, look, ...parts });
const { store, mount } = equip(window, data, create);
const lesson = (/** @type {import("../core/race-config.js").RaceConfig} */ config) => presetOf(data.presets, config)?.lesson ?? null;

mount("presets", (root, context) => createPresets(root, context, data.presets));
mount("knobs", createKnobs);
mount("transport", createRaceTransport);
mount("outcome", (root, context) => createOutcome(root, context, lesson));
mount("notice", createNotice);
mount("race", createRace);
mount("map", createLossMap);
mount("clipping", createClipping);
mount("charts", (root, context) => createCharts(root, context, () => loadPlotly(document, data.plotly)));
mount("share", (root, ctx) => createShare(root, ctx, { copyLink: () => copyOrShow(document, pageLink(), ctx._("Copy this text")) }));

/** The absolute address of what is on screen. */
function pageLink() {
  const query = raceQuery(store.link());
  return `${window.location.origin}/gradients${query && `?${query}`}`;
}

createShell(document, (theme) => store.dispatch({ type: "configure", changes: { theme } }));
/** The way back is to the left, as on the lanes. @type {Record<string, RaceIntent>} */
const keys = {
  " ": { type: "toggle" },
  ArrowLeft: { type: "step", by: 1 },
  ArrowRight: { type: "step", by: -1 },
  Home: { type: "seek", t: Infinity },
  End: { type: "seek", t: 0 },
};
listenToKeys(document, store, keys);
writeAddress(window, store, () => raceQuery(store.link()), () => syncShell(document, new URL(window.location.href)));
store.flush();
store.start();
