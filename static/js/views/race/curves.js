// @ts-check
/** Sizes by distance from the loss, on a log scale, over the same steps as the lanes. */
import { px, restyle } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { bestPlace } from "../../lib/label-place.js";
import { html, set, setText, svg } from "../../lib/svg.js";
import { DEPTH, light } from "./lane.js";
import { NAMES } from "./outcome-words.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */
/** @typedef {import("../../core/race/race.js").Race} Race */
/** @typedef {import("./lane.js").RaceGrid} RaceGrid */

const HEIGHT = 250;
const TOP = 18;
const BOTTOM = 26;
const MOST_DOTS = 24;
const NARROW = 40; // a smaller margin is that of a narrow page, where the numbers of the axis stand on the curves
const AXIS = 48;

/** Steps between two lines, in decades: a few lines whatever the range. @param {number} span */
export const decades = (span) => [1, 2, 5, 10, 20, 50, 100, 200, 500].find((step) => span / step <= 8) ?? 1000;

/** The range of the axis, in decades: all that is on screen, and at least from 1 to 10⁻³. @param {Race} race @returns {[number, number]} */
export function range({ cells, runners }) {
  let [low, high] = [-3, 0];
  for (const cell of cells) {
    for (const { share } of runners[cell].lanes) {
      for (const v of share) {
        if (v > high && v < Infinity) high = v;
        else if (v < low && v > -Infinity) low = v;
      }
    }
  }
  return [Math.floor(low), Math.ceil(high)];
}

/** A path through sizes by distance; what is exactly zero, or no number, leaves a gap. @param {Float32Array} sizes @param {(k: number) => number} x @param {(v: number) => number} y @param {number} every */
export function curvePath(sizes, x, y, every) {
  let path = "";
  let pen = "M";
  for (let k = 0; k < sizes.length; k = k + every < sizes.length || k === sizes.length - 1 ? k + every : sizes.length - 1) {
    if (Number.isFinite(sizes[k])) {
      path += `${pen}${x(k).toFixed(1)} ${y(sizes[k]).toFixed(1)}`;
      pen = "L";
    } else pen = "M";
  }
  return path;
}

/** Numbers along the steps back: round ones, as many as have room. @param {number} steps @param {number} pitch */
export function ticks(steps, pitch) {
  const every = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((step) => step * pitch >= 48) ?? 1000;
  return Array.from({ length: Math.floor((steps - 1) / every) }, (_, i) => (i + 1) * every);
}

