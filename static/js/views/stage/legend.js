// @ts-check
/** What the colours mean, in one line. */
import { writeMarks } from "../../lib/marks.js";
import { html, set } from "../../lib/svg.js";

/** @param {HTMLElement} frame @param {import("../../core/types.js").Context} context */
export function createLegend(frame, { _, format }) {
  const root = html(frame, "div", { class: "stage-legend" });
  const scale = (/** @type {string} */ name, /** @type {string} */ low, /** @type {string} */ high, /** @type {string[]} */ stops) => {
    const item = html(root, "span", { class: "stage-scale" });
    html(item, "span", {}, low);
    const bar = html(item, "span", { class: `stage-scale-bar is-${name}`, "aria-hidden": "true" });
    for (const stop of stops) html(bar, "i", { style: `background: var(${stop})` });
    html(item, "span", {}, high);
    return item;
  };
  const states = ["n4", "n3", "n2", "n1", "0", "p1", "p2", "p3", "p4"].map((s) => `--state-${s}`);
  const open = [0, 1, 2, 3, 4].map((i) => `--open-${i}`);
  scale("state", _("state {low}", { low: format.number(-1, 0) }), "+1", states);
  const gates = scale("open", _("gate closed"), _("open"), open);
  const left = scale("grad", _("gradient {share}", { share: format.share(-3) }), _("all of it"), [0, 1, 2, 3, 4, 5, 6].map((i) => `--grad-${i}`));
  const total = html(root, "span", { class: "stage-total", hidden: true });
  left.hidden = true; // before the first paint, where it would take a second line on a phone
  return (/** @type {import("../../core/types.js").State} */ state) => {
    const { backward } = state.shown;
    const gated = state.cell.signals.some((s) => s.role === "gate") && !backward;
    if (gates.hidden === gated) gates.hidden = !gated;
    if (left.hidden === backward) left.hidden = !backward;
    const sum = lossSoFar(state);
    set(total, { hidden: sum === null });
    if (sum !== null) writeMarks(total, `<l>L</l> = Σ <l>L</l><s>t</s> = ${format.number(sum)}`);
  };
}

/** The loss of the steps that have been read, backward all of it; null where nothing is known to be right. @param {import("../../core/types.js").State} state */
function lossSoFar({ trace, time, unroll, shown }) {
  if (!trace || trace.total === null || unroll < 1) return null;
  if (shown.backward) return trace.total;
  return trace.steps.slice(0, Math.floor(time + 1e-9)).reduce((sum, { loss }) => sum + (loss ?? 0), 0);
}
