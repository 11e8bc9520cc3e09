// @ts-check
/** A move a step: the path as it was, and from each place of it a stroke to where the network expects the next. */
import { rows } from "../../core/training/task.js";
import { html, set, setText, svg } from "../../lib/svg.js";
import { mapOf, places } from "./lines.js";

const SIDE = 152;

/** @type {import("./answer-types.js").CreateAnswer} */
export function createPath({ side }, { _ }, { example }) {
  const figure = html(side, "figure", { class: "strip-path" });
  const picture = svg(figure, "svg", { width: SIDE, height: SIDE, viewBox: `0 0 ${SIDE} ${SIDE}`, role: "img", "aria-label": _("The path, and from each second of it where the network expects the car next") });
  const here = places(rows(example.inputs));
  const map = mapOf([[0, 0], ...here], SIDE);
  svg(picture, "path", { class: "path-came", d: [[0, 0], ...here].map((place, t) => `${t === 0 ? "M" : "L"}${spelt(map(place))}`).join("") });
  const said = svg(picture, "path", { class: "path-said" });
  const ends = svg(picture, "path", { class: "path-ends" });
  setText(html(figure, "figcaption"), _("thin: driven; thick: expected"));
  return {
    draw(learner) {
      const moves = learner?.outputs ?? [];
      const next = moves.map(([east, north], t) => map([here[t][0] + east, here[t][1] + north]));
      set(said, { d: next.map((place, t) => `M${spelt(map(here[t]))}L${spelt(place)}`).join("") || null });
      set(ends, { d: next.map(([x, y]) => `M${(x - 1.8).toFixed(1)} ${y.toFixed(1)}a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0`).join("") || null });
    },
  };
}

/** @param {[number, number]} place */
const spelt = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
