// @ts-check
/**
 * The theme's data colours, read from tokens.css and made continuous. One place turns a number into a colour, so
 * the stage, the heatmaps and the inspector cannot disagree.
 */
import { clamp } from "./easing.js";

const STATE = ["n4", "n3", "n2", "n1", "0", "p1", "p2", "p3", "p4"].map((s) => `--state-${s}`);
const OPEN = [0, 1, 2, 3, 4].map((i) => `--open-${i}`);
const GRAD = [0, 1, 2, 3, 4, 5, 6].map((i) => `--grad-${i}`);
const LEVELS = 256;

/** @typedef {[number, number, number]} RGB  0…255 each */
/**
 * @typedef {object} Palette
 * @property {(v: number) => string} state     v in [−1, 1] → CSS colour; callers pass tanh(c) for c; NaN is neutral
 * @property {(v: number) => string} open      v in [0, 1] → CSS colour
 * @property {(log10: number) => string} grad  log10 of the share left: 0 (all of it) … −3 (the page)
 * @property {Uint8ClampedArray} stateRGB      256 × RGB for canvas, −1 … 1
 * @property {Uint8ClampedArray} openRGB       256 × RGB for canvas, 0 … 1
 * @property {Uint8ClampedArray} gradRGB       256 × RGB for canvas, from nothing left to all of it
 * @property {(name: string) => string} token  any other token, e.g. token("--accent")
 * @property {string} key                      changes when the theme changes
 */

/** @param {string} text a colour as #rrggbb @returns {RGB} */
export function parseColour(text) {
  const hex = text.trim().replace("#", "");
  return /** @type {RGB} */ ([0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16)));
}

const toLinear = (/** @type {number} */ c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (/** @type {number} */ c) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

/** sRGB → OKLab (Ottosson 2020). @param {RGB} rgb */
function toOklab(rgb) {
  const [r, g, b] = rgb.map((c) => toLinear(c / 255));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLab → sRGB (Ottosson 2020). @param {number[]} lab @returns {RGB} */
function fromOklab([L, a, b]) {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return /** @type {RGB} */ (linear.map((c) => Math.round(255 * clamp(toGamma(clamp(c))))));
}

/**
 * A ramp through evenly spaced stops, interpolated in OKLab so that equal steps look equal.
 * @param {RGB[]} stops @param {number} [levels] @returns {Uint8ClampedArray} levels × 3
 */
export function ramp(stops, levels = LEVELS) {
  const labs = stops.map(toOklab);
  const out = new Uint8ClampedArray(levels * 3);
  for (let i = 0; i < levels; i++) {
    const x = (i / (levels - 1)) * (stops.length - 1);
    const k = Math.min(Math.floor(x), stops.length - 2);
    out.set(fromOklab(labs[k].map((c, d) => c + (labs[k + 1][d] - c) * (x - k))), i * 3);
  }
  return out;
}

/** @param {Uint8ClampedArray} rgb */
function cssRamp(rgb) {
  const names = Array.from({ length: LEVELS }, (_, i) => `rgb(${rgb[3 * i]} ${rgb[3 * i + 1]} ${rgb[3 * i + 2]})`);
  return (/** @type {number} */ p) => names[Math.round(clamp(Number.isNaN(p) ? 0 : p) * (LEVELS - 1))];
}

/**
 * Reads the tokens in force on an element.
 * @param {Element} element @returns {Palette}
 */
export function readPalette(element) {
  const view = /** @type {Window} */ (element.ownerDocument.defaultView);
  const style = view.getComputedStyle(element);
  /** @type {Map<string, string>} */
  const read = new Map();
  const token = (/** @type {string} */ name) => {
    const known = read.get(name);
    if (known !== undefined) return known;
    const value = style.getPropertyValue(name).trim();
    read.set(name, value);
    return value;
  };
  const stops = (/** @type {string[]} */ names) => names.map((name) => parseColour(token(name)));
  const [stateRGB, openRGB, gradRGB] = [STATE, OPEN, GRAD].map((names) => ramp(stops(names)));
  const [state, open, grad] = [stateRGB, openRGB, gradRGB].map(cssRamp);
  return {
    state: (v) => state(Number.isNaN(v) ? 0.5 : (v + 1) / 2),
    open,
    grad: (log10) => grad(1 + log10 / 3),
    stateRGB,
    openRGB,
    gradRGB,
    token,
    key: token("--surface-page"),
  };
}
