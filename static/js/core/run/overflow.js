// @ts-check
/** Where the numbers of a run are no longer finite. Pure. */

/** @typedef {import("../types.js").LayerTrace} LayerTrace */
/** @typedef {{from: number, to: number}|null} Span  positions from 1, both included */
/** @type {WeakMap<LayerTrace, Span>} */
const spans = new WeakMap();

/**
 * The positions of a layer that hold no finite numbers any more: from the first such step on, in the order of reading.
 * Looks once at each layer.
 * @param {LayerTrace} layer @returns {Span}
 */
export function overflowed(layer) {
  const known = spans.get(layer);
  if (known !== undefined) return known;
  const found = findOverflow(layer);
  spans.set(layer, found);
  return found;
}

/** @param {LayerTrace} layer @returns {Span} */
function findOverflow({ signals, hiddenSize, direction }) {
  const all = Object.values(signals);
  const T = all[0].length / hiddenSize;
  const broken = (/** @type {number} */ position) =>
    all.some((values) => values.subarray((position - 1) * hiddenSize, position * hiddenSize).some((v) => !Number.isFinite(v)));
  const order = Array.from({ length: T }, (_, i) => (direction === "reverse" ? T - i : i + 1));
  const first = order.find(broken);
  if (first === undefined) return null;
  return direction === "reverse" ? { from: 1, to: first } : { from: first, to: T };
}
