// @ts-check
/**
 * The slider of time. Short sequences: a row of step numbers on the stage's own columns. Long ones, and phones: every
 * step of h in one strip, with the stage's window outlined.
 */
import { overflowed } from "../../core/run/reading.js";
import { currentStep, linkedStep, selectedLayer, timeInside } from "../../core/run/reading.js";
import { createHeatmapCanvas, observeSize, px, restyle } from "../../lib/canvas.js";
import { timeAxis } from "../../lib/columns.js";
import { clamp } from "../../lib/easing.js";
import { followPointer, onKeys } from "../../lib/gestures.js";
import { tokenText } from "../../lib/label-text.js";
import { html, set } from "../../lib/svg.js";
import { knobAt, labelsFit, placedNumbers, timeAt } from "../../lib/timeline.js";
import { stageGrid } from "../stage/stage.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").LayerTrace} LayerTrace */

const STRIP = 30; // height of the overview
const DENSE = 10; // pitch under which the current step is a line with a handle
const HOLD = 9; // how near the knob must be to a number to carry it
const SETTLE = 120; // ms from where a drag ends to the whole step

/** @param {HTMLElement} root @param {Context} context @returns {import("../../core/types.js").View} */
export function createScrubber(root, context) {
  const { _, emit } = context;
  const view = html(root, "div", { class: "scrubber-view" });
  const name = html(view, "div", { class: "scrubber-name", "aria-hidden": "true" });
  html(name, "b", {}, _("step"));
  html(name, "i", {}, "t");
  const slider = html(view, "div", {
    class: "scrubber-slider",
    role: "slider",
    tabindex: 0,
    "aria-label": _("Step"),
    "aria-orientation": "horizontal",
    "aria-valuemin": 0,
  });
  const wash = html(slider, "div", { class: "scrubber-wash" });
  const canvas = html(slider, "canvas", { "aria-hidden": "true" });
  const veil = html(slider, "div", { class: "scrubber-veil" });
  const track = html(slider, "div", { class: "scrubber-track" });
  const progress = html(track, "div", { class: "scrubber-progress" });
  const labels = html(slider, "div", { class: "scrubber-labels", "aria-hidden": "true" });
  const frame = html(slider, "div", { class: "scrubber-window" });
  const box = html(slider, "div", { class: "scrubber-box" });
  const knob = html(slider, "div", { class: "scrubber-knob" });
  html(view, "div", { class: "scrubber-loading" });

  const picture = createHeatmapCanvas(canvas);
  /** @type {State|null} */
  let state = null;
  let width = 0;
  /** @type {ReturnType<typeof measure>|null} */
  let place = null;
  /** @type {unknown[]} */
  let built = [];
  /** @type {unknown[]} */
  let drawn = [];
  /** @type {Map<number, HTMLElement>} */
  let ticks = new Map();
  let settling = 0;
  const stop = observeSize(view, (now) => {
    if (now === width) return;
    width = now;
    drawn = [];
    if (state) update(state);
  });

  /** @param {State} next @param {import("../../core/run/reading.js").Reading} reading */
  function measure({ time }, { T, k, reverse, backward, leftward }) {
    const grid = stageGrid(width);
    const stage = timeAxis({ width, T, time: backward ? k : time, reverse, ...grid });
    const overview = grid.phone || stage.windowed;
    const left = grid.phone ? 0 : stage.gutter;
    return { stage, overview, left, pitch: grid.phone ? width / T : stage.overviewPitch, T, reverse, backward, leftward };
  }

  /** @param {string[]} words @param {{from: number, to: number}|null} overflow */
  function build(words, overflow) {
    if (!place) return;
    const { overview, pitch, T } = place;
    const letters = overview && labelsFit(words, pitch);
    const places = letters
      ? words.map((_word, i) => ({ t: i + 1, x: (i + 0.5) * pitch }))
      : placedNumbers(T, pitch, overview ? 40 : 24);
    labels.replaceChildren();
    ticks = new Map(
      places.map(({ t, x }) => {
        const lost = overflow && t >= overflow.from && t <= overflow.to;
        const text = letters ? tokenText(words[t - 1]) : lost && !overview ? "∞" : String(t);
        const label = html(labels, "span", { class: "scrubber-label" }, text);
        restyle(label, { left: px(x) });
        return [t, label];
      }),
    );
    set(view, { "data-overview": overview, "data-letters": letters, "data-dense": pitch < DENSE, "data-phone": place.left === 0 });
    restyle(slider, { "margin-left": px(place.left), width: px(T * pitch) });
  }

  /** @param {LayerTrace} layer @param {{from: number, to: number}|null} overflow */
  function draw(layer, overflow) {
    if (!place?.overview) return;
    const { T, pitch } = place;
    const palette = context.palette();
    const key = [layer.signals.h, palette.key, T, pitch];
    if (key.every((part, i) => part === drawn[i])) return;
    drawn = key;
    const gap = pitch >= 12 ? Math.round(Math.min(7, pitch * 0.18)) : 0;
    const signal = { name: "h", role: /** @type {const} */ ("state") };
    const size = { width: T * pitch, height: STRIP, gap };
    picture.draw({ signal, values: layer.signals.h, T, H: layer.hiddenSize, ...size, overflow }, palette);
    restyle(canvas, { width: px(T * pitch), height: px(STRIP) });
  }

  /** @param {State} next */
  function move(next) {
    if (!place) return;
    const { stage, overview, pitch, T, reverse, leftward } = place;
    const { position, gone, read } = currentStep(next);
    const x = knobAt(gone, T, pitch, leftward);
    const wide = Math.max(pitch, 5);
    const at = (position - 0.5) * pitch - wide / 2;
    const origin = leftward ? "right" : "left";
    restyle(knob, { transform: `translateX(${px(overview && pitch >= DENSE ? at + wide / 2 : x)})` });
    restyle(progress, { transform: `scaleX(${(leftward ? T * pitch - x : x) / (T * pitch)})`, "transform-origin": origin });
    restyle(wash, { width: px(wide), transform: `translateX(${px(at)})` });
    if (!overview) return;
    restyle(box, { width: px(wide), transform: `translateX(${px(at)})` });
    restyle(veil, { transform: `scaleX(${(T - Math.floor(read)) / T})`, "transform-origin": reverse ? "left" : "right" });
    set(frame, { hidden: !stage.windowed || stage.count * pitch < 3 * wide });
    restyle(frame, { width: px(stage.count * pitch), transform: `translateX(${px(stage.first * pitch)})` });
  }

  /** @type {unknown[]} */
  let announced = [];
  /** @param {State} next @param {string[]} words */
  function announce(next, words) {
    const { T, k, position, backward, done } = currentStep(next);
    const held = place?.overview ? 0 : position; // the knob carries the number of the step it stands on
    const rest = timeInside({ T, reverse: false, backward }, k);
    const resting = Math.abs(next.time - rest) * (place?.pitch ?? 0) < HOLD;
    const about = [next.trace, place?.overview, T, position, Math.floor(next.time), resting, backward, ticks];
    if (about.every((part, i) => part === announced[i])) return;
    announced = about;
    set(knob, { "data-held": held > 0 && resting });
    for (const [t, label] of ticks) set(label, { "data-now": t === position, "data-done": done(t), "data-held": t === held && resting });
    const label = tokenText(words[position - 1]);
    const reads = next.trace?.kind === "text"
      ? _("step {t} of {count}, reads “{label}”", { t: k, count: T, label })
      : _("step {t} of {count}, reads {number}", { t: k, count: T, number: label });
    const back = next.time === T
      ? _("the loss, {count} steps to go back", { count: T })
      : _("back at step {t} of {count}, “{label}”", { t: k, count: T, label });
    const forward = next.time === 0 ? _("nothing read yet, {count} steps to come", { count: T }) : reads;
    set(slider, {
      "aria-valuemax": T,
      "aria-valuenow": linkedStep(next.time, T, backward),
      "aria-valuetext": backward ? back : forward,
    });
  }

  /** @param {State} next */
  function update(next) {
    state = next;
    const layer = selectedLayer(next);
    const { trace } = next;
    set(view, { "data-empty": !trace || !layer || width === 0, "data-loading": next.status === "loading" });
    set(slider, { "aria-disabled": trace && layer ? null : "true" });
    if (!trace || !layer || width === 0) return;
    const reading = currentStep(next);
    const { T } = reading;
    place = measure(next, reading);
    const overflow = trace.overflow ? overflowed(layer) : null;
    const parts = [trace.labels, width, T, place.overview, overflow?.from, overflow?.to];
    if (built.length === 0 || !parts.every((part, i) => part === built[i])) build(trace.labels, overflow);
    built = parts;
    draw(layer, overflow);
    move(next);
    announce(next, trace.labels);
  }

  /** @param {number} x */
  const under = (x) => {
    if (!place) return 0;
    const gone = timeAt(x, place.T, place.pitch, place.leftward);
    return place.backward ? place.T - gone : gone;
  };
  const seek = (/** @type {number} */ t) => {
    cancelAnimationFrame(settling);
    emit({ type: "seek", t: clamp(t, 0, place?.T ?? 0) });
  };

  /** From where the drag ended to the nearest whole step, in a few frames. @param {number} x */
  function settle(x) {
    const from = under(x);
    const to = Math.round(from);
    if (context.reducedMotion()) return seek(to);
    const began = performance.now();
    const frame = (/** @type {number} */ now) => {
      const p = clamp((now - began) / SETTLE);
      emit({ type: "seek", t: p < 1 ? from + (to - from) * p : to });
      if (p < 1) settling = requestAnimationFrame(frame);
    };
    settling = requestAnimationFrame(frame);
  }

  followPointer(slider, {
    click: (x) => seek(place ? Math.round(clamp(under(x), place.backward ? 0 : 1, place.backward ? place.T - 1 : place.T)) : 0),
    drag: (x) => seek(context.reducedMotion() ? Math.round(under(x)) : under(x)),
    drop: settle,
  });
  onKeys(slider, () => {
    const T = state?.trace?.T ?? 0;
    const time = state?.time ?? 0;
    const page = Math.max(1, Math.round(T / 10));
    const back = Math.ceil(time) - 1; // from the middle of a step: to its start
    const on = Math.floor(time) + 1;
    return {
      ArrowRight: () => seek(on),
      ArrowUp: () => seek(on),
      ArrowLeft: () => seek(back),
      ArrowDown: () => seek(back),
      PageUp: () => seek(Math.round(time) + page),
      PageDown: () => seek(Math.round(time) - page),
      Home: () => seek(0),
      End: () => seek(T),
    };
  });

  return {
    update,
    destroy() {
      cancelAnimationFrame(settling);
      stop();
      view.remove();
    },
  };
}
