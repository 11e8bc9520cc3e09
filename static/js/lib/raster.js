// @ts-check
/**
 * Heatmaps as arithmetic: which value a pixel shows, which colour that is, where cells and labels stand. Pure.
 *
 * Where there are more numbers than pixels, a pixel shows the value that lies farthest from rest: 0 for states and
 * candidates, ½ for gates (what σ gives without evidence). So one spike among a thousand quiet steps is still seen,
 * and no pixel shows a number that was never there, as a mean would.
 */
import { clamp } from "./easing.js";

/** @typedef {Float32Array|Float64Array} Numbers */
/** A signal, as far as its colour depends on it. @typedef {{name: string, role: "gate"|"candidate"|"state"}} Signal */
/** The range of values that a signal's ramp covers, and its rest. @typedef {{low: number, high: number, rest: number}} Shading */

const FAR = 4; // tanh(4) is the last of 256 colours

/** @param {Signal} signal @returns {Shading} */
export function shadingOf({ name, role }) {
  if (role === "gate") return { low: 0, high: 1, rest: 0.5 };
  return name === "c" ? { low: -FAR, high: FAR, rest: 0 } : { low: -1, high: 1, rest: 0 };
}

/** What the colour of a value stands for: c is coloured by tanh(c), as h reads it. @param {string} name @param {number} v */
export const shade = (name, v) => (name === "c" ? Math.tanh(v) : v);

/** A ramp of RGB triples as opaque canvas pixels. @param {Uint8ClampedArray} rgb */
export function pack(rgb) {
  const bytes = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255);
  for (let i = 0; i < rgb.length / 3; i++) bytes.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
  return new Uint32Array(bytes.buffer);
}

/** The ramp of states laid out for c: equally spaced in c from −4 to 4, each level the colour of its tanh. @param {Uint32Array} ramp */
export function packSquashed(ramp) {
  const top = ramp.length - 1;
  return Uint32Array.from({ length: 8 * ramp.length + 1 }, (_, i) => {
    const c = (i / (4 * ramp.length) - 1) * FAR;
    return ramp[Math.round(((Math.tanh(c) + 1) / 2) * top)];
  });
}

/**
 * Steps × units → pixels, units down and steps across, in bins where pixels are fewer.
 * @param {Numbers} values T × H, row-major by step
 * @param {number} T @param {number} H @param {number} columns ≤ T @param {number} rows ≤ H
 * @param {Shading} shading @param {Uint32Array} ramp @param {Uint32Array} pixels rows × columns, written
 */
export function paint(values, T, H, columns, rows, { low, high, rest }, ramp, pixels) {
  const top = ramp.length - 1;
  const scale = top / (high - low);
  const bin = new Float32Array(rows); // of one column: how far from rest
  const row = Uint16Array.from({ length: H }, (_, j) => Math.floor((j * rows) / H));
  for (let column = 0, t = 0; column < columns; column++) {
    const end = Math.ceil(((column + 1) * T) / columns);
    bin.fill(0);
    for (; t < end; t++) {
      for (let j = 0, at = t * H; j < H; j++, at++) {
        const v = values[at] - rest;
        const known = bin[row[j]];
        if (v * v > known * known) bin[row[j]] = v;
      }
    }
    for (let j = 0, at = column; j < rows; j++, at += columns) {
      const level = (bin[j] + rest - low) * scale + 0.5;
      pixels[at] = ramp[level < 0 ? 0 : level > top ? top : level | 0];
    }
  }
}

/** Space between columns, in CSS pixels, so that steps can be told apart as long as there is room. @param {number} pitch */
export const columnGap = (pitch) => (pitch >= 24 ? 2 : pitch >= 12 ? 1 : 0);

/** Space between units. @param {number} unitHeight */
export const rowGap = (unitHeight) => (unitHeight >= 5 ? 1 : 0);

/** May cells carry the dash of the minus sign? @param {number} unitHeight @param {number} pitch @param {number} H */
export const dashed = (unitHeight, pitch, H) => unitHeight >= 9 && pitch >= 14 && H <= 16;

export const FOLDED = 16; // height of a folded heatmap

/**
 * Height of an open heatmap: whole pixels a unit, so that rows are even.
 * @param {number} H @param {boolean} alone the only heatmap there is
 */
export function openHeight(H, alone) {
  const [tallest, widest] = alone ? [192, 20] : [128, 11];
  if (H > tallest) return tallest;
  const unit = H < 4 ? Math.round(44 / H) : clamp(Math.floor(tallest / H), 1, widest);
  return H * unit;
}

/**
 * The signals shown open at first: the states, and without a cell state the gate that rules the memory.
 * @param {Pick<Signal, "name">[]} signals @returns {Set<string>}
 */
export function openAtFirst(signals) {
  const names = signals.map((signal) => signal.name);
  return new Set(names.filter((name) => name === "h" || name === "c" || name === "z"));
}

/**
 * Moves labels apart, as little as possible, keeping their order.
 * @param {number[]} wanted @param {number} gap @param {number} low @param {number} high
 */
export function spread(wanted, gap, low, high) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  let floor = low;
  for (const i of order) floor = (placed[i] = Math.max(placed[i], floor)) + gap;
  let ceiling = high;
  for (const i of order.reverse()) ceiling = (placed[i] = Math.min(placed[i], ceiling)) - gap;
  return placed;
}

/**
 * One unit over time where steps outnumber pixels: what each pixel column spans, from its lowest to its highest value
 * and on to where the column before it ended, so that the line stays whole.
 * @param {Numbers} values T × H @param {number} H @param {number} unit from 1 @param {number} columns ≤ T
 * @returns {([low: number, high: number]|null)[]} null where no number is finite
 */
export function envelope(values, H, unit, columns) {
  const T = values.length / H;
  let last = NaN;
  return Array.from({ length: columns }, (_, column) => {
    const end = Math.floor(((column + 1) * T) / columns);
    let [low, high] = [last, last];
    for (let t = Math.floor((column * T) / columns); t < end; t++) {
      const v = values[t * H + unit - 1];
      if (!Number.isFinite(v)) continue;
      if (!(v >= low)) low = v;
      if (!(v <= high)) high = v;
      last = v;
    }
    return Number.isNaN(low) ? null : [low, high];
  });
}
