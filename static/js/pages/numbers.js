// @ts-check
/** What a trained network that reads numbers is about: a forecast as a picture, a picture and its answers. */
import { createLater } from "../views/later.js";

/** @param {(id: string, create: import("../core/types.js").CreateView) => void} mount */
export function mountNumbers(mount) {
  mount("forecast", createLater(({ trace }) => trace?.outputs?.kind === "linear", async () => (await import("../views/forecast.js")).createForecast));
  mount("verdict", createLater(({ trace }) => trace?.fed === "picture", async () => (await import("../views/verdict.js")).createVerdict));
}
