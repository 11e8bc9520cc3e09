// @ts-check
/** Numbers over the steps of the example, as lines whose scale does not change while a network learns. Pure. */
import { clamp } from "../../lib/easing.js";

const PAD = 4; // CSS pixels above and below

/** @param {number[]} values @returns {[number, number]} low and high, with some room */
export function rangeOf(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || 1) * 0.1;
  return [low - room, high + room];
}

/**
 * A line through the middles of the columns; what leaves the range runs along its edge.
 * @param {number[]} values @param {number} width @param {number} height @param {[number, number]} range @returns {string}
 */
export function polyline(values, width, height, [low, high]) {
  const y = (/** @type {number} */ v) => PAD + clamp((high - v) / (high - low)) * (height - 2 * PAD);
  return values.map((v, t) => `${t === 0 ? "M" : "L"}${(((t + 0.5) * width) / values.length).toFixed(1)} ${y(v).toFixed(1)}`).join("");
}

/** Where each step has led to: sums of the rows so far. @param {number[][]} moves @returns {number[][]} */
export function places(moves) {
  let [x, y] = [0, 0];
  return moves.map(([east, north]) => [(x += east), (y += north)]);
}

/**
 * A map of a path into a square, north up, as large as it goes.
 * @param {number[][]} path @param {number} side @returns {(place: number[]) => [number, number]}
 */
export function mapOf(path, side) {
  const [xs, ys] = [0, 1].map((i) => path.map((place) => place[i]));
  const [left, top] = [Math.min(...xs), Math.max(...ys)];
  const [wide, high] = [Math.max(...xs) - left, top - Math.min(...ys)];
  const scale = (side - 2 * 8) / (Math.max(wide, high) || 1);
  const [dx, dy] = [(side - wide * scale) / 2, (side - high * scale) / 2];
  return ([x, y]) => [dx + (x - left) * scale, dy + (top - y) * scale];
}
