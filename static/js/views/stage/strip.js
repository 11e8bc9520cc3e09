// @ts-check
/** A state vector as a strip of coloured units. Up to 16 units are single rectangles with a dash for minus; more are one small picture. */
import { clamp } from "../../lib/easing.js";
import { set, svg } from "../../lib/svg.js";

/** @typedef {import("../../lib/palette.js").Palette} Palette */
/** @typedef {import("./layout.js").Box} Box */
/** @typedef {ArrayLike<number>} Values */

export const SINGLE_UNITS = 16;
export const MINUS = -0.02; // from here down a unit carries a dash

/**
 * What a strip shows. shown: share of the units, from the top, that have `values`; the rest have `old`, or are blank without.
 * @typedef {{values: Values, old?: Values|null, shown?: number, signal: string, dim?: boolean}} Fill
 */
/** @typedef {{fill(fill: Fill, palette: Palette): void, blank(slots: boolean): void, ring(unit: number|null): void}} Strip */

/** c is coloured by what h reads of it. @param {string} signal @param {number} v */
export const shade = (signal, v) => (signal === "c" ? Math.tanh(v) : clamp(v, -1, 1));

/** @param {SVGElement} parent @param {Box} box @param {number} n @param {boolean} [lying] @returns {Strip} */
export function createStrip(parent, box, n, lying = false) {
  const element = svg(parent, "g", { class: "stage-strip" });
  svg(element, "rect", { class: "stage-outline", x: box.x, y: box.y, width: box.w, height: box.h, rx: 3 });
  const ring = createRing(parent, box, n, lying);
  const strip = n <= SINGLE_UNITS ? unitStrip(element, box, n, lying) : pictureStrip(element, box, n, lying);
  let look = "";
  const setLook = (/** @type {string} */ next) => {
    if (next !== look) set(element, { class: `stage-strip is-${next}` });
    look = next;
  };
  return {
    ring,
    fill(fill, palette) {
      setLook("full");
      strip.fill(fill, palette);
    },
    /** Empty: a slot for each unit, or one outline for a step still to come. */
    blank(slots) {
      setLook(slots ? "slots" : "empty");
      strip.blank();
    },
  };
}

/** The place of unit i. @param {Box} box @param {number} n @param {boolean} lying @param {number} i from 0 @returns {Box} */
export function unitBox(box, n, lying, i) {
  const pitch = ((lying ? box.w : box.h) + 1) / n;
  const size = Math.max(pitch - (n <= SINGLE_UNITS ? 1 : 0), 0.5);
  return lying
    ? { x: box.x + i * pitch, y: box.y, w: size, h: box.h }
    : { x: box.x, y: box.y + i * pitch, w: box.w, h: size };
}

/** @param {SVGElement} parent @param {Box} box @param {number} n @param {boolean} lying */
function createRing(parent, box, n, lying) {
  const under = svg(parent, "rect", { class: "stage-ring-under", rx: 4 });
  const over = svg(parent, "rect", { class: "stage-ring", rx: 3 });
  /** @type {number|null|undefined} */
  let now;
  const show = (/** @type {number|null} */ unit) => {
    if (unit === now) return;
    now = unit;
    for (const rect of [under, over]) set(rect, { visibility: unit === null ? "hidden" : null });
    if (unit === null) return;
    const { x, y, w, h } = unitBox(box, n, lying, unit - 1);
    set(under, { x: x - 2.5, y: y - 2.5, width: w + 5, height: h + 5 });
    set(over, { x: x - 1.5, y: y - 1.5, width: w + 3, height: h + 3 });
  };
  show(null);
  return show;
}

/** @param {SVGGElement} element @param {Box} box @param {number} n @param {boolean} lying */
function unitStrip(element, box, n, lying) {
  const boxes = Array.from({ length: n }, (_, i) => unitBox(box, n, lying, i));
  const slots = boxes.map(({ x, y, w, h }) => `M${x + 0.5} ${y + 0.5}h${Math.max(w - 1, 0.5)}v${Math.max(h - 1, 0.5)}h${-Math.max(w - 1, 0.5)}z`);
  svg(element, "path", { class: "stage-slots", d: slots.join("") });
  const units = boxes.map((b) => {
    const rect = svg(element, "rect", { x: b.x, y: b.y, width: b.w, height: b.h, rx: Math.min(2, b.h / 4), fill: "none" });
    const long = Math.min(6, b.w * 0.5);
    const dash = svg(element, "rect", { x: b.x + b.w / 2 - long / 2, y: b.y + b.h / 2 - 0.7, width: long, height: 1.4, fill: "none" });
    return { rect, dash, roomy: b.h >= 5 && b.w >= 4, colour: "none", minus: "none" };
  });
  const paint = (/** @type {typeof units[0]} */ unit, /** @type {string} */ colour, /** @type {string} */ minus) => {
    if (unit.colour !== colour) unit.rect.setAttribute("fill", colour);
    if (unit.minus !== minus) unit.dash.setAttribute("fill", minus);
    unit.colour = colour;
    unit.minus = minus;
  };
  return {
    /** @param {Fill} fill @param {Palette} palette */
    fill({ values, old = null, shown = 1, signal }, palette) {
      units.forEach((unit, i) => {
        const source = i + 1 <= shown * n + 1e-9 ? values : old;
        if (!source || !Number.isFinite(source[i])) return paint(unit, "none", "none");
        const v = shade(signal, source[i]);
        const minus = v < MINUS && unit.roomy ? palette.token(v < -0.55 ? "--dash-strong" : "--dash-weak") : "none";
        paint(unit, palette.state(v), minus);
      });
    },
    blank: () => units.forEach((unit) => paint(unit, "none", "none")),
  };
}

/** @param {SVGGElement} element @param {Box} box @param {number} n @param {boolean} lying */
function pictureStrip(element, box, n, lying) {
  const frame = svg(element, "rect", { class: "stage-slots", x: box.x, y: box.y, width: box.w, height: box.h, rx: 2 });
  const image = svg(element, "image", {
    x: box.x, y: box.y, width: box.w, height: box.h, preserveAspectRatio: "none", style: "image-rendering: pixelated", visibility: "hidden",
  });
  const canvas = element.ownerDocument.createElement("canvas");
  [canvas.width, canvas.height] = lying ? [n, 1] : [1, n];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const pixels = context.createImageData(canvas.width, canvas.height);
  return {
    /** @param {Fill} fill @param {Palette} palette */
    fill({ values, old = null, shown = 1, signal }, palette) {
      for (let i = 0; i < n; i++) {
        const source = i + 1 <= shown * n + 1e-9 ? values : old;
        const visible = source !== null && Number.isFinite(source[i]);
        const level = visible ? Math.round(((shade(signal, source[i]) + 1) / 2) * 255) : 0;
        pixels.data.set([...palette.stateRGB.subarray(3 * level, 3 * level + 3), visible ? 255 : 0], 4 * i);
      }
      context.putImageData(pixels, 0, 0);
      set(image, { href: canvas.toDataURL(), visibility: null });
      set(frame, { visibility: null });
    },
    blank() {
      set(image, { visibility: "hidden" });
    },
  };
}
