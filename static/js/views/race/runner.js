// @ts-check
/** One cell of the race: its name and number, its lanes of light, and the mark where the light has died. */
import { mainLane } from "../../core/race/race.js";
import { px, restyle } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { html, set, setText } from "../../lib/svg.js";
import { DEPTH, PAD, createLight, drawGhosts } from "./lane.js";
import { NAMES, outcomeOf } from "./outcome-words.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */
/** @typedef {import("../../core/race/race.js").Runner} Runner */
/** @typedef {import("../../core/race/config.js").Racer} Racer */
/** @typedef {import("./lane.js").RaceGrid} RaceGrid */

const HEIGHT = { c: 34, h: 34, under: 26 }; // of the boxes; h under c is the lesser one
const NEAR = 16; // between a mark and its words
const STACKED = 40; // a smaller margin is that of a narrow page, where what arrives stands under the mark

/** @param {HTMLElement} root @param {RaceContext} context @param {Racer} cell */
export function createRunner(root, context, cell) {
  const { _, ngettext, format } = context;
  const view = html(root, "div", { class: "race-runner", "data-cell": cell });
  const name = html(view, "div", { class: "race-name" });
  html(name, "h2", {}, NAMES[cell]);
  const count = html(name, "p", { class: "race-count" });
  const number = html(count, "b");
  const unit = html(count, "span");
  const until = html(name, "p", { class: "race-until" });
  const lanes = html(view, "div", { class: "race-lanes", "data-name": NAMES[cell] });
  const states = cell === "lstm" ? /** @type {const} */ (["c", "h"]) : /** @type {const} */ (["h"]);
  const tracks = states.map((state, i) => createTrack(lanes, state, i === 0 ? HEIGHT[state] : HEIGHT.under));
  const loss = html(lanes, "div", { class: "race-loss", "aria-hidden": "true" });
  html(loss, "i", {}, "L");
  const foot = html(lanes, "div", { class: "race-foot" });
  const line = html(foot, "div", { class: "race-line" });
  const arrives = html(foot, "p", { class: "race-arrives" });
  const dies = html(foot, "p", { class: "race-dies" });

  /** @param {Runner} runner @param {RaceState} state @returns {number} steps back from the loss of this cell, −1 before */
  const distance = ({ lanes: [{ share }] }, { time, race }) => Math.floor(time) - ((race?.from ?? 0) - share.length) - 1;

  /** @param {Runner} runner @param {RaceState} state */
  function writeReach(runner, state) {
    const by = state.shown.horizon;
    const { kind, steps, left } = outcomeOf(mainLane(runner), by);
    const back = clamp(distance(runner, state), 0, steps);
    const done = back === steps && kind !== "nothing";
    set(count, { "data-digits": String(steps).length });
    setText(number, done && kind !== "vanishes" ? `${steps}+` : String(back));
    setText(unit, ngettext("step back", "steps back", back));
    const lost = by === "share" ? _("until 1 % is left") : _("until a float32 loses it");
    const words = { vanishes: lost, survives: by === "share" ? _("it never falls to 1 %") : _("a float32 never loses it"), explodes: _("and it grows"), nothing: "" };
    setText(until, done ? words[kind] : kind === "nothing" ? _("no way back") : _("so far"));
    const over = distance(runner, state) >= steps && kind !== "nothing";
    const there = distance(runner, state) >= runner.lanes[0].share.length - 1 && kind !== "nothing";
    set(foot, { "data-dead": over && kind === "vanishes", "data-there": there, "data-alive": kind !== "vanishes" });
    if (left > 0.3) setText(arrives, _("{size} times as much arrives at step 1", { size: format.size(left) }));
    else if (left === -Infinity) setText(arrives, _("nothing at all reaches step 1"));
    else setText(arrives, cell === "lstm" && kind === "survives" ? _("{share} of it reaches step 1, through c", { share: format.share(left) }) : _("{share} of it reaches step 1", { share: format.share(left) }));
    setText(dies, by === "share"
      ? ngettext("1 % left after {n} step", "1 % left after {n} steps", steps)
      : ngettext("lost to a float32 after {n} step", "lost to a float32 after {n} steps", steps));
  }

  /** Where the mark stands and on which side of it there is room for its words. @param {Runner} runner @param {RaceGrid} grid @param {RaceState["shown"]} shown */
  function placeMark(runner, grid, shown) {
    const n = runner.lanes[0].share.length;
    const { kind, steps } = outcomeOf(mainLane(runner), shown.horizon);
    const right = n * grid.pitch;
    const left = kind === "vanishes" ? grid.x(n - steps) : 0;
    restyle(line, { left: px(left), width: px(Math.max(0, right - left)) });
    const taken = grid.margin < STACKED ? 0 : arrives.offsetWidth + NEAR;
    const room = left - taken;
    const words = dies.offsetWidth + NEAR;
    // Before the mark, else on its line behind it, else under it.
    const place = room > words ? left - words : right - left > words ? Math.max(left + NEAR, taken) : Math.max(taken, left);
    restyle(dies, { left: px(Math.max(0, Math.min(place, grid.width - words))) });
  }

  /** @param {Runner} runner @param {RaceState} state @param {RaceGrid} grid @param {boolean} fresh the picture has to be painted again */
  function update(runner, state, grid, fresh) {
    const { time, shown, race } = state;
    const n = runner.lanes[0].share.length;
    writeReach(runner, state);
    if (fresh) {
      runner.lanes.forEach((lane, i) => tracks[i].draw(lane, grid, DEPTH[shown.horizon], context.palette()));
      restyle(loss, { transform: `translateX(${px(n * grid.pitch)})` });
      placeMark(runner, grid, shown);
    }
    const edge = clamp(n - time + ((race?.from ?? n) - n), 0, n) * grid.pitch;
    runner.lanes.forEach(({ share }, i) => tracks[i].reach(edge, grid, time > 0 && edge > 0, share[clamp(Math.floor(time) - 1, 0, n - 1)] ?? 0, DEPTH[shown.horizon]));
  }

  return { update, tracks: tracks.map(({ element }) => element), view };
}

