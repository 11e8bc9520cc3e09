// @ts-check
/** The widget: stage and player in a frame on any site, perhaps without an origin of its own. */
import { isOwn } from "../core/config.js";
import { createNotice } from "../views/notice.js";
import { createScrubber } from "../views/scrubber.js";
import { createSentence } from "../views/sentence.js";
import { createStage } from "../views/stage.js";
import { createTransport } from "../views/transport.js";
import { boot, keepAddress, listenToKeys } from "./boot.js";
import { mountLater } from "./later-parts.js";
import { tellHeight } from "./frame.js";

const { data, store, mount } = boot(window);

mount("transport", createTransport);
mount("sentence", (root, ctx) => createSentence(root, ctx, isOwn(data.config, data.landing)));
mount("notice", createNotice);
mount("stage", createStage);
mount("scrubber", createScrubber);
mountLater(mount, data.trained?.title ?? "");

listenToKeys(document, store);
keepAddress(window, store, data.landing);
tellHeight(window);
store.flush();
store.start();
