// @ts-check
/**
 * One signal of a layer, units × time: its name and value in the gutter, its picture on the shared time axis.
 *
 * The numbers are drawn once; what moves while the network reads (the part still to come, the ring, the hovered unit)
 * are elements above the canvas that only change place, so a frame costs no drawing.
 */
import { valueAt } from "../../core/run/reading.js";
import { createHeatmapCanvas, observeSize, px, restyle } from "../../lib/canvas.js";
import { FOLDED, openHeight } from "../../lib/raster.js";
import { html, set, setText, svg } from "../../lib/svg.js";

/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").SignalInfo} SignalInfo */
/** @typedef {import("../../lib/canvas.js").Picture} Picture */
/** @typedef {import("./scene.js").Scene} Scene */

/** How far the step under way has got with a signal, 0 … 1: each gets its value in its own beat. @param {string} name @param {string} role @param {Scene} scene */
export function writtenShare(name, role, { moment, layer }) {
  if (role !== "state") return moment.gauge(name);
  return name === "h" && "c" in layer.signals ? moment.emit : moment.write;
}

/**
 * @param {HTMLElement} parent @param {Context} context @param {SignalInfo} signal @param {() => void} onToggle
 */
export function createHeatmap(parent, context, signal, onToggle) {
  const { _, format } = context;
  const row = html(parent, "div", { class: `heatmaps-row sig-${signal.name}` });
  const gutter = html(row, "div", { class: "heatmaps-gutter" });
  html(gutter, "span", { class: "heatmaps-letter", "aria-hidden": "true" }, signal.name);
  const id = `heatmap-${signal.name}`;
  const button = html(gutter, "button", { type: "button", class: "heatmaps-fold", "aria-controls": id });
  html(button, "span", { class: "heatmaps-title" }, signal.title);
  const chevron = svg(button, "svg", { class: "heatmaps-chevron", viewBox: "0 0 10 10", "aria-hidden": "true" });
  svg(chevron, "path", { d: "M3 1.5 7 5 3 8.5" });
  const value = html(gutter, "span", { class: "heatmaps-value" });
  const figure = html(row, "div", {
    id,
    class: "heatmaps-figure",
    role: "slider",
    "aria-label": signal.title,
    "aria-roledescription": _("heatmap"),
    "aria-valuemin": 1,
    "data-signal": signal.name,
  });
  const canvas = html(figure, "canvas", { "aria-hidden": "true" });
  const rest = html(figure, "div", { class: "heatmaps-veil is-rest" });
  const now = html(figure, "div", { class: "heatmaps-veil" });
  const hovered = html(figure, "div", { class: "heatmaps-hovered" });
  const column = html(figure, "div", { class: "heatmaps-now" });
  const ring = html(figure, "div", { class: "heatmaps-ring" });
  const marker = html(figure, "div", { class: "heatmaps-marker" });
  button.addEventListener("click", onToggle);

  const picture = createHeatmapCanvas(canvas);
  /** @type {Scene|null} */
  let scene = null;
  let size = { width: 0, height: 0 };
  /** @type {unknown[]} */
  let drawn = [];
  let spoken = "";
  const stop = observeSize(figure, (width, height) => {
    size = { width, height };
    drawn = [];
    draw();
  });

  function draw() {
    if (!scene || size.width === 0) return;
    const palette = context.palette();
    const { layer, T, H, overflow } = scene;
    const key = [layer.signals[signal.name], palette.key, overflow?.from, overflow?.to, scene.gap];
    if (key.every((part, i) => part === drawn[i]) && drawn.length > 0) return;
    drawn = key;
    picture.draw({ signal, values: layer.signals[signal.name], T, H, ...size, gap: scene.gap, overflow }, palette);
  }

  /** A box over a unit: the cell's own, or a little more where cells are too small to hold a frame. @param {number} unit @param {number} H @param {number} least */
  const across = (unit, H, least) => ({
    top: `calc(${((unit - 0.5) / H) * 100}% - max(${50 / H}%, ${least / 2}px))`,
    height: `max(${100 / H}%, ${least}px)`,
  });

  /** @param {Scene} next @param {boolean} open */
  function place(next, open) {
    const { T, H, pitch, reading, unit, hover } = next;
    const left = (reading.position - 1) * pitch;
    const shown = writtenShare(signal.name, signal.role, next);
    const ahead = reading.backward ? 0 : (T - reading.k) / T;
    restyle(figure, { width: px(T * pitch), height: px(open ? openHeight(H, next.alone) : FOLDED) });
    restyle(rest, { transform: `scaleX(${ahead})`, "transform-origin": reading.reverse ? "left" : "right" });
    restyle(now, { width: px(pitch), transform: `translateX(${px(left)})`, opacity: String(0.78 * (1 - shown)) });
    const wide = Math.max(pitch, 6);
    restyle(column, { width: px(wide), transform: `translateX(${px(left - (wide - pitch) / 2)})` });
    restyle(ring, { width: px(wide), transform: `translateX(${px(left - (wide - pitch) / 2)})`, ...across(unit, H, 6) });
    restyle(marker, { top: `${((unit - 0.5) / H) * 100}%` });
    set(hovered, { "data-on": Boolean(hover?.unit) });
    if (hover?.unit) restyle(hovered, across(hover.unit, H, 4));
  }

  /** @type {unknown[]} */
  let announced = [];
  /** @param {Scene} next */
  function announce({ T, layer, reading, unit, hover }) {
    const about = [layer, reading.position, unit, hover];
    if (about.every((part, i) => part === announced[i])) return;
    announced = about;
    const [t, j] = [hover?.t ?? reading.position, hover?.unit ?? unit];
    setText(value, format.number(valueAt(layer, signal.name, t, j)));
    const text = _("unit {unit}, step {t}: {value}", {
      unit,
      t: reading.position,
      value: format.number(valueAt(layer, signal.name, reading.position, unit)),
    });
    if (text === spoken) return;
    spoken = text;
    set(figure, { "aria-valuemax": T, "aria-valuenow": reading.position, "aria-valuetext": text });
  }

  return {
    name: signal.name,
    figure,
    /** @param {Scene} next @param {boolean} open @param {boolean} reachable by Tab */
    update(next, open, reachable) {
      scene = next;
      set(row, { "data-open": open });
      set(button, { "aria-expanded": String(open) });
      set(figure, { tabindex: reachable ? 0 : -1 });
      place(next, open);
      draw();
      announce(next);
    },
    destroy() {
      stop();
      row.remove();
    },
  };
}
