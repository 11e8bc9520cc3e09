// @ts-check
/** One unit over time: every signal a line in its hue and its own stroke, on the columns of the heatmaps. */
import { timeInside, valueAt } from "../../core/run/reading.js";
import { observeSize, px, restyle } from "../../lib/canvas.js";
import { clamp, lerp } from "../../lib/easing.js";
import { followPointer, onKeys } from "../../lib/gestures.js";
import { envelope, spread } from "../../lib/raster.js";
import { html, set, setText, svg } from "../../lib/svg.js";
import { knobAt } from "../../lib/timeline.js";
import { sceneOf } from "./scene.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("./scene.js").Scene} Scene */

const HEIGHT = 240;
const PAD = 12; // above and below the range
const LETTER = 14; // least distance of two letters

const DENSE = 3; // pitch under which dashes cannot be told from noise

/** Dashes tell lines apart without hue. @type {Record<string, number[]>} */
const DASHES = { f: [7, 3], i: [2.5, 2.5], g: [1.5, 3], n: [1.5, 3], o: [9, 3, 2, 3], z: [7, 3], r: [2.5, 2.5] };
/** c is the thick line, as on the stage. @param {string} name */
const thickness = (name) => ({ c: 3, h: 2 })[name] ?? 1.75;

/**
 * The range of the axis: what the signals can reach, and further where this unit's c goes further.
 * @param {Scene} scene @returns {[number, number]}
 */
export function range({ signals, layer, unit, H }) {
  let [low, high] = [signals.some(({ role }) => role !== "gate") ? -1 : 0, 1];
  for (const { name } of signals) {
    const values = layer.signals[name];
    for (let i = unit - 1; i < values.length; i += H) {
      if (!Number.isFinite(values[i])) continue;
      if (values[i] < low) low = values[i];
      if (values[i] > high) high = values[i];
    }
  }
  const outward = (/** @type {number} */ v) => Math.sign(v) * Math.ceil(Math.abs(v) * 2) / 2;
  return [outward(low), outward(high)];
}

