// @ts-check
/** Train: the wiring. */
import { trainQuery } from "../../core/training/config.js";
import { linkedConfig } from "../../core/training/state.js";
import { createRuns } from "../../core/training/stream.js";
import { createCheckpoints } from "../../views/training/checkpoints.js";
import { createTrainControls } from "../../views/training/controls.js";
import { createCurves } from "../../views/training/curves.js";
import { createGradientsLink } from "../../views/training/gradients-link.js";
import { createTrainNotice } from "../../views/training/notice.js";
import { createOutcome } from "../../views/training/outcome.js";
import { createProgress } from "../../views/training/progress.js";
import { createSamples } from "../../views/training/samples.js";
import { createStrips } from "../../views/training/strips.js";
import { createTakeAway } from "../../views/training/take-away.js";
import { createTrainTransport } from "../../views/training/transport.js";
import { equip, listenToKeys, readPageData } from "../boot.js";
import { startShell } from "../shell.js";
import { trainActions } from "./share-actions.js";
import { createTrainStore } from "./store.js";

/** @typedef {import("../../core/training/state.js").TrainIntent} TrainIntent */

const data = readPageData(document);
const { config, problems, tasks, names } = data;
const create = (/** @type {import("../boot.js").Parts} */ { frames }) =>
  createTrainStore({ config, problems, tasks, open: createRuns(), frames });
const { store, context, mount } = equip(window, data, create);
const actions = trainActions(window, store, context);

mount("controls", (root, ctx) => createTrainControls(root, ctx, data.max_size));
mount("share", (root, ctx) => createTakeAway(root, ctx, actions));
mount("transport", createTrainTransport);
mount("progress", createProgress);
mount("outcome", createOutcome);
mount("save", (root, ctx) => createTakeAway(root, ctx, actions));
mount("open", createGradientsLink);
mount("notice", createTrainNotice);
mount("strips", (root, ctx) => createStrips(root, ctx, names));
mount("samples", (root, ctx) => createSamples(root, ctx, names));
mount("curves", createCurves);
mount("checkpoints", createCheckpoints);

/** @type {Record<string, TrainIntent>} */
const keys = {
  " ": { type: "toggle" },
  Escape: { type: "now" },
  ArrowLeft: { type: "step", by: -1 },
  ArrowRight: { type: "step", by: 1 },
  Home: { type: "scrub", update: 0 },
  End: { type: "now" },
};
listenToKeys(document, store, keys);
startShell(window, store, () => trainQuery(linkedConfig(store.get())));
store.flush();
store.dispatch({ type: "remake" });
