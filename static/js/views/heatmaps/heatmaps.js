// @ts-check
/** Every recorded signal of the selected layer, units × time or one unit as lines, under the one cursor of the page. */
import { lazyView } from "../../core/lazy.js";
import { currentStep, timeInside } from "../../core/run/reading.js";
import { observeSize, px, restyle } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { followPointer, onKeys } from "../../lib/gestures.js";
import { openAtFirst } from "../../lib/raster.js";
import { html, set, setText } from "../../lib/svg.js";
import { createHeatmap } from "./heatmap.js";
import { readAt, sceneOf } from "./scene.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Hover} Hover */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("./scene.js").Scene} Scene */

/** @param {HTMLElement} root @param {Context} context @returns {import("../../core/types.js").View} */
export function createHeatmaps(root, context) {
  const { _, emit } = context;
  const view = html(root, "section", { class: "heatmaps-view", "aria-label": _("Every value over time"), hidden: true });
  const head = html(view, "div", { class: "heatmaps-head" });
  const modes = html(head, "div", { class: "segmented", role: "group", "aria-label": _("Show values as") });
  const asHeatmap = html(modes, "button", { type: "button", "aria-pressed": "true" }, _("Heatmap"));
  const asLine = html(modes, "button", { type: "button", "aria-pressed": "false" }, _("Line"));
  const readout = html(head, "span", { class: "heatmaps-readout" });
  const body = html(view, "div", { class: "heatmaps-body" });
  const wash = html(body, "div", { class: "heatmaps-wash" });
  const rowsRoot = html(body, "div", { class: "heatmaps-rows" });
  const linesRoot = html(body, "div", { class: "heatmaps-lines", hidden: true });
  const cursor = html(body, "div", { class: "heatmaps-cursor" });
  const cross = html(body, "div", { class: "heatmaps-cross" });
  const details = html(view, "details", { class: "heatmaps-table" });
  html(details, "summary", {}, _("Show as table"));
  const table = lazyView((/** @type {Scene} */ _scene) => details.open, async () => (await import("./values-table.js")).createValuesTable)(details, context);
  details.addEventListener("toggle", () => scene && table.update(scene));
  const lines = lazyView(() => true, async () => (await import("./unit-lines.js")).createLines)(linesRoot, context);

  /** @type {{figure: HTMLElement, name: string, update: Function, destroy: () => void}[]} */
  let rows = [];
  /** @type {Set<string>} */
  let open = new Set();
  let active = "";
  let kind = "";
  /** @type {State|null} */
  let state = null;
  /** @type {Scene|null} */
  let scene = null;
  let width = 0;
  let asLines = false;
  const stop = observeSize(view, (now) => {
    if (now === width) return;
    width = now;
    if (state) update(state);
  });

  /** @param {number} x @param {number} y @param {HTMLElement} figure */
  function pointAt(x, y, figure) {
    if (!scene) return null;
    const { T, H, pitch } = scene;
    const name = figure.dataset.signal ?? "";
    const t = clamp(Math.floor(x / pitch) + 1, 1, T);
    // a folded band is too slim to point at a unit: it keeps the selected one
    const unit = open.has(name) ? clamp(Math.floor((y / figure.clientHeight) * H) + 1, 1, H) : scene.unit;
    return { signal: name, t, unit };
  }


  /** @param {{signal: string, t: number, unit: number}} point */
  function choose({ signal, t, unit }) {
    emit({ type: "select", unit, t });
    emit({ type: "pick", pick: { signal, path: "" } });
  }

  /** @param {HTMLElement} figure */
  function listen(figure) {
    let last = "";
    const hover = (/** @type {Hover|null} */ point) => {
      const key = point ? `${point.signal} ${point.t} ${point.unit}` : "";
      if (key === last) return;
      last = key;
      emit({ type: "hover", hover: point });
    };
    followPointer(figure, {
      hover: (x, y) => hover(pointAt(x, y, figure)),
      leave: () => hover(null),
      click: (x, y) => {
        const point = pointAt(x, y, figure);
        if (point) choose(point);
      },
      drag: (x) => {
        const point = pointAt(x, 0, figure);
        if (point && scene) emit({ type: "seek", t: timeInside(scene.reading, point.t) });
      },
    });
    figure.addEventListener("focus", () => {
      active = figure.dataset.signal ?? "";
      if (state) update(state);
    });
    onKeys(figure, () => keys(figure));
  }

  /** Arrows move step and unit, over the edge into the next heatmap. @param {HTMLElement} figure @returns {Record<string, () => void>} */
  function keys(figure) {
    if (!scene) return {};
    const { T, H } = scene;
    const now = context.now();
    const [reading, unit] = [currentStep(now), now.shown.unit];
    const go = (/** @type {number} */ position) => emit({ type: "seek", t: timeInside(reading, clamp(position, 1, T)) });
    const at = rows.findIndex((row) => row.figure === figure);
    /** @param {number} by */
    const move = (by) => {
      const next = rows[at + by];
      if (unit + by >= 1 && unit + by <= H) emit({ type: "select", unit: unit + by });
      else if (next) {
        emit({ type: "select", unit: by > 0 ? 1 : H });
        next.figure.focus();
      }
    };
    return {
      ArrowRight: () => go(reading.position + 1),
      ArrowLeft: () => go(reading.position - 1),
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Home: () => go(1),
      End: () => go(T),
      Enter: () => choose({ signal: figure.dataset.signal ?? "", t: reading.position, unit }),
    };
  }

  /** @param {Scene} next */
  function rebuild({ signals }) {
    for (const row of rows) row.destroy();
    open = openAtFirst(signals);
    active = signals.find(({ name }) => open.has(name))?.name ?? signals[0].name;
    rows = signals.map((signal) => createHeatmap(rowsRoot, context, signal, () => toggle(signal.name)));
    for (const row of rows) listen(row.figure);
  }

  /** @param {string} name */
  function toggle(name) {
    if (!open.delete(name)) open.add(name);
    if (state) update(state);
  }

  /** @param {boolean} next */
  function show(next) {
    if (next === asLines) return;
    const before = body.offsetHeight;
    asLines = next;
    set(asLine, { "aria-pressed": String(next) });
    set(asHeatmap, { "aria-pressed": String(!next) });
    set(linesRoot, { hidden: !next });
    set(rowsRoot, { hidden: next });
    if (state) update(state);
    if (context.reducedMotion()) return;
    const style = getComputedStyle(body);
    const duration = parseFloat(style.getPropertyValue("--move")) || 0;
    body.animate([{ height: px(before) }, { height: px(body.offsetHeight) }], { duration, easing: "ease-in-out" });
    (next ? linesRoot : rowsRoot).animate([{ opacity: 0 }, { opacity: 1 }], { duration });
  }
  asHeatmap.addEventListener("click", () => show(false));
  asLine.addEventListener("click", () => show(true));

  /** @param {Scene} next */
  function placeCursor({ reading, pitch, left, hover }) {
    const frame = (/** @type {number} */ position, /** @type {number} */ least) => {
      const wide = Math.max(pitch, least);
      return { width: px(wide), transform: `translateX(${px(left + (position - 0.5) * pitch - wide / 2)})` };
    };
    restyle(cursor, frame(reading.position, 5));
    restyle(wash, frame(reading.position, 5));
    set(cross, { "data-on": Boolean(hover?.t) });
    if (hover?.t) restyle(cross, frame(hover.t, 3));
  }

  /** @param {Scene} next */
  function writePlace({ reading, unit: selected, hover, ...read }) {
    const [t, unit] = [hover?.t ?? reading.position, hover?.unit ?? selected];
    const label = readAt(read, t, _);
    const words = read.fed === "token"
      ? _("unit {unit} at step {t}, “{label}”", { unit, t, label })
      : _("unit {unit} at step {t}, {number}", { unit, t, number: label });
    setText(readout, words);
  }

  /** @param {State} next */
  function update(next) {
    state = next;
    const drawn = sceneOf(next, width);
    if (next.trace) set(view, { hidden: false });
    else set(view, { hidden: true });
    if (!drawn) return;
    scene = drawn;
    const names = drawn.signals.map(({ name, title }) => name + title).join();
    if (names !== kind) rebuild(drawn);
    kind = names;
    set(view, { "data-ready": true, "data-phone": drawn.phone, "data-windowed": drawn.windowed });
    placeCursor(drawn);
    writePlace(drawn);
    if (asLines) lines.update(next);
    else for (const row of rows) row.update(drawn, open.has(row.name), row.name === active);
    table.update(drawn);
  }

  return {
    update,
    destroy() {
      stop();
      lines.destroy();
      table.destroy();
      for (const row of rows) row.destroy();
      view.remove();
    },
  };
}
