// @ts-check
/** Where the name of a curve may stand: beside its own line, on as little of anything else as can be. Pure. */

/** @typedef {{left: number, top: number, width: number}} Box */

const HEIGHT = 16;
const GAP = 5;
const FURTHER = [0, 13, 26]; // pixels away from the curve, where it is crowded
const TRIES = 24;
const SAMPLES = 7;

/**
 * @param {object} about
 * @param {number} about.width     of the name
 * @param {number} about.from      points of the curve
 * @param {(k: number) => number} about.x
 * @param {(k: number) => number} about.heightAt   of the curve at point k; not a number where there is none
 * @param {((k: number) => number)[]} about.others  curves not to cover
 * @param {number} [about.rule]    height of a straight line not to cover either
 * @param {Box[]} about.taken      names that stand already
 * @param {number} about.left
 * @param {number} about.right
 * @param {number} about.low       the lowest that a name may reach
 * @returns {Box|null} null without a curve
 */
export function bestPlace({ width, from, x, heightAt, others, rule = NaN, taken, left: leftmost, right, low }) {
  /** @type {{box: Box, cost: number}|null} */
  let best = null;
  for (let i = 1; i < TRIES; i++) {
    const middle = Math.round((i / TRIES) * (from - 1));
    const left = Math.min(Math.max(leftmost, x(middle) - width / 2), right - width);
    const under = pointsUnder(left, left + width, from, x);
    const own = under.map(heightAt).filter(Number.isFinite);
    if (own.length === 0) continue;
    const tops = FURTHER.flatMap((more) => [Math.min(...own) - HEIGHT - GAP - more, Math.max(...own) + GAP + more]);
    for (const [j, top] of tops.entries()) {
      const box = { left, top, width };
      const cost = 0.4 * Math.floor(j / 2) + covers(box, under, [() => rule, ...others]) + 0.5 * between(box, under, heightAt, others) + 10 * taken.filter((other) => meets(box, other)).length + 20 * outside(box, low) + Math.abs(i / TRIES - 0.7);
      if (best === null || cost < best.cost) best = { box, cost };
    }
  }
  return best === null ? null : best.box;
}

/** A few points between two places; distances run from right to left. @param {number} left @param {number} right @param {number} from @param {(k: number) => number} x */
function pointsUnder(left, right, from, x) {
  const [start, pitch] = [x(0), from > 1 ? x(0) - x(1) : 1];
  return Array.from({ length: SAMPLES }, (_, i) => {
    const at = left + (i / (SAMPLES - 1)) * (right - left);
    return Math.min(from - 1, Math.max(0, Math.round((start - at) / pitch)));
  });
}

/** @param {Box} box @param {number[]} points @param {((k: number) => number)[]} others */
const covers = ({ top }, points, others) =>
  others.reduce((sum, heightAt) => sum + points.filter((k) => heightAt(k) > top - 2 && heightAt(k) < top + HEIGHT + 2).length, 0);

/** Other curves between a name and its own. @param {Box} box @param {number[]} points @param {(k: number) => number} own @param {((k: number) => number)[]} others */
const between = ({ top }, points, own, others) =>
  others.reduce((sum, heightAt) => sum + points.filter((k) => (heightAt(k) - top) * (heightAt(k) - own(k)) < 0).length, 0);

/** @param {Box} a @param {Box} b */
const meets = (a, b) => a.left < b.left + b.width + 8 && b.left < a.left + a.width + 8 && Math.abs(a.top - b.top) < HEIGHT;

/** @param {Box} box @param {number} low */
const outside = ({ top }, low) => Number(top < 0 || top + HEIGHT > low);
