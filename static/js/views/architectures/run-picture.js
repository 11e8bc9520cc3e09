// @ts-check
/** A run as a picture: a column a step, four rows. The row of five and the enlarged run are both drawn by this. */
import { labelText } from "../../core/label-names.js";
import { noteOf } from "../../core/notes.js";
import { pixelsOf } from "../../core/pixels.js";
import { set, svg } from "../../lib/svg.js";
import { shade } from "../stage/strip.js";
import { backWire, memoryWire, unitBox } from "./plan.js";

/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./plan.js").PlannedStep} PlannedStep */
/** @typedef {import("../../core/labels.js").Names} Names */
/** @typedef {import("../../lib/palette.js").Palette} Palette */
/** @typedef {import("../../lib/format.js").Format} Format */
/**
 * How far a step is.
 * @typedef {object} Progress
 * @property {boolean} begun      it has been fed; else its column is a ghost
 * @property {boolean} current
 * @property {boolean} walking    its fed-back letter, or its input, is on its way
 * @property {number} written     share of the units that have their new value
 * @property {number} emitted     how far its output is: 0 nothing, 1 the letter and the whole bar of its loss
 * @property {boolean} sounding   its note is being played
 * @property {"travel"|"gates"|"write"|"emit"|null} beat
 */
/** @type {Progress} */
export const DONE = { begun: true, current: false, walking: false, written: 1, emitted: 1, sounding: false, beat: null };
/** @typedef {{draw(i: number, progress: Progress, palette: Palette): void, wire(i: number): SVGPathElement|null}} Picture */

/**
 * @param {SVGSVGElement} root @param {Plan} plan
 * @param {{states: Float32Array[], units: number, pixels: string|null, names: Names, format: Format}} run
 * @returns {Picture}
 */
export function createPicture(root, plan, run) {
  root.replaceChildren();
  set(root, { width: plan.width, height: plan.height, viewBox: `0 0 ${plan.width} ${plan.height}` });
  const under = svg(root, "g");
  lossLine(under, plan);
  const columns = plan.steps.map((planned, i) => createColumn(root, under, plan, planned, i, run));
  return {
    draw: (i, progress, palette) => columns[i].draw(progress, palette),
    wire: (i) => columns[i].back,
  };
}

/** The line that bars of loss stand on, from the first that is counted to the last, and on to L. @param {Element} parent @param {Plan} plan */
function lossLine(parent, { steps, loss, large, pitch, width }) {
  const counted = steps.filter(({ step }) => step.said !== null);
  const [first, last] = [counted[0].x - pitch * 0.28, counted[counted.length - 1].x + pitch * 0.28];
  svg(parent, "path", { class: "arch-line", d: `M${first} ${loss.base + 0.5}H${large ? width : last}` });
}

/** @param {Plan} plan @param {PlannedStep} planned */
const washWidth = ({ pitch }, { w }) => Math.max(pitch - 2, w + 8);

/** @param {Element} root @param {Element} under @param {Plan} plan @param {PlannedStep} planned @param {number} i @param {Parameters<typeof createPicture>[2]} run */
function createColumn(root, under, plan, planned, i, run) {
  const { step, x } = planned;
  const before = plan.steps[i - 1]?.step ?? null;
  const group = svg(root, "g");
  const wash = plan.large ? svg(under, "rect", { class: "arch-wash", x: x - washWidth(plan, planned) / 2, y: 0, width: washWidth(plan, planned), height: plan.height, rx: 10 }) : null;
  const memory = before ? createMemory(under, plan, i) : null;
  const back = step.feed === "fed" && before ? createBack(under, plan, i, labelText(before.said ?? "", run.names).length) : null;
  const output = step.said === null ? silence(group, plan, x) : createOutput(group, plan, planned, run);
  const cell = createCell(group, plan, planned, run);
  const chip = createChip(group, plan, planned, run);
  let look = "";
  return {
    back: back?.path ?? null,
    /** @param {Progress} progress @param {Palette} palette */
    draw(progress, palette) {
      const next = `arch-step is-${step.phase}${progress.begun ? "" : " is-ghost"}${progress.current ? " is-current" : ""}${progress.sounding ? " is-sounding" : ""}`;
      if (next !== look) set(group, { class: next });
      look = next;
      if (wash) set(wash, { visibility: progress.current ? null : "hidden" });
      memory?.(progress.begun, progress.beat === "travel" || progress.beat === "gates");
      back?.use(progress.begun, progress.current);
      output?.(progress.emitted);
      cell(progress, palette);
      chip(progress);
    },
  };
}