/** @param {HTMLElement} root @param {"h"|"c"} state @param {number} height */
function createTrack(root, state, height) {
  const element = html(root, "div", { class: `race-track sig-${state}`, style: `height:${height}px` });
  html(element, "span", { class: "race-letter math sig", "aria-hidden": "true" }, state);
  const lit = html(element, "canvas", { "aria-hidden": "true" });
  const veil = html(element, "div", { class: "race-veil" });
  const ghosts = html(element, "canvas", { "aria-hidden": "true" });
  const pulse = html(element, "div", { class: "race-pulse" });
  const drawLight = createLight(lit);
  /** @type {unknown[]} */
  let outlined = [];
  return {
    element,
    /** @param {import("../../core/race/race.js").Lane} lane @param {RaceGrid} grid @param {number} depth @param {import("../../lib/palette.js").Palette} palette */
    draw({ share }, grid, depth, palette) {
      drawLight(share, grid, height, depth, palette);
      const size = { width: px(grid.width + grid.margin + 2 * PAD), height: px(height + 2 * PAD) };
      for (const canvas of [lit, ghosts]) restyle(canvas, size);
      restyle(veil, { width: px(grid.width + 2 * PAD) });
      const key = [grid.width, grid.T, palette.key];
      if (key.every((part, i) => part === outlined[i])) return;
      outlined = key;
      drawGhosts(ghosts, grid, height, palette);
    },
    /**
     * The light ends at an edge that moves from the loss back.
     * @param {number} edge @param {RaceGrid} grid @param {boolean} running @param {number} log10 what is left there @param {number} depth
     */
    reach(edge, grid, running, log10, depth) {
      const share = edge === 0 ? 0 : (edge + PAD) / (grid.width + 2 * PAD);
      restyle(veil, { transform: `scaleX(${share.toFixed(5)})` });
      restyle(pulse, { transform: `translateX(${px(edge)})`, opacity: running ? String(clamp(1 + log10 / depth, 0.12, 1).toFixed(2)) : "0" });
    },
  };
}
