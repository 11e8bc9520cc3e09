// @ts-check
/** One answer of a few: how likely each label is, as a bar. */
import { labelText } from "../../core/label-names.js";
import { rightLabels } from "../../core/training/task.js";
import { restyle } from "../../lib/canvas.js";
import { html, set, setText } from "../../lib/svg.js";

/** @type {import("./answer-types.js").CreateAnswer} */
export function createBars({ side }, { _, format }, task, names) {
  const list = html(side, "ul", { class: "strip-answer", "data-many": task.labels.length > 4, "data-words": task.labels.some((label) => label.length > 1), "aria-label": _("its answer") });
  const [right] = rightLabels(task.example);
  const bars = task.labels.map((label) => {
    const line = html(list, "li", { "data-right": label === right });
    html(line, "span", { class: "strip-label" }, labelText(label, names));
    const bar = html(html(line, "span", { class: "strip-bar", "aria-hidden": "true" }), "span");
    return { bar, share: html(line, "span", { class: "strip-probability" }) };
  });
  return {
    draw(learner) {
      const chances = learner?.outputs?.at(-1);
      bars.forEach(({ bar, share }, i) => {
        restyle(bar, { transform: `scaleX(${chances?.[i] ?? 0})` });
        setText(share, chances ? format.percent(chances[i]) : "–");
      });
      set(list, { "data-blank": chances === undefined });
    },
  };
}
