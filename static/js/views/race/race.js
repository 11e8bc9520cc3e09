// @ts-check
/** The race: three cells side by side on one axis of steps, their curves, the key and the spectrum. */
import { RACERS } from "../../core/race/config.js";
import { observeSize, px, restyle } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { followPointer } from "../../lib/gestures.js";
import { html, set, setText } from "../../lib/svg.js";
import { createCurves } from "./curves.js";
import { createDataTable } from "./data-table.js";
import { createKey } from "./key.js";
import { raceGrid } from "./lane.js";
import { NAMES } from "./outcome-words.js";
import { createRunner } from "./runner.js";
import { createRaceScrubber } from "./scrubber.js";
import { createSpectrum } from "./spectrum.js";
import { normColumns, normRows } from "./table-rows.js";
import { createTokens, tokenOf } from "./tokens.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */
/** @typedef {import("../../core/race/state.js").RaceView} RaceView */

const MARGIN = 62; // right of the last step, for the loss
const NARROW_MARGIN = 34;
const NARROW = "(max-width: 759px)"; // where the style sheet puts the lanes under each other

/** @param {HTMLElement} root @param {RaceContext} context @param {Record<string, string>} names  what labels of trained networks are called @returns {RaceView} */
export function createRace(root, context, names) {
  const { _, emit, format } = context;
  root.replaceChildren();
  const axis = html(root, "div", { class: "race-axis" });
  const scrubber = createRaceScrubber(axis, context);
  const tokens = createTokens(axis, names);
  const runners = RACERS.map((cell) => createRunner(root, context, cell));
  const curves = createCurves(root, context);
  const side = html(root, "div", { class: "race-side" });
  const key = createKey(html(side, "div"), context);
  const spectrum = createSpectrum(html(side, "div", { class: "race-spectrum" }), context);
  const table = createDataTable(html(root, "div", { class: "race-numbers-table" }), context, { caption: _("The size of the gradient at every step"), columns: normColumns(context) });
  const over = html(root, "div", { class: "race-over", "aria-hidden": "true" });
  const head = html(over, "div", { class: "race-playhead" });
  const cross = html(over, "div", { class: "race-cross" });
  const readout = html(over, "p", { class: "race-readout" });

  const narrow = /** @type {Window} */ (root.ownerDocument.defaultView).matchMedia(NARROW);
  /** @type {RaceState|null} */
  let state = null;
  /** @type {import("./lane.js").RaceGrid|null} */
  let grid = null;
  /** @type {unknown[]} */
  let drawn = [];
  let width = 0;
  const stop = observeSize(axis, (now) => {
    if (now === width) return;
    width = now;
    if (state) update(state);
  });

  /** The distance from the loss under an x. @param {number} x */
  const under = (x) => {
    const from = state?.race?.from ?? 0;
    return grid && from > 0 ? clamp(from - 1 - Math.floor(x / grid.pitch), 0, from - 1) : null;
  };
  for (const element of [...runners.flatMap(({ tracks }) => tracks), curves.figure]) {
    followPointer(element, {
      hover: (x) => emit({ type: "hover", distance: under(x) }),
      leave: () => emit({ type: "hover", distance: null }),
      click: (x) => emit({ type: "seek", t: (under(x) ?? -1) + 1 }),
      drag: (x) => emit({ type: "seek", t: (under(x) ?? -1) + 1 }),
    });
  }

  /** What each cell has left at a distance, in words. @param {RaceState} next @param {number} distance */
  function reading({ race }, distance) {
    if (race === null) return "";
    const parts = race.cells.flatMap((cell) =>
      race.runners[cell].lanes.map(({ state: signal, share }) => {
        const v = share[distance - (race.from - share.length)];
        const name = cell === "lstm" ? `LSTM ${signal}` : NAMES[cell];
        return v === undefined || Number.isNaN(v) ? `${name} –` : `${name} ${v > 0.1 ? `× ${format.size(v)}` : format.share(v)}`;
      }),
    );
    const t = race.from - distance;
    const token = tokenOf(race, t, names);
    const place = token === "" ? _("step {t}, {n} back:", { t, n: distance }) : _("step {t}, “{label}”, {n} back:", { t, n: distance, label: token });
    return `${place} ${parts.join(" · ")}`;
  }

  /** @param {RaceState} next */
  function point(next) {
    if (!grid || next.race === null) return;
    const { hover, time, race } = next;
    const running = time > 0 && time < race.from;
    restyle(head, { transform: `translateX(${px((race.from - time) * grid.pitch)})`, opacity: running ? "1" : "0" });
    set(cross, { "data-on": hover !== null });
    set(readout, { "data-on": hover !== null });
    if (hover === null) return;
    const x = grid.x(race.from - hover);
    restyle(cross, { transform: `translateX(${px(x)})` });
    setText(readout, reading(next, hover));
    const half = readout.offsetWidth / 2;
    restyle(readout, { transform: `translateX(${px(clamp(x, half, Math.max(half, grid.width + grid.margin - half)) - half)})` });
  }

  /** @param {RaceState} next */
  function update(next) {
    state = next;
    const { race, shown } = next;
    set(root, { "data-empty": race === null || width === 0 });
    if (race === null || width === 0) return;
    const parts = [race, width, shown.horizon, context.palette()];
    const fresh = !parts.every((part, i) => part === drawn[i]);
    drawn = parts;
    if (fresh) grid = raceGrid(width, race.T, narrow.matches ? NARROW_MARGIN : MARGIN);
    if (!grid) return;
    scrubber.update(next, grid);
    if (fresh) tokens(race, grid);
    for (const [i, cell] of RACERS.entries()) {
      const runner = race.runners[cell];
      set(runners[i].view, { hidden: !runner });
      if (runner) runners[i].update(runner, next, grid, fresh);
    }
    curves.update(next, grid, fresh);
    key.update(next);
    if (fresh) spectrum.update(next);
    table.update([race.id], () => normRows(context.now().race ?? race, context));
    point(next);
  }

  return {
    update,
    destroy() {
      stop();
      root.replaceChildren();
    },
  };
}
