// @ts-check
/** The views that Explore and its widget share. Some come with their scripts when they have something to show: a forecast, a picture and its answers, a way back, a training. */
import { lazyView } from "../../core/lazy.js";
import { isLanding } from "../../core/run/config.js";
import { createNotice } from "../../views/notice/notice.js";
import { createScrubber } from "../../views/scrubber/scrubber.js";
import { createSentence } from "../../views/sentence/sentence.js";
import { createStage } from "../../views/stage/stage.js";
import { createTransport } from "../../views/transport/transport.js";

/** @param {(id: string, create: import("../../core/types.js").CreateView) => void} mount @param {import("./boot.js").PageData} data */
export function mountSharedViews(mount, { config, landing, trained }) {
  mount("transport", createTransport);
  mount("sentence", (root, context) => createSentence(root, context, isLanding(config, landing)));
  mount("notice", createNotice);
  mount("stage", createStage);
  mount("scrubber", createScrubber);
  mount("forecast", lazyView(({ trace }) => trace?.outputs?.kind === "linear", async () => (await import("../../views/forecast/forecast.js")).createForecast));
  mount("verdict", lazyView(({ trace }) => trace?.fed === "picture", async () => (await import("../../views/verdict/verdict.js")).createVerdict));
  mount("untrained", lazyView(({ left }) => left !== null, async () => (await import("../../views/notice/untrained-notice.js")).createUntrainedNotice));
  mount("training", lazyView(({ training }) => training !== null, async () => {
    const { createTrainingNotice } = await import("../../views/notice/training-notice.js");
    return (root, context) => createTrainingNotice(root, context, trained?.title ?? "");
  }));
}
