// @ts-check
/** Explore: the wiring. */
import { isOwn } from "../core/config.js";
import { createControls } from "../views/controls.js";
import { createHeatmaps } from "../views/heatmaps.js";
import { createInspector } from "../views/inspector.js";
import { createNotice } from "../views/notice.js";
import { createScrubber } from "../views/scrubber.js";
import { createSentence } from "../views/sentence.js";
import { createShare } from "../views/share.js";
import { createShell, syncShell } from "../views/shell.js";
import { createStage } from "../views/stage.js";
import { createTabs } from "../views/tabs.js";
import { createTransport } from "../views/transport.js";
import { createUntrained } from "../views/untrained.js";
import { boot, keepAddress, listenToKeys } from "./boot.js";
import { mountLater } from "./later-parts.js";
import { shareActions } from "./share-actions.js";

const { data, store, mount, api } = boot(window);

mount("controls", createControls);
mount("transport", createTransport);
mount("sentence", (root, ctx) => createSentence(root, ctx, isOwn(data.config, data.landing)));
mount("notice", createNotice);
mount("untrained", createUntrained);
mount("stage", createStage);
mount("scrubber", createScrubber);
mountLater(mount, data.trained?.title ?? "");
mount("heatmaps", createHeatmaps);
mount("inspector", createInspector);
mount("tabs", createTabs);
mount("share", (root, ctx) => createShare(root, ctx, shareActions(window, { store, api, context: ctx })));

createShell(document, (theme) => store.dispatch({ type: "configure", changes: { theme } }));
listenToKeys(document, store);
keepAddress(window, store, data.landing, () => syncShell(document, new URL(window.location.href)));
store.flush();
store.start();
