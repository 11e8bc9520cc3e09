// @ts-check
/** One cell of the unrolled picture: box, strips, gauges and inner wires. It draws what it is told; the stage decides what. */
import { clamp } from "../../lib/easing.js";
import { set, svg } from "../../lib/svg.js";
import { lowered } from "./layout.js";
import { createStrip } from "./strip.js";

/** @typedef {import("../../lib/palette.js").Palette} Palette */
/** @typedef {import("./layout.js").CellLayout} CellLayout */
/** @typedef {import("./layout.js").Beat} Beat */
/** @typedef {import("./strip.js").Fill} Fill */
/** @typedef {import("../../core/types.js").SignalInfo} SignalInfo */

/**
 * @typedef {object} CellPicture
 * @property {"ghost"|"blank"|"done"} look       ghost: still to come; blank: outline only; done: at work or finished
 * @property {boolean} current
 * @property {Record<string, Fill|null>} strips  by state; null: empty slots
 * @property {Record<string, {value: number, level: number}|null>} gauges  level: how far it has filled, 0 … 1
 * @property {Beat|null} beat                    whose wires are in use
 * @property {number|null} unit                  from 1: ringed
 */
/** @typedef {{draw(picture: CellPicture, palette: Palette): void}} Cell */

/**
 * @param {SVGElement} parent @param {CellLayout} inside @param {number} top y of its upper edge
 * @param {number} units @param {SignalInfo[]} signals @returns {Cell}
 */
export function createCell(parent, inside, top, units, signals) {
  const layout = lowered(inside, top); // not a transform: a hundred of them would slow every frame
  const element = svg(parent, "g", { class: "stage-cell" });
  svg(element, "rect", { class: "stage-box", x: -layout.width / 2, y: top, width: layout.width, height: layout.height, rx: 9 });
  const bank = Object.values(layout.gauges);
  if (bank.length) {
    const [{ x, y, w }, last] = [bank[0], bank[bank.length - 1]];
    svg(element, "rect", { class: "stage-outline", x, y, width: w, height: last.y + last.h - y, rx: 3 });
  }
  const wires = layout.wires.map((wire) => createWire(element, wire));
  const curve = layout.curve && createCurve(element, layout.curve);
  const gauges = Object.entries(layout.gauges).map(([name, place]) => {
    const info = signals.find((s) => s.name === name);
    return { name, ...createGauge(element, name, place, info?.role === "candidate") };
  });
  const strips = Object.entries(layout.strips).map(([name, place]) => ({ name, ...createStrip(element, place, units, layout.lying) }));
  let looks = "";
  return {
    draw({ look, current, strips: fills, gauges: levels, beat, unit }, palette) {
      const next = `stage-cell is-${look}${current ? " is-current" : ""}`;
      if (next !== looks) element.setAttribute("class", next);
      looks = next;
      for (const wire of wires) wire.use(beat === wire.beat);
      curve?.use(beat === "gates");
      for (const gauge of gauges) gauge.draw(levels[gauge.name] ?? null);
      for (const strip of strips) {
        const fill = fills[strip.name] ?? null;
        if (fill) strip.fill(fill, palette);
        else strip.blank(look !== "ghost");
        strip.ring(fill ? unit : null);
      }
    },
  };
}

/** @param {SVGElement} parent @param {import("./layout.js").Wire} wire */
function createWire(parent, wire) {
  const group = svg(parent, "g", { class: `stage-wire sig-${wire.signal}${wire.thick ? " is-thick" : ""}` });
  svg(group, "path", { d: wire.d });
  if (wire.arrow) {
    const { x, y, to } = wire.arrow;
    const tail = to === "up" ? y + 5 : y - 5;
    svg(group, "path", { class: "stage-arrow", d: `M${x - 3} ${tail}L${x} ${y}L${x + 3} ${tail}Z` });
  }
  let on = false;
  return {
    beat: wire.beat,
    /** @param {boolean} used */
    use(used) {
      if (used === on) return;
      on = used;
      group.classList.toggle("is-used", used);
    },
  };
}

/** The activation of a cell without gates. @param {SVGElement} parent @param {import("./layout.js").Box} place */
function createCurve(parent, { x, y, w, h }) {
  const group = svg(parent, "g", { class: "stage-gauge sig-h" });
  svg(group, "rect", { x, y, width: w, height: h, rx: 2.5 });
  svg(group, "path", { class: "stage-curve", d: `M${x + 2} ${y + h - 4}C${x + w * 0.55} ${y + h - 4} ${x + w * 0.45} ${y + 4} ${x + w - 2} ${y + 4}` });
  return { use: (/** @type {boolean} */ used) => void group.classList.toggle("is-used", used) };
}

/**
 * A gate as a small gauge: from the bottom for 0 … 1, from the middle for a candidate.
 * @param {SVGElement} parent @param {string} name @param {import("./layout.js").Box} place @param {boolean} centred
 */
function createGauge(parent, name, { x, y, w, h }, centred) {
  const group = svg(parent, "g", { class: `stage-gauge sig-${name}` });
  svg(group, "rect", { x, y, width: w, height: h, rx: 2.5 });
  const middle = y + h / 2;
  const full = h - 3;
  if (centred) svg(group, "path", { class: "stage-zero", d: `M${x + 1.5} ${middle}h${w - 3}` });
  const fill = svg(group, "rect", { class: "stage-level", x: x + 1.5, width: w - 3, rx: 1, height: 0 });
  const target = svg(group, "path", { class: "stage-target", visibility: "hidden" });
  const place = (/** @type {number} */ v) => {
    if (centred) return { y: v > 0 ? middle - (clamp(v) * full) / 2 : middle, height: (clamp(Math.abs(v)) * full) / 2 };
    return { y: y + h - 1.5 - clamp(v) * full, height: clamp(v) * full };
  };
  let last = "";
  return {
    /** @param {{value: number, level: number}|null} state */
    draw(state) {
      const key = state ? `${state.value.toFixed(4)}:${state.level.toFixed(3)}` : "";
      if (key === last) return;
      last = key;
      const known = state !== null && Number.isFinite(state.value);
      set(fill, known ? place(state.value * state.level) : { height: 0 });
      const aimed = known && Number(state.level.toFixed(3)) < 1; // as in the key: what is all but full is not drawn again
      const end = known ? place(state.value) : { y, height: 0 };
      const mark = centred && known && state.value < 0 ? end.y + end.height : end.y;
      set(target, { visibility: aimed ? null : "hidden", d: `M${x + 1.5} ${mark}h${w - 3}` });
    },
  };
}
