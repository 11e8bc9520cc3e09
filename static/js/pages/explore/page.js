// @ts-check
/** Explore: the wiring. */
import { isOwn } from "../../core/run/config.js";
import { createControls } from "../../views/controls/controls.js";
import { createHeatmaps } from "../../views/heatmaps/heatmaps.js";
import { createInspector } from "../../views/inspector/inspector.js";
import { createNotice } from "../../views/notice/notice.js";
import { createUntrained } from "../../views/notice/untrained-notice.js";
import { createScrubber } from "../../views/scrubber/scrubber.js";
import { createSentence } from "../../views/sentence/sentence.js";
import { createShare } from "../../views/share/share.js";
import { createShell, syncShell } from "../../views/shell/shell.js";
import { createStage } from "../../views/stage/stage.js";
import { createTabs } from "../../views/tabs/tabs.js";
import { createTransport } from "../../views/transport/transport.js";
import { listenToKeys } from "../boot.js";
import { boot, keepAddress } from "./boot.js";
import { mountLazyViews } from "./lazy-views.js";
import { shareActions } from "./share-actions.js";

const { data, store, mount, api } = boot(window);

mount("controls", createControls);
mount("transport", createTransport);
mount("sentence", (root, ctx) => createSentence(root, ctx, isOwn(data.config, data.landing)));
mount("notice", createNotice);
mount("untrained", createUntrained);
mount("stage", createStage);
mount("scrubber", createScrubber);
mountLazyViews(mount, data.trained?.title ?? "");
mount("heatmaps", createHeatmaps);
mount("inspector", createInspector);
mount("tabs", createTabs);
mount("share", (root, ctx) => createShare(root, ctx, shareActions(window, { store, api, context: ctx })));

createShell(document, (theme) => store.dispatch({ type: "configure", changes: { theme } }));
listenToKeys(document, store);
keepAddress(window, store, data.landing, () => syncShell(document, new URL(window.location.href)));
store.flush();
store.start();
