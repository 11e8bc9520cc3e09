// @ts-check
/** One number: what the network says beside what is right, on a scale that does not change. */
import { rows } from "../../core/training/task.js";
import { px, restyle } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { html, setText } from "../../lib/svg.js";

const HIGHEST = 2; // two numbers from 0 to 1

/** @type {import("./answer-types.js").CreateAnswer} */
export function createNumber({ side }, { _, format }, { example }) {
  const list = html(side, "dl", { class: "strip-number" });
  const entry = (/** @type {string} */ word) => (html(list, "dt", {}, word), html(list, "dd"));
  const [said, right, off] = [entry(_("says")), entry(_("the right one")), entry(_("off by"))];
  const scale = html(side, "div", { class: "strip-scale", "aria-hidden": "true" });
  const [mark, dot] = [html(scale, "i"), html(scale, "b")];
  const target = rows(example.targets)[0][0];
  const at = (/** @type {number} */ v) => `${100 * clamp(v / HIGHEST)}%`;
  setText(right, format.number(target));
  restyle(mark, { left: at(target) });
  return {
    draw(learner) {
      const value = learner?.outputs?.at(-1)?.[0];
      setText(said, value === undefined ? "–" : format.number(value));
      setText(off, value === undefined ? "–" : format.number(Math.abs(value - target)));
      restyle(dot, { left: at(value ?? 0), visibility: value === undefined ? "hidden" : "visible", translate: px(-5) });
    },
  };
}
