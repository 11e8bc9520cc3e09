// @ts-check
/** The race's time as a slider: from the loss on the right back to the first step on the left. */
import { px, restyle } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { followPointer, onKeys } from "../../lib/gestures.js";
import { html, set, setText } from "../../lib/svg.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */
/** @typedef {import("./lane.js").RaceGrid} RaceGrid */

/** @param {HTMLElement} root @param {RaceContext} context */
export function createRaceScrubber(root, context) {
  const { _, emit, now } = context;
  const words = html(root, "div", { class: "race-ends" });
  html(words, "span", { "aria-hidden": "true" }, _("step 1, the first input"));
  html(words, "span", { class: "race-way", "aria-hidden": "true" }, _("the gradient travels this way, back in time"));
  const last = html(words, "span", { "aria-hidden": "true" });
  const again = html(words, "button", { type: "button", class: "race-again", hidden: true });
  again.addEventListener("click", () => emit({ type: "configure", changes: { at: null } }));
  const slider = html(root, "div", { class: "race-slider", role: "slider", tabindex: 0, "aria-label": _("Steps back from the loss"), "aria-valuemin": 0 });
  const track = html(slider, "div", { class: "race-slider-track" });
  const progress = html(track, "div", { class: "race-slider-progress" });
  const knob = html(slider, "div", { class: "race-slider-knob" });
  html(slider, "div", { class: "race-loading" });
  /** @type {RaceGrid|null} */
  let grid = null;
  let announced = "";

  /** How far back an x is. @param {number} x */
  const timeAt = (x) => (grid ? clamp((now().race?.from ?? 0) - x / grid.pitch, 0, now().race?.from ?? 0) : 0);
  const seek = (/** @type {number} */ t) => emit({ type: "seek", t });
  followPointer(slider, {
    click: (x) => seek(Math.round(timeAt(x))),
    drag: (x) => seek(context.reducedMotion() ? Math.round(timeAt(x)) : timeAt(x)),
    drop: (x) => seek(Math.round(timeAt(x))),
  });
  onKeys(slider, () => {
    const { time, race } = now();
    const page = Math.max(1, Math.round((race?.from ?? 0) / 10));
    return {
      ArrowLeft: () => seek(Math.floor(time) + 1),
      ArrowUp: () => seek(Math.floor(time) + 1),
      ArrowRight: () => seek(Math.ceil(time) - 1),
      ArrowDown: () => seek(Math.ceil(time) - 1),
      PageUp: () => seek(Math.round(time) + page),
      PageDown: () => seek(Math.round(time) - page),
      Home: () => seek(0),
      End: () => seek(Infinity),
    };
  });

  return {
    /** @param {RaceState} state @param {RaceGrid} place */
    update({ race, shown, time, status }, place) {
      grid = place;
      const from = race?.from ?? 0;
      const x = (from - time) * place.pitch;
      restyle(slider, { width: px(place.width) });
      restyle(words, { width: px(place.width) });
      restyle(track, { width: px(place.width) });
      restyle(progress, { transform: `translateX(${px(x)}) scaleX(${clamp((time * place.pitch) / place.width).toFixed(5)})` });
      restyle(knob, { transform: `translateX(${px(x)})` });
      set(slider, { "data-loading": status === "loading" });
      set(last, { hidden: shown.at !== null });
      set(again, { hidden: shown.at === null });
      setText(again, _("Loss at step {t}: back to the last", { t: shown.at ?? 0 }));
      const text = time === 0
        ? _("at the loss")
        : _("{n} of {count} steps reached, back to step {t}", { n: Math.floor(time), count: from, t: from - Math.floor(time) + 1 });
      if (text === announced) return;
      announced = text;
      setText(last, _("step {t}, the last", { t: race?.T ?? 0 }));
      set(slider, { "aria-valuemax": from, "aria-valuenow": Math.floor(time), "aria-valuetext": text });
    },
  };
}
