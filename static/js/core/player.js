// @ts-check
/**
 * Time as data: how far the sequence has been read, whether it plays, how far the network is unrolled. Pure: each
 * function takes a Player and gives the next one.
 */
import { clamp } from "../lib/easing.js";

/** --step, --unroll and the rest at a loop's end, in milliseconds at speed 1. */
export const STEP = 900;
export const UNROLL = 1200;
const REST = 900;
/** A step of the gradient on its way back: it has one thing to show where reading has four beats. */
const BACK = 300;

/**
 * @typedef {object} Player
 * @property {number} time      steps read, 0 … T; backward it falls from T to 0
 * @property {boolean} playing
 * @property {number} unroll    0 … 1
 * @property {0|1} aim          where unroll goes
 * @property {number} rest      ms left before a loop starts over
 * @property {number|null} until stop playing here: a single step
 */

/** @param {number} time @param {boolean} folded @returns {Player} */
export const createPlayer = (time, folded) => ({
  time, playing: false, unroll: folded ? 0 : 1, aim: folded ? 0 : 1, rest: 0, until: null,
});

/** Is there a next frame to draw? @param {Player} player */
export const moving = (player) => player.playing || player.unroll !== player.aim;

/**
 * @param {Player} player @param {number} elapsed ms
 * @param {{T: number, speed: number, loop: boolean, snap: boolean, backward?: boolean}} rules snap: reduced motion, whole steps and no unrolling
 * @returns {Player}
 */
export function advance(player, elapsed, { T, speed, loop, snap, backward = false }) {
  if (player.unroll !== player.aim) {
    const rate = player.aim === 1 ? UNROLL : UNROLL / 2;
    const unroll = snap ? player.aim : clamp(player.unroll + (player.aim ? elapsed : -elapsed) / rate);
    return { ...player, unroll };
  }
  if (!player.playing) return player;
  if (player.rest > 0) return restart(player, elapsed, backward ? T : 0);
  const end = player.until ?? (backward ? 0 : T);
  const time = backward ? Math.max(end, player.time - (elapsed * speed) / BACK) : Math.min(end, player.time + (elapsed * speed) / STEP);
  if (time !== end) return { ...player, time };
  if (player.until === null && loop && T > 0) return { ...player, time, rest: REST / speed };
  return { ...player, time, playing: false, until: null };
}

/** @param {Player} player @param {number} elapsed @param {number} start */
function restart(player, elapsed, start) {
  const rest = player.rest - elapsed;
  return rest > 0 ? { ...player, rest } : { ...player, rest: 0, time: start };
}

/**
 * Play from here, or from the start when the end is reached; a folded network unrolls first.
 * @param {Player} player @param {number} T @param {boolean} [backward] @returns {Player}
 */
export function play(player, T, backward = false) {
  if (T === 0) return player;
  const [start, end] = backward ? [T, 0] : [0, T];
  return { ...player, playing: true, aim: 1, rest: 0, until: null, time: player.time === end ? start : player.time };
}

/** Stops where it is: pausing completes nothing. @param {Player} player @returns {Player} */
export const pause = (player) => ({ ...player, playing: false, rest: 0, until: null });

/** @param {Player} player @param {number} t steps read @param {number} T @returns {Player} */
export const seek = (player, t, T) => ({ ...pause(player), time: clamp(t, 0, T), aim: 1 });

/**
 * One step on, played out; one step back, at once. From mid-step, a step ends where the step ends.
 * @param {Player} player @param {number} by @param {number} T @param {boolean} snap @param {boolean} [backward] on is left
 * @returns {Player}
 */
export function step(player, by, T, snap, backward = false) {
  if (!backward) return stepOn(player, by, T, snap);
  const turned = (/** @type {Player} */ p) => ({ ...p, time: T - p.time, until: p.until === null ? null : T - p.until });
  return turned(stepOn(turned(player), -by, T, snap));
}

/** @param {Player} player @param {number} by @param {number} T @param {boolean} snap @returns {Player} */
function stepOn(player, by, T, snap) {
  if (by < 0) return seek(player, Math.ceil(player.time) + by, T);
  const target = Math.min(T, Math.floor(player.until ?? player.time) + by);
  if (snap || by > 1 || target <= player.time) return seek(player, target, T);
  // Pressing again while a step plays finishes it and goes on to the next.
  const time = player.until === null ? player.time : player.until;
  return { ...player, time, playing: true, until: target, aim: 1, rest: 0 };
}

/** @param {Player} player @param {boolean} folded @returns {Player} */
export const fold = (player, folded) => ({ ...pause(player), aim: folded ? 0 : 1 });

/** Time as it is shown: under reduced motion it goes from whole step to whole step. @param {Player} player @param {boolean} snap @param {boolean} [backward] */
export function shownTime({ time, playing }, snap, backward = false) {
  if (!snap || !playing) return time;
  return backward ? Math.ceil(time - 1e-9) : Math.floor(time + 1e-9);
}

/**
 * What the intents of a player do.
 * @param {object} about
 * @param {() => Player} about.player
 * @param {(next: Player) => void} about.go   a Player that the visitor moved
 * @param {() => number} about.T
 * @param {() => boolean} about.snap
 * @param {() => boolean} [about.backward]
 */
export const playerHandlers = ({ player, go, T, snap, backward = () => false }) => ({
  seek: (/** @type {{t: number}} */ { t }) => go(seek(player(), t, T())),
  step: (/** @type {{by: number}} */ { by }) => go(step(player(), by, T(), snap(), backward())),
  play: () => go(play(player(), T(), backward())),
  pause: () => go(pause(player())),
  toggle: () => go(player().playing ? pause(player()) : play(player(), T(), backward())),
});