/** @param {Element} parent @param {Plan} plan @param {number} i */
function createMemory(parent, plan, i) {
  const { y, from, to } = memoryWire(plan, i);
  const [here, before] = [plan.steps[i], plan.steps[i - 1]];
  const bridge = here.step.phase !== before.step.phase;
  const group = svg(parent, "g");
  const end = bridge ? to - 7 : to;
  svg(group, "path", { d: here.skipped ? `M${from} ${y}H${(from + to) / 2 - 11}M${(from + to) / 2 + 11} ${y}H${to}` : `M${from} ${y}H${end}` });
  if (bridge) svg(group, "path", { class: "arch-arrow", d: `M${to - 8} ${y - 5}L${to} ${y}L${to - 8} ${y + 5}Z` });
  if (here.skipped) svg(group, "text", { class: "arch-dots", x: (from + to) / 2, y: y + 4, "text-anchor": "middle" }, "⋯");
  return (/** @type {boolean} */ begun, /** @type {boolean} */ used) =>
    set(group, { class: `arch-memory${bridge ? " is-bridge" : ""}${begun ? "" : " is-ghost"}${used ? " is-used" : ""}` });
}

/** @param {Element} parent @param {Plan} plan @param {number} i @param {number} letters of what is fed back */
function createBack(parent, plan, i, letters) {
  if (plan.steps[i].skipped) return null;
  const group = svg(parent, "g");
  const path = svg(group, "path", { d: backWire(plan, i, letters > 1 ? letters * (plan.large ? 5.5 : 4.3) : undefined) });
  const x = plan.steps[i].left;
  const y = plan.steps[i].y + plan.chip.h / 2;
  svg(group, "path", { class: "arch-arrow", d: `M${x - 6} ${y - 3.5}L${x} ${y}L${x - 6} ${y + 3.5}Z` });
  return {
    path,
    use: (/** @type {boolean} */ begun, /** @type {boolean} */ used) =>
      set(group, { class: `arch-back${begun ? "" : " is-ghost"}${used ? " is-used" : ""}` }),
  };
}

/** A step that nothing is asked of. @param {Element} parent @param {Plan} plan @param {number} x */
function silence(parent, { said, loss, large }, x) {
  svg(parent, "circle", { class: "arch-silence", cx: x, cy: said - 5, r: 1.8 });
  if (large) svg(parent, "circle", { class: "arch-silence", cx: x, cy: loss.base, r: 1.8 });
  return null;
}

/** @param {Element} parent @param {Plan} plan @param {PlannedStep} planned @param {Parameters<typeof createPicture>[2]} run */
function createOutput(parent, plan, { step, x }, { names, format }) {
  const { cell, said, large } = plan;
  const group = svg(parent, "g", { class: "arch-output" });
  const tip = said + (large ? 12 : 8);
  svg(group, "path", { class: "arch-wire", d: `M${x} ${cell.y - (step.phase === "decoder" ? 3 : 0)}V${tip + 4}` });
  svg(group, "path", { class: "arch-arrow", d: `M${x - 3.5} ${tip + 6}L${x} ${tip}L${x + 3.5} ${tip + 6}Z` });
  const text = labelText(/** @type {string} */ (step.said), names, large ? plan.letters : 9);
  const letter = svg(group, "text", { class: `arch-said${Array.from(text).length > 2 && !noteOf(step.said ?? "") ? " is-word" : ""}`, x, y: said, "text-anchor": "middle" }, text);
  const sure = large && step.sure !== null ? createSure(group, plan, x, step.sure) : null;
  const wrong = step.right !== null && step.right !== step.said;
  const correction = wrong && large ? svg(group, "text", { class: "arch-right", x, y: said - 20, "text-anchor": "middle" }, labelText(/** @type {string} */ (step.right), names, plan.letters)) : null;
  const bar = step.loss === null ? null : createBar(group, plan, x, step.loss, format);
  return (/** @type {number} */ emitted) => {
    set(letter, { visibility: emitted > 0 ? null : "hidden", opacity: emitted < 1 ? emitted.toFixed(2) : null });
    if (correction) set(correction, { visibility: emitted >= 1 ? null : "hidden" });
    sure?.(emitted);
    bar?.(emitted);
  };
}

/** How sure the network is. @param {Element} parent @param {Plan} plan @param {number} x @param {number} share */
function createSure(parent, { said }, x, share) {
  const w = 32;
  svg(parent, "rect", { class: "arch-sure-room", x: x - w / 2, y: said + 6, width: w, height: 3, rx: 1.5 });
  const bar = svg(parent, "rect", { class: "arch-sure", x: x - w / 2, y: said + 6, height: 3, rx: 1.5 });
  return (/** @type {number} */ grown) => set(bar, { width: w * share * grown });
}

