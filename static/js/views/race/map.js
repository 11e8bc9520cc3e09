// @ts-check
/** Which loss taught which step: a row for the loss of each step, a column for each state. Opened when asked for. */
import { RACERS } from "../../core/race/config.js";
import { observeSize, px, restyle } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { followPointer, onKeys } from "../../lib/gestures.js";
import { pack } from "../../lib/raster.js";
import { html, set, setText } from "../../lib/svg.js";
import { createDataTable } from "./data-table.js";
import { DEPTH } from "./lane.js";
import { NAMES } from "./outcome-words.js";
import { mapColumns, mapRows } from "./table-rows.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */
/** @typedef {import("../../core/race/race.js").LossMap} LossMap */

/** The largest size of each row, or of all of them. @param {LossMap} map @param {"absolute"|"relative"} rows @returns {Float64Array} by row */
export function tops({ sizes, T }, rows) {
  const most = new Float64Array(T).fill(-Infinity);
  for (let s = 0; s < T; s++) {
    for (let t = 0; t <= s; t++) if (sizes[s * T + t] > most[s]) most[s] = sizes[s * T + t];
  }
  return rows === "relative" ? most : most.fill(most.reduce((a, b) => Math.max(a, b)));
}

/**
 * The map as pixels, a step each way; nothing is drawn where a loss comes before the state.
 * @param {LossMap} map @param {"absolute"|"relative"} rows @param {number} depth decades from all to nothing @param {Uint32Array} ramp
 */
export function mapPixels(map, rows, depth, ramp) {
  const { sizes, T } = map;
  const top = tops(map, rows);
  const pixels = new Uint32Array(T * T);
  const last = ramp.length - 1;
  for (let s = 0; s < T; s++) {
    for (let t = 0; t <= s; t++) {
      const share = 1 + (sizes[s * T + t] - top[s]) / depth;
      pixels[s * T + t] = ramp[share > 0 ? Math.min(last, Math.round(share * last)) : 0];
    }
  }
  return pixels;
}

