// @ts-check
/** Brackets under the steps of an encoder and of a decoder, with their names; a decoder's line is double, as round its cells. */
import { clamp } from "../../lib/easing.js";
import { set, setText, svg } from "../../lib/svg.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../../lib/columns.js").TimeAxis} TimeAxis */

const CHARACTER = 6.4; // width of one
const EDGE = 4; // from a bracket to the end of its columns

/** @param {SVGElement} parent @param {Scene} scene @param {import("../../core/types.js").Context["_"]} _ */
export function createPhases(parent, { split, phaseY: y }, _) {
  const group = svg(parent, "g", { class: "stage-phases" });
  const encoder = createPhase(group, y, false, [_("encoder: reads"), _("encoder")]);
  const decoder = createPhase(group, y, true, [_("decoder: writes"), _("decoder")]);
  /** @param {TimeAxis} axis @param {number} T @param {number} shown how much of the unrolled picture, 0 … 1 */
  return (axis, T, shown) => {
    set(group, { visibility: shown === 0 ? "hidden" : null, opacity: shown < 1 ? shown.toFixed(2) : null });
    encoder(axis, 1, split);
    decoder(axis, split + 1, T);
  };
}

/** @param {SVGElement} parent @param {number} y @param {boolean} double @param {[string, string]} names with what it does, and without */
function createPhase(parent, y, double, [long, short]) {
  const group = svg(parent, "g");
  const line = svg(group, "path", { class: "stage-phase-line" });
  const name = svg(group, "text", { class: "stage-phase", "text-anchor": "middle", y: y + 14 });
  return (/** @type {TimeAxis} */ axis, /** @type {number} */ first, /** @type {number} */ last) => {
    const [left, right] = [axis.gutter, axis.width];
    const from = Math.max(left, Math.min(axis.x(first), axis.x(last)) - axis.pitch / 2) + EDGE;
    const to = Math.min(right, Math.max(axis.x(first), axis.x(last)) + axis.pitch / 2) - EDGE;
    const away = to - from < axis.pitch / 2;
    set(group, { visibility: away ? "hidden" : null });
    if (away) return;
    const words = long.length * CHARACTER < to - from ? long : short;
    const half = (words.length * CHARACTER) / 2;
    const rail = (/** @type {number} */ inset, /** @type {number} */ rise) => `M${(from + inset).toFixed(1)} ${y - 4}v${rise}H${(to - inset).toFixed(1)}v${-rise}`;
    set(line, { d: rail(0, 4) + (double ? rail(3, 1.5) : "") });
    set(name, { x: clamp((from + to) / 2, left + half, right - half).toFixed(1) });
    setText(name, words);
  };
}
