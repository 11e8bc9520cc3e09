// @ts-check
/** The widget: stage and player in a frame on any site, perhaps without an origin of its own. */
import { createNotice } from "../views/notice.js";
import { createScrubber } from "../views/scrubber.js";
import { createSentence } from "../views/sentence.js";
import { createStage } from "../views/stage.js";
import { createTransport } from "../views/transport.js";
import { boot, keepAddress, listenToKeys } from "./boot.js";

const { data, store, mount } = boot(window);

mount("transport", createTransport);
mount("sentence", createSentence);
mount("notice", createNotice);
mount("stage", createStage);
mount("scrubber", createScrubber);

listenToKeys(document, store);
keepAddress(window, store, data.landing);
tellHeight();
store.flush();
store.start();

/** Tells the framing page, and a learning platform in its own words (LTI), how high the widget is. */
function tellHeight() {
  if (window.parent === window) return;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    window.parent.postMessage({ type: "unrolled:resize", height }, "*");
    window.parent.postMessage({ subject: "lti.frameResize", height }, "*");
  }).observe(document.documentElement);
}
