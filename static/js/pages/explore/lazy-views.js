// @ts-check
/** Parts whose scripts come when they have something to show: a forecast, a picture and its answers, a training. */
import { createLater } from "../../core/lazy.js";

/** @param {(id: string, create: import("../../core/types.js").CreateView) => void} mount @param {string} title  of the networks that are made for the page */
export function mountLater(mount, title) {
  mount("forecast", createLater(({ trace }) => trace?.outputs?.kind === "linear", async () => (await import("../../views/forecast/forecast.js")).createForecast));
  mount("verdict", createLater(({ trace }) => trace?.fed === "picture", async () => (await import("../../views/verdict/verdict.js")).createVerdict));
  mount("training", createLater(({ training }) => training !== null, async () => {
    const { createTrainingNotice } = await import("../../views/notice/training-notice.js");
    return (root, context) => createTrainingNotice(root, context, title);
  }));
}