/** @param {HTMLElement} root @param {Context} context @returns {import("../../core/types.js").View} */
export function createLines(root, context) {
  const { _, emit, format } = context;
  const view = html(root, "div", { class: "lines" });
  const key = html(view, "div", { class: "lines-key" });
  const axis = html(view, "div", { class: "lines-axis", "aria-hidden": "true" });
  const figure = html(view, "div", {
    class: "lines-figure",
    role: "slider",
    tabindex: 0,
    "aria-label": _("One unit over time"),
    "aria-roledescription": _("line chart"),
    "aria-valuemin": 1,
  });
  const picture = svg(figure, "svg", { class: "lines-picture", "aria-hidden": "true", height: HEIGHT });
  const grid = svg(picture, "g", { class: "lines-grid" });
  const ends = svg(picture, "g");
  const [ahead, read] = ["lines-ahead", "lines-read"].map((name) => html(figure, "canvas", { class: name, "aria-hidden": "true" }));
  const marks = svg(figure, "svg", { class: "lines-dots", "aria-hidden": "true", height: HEIGHT });
  const present = svg(marks, "path", { class: "lines-now" });
  const dots = svg(marks, "g");

  /** @type {State|null} */
  let state = null;
  /** @type {Scene|null} */
  let scene = null;
  /** @type {unknown[]} */
  let drawn = [];
  let width = 0;
  /** @type {[number, number]} */
  let [low, high] = [-1, 1];
  /** @type {{name: string, value: HTMLElement, item: HTMLElement, sample: SVGPathElement, letter: SVGTextElement, dot: SVGCircleElement}[]} */
  let lines = [];
  let names = "";
  const stop = observeSize(view, (now) => {
    width = now;
    if (state) update(state);
  });

  const y = (/** @type {number} */ v) => PAD + ((high - v) / (high - low)) * (HEIGHT - 2 * PAD);
  const x = (/** @type {number} */ step) => (scene ? (step - 0.5) * scene.pitch : 0);

  /** @param {Scene} next */
  function rebuild({ signals }) {
    for (const group of [key, ends, dots]) group.replaceChildren();
    lines = signals.map(({ name, title }) => {
      const item = html(key, "div", { class: `lines-item sig-${name}`, title });
      html(item, "span", { class: "heatmaps-letter" }, name);
      return {
        name,
        item,
        sample: svg(svg(item, "svg", { width: 22, height: 10, "aria-hidden": "true" }), "path", { d: "M0 5H22", "stroke-width": thickness(name) }),
        value: html(item, "span", { class: "lines-value" }),
        letter: svg(ends, "text", { class: `lines-letter sig-${name}` }, name),
        dot: svg(dots, "circle", { class: `lines-dot sig-${name}`, r: 3.5 }),
      };
    });
  }

  function drawAxis() {
    axis.replaceChildren();
    grid.replaceChildren();
    /** @type {number[]} */
    const ticks = [];
    for (const v of [high, low, 0, 1, -1]) {
      if (v < low || v > high || ticks.some((other) => Math.abs(y(other) - y(v)) < LETTER)) continue;
      ticks.push(v);
      svg(grid, "path", { d: `M0 ${y(v)}H${scene ? scene.T * scene.pitch : 0}`, class: v === 0 ? "is-zero" : "" });
      const label = html(axis, "span", {}, format.number(v, Number.isInteger(v) ? 0 : 1));
      restyle(label, { top: px(y(v)) });
    }
  }

  /** Broken where values are not finite. @param {CanvasRenderingContext2D} pen @param {import("../../core/types.js").Numbers} values @param {number} H @param {number} unit */
  function polyline(pen, values, H, unit) {
    let drawing = false;
    pen.beginPath();
    for (let i = unit - 1, step = 1; i < values.length; i += H, step++) {
      const finite = Number.isFinite(values[i]);
      if (finite && drawing) pen.lineTo(x(step), y(values[i]));
      else if (finite) pen.moveTo(x(step), y(values[i]));
      drawing = finite;
    }
    pen.stroke();
  }

  /** @param {CanvasRenderingContext2D} pen @param {([number, number]|null)[]} spans @param {number} thick */
  function bars(pen, spans, thick) {
    spans.forEach((column, left) => {
      if (column) pen.fillRect(left, y(column[1]) - thick / 2, 1, y(column[0]) - y(column[1]) + thick);
    });
  }

  /** @param {Scene} next @param {string|null} bright the signal pointed at: the others step back */
  function drawCurves({ layer, T, H, unit, pitch }, bright) {
    const ratio = root.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    const wide = T * pitch;
    restyle(figure, { width: px(wide), height: px(HEIGHT) });
    set(picture, { width: px(wide) });
    for (const canvas of [read, ahead]) {
      [canvas.width, canvas.height] = [Math.round(wide * ratio), HEIGHT * ratio];
      restyle(canvas, { width: px(wide), height: px(HEIGHT) });
    }
    const pen = /** @type {CanvasRenderingContext2D} */ (read.getContext("2d"));
    pen.scale(ratio, ratio);
    pen.lineJoin = "round";
    for (const { name, item, sample } of lines) {
      const dashes = pitch < DENSE ? [] : (DASHES[name] ?? []);
      set(sample, { "stroke-dasharray": dashes.length > 0 ? dashes.join(" ") : null });
      pen.strokeStyle = pen.fillStyle = getComputedStyle(item).getPropertyValue("--sig");
      pen.lineWidth = thickness(name);
      pen.globalAlpha = bright && bright !== name ? 0.4 : 1;
      pen.setLineDash(dashes);
      if (pitch < 1) bars(pen, envelope(layer.signals[name], H, unit, Math.round(wide)), thickness(name));
      else polyline(pen, layer.signals[name], H, unit);
    }
    ahead.getContext("2d")?.drawImage(read, 0, 0);
  }

  /** Letters stand behind the ends of their lines, or in the margin where the last column leaves no room. @param {Scene} next */
  function drawLetters({ layer, T, unit, pitch }) {
    const wanted = lines.map(({ name }) => {
      const v = valueAt(layer, name, T, unit);
      return y(Number.isFinite(v) ? clamp(v, low, high) : 0);
    });
    const places = spread(wanted, LETTER, PAD, HEIGHT - PAD);
    const left = pitch >= 40 ? x(T) + 8 : T * pitch + 4;
    lines.forEach(({ letter }, i) => set(letter, { x: left, y: places[i] + 4.5 }));
  }

  /** @param {Scene} next */
  function draw(next) {
    const bright = next.hover?.signal ?? null;
    const parts = [next.layer, next.unit, next.T, next.pitch, context.palette().key, names, bright];
    if (parts.every((part, i) => part === drawn[i])) return;
    const same = parts.slice(0, -1).every((part, i) => part === drawn[i]);
    drawn = parts;
    if (!same) {
      [low, high] = range(next);
      drawAxis();
      drawLetters(next);
    }
    drawCurves(next, bright);
  }

  /** @param {Scene} next */
  function mark({ layer, T, unit, pitch, reading, hover }) {
    const now = reading.backward ? (reading.reverse ? 0 : T * pitch) : knobAt(reading.k - 1 + reading.beat, T, pitch, reading.reverse);
    const [left, right] = [px(now), px(T * pitch - now)];
    restyle(reading.reverse ? ahead : read, { "clip-path": `inset(-${PAD}px ${right} -${PAD}px 0)` });
    restyle(reading.reverse ? read : ahead, { "clip-path": `inset(-${PAD}px 0 -${PAD}px ${left})` });
    set(present, { d: `M${x(reading.position).toFixed(1)} 0V${HEIGHT}` });
    const t = hover?.t ?? reading.position;
    for (const { name, value, item, dot } of lines) {
      const v = valueAt(layer, name, t, unit);
      setText(value, format.number(v));
      set(dot, Number.isFinite(v) ? { cx: x(t), cy: y(v), visibility: null } : { visibility: "hidden" });
      const others = Boolean(hover?.signal) && hover?.signal !== name;
      for (const part of [item, dot]) set(part, { "data-faint": others });
    }
  }

  /** @param {Scene} next */
  function announce({ T, layer, reading, unit, signals }) {
    const values = signals.map(({ name, title }) => `${title} ${format.number(valueAt(layer, name, reading.position, unit))}`);
    set(figure, {
      "aria-valuemax": T,
      "aria-valuenow": reading.position,
      "aria-valuetext": _("unit {unit}, step {t}: {value}", { unit, t: reading.position, value: values.join(", ") }),
    });
  }

  /** The line nearest to a point. @param {number} left @param {number} top */
  function pointAt(left, top) {
    if (!scene) return null;
    const { layer, pitch, T, unit } = scene;
    const t = clamp(Math.floor(left / pitch) + 1, 1, T);
    const v = lerp(high, low, (top - PAD) / (HEIGHT - 2 * PAD));
    const distance = (/** @type {string} */ name) => Math.abs(valueAt(layer, name, t, unit) - v);
    const [nearest] = lines.map(({ name }) => name).sort((a, b) => distance(a) - distance(b));
    return { signal: nearest, t, unit };
  }

  followPointer(figure, {
    hover: (left, top) => emit({ type: "hover", hover: pointAt(left, top) }),
    leave: () => emit({ type: "hover", hover: null }),
    click(left, top) {
      const point = pointAt(left, top);
      if (!point) return;
      emit({ type: "select", unit: point.unit, t: point.t });
      emit({ type: "pick", pick: { signal: point.signal, path: "" } });
    },
    drag(left) {
      const point = pointAt(left, 0);
      if (point && scene) emit({ type: "seek", t: timeInside(scene.reading, point.t) });
    },
  });
  onKeys(figure, () => {
    if (!scene) return {};
    const { T, H, unit, reading } = scene;
    const go = (/** @type {number} */ t) => emit({ type: "seek", t: timeInside(reading, clamp(t, 1, T)) });
    const pick = (/** @type {number} */ j) => emit({ type: "select", unit: clamp(j, 1, H) });
    return {
      ArrowRight: () => go(reading.position + 1),
      ArrowLeft: () => go(reading.position - 1),
      ArrowDown: () => pick(unit + 1),
      ArrowUp: () => pick(unit - 1),
      Home: () => go(1),
      End: () => go(T),
    };
  });

  /** @param {State} next */
  function update(next) {
    state = next;
    const seen = sceneOf(next, width);
    if (!seen) return;
    scene = seen;
    const listed = seen.signals.map(({ name, title }) => name + title).join();
    if (listed !== names) rebuild(seen);
    names = listed;
    set(view, { "data-phone": seen.phone });
    draw(seen);
    mark(seen);
    announce(seen);
  }

  return {
    update,
    destroy() {
      stop();
      view.remove();
    },
  };
}
