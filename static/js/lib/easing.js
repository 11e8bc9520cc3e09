// @ts-check
/** Easings as pure functions on [0, 1]; the same curves as --ease-* in tokens.css. */

/** @param {number} v @param {number} [low] @param {number} [high] */
export const clamp = (v, low = 0, high = 1) => Math.min(high, Math.max(low, v));

/** @param {number} a @param {number} b @param {number} p */
export const lerp = (a, b, p) => a + (b - a) * p;

/** How far p is through [start, end], held at 0 and 1 outside. @param {number} p @param {number} start @param {number} end */
export const span = (p, start, end) => clamp((p - start) / (end - start));

/**
 * A CSS cubic-bezier(x1, y1, x2, y2) as a function, by Newton's method on x.
 * @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2
 * @returns {(p: number) => number}
 */
export function cubicBezier(x1, y1, x2, y2) {
  const at = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ s) =>
    3 * a * s * (1 - s) ** 2 + 3 * b * s * s * (1 - s) + s ** 3;
  const slope = (/** @type {number} */ s) => 3 * x1 * (1 - s) * (1 - 3 * s) + 3 * x2 * s * (2 - 3 * s) + 3 * s * s;
  return (p) => {
    if (p <= 0 || p >= 1) return clamp(p);
    let s = p;
    for (let i = 0; i < 8; i++) {
      const d = slope(s);
      if (Math.abs(d) < 1e-6) break;
      s = clamp(s - (at(x1, x2, s) - p) / d);
    }
    return at(y1, y2, s);
  };
}

export const move = cubicBezier(0.4, 0, 0.2, 1);
export const arrive = cubicBezier(0.16, 1, 0.3, 1);
export const leave = cubicBezier(0.6, 0, 0.9, 0.4);
