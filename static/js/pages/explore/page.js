// @ts-check
/** Explore: the wiring. */
import { createControls } from "../../views/controls/controls.js";
import { createHeatmaps } from "../../views/heatmaps/heatmaps.js";
import { createInspector } from "../../views/inspector/inspector.js";
import { createShare } from "../../views/share/share.js";
import { createTabs } from "../../views/tabs/tabs.js";
import { KEYS, listenToKeys } from "../boot.js";
import { startShell } from "../shell.js";
import { bootExplore } from "./boot.js";
import { shareActions } from "./share-actions.js";
import { mountSharedViews } from "./shared-views.js";

const { data, store, mount, api, query } = await bootExplore(window);

mount("controls", createControls);
mountSharedViews(mount, data);
mount("heatmaps", createHeatmaps);
mount("inspector", createInspector);
mount("tabs", createTabs);
mount("share", (root, ctx) => createShare(root, ctx, shareActions(window, { store, api, context: ctx })));

listenToKeys(document, store, KEYS);
startShell(window, store, query);
store.flush();
store.start();
