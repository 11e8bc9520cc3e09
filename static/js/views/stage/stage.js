// @ts-check
/**
 * The stage: the network unrolled over time, with the values moving along the wires they really take. A window of
 * columns over the one time axis; column, travel and fold do the drawing, this file decides what each shows.
 */
import { lazyModule } from "../../core/lazy.js";
import { noteInWords } from "../../core/notes.js";
import { leftAt } from "../../core/run/gradient.js";
import { currentStep } from "../../core/run/reading.js";
import { timeAxis } from "../../lib/columns.js";
import { clamp, lerp, move } from "../../lib/easing.js";
import { html, set, svg } from "../../lib/svg.js";
import { BRISK, momentOf } from "./beats.js";
import { columnKey, columnPicture, journey } from "./column-pictures.js";
import { createColumn } from "./column.js";
import { createFold } from "./fold.js";
import { createGutter } from "./gutter.js";
import { hitTest } from "./hit.js";
import { createLegend } from "./legend.js";
import { slideOf, unrollBeats } from "./loop.js";
import { createPhases } from "./phases.js";
import { planScene, sceneKey } from "./scene.js";
import { createTravel } from "./travel.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/run/reading.js").Reading} Reading */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {ReturnType<typeof import("./backward.js").createBackward>} Backward */
/** @typedef {import("../../lib/columns.js").TimeAxis} TimeAxis */

const PHONE = 600;
const STEP_MS = 900; // --step
const GUTTER = 96;
const PHONE_GUTTER = 30;
const PILE = 5; // tokens seen in the pile under the folded cell

/** How the stage shares the time axis with the scrubber and the heatmaps. @param {number} width */
export const stageGrid = (width) =>
  width < PHONE ? { gutter: PHONE_GUTTER, pitch: 84, narrow: 84, widest: 108, phone: true } : { gutter: GUTTER, pitch: 77, narrow: 44, widest: 170, phone: false };

/** @param {HTMLElement} root @param {Context} context */
export function createStage(root, context) {
  const frame = html(root, "div", { class: "stage-frame", role: "group", tabindex: 0 });
  const legend = createLegend(frame, context);
  const canvas = html(frame, "div", { class: "stage-canvas" });
  const picture = svg(canvas, "svg", { class: "stage-picture", role: "img" });
  const steps = html(canvas, "div", { class: "stage-steps" });
  const travels = html(canvas, "div", { class: "stage-travels", "aria-hidden": "true" });
  const gutter = createGutter(canvas, context);
  let width = 0;
  /** @type {ReturnType<typeof buildScene>|null} */
  let built = null;
  /** @type {State|null} */
  let state = null;
  /** @type {TimeAxis|null} */
  let axis = null;
  let described = "";
  set(frame, {
    "aria-label": context._("The network, step by step. Left and right move through time, up and down choose a unit, Enter shows where its value comes from."),
  });

  const wayBack = lazyModule(async () => (await import("./backward.js")).createBackward, () => state && update(state));
  const observer = new ResizeObserver(([entry]) => {
    width = entry.contentRect.width;
    if (state) update(state);
  });
  observer.observe(frame);
  listen(frame, picture, context, () => (state && axis && built ? { state, axis, scene: built.scene } : null));

  /** @param {State} next */
  function update(next) {
    state = next;
    if (width === 0) return;
    const grid = stageGrid(width);
    const reading = currentStep(next);
    axis = timeAxis({ width, T: Math.max(1, reading.T), time: reading.backward ? reading.k : next.time, reverse: reading.reverse, ...grid });
    const createBackward = reading.backward ? wayBack() : null;
    const key = `${sceneKey(next, axis.pitch, grid.phone)} ${poolSize(axis)} ${width} ${reading.backward} ${createBackward !== null}`;
    if (built?.key !== key) {
      const scene = planScene(next, axis.pitch, grid.phone, context.format);
      for (const layer of [picture, steps, travels]) layer.replaceChildren();
      set(root, { "data-loss": scene.loss !== null, "data-phases": scene.split > 0 });
      set(picture, { width, height: scene.height, viewBox: `0 0 ${width} ${scene.height}` });
      built = buildScene({ picture, steps, travels }, scene, key, axis, context);
      built.backward = createBackward?.(travels, scene, built.count) ?? null;
      gutter.plan(scene, next, axis, grid.phone);
    }
    const about = `${reading.position} ${reading.T} ${next.unroll < 1} ${next.trace?.id} ${reading.backward} ${next.gradient !== null}`;
    if (about !== described) set(picture, { "aria-label": describe(next, reading, context) });
    described = about;
    drawScene(built, next, reading, axis, context);
    gutter.update(next);
    legend(next);
  }

  return {
    update,
    destroy() {
      observer.disconnect();
      root.replaceChildren();
    },
  };
}

