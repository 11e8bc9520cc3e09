// @ts-check
/** The strip of one network at ten moments of its training, and a slider over all of them. */
import { nameOf, racersOf } from "../../core/training/config.js";
import { lastUpdate, nearest, shownLook } from "../../core/training/state.js";
import { createHeatmapCanvas, observeSize, px, restyle } from "../../lib/canvas.js";
import { followPointer, onKeys } from "../../lib/gestures.js";
import { plotFrame, updateAt, updateX } from "../../lib/plot.js";
import { html, set, setText } from "../../lib/svg.js";
import { memoryOf } from "./memory.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */
/** @typedef {import("../../core/training/state.js").TrainContext} TrainContext */

const SLOTS = 10;
const NARROW = 430;
const HEIGHT = 44;
const ROOM = 20; // px between the middle of a number and the end of the words beside it
const HALF = 3.8; // px: half a letter of them
const PAGE = 10; // looks that Page Up and Page Down pass

/** @param {HTMLElement} root @param {TrainContext} context @returns {import("../../core/training/state.js").TrainView} */
export function createCheckpoints(root, context) {
  const { _, emit } = context;
  root.replaceChildren();
  const head = html(root, "div", { class: "checkpoints-head" });
  html(head, "h2", {}, _("Checkpoints"));
  const note = html(head, "small");
  const back = html(head, "button", { type: "button", class: "button checkpoints-back", hidden: true }, _("Back to now"));
  const film = html(root, "div", { class: "checkpoints-film", "aria-hidden": "true" });
  const slider = html(root, "div", { class: "checkpoints-slider", role: "slider", tabindex: 0, "aria-label": _("Update"), "aria-valuemin": 0 });
  html(slider, "div", { class: "checkpoints-track" });
  const done = html(slider, "div", { class: "checkpoints-done" });
  const knob = html(slider, "div", { class: "checkpoints-knob" });
  const numbers = html(root, "div", { class: "checkpoints-numbers", "aria-hidden": "true" });
  const at = html(numbers, "b");
  /** @type {TrainState|null} */
  let state = null;
  /** @type {{canvas: HTMLCanvasElement, picture: ReturnType<typeof createHeatmapCanvas>, update: number, drawn: unknown, theme: string}[]} */
  let slots = [];
  /** @type {{element: HTMLElement, x: number}[]} */
  let ticks = [];
  let width = 0;
  let built = "";

  back.addEventListener("click", () => emit({ type: "now" }));
  const scrub = (/** @type {number} */ x) => state && emit({ type: "scrub", update: updateAt(plotFrame(width), x, state.config.updates) });
  followPointer(slider, { click: scrub, drag: scrub });
  onKeys(slider, () => ({
    ArrowLeft: () => emit({ type: "step", by: -1 }),
    ArrowRight: () => emit({ type: "step", by: 1 }),
    PageDown: () => emit({ type: "step", by: -PAGE }),
    PageUp: () => emit({ type: "step", by: PAGE }),
    Home: () => emit({ type: "scrub", update: 0 }),
    End: () => emit({ type: "now" }),
  }));
  film.addEventListener("click", (event) => {
    const slot = slots.find(({ canvas }) => canvas === event.target);
    if (slot) emit({ type: "scrub", update: slot.update });
  });
  const stop = observeSize(root, (now) => {
    width = now;
    if (state) draw(state);
  });

  /** @param {TrainState} now */
  function build({ config }) {
    const key = `${width} ${config.updates}`;
    if (key === built) return;
    built = key;
    const frame = plotFrame(width);
    const count = width < NARROW ? SLOTS / 2 : SLOTS;
    const wide = (width - frame.left - frame.right) / count;
    film.replaceChildren();
    slots = Array.from({ length: count }, (_slot, i) => {
      const canvas = html(film, "canvas", {});
      restyle(canvas, { left: px(frame.left + i * wide + 1), width: px(wide - 3), height: px(HEIGHT) });
      return { canvas, picture: createHeatmapCanvas(canvas), update: ((i + 1) * config.updates) / count, drawn: null, theme: "" };
    });
    numbers.replaceChildren(at);
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map((part) => {
      const [element, x] = [html(numbers, "span", {}, String(Math.round(part * config.updates))), updateX(frame, part, 1)];
      restyle(element, { left: px(x) });
      return { element, x };
    });
    restyle(slider, { "--from": px(frame.left), "--to": px(frame.right) });
  }

  /** The strips that the training has passed. @param {TrainState} now */
  function drawFilm(now) {
    const { looks, chosen } = now;
    const palette = context.palette();
    const last = lastUpdate({ looks });
    for (const slot of slots) {
      const look = looks.length > 0 && slot.update <= last ? looks[nearest(looks, slot.update)] : null;
      const { values, T, H } = memoryOf(now, look?.cells[chosen]);
      set(slot.canvas, { "data-empty": values === null });
      if (slot.drawn === values && slot.theme === palette.key) continue;
      [slot.drawn, slot.theme] = [values, palette.key];
      const signal = { name: "h", role: /** @type {const} */ ("state") };
      const size = { width: slot.canvas.clientWidth, height: HEIGHT, gap: 0 };
      if (values) slot.picture.draw({ signal, values, T, H, ...size, overflow: null }, palette);
      else slot.canvas.width = slot.canvas.height = 1;
    }
  }

  /** @param {TrainState} now */
  function draw(now) {
    if (width < 1) return;
    build(now);
    drawFilm(now);
    const { updates } = now.config;
    const frame = plotFrame(width);
    const update = shownLook(now)?.update ?? 0;
    const last = lastUpdate(now);
    const x = updateX(frame, update, updates);
    restyle(knob, { transform: `translateX(${px(x)})` });
    restyle(done, { transform: `scaleX(${Math.min(1, last / updates)})` });
    restyle(at, { left: px(x) });
    const words = now.looks.length === 0 ? "" : now.at === null ? _("{update}, now", { update }) : String(update);
    setText(at, words);
    for (const tick of ticks) restyle(tick.element, { visibility: words && Math.abs(tick.x - x) < ROOM + HALF * words.length ? "hidden" : "visible" });
    back.hidden = now.at === null;
    note.hidden = !back.hidden;
    setText(note, racersOf(now.config).length > 1 ? _("the {name}’s strip; drag to go back, all follows", { name: nameOf(now.chosen) }) : _("drag to go back, all follows"));
    set(slider, { "aria-valuemax": last, "aria-valuenow": update, "aria-valuetext": _("update {update} of {updates}", { update, updates }), "aria-disabled": now.looks.length === 0 ? "true" : null });
  }

  return {
    update(now) {
      state = now;
      draw(now);
    },
    destroy() {
      stop();
      root.replaceChildren();
    },
  };
}