/** @param {HTMLElement} root @param {RaceContext} context */
export function createCurves(root, context) {
  const { _, format } = context;
  const heading = html(root, "div", { class: "race-curves-name" });
  html(heading, "h2", { id: "curves-title" }, _("Gradient size"));
  const unit = html(heading, "p");
  const figure = html(root, "div", { class: "race-curves", style: `height:${HEIGHT}px` });
  const axis = html(figure, "div", { class: "race-curves-axis", "aria-hidden": "true" });
  const picture = svg(figure, "svg", { class: "race-picture", role: "img", height: HEIGHT });
  const grid = svg(picture, "g", { class: "race-grid-lines" });
  const limit = svg(picture, "path", { class: "race-limit" });
  const bound = svg(picture, "path", { class: "race-bound" });
  const lines = [["rnn", "h"], ["gru", "h"], ["lstm", "h"], ["lstm", "c"]].map(([cell, state]) => ({
    cell: /** @type {import("../../core/race/config.js").Racer} */ (cell),
    state,
    path: svg(picture, "path", { class: `race-curve is-${cell} sig-${state}`, "data-state": state }),
    dots: svg(picture, "g", { class: `race-dots is-${cell} sig-${state}`, "data-state": state }),
    label: svg(picture, "text", { class: `race-label is-${cell} sig-${state}`, "data-state": state }),
  }));
  const boundLabel = svg(picture, "text", { class: "race-label race-bound-label" });
  const numbers = svg(picture, "g", { class: "race-numbers" });
  const veil = html(figure, "div", { class: "race-curves-veil" });

  /** @param {RaceState} state @param {RaceGrid} place */
  function draw({ race, shown }, place) {
    if (race === null) return;
    const palette = context.palette();
    const [low, high] = range(race);
    const y = (/** @type {number} */ v) => TOP + ((high - v) / (high - low)) * (HEIGHT - TOP - BOTTOM);
    const x = (/** @type {number} */ k) => place.x(race.from - k);
    set(picture, { width: px(place.width + place.margin) });
    drawScale(low, high, y, place, race.from);
    const depth = DEPTH[shown.horizon];
    const lost = shown.horizon === "share" ? -2 : Math.log10(2 ** -23);
    set(limit, { d: lost >= low ? `M0 ${y(lost)}H${place.width}` : null });
    const every = Math.max(1, Math.round(1 / place.pitch));
    for (const { cell, state, path, dots, label } of lines) {
      const lane = race.runners[cell]?.lanes.find((one) => one.state === state);
      for (const part of [path, dots, label]) set(part, { display: lane ? null : "none" });
      if (!lane) continue;
      const behind = race.from - lane.share.length; // a run that overflowed starts further back
      const along = (/** @type {number} */ k) => x(k + behind);
      set(path, { d: curvePath(lane.share, along, y, every) });
      drawDots(dots, state === "h" && cell === "lstm" ? new Float32Array() : lane.share, along, y, palette, depth);
      setText(label, cell === "lstm" ? (state === "c" ? _("LSTM, cell state c") : _("LSTM, hidden state h")) : NAMES[cell]);
    }
    const { rnn } = race.runners;
    const most = rnn && rnn.overflow === null ? rnn.bound : null;
    const shownBound = most?.slice(0, race.from).filter((v) => v >= low && v <= high) ?? new Float32Array();
    set(bound, { d: curvePath(shownBound, x, y, every) });
    set(boundLabel, { display: most ? null : "none" });
    if (rnn) writeBound(format.number(rnn.spectrum.h.stretch), place.width);
    placeLabels(race, shownBound, x, y, place, y(lost));
    set(picture, { "aria-label": _("Curves: the size of the gradient by the distance to the loss. The table below has the numbers.") });
    setText(unit, _("relative to the loss, each line {factor} times less", { factor: decades(high - low) < 5 ? format.number(10 ** decades(high - low), 0) : format.tenTo(decades(high - low)) }));
  }

  /** In fewer words where a font is too wide for the room. @param {string} size @param {number} room */
  function writeBound(size, room) {
    setText(boundLabel, _("most an RNN can keep: × {size} a step", { size }));
    if (boundLabel.getComputedTextLength() > room) setText(boundLabel, _("RNN: at most × {size} a step", { size }));
  }

  /** @param {number} low @param {number} high @param {(v: number) => number} y @param {RaceGrid} place @param {number} from */
  function drawScale(low, high, y, place, from) {
    for (const part of [axis, grid, numbers]) part.replaceChildren();
    const step = decades(high - low);
    for (let v = Math.floor(high / step) * step; v >= low; v -= step) {
      svg(grid, "path", { d: `M0 ${y(v)}H${place.width}` });
      const label = html(axis, "span", {}, v === 0 ? "1" : v === -2 && step <= 2 ? format.percent(0.01) : format.tenTo(v));
      restyle(label, { top: px(y(v)) });
    }
    const bottom = HEIGHT - 6;
    svg(numbers, "text", { x: place.x(from), y: bottom, "text-anchor": "middle" }, _("loss"));
    for (const k of ticks(from, place.pitch)) svg(numbers, "text", { x: place.x(from - k), y: bottom, "text-anchor": "middle" }, String(k));
  }

  /** @param {SVGGElement} group @param {Float32Array} share @param {(k: number) => number} x @param {(v: number) => number} y @param {import("../../lib/palette.js").Palette} palette @param {number} depth */
  function drawDots(group, share, x, y, palette, depth) {
    const every = Math.max(1, Math.ceil(share.length / MOST_DOTS));
    const wanted = Array.from({ length: Math.ceil(share.length / every) }, (_unused, i) => i * every).filter((k) => Number.isFinite(share[k]));
    while (group.childElementCount > wanted.length) group.lastElementChild?.remove();
    while (group.childElementCount < wanted.length) svg(group, "circle", { r: 3.8 });
    wanted.forEach((k, i) => set(group.children[i], { cx: x(k).toFixed(1), cy: y(share[k]).toFixed(1), fill: light(palette, share[k], depth) }));
  }

  /**
   * Each name at its own curve, where it covers least of the others.
   * @param {Race} race @param {Float32Array} most @param {(k: number) => number} x @param {(v: number) => number} y @param {RaceGrid} place @param {number} lost height of the line under which all is lost
   */
  function placeLabels({ runners, from }, most, x, y, place, lost) {
    const curves = lines.filter(({ cell }) => runners[cell]).map(({ cell, state, label }) => {
      const share = runners[cell].lanes.find((lane) => lane.state === state)?.share ?? new Float32Array();
      return { label, heightAt: (/** @type {number} */ k) => y(share[k - (from - share.length)]) };
    });
    if (runners.rnn) curves.push({ label: boundLabel, heightAt: (k) => y(most[k] ?? NaN) });
    /** @type {import("../../lib/label-place.js").Box[]} */
    const taken = [];
    for (const { label, heightAt } of curves) {
      const others = curves.filter((other) => other.label !== label).map((other) => other.heightAt);
      const room = { left: place.margin < NARROW ? AXIS : 0, right: place.width, low: HEIGHT - BOTTOM };
      const box = from < 2 ? null : bestPlace({ width: label.getComputedTextLength(), from, x, heightAt, others, rule: lost, taken, ...room });
      set(label, box ? { x: box.left, y: box.top + 13, visibility: null } : { visibility: "hidden" });
      if (box) taken.push(box);
    }
  }

  return {
    figure,
    /** @param {RaceState} state @param {RaceGrid} place @param {boolean} fresh */
    update(state, place, fresh) {
      if (fresh) {
        draw(state, place);
        restyle(veil, { width: px(place.width) });
      }
      const edge = ((state.race?.from ?? 0) - state.time) * place.pitch;
      restyle(veil, { transform: `scaleX(${clamp(edge / place.width).toFixed(5)})` });
    },
  };
}
