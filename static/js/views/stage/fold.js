// @ts-check
/** The folded network: the loop that brings a cell's state back to it, and its opening into a line. */
import { move } from "../../lib/easing.js";
import { tokenText } from "../../lib/label-text.js";
import { set, setText, svg } from "../../lib/svg.js";
import { loopShape, openedLoop, pathOf } from "./loop.js";

/** @typedef {import("./scene.js").Scene} Scene */

const REACH = 30;
const STEP = 17; // between nested loops
const MOST = 12; // tokens named as waiting
const MARGIN = 8;

/** @param {SVGElement} layer @param {Scene} scene @param {(msgid: string, values?: Record<string, string|number>) => string} _ */
export function createFold(layer, scene, _) {
  const group = svg(layer, "g", { class: "stage-fold" });
  const loops = scene.rows.flatMap((row) => row.layout.memories.map((memory, i) => createLoop(group, row, memory, i)));
  const selected = scene.rows.find((row) => row.selected) ?? scene.rows[0];
  const label = svg(group, "text", { class: "stage-again", "text-anchor": "middle" });
  const depth = selected.layout.memories.length;
  set(label, { y: selected.y - 12 - STEP * depth - 4, visibility: depth ? null : "hidden" });
  const names = selected.layout.memories.map((memory, i) =>
    svg(group, "text", {
      class: `stage-loop-name sig-${memory.signal}`, "text-anchor": "middle", "dominant-baseline": "central",
      x: selected.layout.width / 2 + REACH + i * STEP, y: selected.y + memory.y / 2,
    }, memory.signal));
  const notes = scene.phone || !depth ? [] : annotate(group, selected, _);
  let gone = false;
  let room = NaN;
  const pile = createPile(group, scene, _);
  return {
    /**
     * @param {{x: number, open: number, opacity: number, times: number, right: number, labels: string[]}} at
     *   x: the cell's centre; open: 0 … 1; right: where the opened lines end; labels: the tokens
     */
    draw({ x, open, opacity, times, right, labels }) {
      if (gone && opacity <= 0) return;
      gone = opacity <= 0;
      set(group, { visibility: gone ? "hidden" : null, opacity: opacity.toFixed(2), transform: `translate(${x.toFixed(2)} 0)` });
      if (gone) return;
      for (const loop of loops) loop(move(open), right - x);
      for (const text of [label, pile.element, ...names, ...notes]) set(text, { opacity: Math.max(0, 1 - 3 * open).toFixed(2) });
      if (!scene.phone) pile.name(labels, right - x - MARGIN);
      if (room !== right - x) for (const note of notes) set(note, { visibility: note.getBBox().x + note.getBBox().width > right - x ? "hidden" : null });
      room = right - x;
      setText(label, times === 1 ? _("once") : _("again, {times} times", { times }));
    },
  };
}

/** The tokens under the first one, by name: as many as there is room for. @param {SVGElement} parent @param {Scene} scene @param {(msgid: string, values?: Record<string, string|number>) => string} _ */
function createPile(parent, { chip, chipY, fed, numeric }, _) {
  const from = chip.w / 2 + 36;
  const element = svg(parent, "text", { class: "stage-waiting", x: from, y: chipY + chip.h / 2, "dominant-baseline": "central" });
  let named = /** @type {{labels?: string[], right?: number}} */ ({});
  const words = (/** @type {string[]} */ labels, /** @type {number} */ count) => {
    const tokens = labels.slice(1, count + 1).map((label) => (fed === "pair" ? `(${label})` : tokenText(label)));
    return _("{tokens} wait", { tokens: tokens.join(numeric ? "  " : " ") + (labels.length > count + 1 ? " …" : "") });
  };
  return {
    element,
    /** @param {string[]} labels @param {number} right where the room ends */
    name(labels, right) {
      if (labels === named.labels && right === named.right) return;
      named = { labels, right };
      let count = Math.min(labels.length, MOST) - 1;
      do setText(element, count < 1 ? "" : words(labels, count));
      while (count-- > 0 && from + element.getComputedTextLength() > right);
    },
  };
}

/** What the picture says, beside it. @param {SVGElement} parent @param {import("./scene.js").Row} row @param {(msgid: string) => string} _ */
function annotate(parent, row, _) {
  const edge = row.layout.width / 2 + REACH + row.layout.memories.length * STEP;
  const middle = row.y + row.layout.height * 0.62;
  const note = (/** @type {-1|1} */ side, /** @type {string} */ title, /** @type {string} */ text) => {
    const x = side * (edge + 14);
    const group = svg(parent, "g", { class: "stage-note", "text-anchor": side < 0 ? "end" : "start" });
    svg(group, "text", { class: "stage-note-title", x, y: middle }, title);
    svg(group, "text", { x, y: middle + 18 }, text);
    return group;
  };
  return [
    note(-1, _("one cell"), _("the same weights at every step")),
    note(1, _("a loop"), _("what it holds comes back with the next input")),
  ];
}

/**
 * @param {SVGElement} parent @param {import("./scene.js").Row} row
 * @param {import("./layout.js").CellLayout["memories"][0]} memory @param {number} nth from the inside out
 */
function createLoop(parent, row, memory, nth) {
  const sense = row.reverse ? -1 : 1;
  const half = row.layout.width / 2;
  const lying = row.layout.lying;
  const reach = lying ? 16 : REACH + nth * STEP;
  const shape = loopShape({
    right: half, left: -half, y: memory.y, reach, top: lying ? -9 : -12 - nth * STEP, radius: lying ? 6 : 12,
  });
  const group = svg(parent, "g", { class: `stage-memory sig-${memory.signal}${memory.thick ? " is-thick" : ""}`, transform: `translate(0 ${row.y}) scale(${sense} 1)` });
  const path = svg(group, "path");
  const tip = svg(group, "path", { class: "stage-arrow", d: "M-6 -4L1 0L-6 4Z" });
  let last = -1;
  return (/** @type {number} */ open, /** @type {number} */ right) => {
    if (open === last && open < 1) return;
    last = open;
    const points = openedLoop(shape, { x: half, y: memory.y }, open);
    const end = points[points.length - 1];
    const before = points[points.length - 3];
    const extended = open >= 1 && sense > 0 ? `${pathOf(points.slice(0, 1))}H${Math.max(half, right).toFixed(1)}` : pathOf(points);
    set(path, { d: extended });
    const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
    set(tip, { transform: `translate(${end.x.toFixed(1)} ${end.y.toFixed(1)}) rotate(${angle.toFixed(1)})`, visibility: open >= 1 ? "hidden" : null });
  };
}
