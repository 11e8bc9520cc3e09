// @ts-check
/** What is on its way: copies of the old state along the memory lines, the letter on its rise, the copy of h on its way out. */
import { set, setText, svg } from "../../lib/svg.js";
import { span } from "../../lib/easing.js";
import { createStrip } from "./strip.js";
import { shortLabel, tokenText } from "./column.js";
import { cubicPoint } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Row} Row */
/** @typedef {import("./beats.js").Moment} Moment */
/** @typedef {import("../../lib/palette.js").Palette} Palette */
/** @typedef {import("./strip.js").Fill} Fill */

/**
 * @typedef {object} Journey
 * @property {number} x              centre of the column under way
 * @property {string} label
 * @property {Moment} moment
 * @property {(row: Row, signal: string) => Fill} old     the state a row starts from
 * @property {(row: Row) => Fill} result                  h as it leaves
 * @property {(row: Row) => boolean} moves                is this row read in this step?
 */

/** @param {SVGElement} layer @param {Scene} scene */
export function createTravel(layer, scene) {
  const group = svg(layer, "g", { class: "stage-travel" });
  const strips = scene.rows.flatMap((row) => row.layout.memories.map((memory) => ({ row, memory, ...createTraveller(group, row, memory, scene) })));
  const letter = createLetter(group, scene);
  const rising = createRising(group, scene);
  return {
    /** @param {Journey|null} journey @param {Palette} palette */
    draw(journey, palette) {
      const under = journey !== null && journey.moment.beat !== null;
      set(group, { visibility: under ? null : "hidden" });
      if (!under) return;
      for (const strip of strips) strip.draw(journey, palette);
      letter(journey);
      rising(journey, palette);
    },
  };
}

/** @param {SVGElement} parent @param {Row} row @param {Row["layout"]["memories"][0]} memory @param {Scene} scene */
function createTraveller(parent, row, memory, scene) {
  const box = row.layout.strips[memory.signal];
  const group = svg(parent, "g", { class: "stage-traveller" });
  const place = { ...box, y: box.y + row.y };
  svg(group, "rect", { class: "stage-parcel", x: place.x - 3, y: place.y - 3, width: place.w + 6, height: place.h + 6, rx: 5 });
  const strip = createStrip(group, place, scene.units, row.layout.lying);
  const sense = row.reverse ? -1 : 1;
  const edge = sense > 0 ? -row.layout.width / 2 - box.x - box.w - 2 : row.layout.width / 2 - box.x + 2;
  const distance = sense * scene.pitch + (memory.rests ? 0 : edge);
  return {
    /** @param {Journey} journey @param {Palette} palette */
    draw(journey, palette) {
      const { travel, beat } = journey.moment;
      const visible = beat === "travel" && journey.moves(row);
      set(group, { visibility: visible ? null : "hidden" });
      if (!visible) return;
      const dx = journey.x - sense * scene.pitch + distance * travel;
      const fade = memory.rests ? 1 : 1 - span(travel, 0.92, 1);
      set(group, { transform: `translate(${dx.toFixed(2)} 0)`, opacity: fade < 1 ? fade.toFixed(2) : null });
      strip.fill(journey.old(row, memory.signal), palette);
    },
  };
}

/** @param {SVGElement} parent @param {Scene} scene */
function createLetter(parent, scene) {
  const group = svg(parent, "g", { class: "stage-letter" });
  svg(group, "circle", { r: 9 });
  const text = svg(group, "text", { "text-anchor": "middle", "dominant-baseline": "central" });
  return (/** @type {Journey} */ { x, label, moment }) => {
    const visible = moment.beat === "travel";
    set(group, { visibility: visible ? null : "hidden" });
    if (!visible) return;
    const at = cubicPoint(scene.inputPath, moment.travel);
    set(group, { transform: `translate(${(x + at.x).toFixed(2)} ${at.y.toFixed(2)})` });
    setText(text, scene.numeric ? "" : shortLabel(tokenText(label), 1));
  };
}

/** @param {SVGElement} parent @param {Scene} scene */
function createRising(parent, scene) {
  const top = scene.rows.at(-1);
  if (!top) return () => undefined;
  const box = { x: -5, y: -18, w: 10, h: 36 };
  const group = svg(parent, "g", { class: "stage-traveller" });
  svg(group, "rect", { class: "stage-parcel", x: box.x - 3, y: box.y - 3, width: box.w + 6, height: box.h + 6, rx: 4 });
  const strip = createStrip(group, box, scene.units);
  const start = { x: top.layout.output.x, y: top.y + top.layout.strips.h.y };
  const end = { x: 0, y: scene.outputs[0].y + 24 };
  return (/** @type {Journey} */ journey, /** @type {Palette} */ palette) => {
    const visible = journey.moment.beat === "emit" && journey.moves(top);
    set(group, { visibility: visible ? null : "hidden" });
    if (!visible) return;
    const p = journey.moment.rise;
    const x = journey.x + start.x + (end.x - start.x) * span(p, 0.5, 1);
    set(group, { transform: `translate(${x.toFixed(2)} ${(start.y + (end.y - start.y) * p).toFixed(2)})` });
    strip.fill(journey.result(top), palette);
  };
}