/** @param {HTMLElement} root @param {RaceContext} context @returns {import("../../core/race/state.js").RaceView} */
export function createLossMap(root, context) {
  const { _, emit, format } = context;
  root.replaceChildren();
  html(root, "h2", { id: "map-title" }, _("Which loss taught which step"));
  html(root, "p", { class: "race-intro" }, _("Give every step a loss of its own, and follow each one back by itself: a row for the loss of a step, a column for the state that it reaches. Click a place to play the way back to it on the lanes."));
  const controls = html(root, "div", { class: "race-controls" });
  const whose = html(controls, "div", { class: "segmented", role: "group", "aria-label": _("Whose map") });
  const cells = RACERS.map((cell) => button(whose, NAMES[cell], () => emit({ type: "configure", changes: { map: context.now().config.map === cell ? null : cell } })));
  const how = html(controls, "div", { class: "segmented", role: "group", "aria-label": _("Colours of the map") });
  const scales = /** @type {const} */ ([["absolute", _("As they are")], ["relative", _("Each row by its largest")]]).map(([rows, words]) =>
    ({ rows, element: button(how, words, () => emit({ type: "configure", changes: { rows } })) }));
  const problem = html(root, "p", { class: "notice-line", role: "status", hidden: true });
  const figure = html(root, "figure", { class: "race-map-figure", hidden: true });
  const frame = html(figure, "div", {
    class: "race-map-frame", tabindex: 0, role: "application", "aria-label": _("Map of the losses. Arrow keys choose a loss and a step, Enter plays the way between them."),
  });
  const canvas = html(frame, "canvas", { "aria-hidden": "true" });
  const row = html(frame, "div", { class: "race-map-row" });
  const mark = html(frame, "div", { class: "race-map-mark" });
  html(figure, "span", { class: "race-map-down", "aria-hidden": "true" }, _("loss of step"));
  html(figure, "span", { class: "race-map-across", "aria-hidden": "true" }, _("state of step"));
  const readout = html(figure, "figcaption", { class: "race-map-readout", "aria-live": "polite" });
  const sum = html(root, "p", { class: "race-intro", hidden: true });
  const table = createDataTable(root, context, { caption: _("One loss, and what it says about each state"), columns: mapColumns(context) });

  /** @type {RaceState|null} */
  let state = null;
  /** @type {LossMap|null} */
  let map = null;
  /** The loss and the state pointed at, from 1. */
  let place = { s: 0, t: 0 };
  /** @type {unknown[]} */
  let drawn = [];
  let side = 0;
  const stop = observeSize(frame, (width) => {
    side = width;
    point();
  });

  /** @param {LossMap} next @param {RaceState} from */
  function paint(next, { config }) {
    const palette = context.palette();
    const parts = [next, config.rows, config.horizon, palette];
    if (parts.every((part, i) => part === drawn[i])) return;
    drawn = parts;
    const { T } = next;
    [canvas.width, canvas.height] = [T, T];
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const image = pen.createImageData(T, T);
    image.data.set(new Uint8ClampedArray(mapPixels(next, config.rows, DEPTH[config.horizon], pack(palette.gradRGB)).buffer));
    pen.putImageData(image, 0, 0);
    const { sumError } = next;
    setText(sum, sumError === 0
      ? _("All {count} rows added up, vector by vector, give exactly the gradient of all losses together.", { count: T })
      : _("All {count} rows added up, vector by vector, give the gradient of all losses together: the largest relative difference is {size}.", { count: T, size: format.size(Math.log10(sumError)) }));
  }

  /** Shows the place pointed at. */
  function point() {
    if (!map || side === 0) return;
    const { T, sizes } = map;
    const s = clamp(place.s || (state?.config.at ?? T), 1, T);
    const t = clamp(place.t || 1, 1, s);
    const pitch = side / T;
    restyle(row, { top: px((s - 1) * pitch), height: px(Math.max(2, pitch)), width: px(s * pitch) });
    restyle(mark, { left: px((t - 1) * pitch + Math.min(0, (pitch - 6) / 2)), top: px((s - 1) * pitch + Math.min(0, (pitch - 6) / 2)), width: px(Math.max(6, pitch)), height: px(Math.max(6, pitch)) });
    const size = sizes[(s - 1) * T + t - 1];
    const words = { s, t, n: s - t, size: Number.isNaN(size) ? "–" : format.size(size) };
    setText(readout, _("The loss of step {s} reaches the state of step {t}, {n} back, with a gradient of size {size}.", words));
    const whole = map;
    table.update([map, s], () => mapRows(whole, s, context));
  }

  /** @param {number} x @param {number} y */
  function under(x, y) {
    const T = map?.T ?? 1;
    const at = (/** @type {number} */ v) => clamp(Math.floor((v / side) * T) + 1, 1, T);
    return { s: at(y), t: at(x) };
  }
  const go = (/** @type {{s: number, t: number}} */ next) => {
    place = next;
    point();
  };
  const follow = () => {
    if (!map || place.s === 0 || place.t > place.s || map.sizes[(place.s - 1) * map.T + place.s - 1] === -Infinity) return; // a step without a loss
    emit({ type: "path", at: place.s, t: place.t });
    const race = root.ownerDocument.getElementById("race");
    race?.scrollIntoView({ block: "nearest", behavior: context.reducedMotion() ? "auto" : "smooth" });
  };
  let pressedAt = 0;
  followPointer(frame, {
    hover: (x, y) => {
      pressedAt = y;
      if (under(x, y).t <= under(x, y).s) go(under(x, y));
    },
    click: (x, y) => {
      if (under(x, y).t > under(x, y).s) return;
      go(under(x, y));
      follow();
    },
    drag: (x) => {
      if (under(x, pressedAt).t <= under(x, pressedAt).s) go(under(x, pressedAt));
    },
  });
  onKeys(frame, () => {
    const T = map?.T ?? 1;
    const s = place.s || T;
    const t = clamp(place.t || 1, 1, s);
    const page = Math.max(1, Math.round(T / 10));
    const at = (/** @type {number} */ loss, /** @type {number} */ step) => () => go({ s: clamp(loss, 1, T), t: clamp(step, 1, clamp(loss, 1, T)) });
    return {
      ArrowUp: at(s - 1, t), ArrowDown: at(s + 1, t), ArrowLeft: at(s, t - 1), ArrowRight: at(s, t + 1),
      PageUp: at(s - page, t), PageDown: at(s + page, t), Home: at(s, 1), End: at(s, s), Enter: follow, " ": follow,
    };
  });

  return {
    update(next) {
      state = next;
      const { config, mapLine } = next;
      map = next.map;
      cells.forEach((element, i) => set(element, { "aria-pressed": String(config.map === RACERS[i]), hidden: next.race !== null && !next.race.runners[RACERS[i]] }));
      for (const { rows, element } of scales) set(element, { "aria-pressed": String(config.rows === rows) });
      const message = mapLine.status === "offline" ? _("Not connected. Your settings are kept.") : mapLine.problems.map((one) => one.message).join(" ");
      set(problem, { hidden: message === "" });
      setText(problem, message);
      const shown = map !== null && config.map !== null;
      for (const element of [figure, sum, how]) set(element, { hidden: !shown });
      table.show(shown);
      set(figure, { "data-waiting": shown && mapLine.status === "loading" });
      if (!map || !shown) return;
      paint(map, next);
      point();
    },
    destroy() {
      stop();
      root.replaceChildren();
    },
  };
}

/** @param {HTMLElement} root @param {string} words @param {() => void} pressed */
function button(root, words, pressed) {
  const element = html(root, "button", { type: "button", "aria-pressed": "false" }, words);
  element.addEventListener("click", pressed);
  return element;
}
