// @ts-check
/** Train: the wiring. */
import { trainQuery } from "../core/train-config.js";
import { createTrainStore, linked } from "../core/train-store.js";
import { createRuns } from "../core/train-stream.js";
import { createShell, syncShell } from "../views/shell.js";
import { createCheckpoints } from "../views/train/checkpoints.js";
import { createLearning } from "../views/train/curves.js";
import { createTrainKnobs } from "../views/train/knobs.js";
import { createOpen } from "../views/train/open.js";
import { createTrainNotice } from "../views/train/notice.js";
import { createProgress } from "../views/train/progress.js";
import { createSamples } from "../views/train/samples.js";
import { createSave } from "../views/train/save.js";
import { createVerdict } from "../views/train/sentence.js";
import { createStrips } from "../views/train/strips.js";
import { createTrainTransport } from "../views/train/transport.js";
import { equip, listenToKeys, readPageData, writeAddress } from "./boot.js";
import { trainActions } from "./train-actions.js";

/** @typedef {import("../core/train-store.js").TrainIntent} TrainIntent */

const data = readPageData(document);
const { config, problems, tasks, names } = data;
const create = (/** @type {import("./boot.js").Parts} */ { frames }) =>
  createTrainStore({ config, problems, tasks, open: createRuns(), frames });
const { store, context, mount } = equip(window, data, create);
const actions = trainActions(window, store, context);

mount("controls", (root, ctx) => createTrainKnobs(root, ctx, data.max_size));
mount("share", (root, ctx) => createSave(root, ctx, actions));
mount("transport", createTrainTransport);
mount("progress", createProgress);
mount("outcome", createVerdict);
mount("save", (root, ctx) => createSave(root, ctx, actions));
mount("open", createOpen);
mount("notice", createTrainNotice);
mount("strips", (root, ctx) => createStrips(root, ctx, names));
mount("samples", (root, ctx) => createSamples(root, ctx, names));
mount("curves", createLearning);
mount("checkpoints", createCheckpoints);

createShell(document, (theme) => store.dispatch({ type: "configure", changes: { theme } }));
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
writeAddress(window, store, () => trainQuery(linked(store.get())), () => syncShell(document, new URL(window.location.href)));
store.flush();
store.dispatch({ type: "remake" });
