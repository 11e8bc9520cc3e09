// @ts-check
/** Loss, metric, and the gradient that reaches step 1, update by update. The axes are fixed from the start. */
import { nameOf, racersOf } from "../../core/train-config.js";
import { shownLook } from "../../core/train-store.js";
import { observeSize } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { linePath, plotFrame, updateX } from "../../lib/plot.js";
import { spread } from "../../lib/raster.js";
import { html, set, setText, svg } from "../../lib/svg.js";

/** @typedef {import("../../core/train-store.js").TrainState} TrainState */
/** @typedef {import("../../core/train-store.js").TrainContext} TrainContext */
/** @typedef {import("../../core/train-stream.js").Learner} Learner */
/** @typedef {import("../../core/train-stream.js").Look} Look */
/** @typedef {import("../../core/race-config.js").Racer} Racer */
/**
 * @typedef {object} Curve
 * @property {string} title
 * @property {(state: TrainState) => string} note
 * @property {(learner: Learner) => number|null|undefined} value
 * @property {(state: TrainState) => [number, number]} range
 * @property {(state: TrainState) => [number, string][]} ticks
 * @property {(v: number) => string} print
 */

const HEIGHT = 160;
const TOP = 10;
const BOTTOM = 10;
const LINE = 16; // from one name to the next
const FAINT = -3.3; // log10 of a share that is no longer told in percent
const DEEPEST = -6; // log10 of the smallest share of the gradient on the axis

/** @param {TrainContext} context @returns {Curve[]} */
function curvesOf({ _, ngettext, format }) {
  return [
    {
      title: _("Loss"),
      note: ({ task }) => ngettext("cross-entropy, on {n} unseen example", "cross-entropy, on {n} unseen examples", task.unseen, { n: task.unseen }),
      value: ({ loss }) => loss,
      range: ({ task }) => [0, task.guess.loss * 1.1],
      ticks: ({ task }) => [[task.guess.loss, _("guess")], [1, "1"], [0.5, format.number(0.5, 1)], [0, "0"]],
      print: (v) => format.number(v),
    },
    {
      title: _("Accuracy"),
      note: () => _("first letter named right"),
      value: ({ metric }) => metric,
      range: () => [0, 1],
      ticks: ({ task }) => [[1, format.percent(1)], [0.5, format.percent(0.5)], [task.guess.metric, _("chance")], [0, format.percent(0)]],
      print: format.percent,
    },
    {
      title: _("Gradient that reaches step 1"),
      note: () => _("share of the gradient at the end"),
      value: ({ log10_gradient: shares }) => shares?.[0],
      range: () => [DEEPEST, 0.5],
      ticks: () => [[0, "1"], [-2, format.percent(0.01)], [-4, format.tenTo(-4)], [-6, format.tenTo(-6)]],
      print: (v) => (v < FAINT ? format.tenTo(Math.round(v)) : format.share(v)),
    },
  ];
}

/** @param {HTMLElement} root @param {TrainContext} context @returns {import("../../core/train-store.js").TrainView} */
export function createLearning(root, context) {
  root.replaceChildren();
  const charts = curvesOf(context).map((curve) => createChart(root, context, curve));
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
  /** @type {Map<Racer, ReturnType<typeof createLine>>} */
  let racers = new Map();
  let built = "";

  /** @param {TrainState} state @param {number} width @param {(v: number) => number} y */
  function build(state, width, y) {
    const key = [state.config.cell, width, state.task.unseen].join();
    if (key === built) return;
    built = key;
    const frame = plotFrame(width);
    set(picture, { width, viewBox: `0 0 ${width} ${HEIGHT}` });
    setText(note, curve.note(state));
    scale.replaceChildren();
    const places = curve.ticks(state).map(([v]) => y(v));
    const apart = spread(places, 15, TOP, HEIGHT - BOTTOM);
    curve.ticks(state).forEach(([, word], i) => {
      svg(scale, "line", { x1: frame.left, x2: width - frame.right, y1: places[i], y2: places[i] });
      svg(scale, "text", { x: frame.left - 8, y: apart[i] + 4, "text-anchor": "end" }, word);
    });
    lines.replaceChildren();
    racers = new Map(racersOf(state.config).map((cell) => [cell, createLine(lines, cell)]));
  }

  return {
    /** @param {TrainState} state @param {number} width */
    draw(state, width) {
      const [low, high] = curve.range(state);
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
        const points = state.looks.flatMap(({ update, cells }) => {
          const one = cells[cell];
          return one && one.update === update ? [{ update, x: x(update), v: curve.value(one) }] : [];
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

/** @param {SVGGElement} parent @param {Racer} cell */
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