/** @param {Element} parent @param {Plan} plan @param {number} x @param {number} value @param {Format} format */
function createBar(parent, { loss, large, most }, x, value, format) {
  const w = large ? 22 : 13;
  const full = Math.max(2, (Math.min(value, most) / most) * loss.room);
  const bar = svg(parent, "rect", { class: "arch-loss", x: x - w / 2, width: w, rx: 1.5 });
  const number = svg(parent, "text", { class: "arch-loss-number", x, y: loss.base - full - 5, "text-anchor": "middle" }, large ? format.number(value) : format.short(value));
  return (/** @type {number} */ grown) => {
    set(bar, { y: loss.base - full * grown, height: full * grown });
    set(number, { visibility: grown >= 1 ? null : "hidden" });
  };
}

/** @param {Element} parent @param {Plan} plan @param {PlannedStep} planned @param {Parameters<typeof createPicture>[2]} run */
function createCell(parent, plan, { step, x }, { states, units }) {
  const { w, h, y } = plan.cell;
  const group = svg(parent, "g", { class: "arch-cell" });
  if (step.phase === "decoder") svg(group, "rect", { class: "arch-double", x: x - w / 2 - 3, y: y - 3, width: w + 6, height: h + 6, rx: 10 });
  svg(group, "rect", { class: "arch-box", x: x - w / 2, y, width: w, height: h, rx: 8 });
  if (!plan.strip) return () => {};
  const values = states[step.t - 1];
  const rects = Array.from({ length: units }, (_, j) => {
    const box = unitBox(plan, x, units, j);
    return svg(group, "rect", { x: box.x, y: box.y, width: box.w, height: box.h, rx: 1.5, fill: "none" });
  });
  /** @type {string[]} */
  const painted = rects.map(() => "none");
  return (/** @type {Progress} */ { written }, /** @type {Palette} */ palette) => rects.forEach((rect, j) => {
    const colour = j + 1 <= written * units + 1e-9 ? palette.state(shade("h", values[j])) : "none";
    if (colour === painted[j]) return;
    painted[j] = colour;
    rect.setAttribute("fill", colour);
  });
}

/** @param {Element} parent @param {Plan} plan @param {PlannedStep} planned @param {Parameters<typeof createPicture>[2]} run */
function createChip(parent, plan, { step, x, w, left, y, letters }, { pixels, names }) {
  const { chip, cell } = plan;
  const bottom = cell.y + cell.h + (step.phase === "decoder" ? 3 : 0);
  svg(parent, "path", { class: "arch-wire", d: `M${x} ${y}V${bottom + 6}` });
  svg(parent, "path", { class: "arch-arrow", d: `M${x - 3.5} ${bottom + 7}L${x} ${bottom + 1}L${x + 3.5} ${bottom + 7}Z` });
  const group = svg(parent, "g");
  const text = labelText(step.label, names, letters);
  svg(group, "rect", { x: left, y, width: w, height: chip.h, rx: plan.large ? 8 : 6 });
  if (pixels !== null) drawPixels(group, pixels, { x: left, y, side: w });
  else svg(group, "text", { class: plan.words && step.feed === "given" ? "is-word" : null, x: left + w / 2, y: y + chip.h / 2, "text-anchor": "middle", "dominant-baseline": "central" }, text);
  if (!step.known) createUnknown(group, { x: left + w, y });
  return (/** @type {Progress} */ { walking }) => set(group, { class: `arch-chip is-${step.feed}${pixels === null ? "" : " is-picture"}${walking ? " is-awaited" : ""}` });
}

/** A token outside the vocabulary. @param {Element} parent @param {{x: number, y: number}} at */
function createUnknown(parent, { x, y }) {
  svg(parent, "circle", { class: "arch-unknown", cx: x - 1, cy: y + 1, r: 7.5 });
  svg(parent, "text", { class: "arch-unknown-mark", x: x - 1, y: y + 1, "text-anchor": "middle", "dominant-baseline": "central" }, "!");
}

/** The picture itself. @param {Element} parent @param {string} pixels @param {{x: number, y: number, side: number}} at */
function drawPixels(parent, pixels, { x, y, side }) {
  const values = pixelsOf(pixels);
  const across = Math.sqrt(values.length);
  const size = Math.floor((side * 0.9) / across); // whole pixels of the screen, so that no seam shows between them
  const [left, top] = [x, y].map((start) => Math.round(start + (side - size * across) / 2));
  values.forEach((value, i) => {
    if (value === 0) return;
    svg(parent, "rect", { class: "arch-pixel", x: left + (i % across) * size, y: top + Math.floor(i / across) * size, width: size, height: size, "fill-opacity": value.toFixed(3) });
  });
}