/** Columns on screen, with one to spare on either side while the window turns. @param {TimeAxis} axis */
const poolSize = (axis) => (axis.windowed ? axis.count + 2 : axis.count);

/**
 * @param {{picture: SVGSVGElement, steps: HTMLElement, travels: HTMLElement}} canvas
 * @param {Scene} scene @param {string} key @param {TimeAxis} axis @param {Context} context
 */
function buildScene({ picture, steps, travels }, scene, key, axis, context) {
  const count = poolSize(axis);
  const cursor = svg(picture, "rect", { class: "stage-cursor", rx: 10, y: 0, width: axis.pitch - 2, height: scene.height });
  const fold = createFold(svg(picture, "g"), scene, context._);
  const columns = Array.from({ length: count }, () => ({ column: createColumn(steps, scene), drawn: "" }));
  const travel = createTravel(travels, scene);
  const phases = scene.split > 0 ? createPhases(picture, scene, context._) : null;
  return { key, scene, count, cursor, fold, columns, travel, phases, backward: /** @type {Backward|null} */ (null), still: /** @type {unknown[]} */ ([]) };
}

/** @param {ReturnType<typeof buildScene>} built @param {State} state @param {Reading} reading @param {TimeAxis} axis @param {Context} context */
function drawScene(built, state, reading, axis, context) {
  const { scene } = built;
  const palette = context.palette();
  const { open, slide, settle } = unrollBeats(state.unroll);
  const brisk = STEP_MS / state.config.speed < BRISK;
  const moment = momentOf(reading.beat, brisk);
  const foldX = axis.gutter + (axis.width - axis.gutter) / 2;
  const T = Math.max(1, reading.T);
  const first = Math.max(1, Math.floor(axis.first) + 1);
  const last = Math.min(T, first + built.count - 1);
  const folded = state.unroll < 1;
  const shownCount = last - first + 1;
  const lead = folded && state.time > 0 ? reading.position : first;

  const where = (/** @type {number} */ p) => {
    const slid = move(slideOf(slide, p - first, shownCount));
    const x = lerp(foldX, axis.x(p), slid);
    const pile = clamp(p - first, 0, PILE);
    return {
      x,
      tokenX: lerp(foldX + pile * 5, axis.x(p), move(settle)),
      tokenY: scene.chipY + lerp(pile * 4, 0, move(settle)),
    };
  };

  const still = [state.trace, state.shown, state.hover, Math.floor(state.time), reading.position, state.unroll, axis.first, palette.key];
  const changed = still.some((part, i) => part !== built.still[i]);
  built.still = still;
  /** A column keeps its step while the window turns. */
  const positionOf = (/** @type {number} */ i) => first + ((i - first + 1) % built.count + built.count) % built.count;
  built.columns.forEach((slot, i) => {
    const p = positionOf(i);
    if (!changed && p !== reading.position) return;
    if (state.trace !== null ? p > last : p > 1) return slot.column.away();
    const at = where(p);
    slot.column.place(at.x, at.tokenX, at.tokenY);
    slot.column.hide(folded && slide === 0 && p !== lead, folded && settle === 0 && p - first > PILE);
    const here = { p, moment, settle, scene };
    const key = `${columnKey(state, reading, here)},${palette.key}`;
    if (slot.drawn === key) return;
    slot.drawn = key;
    slot.column.draw(columnPicture(state, reading, here), palette);
  });

  if (changed) built.phases?.(axis, T, settle);
  const cursorX = axis.x(reading.position);
  set(built.cursor, {
    x: cursorX - axis.pitch / 2 + 1, visibility: state.trace === null || settle === 0 ? "hidden" : null, opacity: settle < 1 ? settle.toFixed(2) : null,
  });
  built.fold.draw({ x: where(first).x, open, opacity: state.trace ? 1 - settle : 1, times: T, right: axis.width, labels: state.trace?.labels ?? [] });
  built.travel.draw(reading.backward ? null : journey(state, reading, scene, cursorX, moment), palette);
  built.backward?.draw(state, reading, palette, positionOf, axis.x);
}

