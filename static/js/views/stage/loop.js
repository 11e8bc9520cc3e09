// @ts-check
/**
 * The loop of the folded network, and its opening. A wire that leaves the cell, turns back and enters it again is a
 * curve with curvature; unrolling it is letting that curvature go to zero. Pure.
 */

const SEGMENT = 3; // px between points

/**
 * Points of a rounded rectangle path from a cell's right edge, over its top, back into its left edge, with the
 * heading at each point.
 * @param {{right: number, left: number, y: number, reach: number, top: number, radius: number}} loop
 *   right, left: x of the cell's edges; y: height of the wire; reach: how far out it goes; top: y of its way back
 * @returns {{length: number, heading: (s: number) => number}} heading in radians, 0 points right, counter-clockwise
 */
export function loopShape({ right, left, y, reach, top, radius }) {
  const quarter = (Math.PI / 2) * radius;
  const out = reach - radius;
  const rise = y - top - 2 * radius;
  const across = right + reach - (left - reach) - 2 * radius;
  const parts = [
    { length: out, turn: 0 },
    { length: quarter, turn: 1 },
    { length: rise, turn: 0 },
    { length: quarter, turn: 1 },
    { length: across, turn: 0 },
    { length: quarter, turn: 1 },
    { length: rise, turn: 0 },
    { length: quarter, turn: 1 },
    { length: out, turn: 0 },
  ];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  /** @param {number} s */
  const heading = (s) => {
    let angle = 0;
    for (const part of parts) {
      const inside = Math.min(Math.max(s, 0), part.length);
      angle += (part.turn * (Math.PI / 2) * inside) / (part.length || 1);
      if (s <= part.length) break;
      s -= part.length;
    }
    return angle;
  };
  return { length, heading };
}

/**
 * The loop at a stage of its opening: 0 closed, 1 a straight wire to the right. It swings no higher than it stood.
 * @param {{length: number, heading: (s: number) => number}} shape
 * @param {{x: number, y: number}} start @param {number} open
 * @returns {{x: number, y: number}[]}
 */
export function openedLoop(shape, start, open) {
  const points = integrate(shape, start, 1 - open);
  if (open === 0) return points;
  const height = (/** @type {{y: number}[]} */ curve) => start.y - Math.min(...curve.map((p) => p.y));
  const squash = Math.min(1, height(integrate(shape, start, 1)) / Math.max(1, height(points)));
  return points.map(({ x, y }) => ({ x, y: start.y + (y - start.y) * squash }));
}

/**
 * Follows the heading, its turns scaled by `curl`.
 * @param {{length: number, heading: (s: number) => number}} shape @param {{x: number, y: number}} start @param {number} curl
 */
function integrate(shape, start, curl) {
  const count = Math.max(2, Math.round(shape.length / SEGMENT));
  const step = shape.length / count;
  const points = [start];
  let { x, y } = start;
  for (let i = 0; i < count; i++) {
    const angle = shape.heading((i + 0.5) * step) * curl;
    x += step * Math.cos(angle);
    y -= step * Math.sin(angle);
    points.push({ x, y });
  }
  return points;
}

/** @param {{x: number, y: number}[]} points */
export const pathOf = (points) => points.map((p, i) => `${i ? "L" : "M"}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join("");

/** The four beats of unrolling, each 0 … 1 (see the choreography in the design). @param {number} unroll */
export function unrollBeats(unroll) {
  const part = (/** @type {number} */ i) => Math.min(1, Math.max(0, unroll * 4 - i));
  return { hold: part(0), open: part(1), slide: part(2), settle: part(3) };
}

/**
 * How far copy i of n has slid out: left to right, one after another, never more than a beat in all.
 * @param {number} slide @param {number} i from 0 @param {number} n
 */
export function slideOf(slide, i, n) {
  const delay = n > 1 ? (i / (n - 1)) * 0.5 : 0;
  return Math.min(1, Math.max(0, (slide - delay) / 0.5));
}
