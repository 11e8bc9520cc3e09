// @ts-check
/** Loss, metric, and the gradient, update by update. The axes are fixed from the start. */
import { nameOf, racersOf } from "../../core/training/config.js";
import { shownLook } from "../../core/training/state.js";
import { observeSize } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { linePath, plotFrame, updateX } from "../../lib/plot.js";
import { spread } from "../../lib/raster.js";
import { html, set, setText, svg } from "../../lib/svg.js";
import { curvesOf } from "./curve-kinds.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */
/** @typedef {import("../../core/training/state.js").TrainContext} TrainContext */
/** @typedef {import("./curve-kinds.js").Curve} Curve */
/** @typedef {import("../../core/training/config.js").TrainCell} TrainCell */

const HEIGHT = 160;
const TOP = 10;
const BOTTOM = 10;
const LINE = 16; // from one name to the next

/** @param {HTMLElement} root @param {TrainContext} context @returns {import("../../core/training/state.js").TrainView} */
export function createCurves(root, context) {
  root.replaceChildren();
  /** @type {ReturnType<typeof createChart>[]} */
  let charts = [];
  /** @type {TrainState|null} */
  let last = null;
  const draw = (/** @type {number} */ width) => {
    for (const chart of charts) if (last && width > 0) chart.draw(last, width);
  };
  let width = 0;
  const stop = observeSize(root, (now) => {
    width = now;
    draw(width);
  });
  return {
    update(state) {
      const same = last && last.looks === state.looks && last.at === state.at && last.config === state.config && last.task === state.task;
      if (last?.task !== state.task) {
        root.replaceChildren();
        charts = curvesOf(state, context).map((curve) => createChart(root, context, curve));
      }
      last = state;
      if (!same) draw(width);
    },
    destroy() {
      stop();
      root.replaceChildren();
    },
  };
}

/** @param {HTMLElement} root @param {TrainContext} context @param {Curve} curve */
function createChart(root, { _ }, curve) {
  const figure = html(root, "figure", { class: "curve" });
  const caption = html(figure, "figcaption");
  html(caption, "h2", {}, curve.title);
  const note = html(caption, "small");
  const picture = svg(figure, "svg", { height: HEIGHT, role: "img" });
  const scale = svg(picture, "g", { class: "curve-scale" });
  const now = svg(picture, "line", { class: "curve-now", y1: 0, y2: HEIGHT });
  const lines = svg(picture, "g");
  /** @type {Map<TrainCell, ReturnType<typeof createLine>>} */
  let racers = new Map();
  let built = "";

  /** @param {TrainState} state @param {number} width @param {(v: number) => number} y */
  function build(state, width, y) {
    const key = [state.config.cell, width].join();
    if (key === built) return;
    built = key;
    const frame = plotFrame(width);
    set(picture, { width, viewBox: `0 0 ${width} ${HEIGHT}` });
    setText(note, curve.note);
    scale.replaceChildren();
    const places = curve.ticks.map(([v]) => y(v));
    const apart = spread(places, 15, TOP, HEIGHT - BOTTOM);
    curve.ticks.forEach(([, word], i) => {
      svg(scale, "line", { x1: frame.left, x2: width - frame.right, y1: places[i], y2: places[i] });
      svg(scale, "text", { x: frame.left - 8, y: apart[i] + 4, "text-anchor": "end" }, word);
    });
    lines.replaceChildren();
    racers = new Map(racersOf(state.config).map((cell) => [cell, createLine(lines, cell)]));
  }

  return {
    /** @param {TrainState} state @param {number} width */
    draw(state, width) {
      const [low, high] = curve.range;
      const y = (/** @type {number} */ v) => TOP + ((high - v) / (high - low)) * (HEIGHT - TOP - BOTTOM);
      build(state, width, y);
      const { updates } = state.config;
      const frame = plotFrame(width);
      const x = (/** @type {number} */ update) => updateX(frame, update, updates);
      const look = shownLook(state);
      set(now, look === null ? { visibility: "hidden" } : { visibility: null, x1: x(look.update), x2: x(look.update) });
      const heads = [...racers].flatMap(([cell, line]) => {
        const learner = look?.cells[cell];
        const v = learner && curve.value(learner);
        const points = state.looks.flatMap(({ cells }, i) => {
          const one = cells[cell];
          if (!one || one.update === state.looks[i - 1]?.cells[cell]?.update) return []; // it is trained no further
          return [{ update: one.update, x: x(one.update), v: curve.value(one) }];
        });
        const until = look?.update ?? 0;
        line.draw(points.filter(({ update }) => update <= until), points.filter(({ update }) => update >= until), y, [low, high]);
        return typeof v === "number" && learner ? [{ line, cell, v, x: x(learner.update), y: y(clamp(v, low, high)), ended: learner.diverged !== null }] : [];
      });
      for (const line of racers.values()) line.hide();
      const places = spread(heads.map((head) => head.y), LINE, TOP, HEIGHT - BOTTOM);
      heads.forEach((head, i) => head.line.name(head.x, head.y, places[i], curve.print(head.v), head.ended));
      const said = heads.map(({ cell, v }) => `${nameOf(cell)} ${curve.print(v)}`).join(", ");
      set(picture, { "aria-label": look === null ? _("{title}: nothing yet", { title: curve.title }) : _("{title} after update {update}: {said}", { title: curve.title, update: look.update, said }) });
    },
  };
}

/** @param {SVGGElement} parent @param {TrainCell} cell */
function createLine(parent, cell) {
  const group = svg(parent, "g", { class: `curve-line is-${cell}` });
  const later = svg(group, "path", { class: "curve-later" });
  const path = svg(group, "path");
  const head = svg(group, "path", { class: "curve-head" });
  const label = svg(group, "text");
  const name = svg(label, "tspan", { class: "curve-name" }, nameOf(cell));
  const value = svg(label, "tspan", { dx: 5 });
  return {
    /** @param {{x: number, v: number|null|undefined}[]} before @param {{x: number, v: number|null|undefined}[]} after @param {(v: number) => number} y @param {[number, number]} range */
    draw(before, after, y, range) {
      set(path, { d: linePath(before, y, range) });
      set(later, { d: linePath(after, y, range) });
    },
    hide: () => set(group, { "data-headless": true }),
    /** @param {number} x @param {number} y @param {number} at where the name stands @param {string} text @param {boolean} ended */
    name(x, y, at, text, ended) {
      set(group, { "data-headless": false });
      set(head, { d: ended ? `M${x - 4} ${y - 4}l8 8m0 -8l-8 8` : `M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0`, "data-ended": ended });
      set(label, { x: x + 10, y: at + 4 });
      setText(name, nameOf(cell));
      setText(value, text);
    },
  };
}
