// @ts-check
/** Parts whose scripts come when they have something to show: a forecast, a picture and its answers, a training. */
import { lazyView } from "../../core/lazy.js";

/** @param {(id: string, create: import("../../core/types.js").CreateView) => void} mount @param {string} title  of the networks that are made for the page */
export function mountLazyViews(mount, title) {
  mount("forecast", lazyView(({ trace }) => trace?.outputs?.kind === "linear", async () => (await import("../../views/forecast/forecast.js")).createForecast));
  mount("verdict", lazyView(({ trace }) => trace?.fed === "picture", async () => (await import("../../views/verdict/verdict.js")).createVerdict));
  mount("training", lazyView(({ training }) => training !== null, async () => {
    const { createTrainingNotice } = await import("../../views/notice/training-notice.js");
    return (root, context) => createTrainingNotice(root, context, title);
  }));
}
