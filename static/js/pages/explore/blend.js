// @ts-check
/** A knob moves values from old to new in place. Two traces of one shape make the traces between them. Pure. */

/** @typedef {import("../../core/types.js").Trace} Trace */
/** @typedef {import("../../core/types.js").LayerTrace} LayerTrace */

const LARGEST = 400_000; // values: beyond this a frame would take too long, and the picture snaps

/** @param {Trace} trace */
const size = (trace) =>
  trace.layers.reduce((sum, layer) => sum + Object.values(layer.signals).reduce((n, values) => n + values.length, 0), 0);

/**
 * Can a blend be drawn between them? The signals that both have must agree in shape.
 * @param {Trace|null} from @param {Trace} to
 */
export function blendable(from, to) {
  if (!from || from.T !== to.T || from.layers.length !== to.layers.length || size(to) > LARGEST) return false;
  return to.layers.every((layer, i) => layer.hiddenSize === from.layers[i].hiddenSize && layer.direction === from.layers[i].direction);
}

/**
 * The trace a share p of the way. Signals that only the new one has are drawn as they are.
 * @param {Trace} from @param {Trace} to @param {number} p @returns {Trace}
 */
export function blend(from, to, p) {
  return { ...to, layers: to.layers.map((layer, i) => blendLayer(from.layers[i], layer, p)) };
}

/** @param {LayerTrace} from @param {LayerTrace} to @param {number} p @returns {LayerTrace} */
function blendLayer(from, to, p) {
  const signals = Object.fromEntries(
    Object.entries(to.signals).map(([name, values]) => {
      const old = from.signals[name];
      return [name, old ? mix(old, values, p) : values];
    }),
  );
  return { ...to, signals };
}

/** @param {import("../../core/types.js").Numbers} a @param {import("../../core/types.js").Numbers} b @param {number} p */
function mix(a, b, p) {
  const out = b.slice();
  for (let i = 0; i < b.length; i++) {
    const v = a[i] + (b[i] - a[i]) * p;
    out[i] = Number.isFinite(v) ? v : b[i];
  }
  return out;
}
