// @ts-check
/** The widget: stage and player in a frame on any site, perhaps without an origin of its own. */
import { isOwn } from "../../core/run/config.js";
import { createNotice } from "../../views/notice/notice.js";
import { createScrubber } from "../../views/scrubber/scrubber.js";
import { createSentence } from "../../views/sentence/sentence.js";
import { createStage } from "../../views/stage/stage.js";
import { createTransport } from "../../views/transport/transport.js";
import { listenToKeys } from "../boot.js";
import { postHeight } from "../frame.js";
import { boot, keepAddress } from "./boot.js";
import { mountLazyViews } from "./lazy-views.js";

const { data, store, mount } = boot(window);

mount("transport", createTransport);
mount("sentence", (root, ctx) => createSentence(root, ctx, isOwn(data.config, data.landing)));
mount("notice", createNotice);
mount("stage", createStage);
mount("scrubber", createScrubber);
mountLazyViews(mount, data.trained?.title ?? "");

listenToKeys(document, store);
keepAddress(window, store, data.landing);
postHeight(window);
store.flush();
store.start();
