// @ts-check
/** Gradients: the wiring. */
import { loadPlotly } from "../../core/plotly.js";
import { raceQuery } from "../../core/race/config.js";
import { createCharts } from "../../views/race/charts.js";
import { createClipping } from "../../views/race/clipping.js";
import { createKnobs } from "../../views/race/knobs.js";
import { createLossMap } from "../../views/race/map.js";
import { createPresets } from "../../views/race/presets.js";
import { createShare } from "../../views/share/share.js";
import { startShell } from "../shell.js";
import { bootRace } from "./boot.js";
import { raceShareActions } from "./share-actions.js";

const { data, api, store, mount } = await bootRace(window);

mount("presets", (root, context) => createPresets(root, context, data.presets));
mount("knobs", createKnobs);
mount("map", createLossMap);
mount("clipping", createClipping);
mount("charts", (root, context) => createCharts(root, context, () => loadPlotly(document, data.plotly)));
mount("share", (root, context) => createShare(root, context, raceShareActions(window, { store, api, context })));

startShell(window, store, () => raceQuery(store.link()));
store.flush();
store.start();