/** @param {State} state @param {Reading} reading @param {Context} context */
function describe(state, reading, { _, ngettext, format }) {
  if (!state.trace) return _("An empty network: there is nothing to read yet.");
  if (state.unroll < 1) return _("The network folded: one cell whose state loops back, {T} times.", { T: reading.T });
  const values = { T: reading.T, t: reading.position, label: noteInWords(state.trace.labels[reading.position - 1] ?? "", ngettext) };
  if (!reading.backward || !state.gradient) return _("The network unrolled over {T} timesteps, at step {t}, which reads “{label}”.", values);
  const { layer, direction } = state.shown;
  const left = leftAt(state.gradient, { layer: layer - 1, direction }, "h", reading.position);
  const all = { ...values, left: format.share(left) };
  return state.gradient.losses.length > 1
    ? _("The network unrolled over {T} timesteps. The gradient has come back to step {t}, which read “{label}”: in the hidden state it is {left} of its largest.", all)
    : _("The network unrolled over {T} timesteps. The gradient has come back to step {t}, which read “{label}”: {left} of it is left in the hidden state.", all);
}

/**
 * @param {HTMLElement} frame @param {SVGSVGElement} picture @param {Context} context
 * @param {() => {state: State, axis: TimeAxis, scene: Scene}|null} now
 */
function listen(frame, picture, context, now) {
  const under = (/** @type {PointerEvent|MouseEvent} */ event) => {
    const view = now();
    if (!view || !view.state.trace || view.state.unroll < 1) return null;
    const box = picture.getBoundingClientRect();
    return { ...view, hit: hitTest(view.scene, view.axis, view.state.trace.T, event.clientX - box.left, event.clientY - box.top) };
  };
  picture.addEventListener("pointermove", (event) => {
    const hit = under(event)?.hit;
    set(picture, { style: hit ? "cursor: pointer" : null });
    context.emit({ type: "hover", hover: hit?.unit ? { signal: hit.signal, t: hit.t, unit: hit.unit, layer: hit.row?.layer, direction: hit.row?.direction } : null });
  });
  picture.addEventListener("pointerleave", () => context.emit({ type: "hover", hover: null }));
  picture.addEventListener("click", (event) => {
    const hit = under(event)?.hit;
    if (!hit) return;
    const layer = hit.row ? { layer: hit.row.layer + 1, direction: hit.row.direction } : {};
    context.emit({ type: "select", t: hit.t, ...layer, ...(hit.unit ? { unit: hit.unit } : {}) });
    if (hit.signal) context.emit({ type: "pick", pick: { signal: hit.signal, path: "" } });
  });
  frame.addEventListener("keydown", (event) => {
    const view = now();
    if (!view?.state.trace || event.target !== frame) return;
    const { shown } = context.now();
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by) context.emit({ type: "select", unit: clamp(shown.unit + by, 1, view.scene.units) });
    else if (event.key === "Enter") context.emit({ type: "pick", pick: { signal: "h", path: "" } });
    else return;
    event.preventDefault();
  });
}
