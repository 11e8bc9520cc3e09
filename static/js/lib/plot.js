// @ts-check
/** Curves over updates: one axis for all of them, fixed from the start. Pure. */
import { clamp } from "./easing.js";

/** What stands beside the axis: numbers at its left, names at its right. @typedef {{left: number, right: number, width: number}} Frame */

/** @param {number} width of the whole figure @returns {Frame} */
export const plotFrame = (width) => ({ left: 46, right: 92, width });

/** @param {Frame} frame @param {number} update @param {number} updates */
export const updateX = ({ left, right, width }, update, updates) => left + (Math.min(update, updates) / updates) * (width - left - right);

/** The update at a place of the axis. @param {Frame} frame @param {number} x @param {number} updates */
export const updateAt = ({ left, right, width }, x, updates) => clamp((x - left) / (width - left - right)) * updates;

/**
 * A path through points; a value that is no number leaves a gap, one beyond the axis runs along its edge.
 * @param {{x: number, v: number|null|undefined}[]} points @param {(v: number) => number} y @param {[number, number]} range low and high
 */
export function linePath(points, y, [low, high]) {
  let path = "";
  let pen = "M";
  for (const { x, v } of points) {
    if (v === null || v === undefined || Number.isNaN(v)) pen = "M";
    else {
      path += `${pen}${x.toFixed(1)} ${y(clamp(v, low, high)).toFixed(1)}`;
      pen = "L";
    }
  }
  return path;
}
