// @ts-check
/** A number a step: the network's forecast over what came. */
import { rows } from "../../core/training/task.js";
import { html, set, svg } from "../../lib/svg.js";
import { polyline, rangeOf } from "./lines.js";

const HEIGHT = 62;

/** @type {import("./answer-types.js").CreateAnswer} */
export function createSeries({ above }, { _ }, { example }) {
  const picture = svg(html(above, "div", { class: "strip-series" }), "svg", { height: HEIGHT, role: "img" });
  const [came, said] = [svg(picture, "path", { class: "series-came" }), svg(picture, "path", { class: "series-said" })];
  const targets = rows(example.targets).map(([v]) => v);
  const range = rangeOf(targets);
  return {
    draw(learner, width) {
      const forecast = learner?.outputs?.map(([v]) => v);
      set(picture, { width, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-label": _("The forecast over what came") });
      set(came, { d: polyline(targets, width, HEIGHT, range) });
      set(said, { d: forecast ? polyline(forecast, width, HEIGHT, range) : null });
    },
  };
}
