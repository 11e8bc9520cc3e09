// @ts-check
/** The widget: stage and player in a frame on any site, perhaps without an origin of its own. */
import { KEYS, listenToKeys, writeAddress } from "../boot.js";
import { postHeight } from "../frame.js";
import { bootExplore } from "./boot.js";
import { mountSharedViews } from "./shared-views.js";

const { data, store, mount, query } = await bootExplore(window);

mountSharedViews(mount, data);
listenToKeys(document, store, KEYS);
writeAddress(window, store, query);
postHeight(window);
store.flush();
store.start();
