// @ts-check
/** Heatmaps on a canvas at the resolution of the screen, and styles that are written only when they change. */
import { columnGap, dashed, pack, packSquashed, paint, rowGap, shade, shadingOf } from "./raster.js";

/** @typedef {import("./raster.js").Signal} Signal */
/** @typedef {import("./palette.js").Palette} Palette */

/** @type {WeakMap<Element, Record<string, string>>} */
const written = new WeakMap();

/** Sets inline styles; writes only what changed. @param {HTMLElement|SVGElement} element @param {Record<string, string>} styles */
export function restyle(element, styles) {
  const last = written.get(element) ?? {};
  for (const [name, value] of Object.entries(styles)) {
    if (last[name] === value) continue;
    element.style.setProperty(name, value);
    last[name] = value;
  }
  written.set(element, last);
}

/** @param {number} v */
export const px = (v) => `${Math.round(v * 100) / 100}px`;

/**
 * Calls back with the size of an element in CSS pixels, at first and after every change (of the screen's resolution too).
 * @param {HTMLElement} element @param {(width: number, height: number) => void} listener @returns {() => void} stop
 */
export function observeSize(element, listener) {
  const observer = new ResizeObserver(([{ contentRect }]) => listener(contentRect.width, contentRect.height));
  try {
    observer.observe(element, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(element);
  }
  return () => observer.disconnect();
}

/**
 * What a heatmap shows.
 * @typedef {object} Picture
 * @property {Signal} signal
 * @property {import("./raster.js").Numbers} values   T × H
 * @property {number} T
 * @property {number} H
 * @property {number} width          CSS pixels
 * @property {number} height         CSS pixels
 * @property {number} [gap]          between columns, CSS pixels
 * @property {{from: number, to: number}|null} overflow   positions without finite numbers
 */

/** @typedef {{state: Uint32Array, c: Uint32Array, open: Uint32Array}} Ramps */
/** @type {WeakMap<Palette, Ramps>} */
const ramps = new WeakMap();

/** @param {Palette} palette @param {Picture["signal"]} signal */
function rampOf(palette, { name, role }) {
  let packed = ramps.get(palette);
  if (!packed) {
    const state = pack(palette.stateRGB);
    packed = { state, c: packSquashed(state), open: pack(palette.openRGB) };
    ramps.set(palette, packed);
  }
  if (role === "gate") return packed.open;
  return name === "c" ? packed.c : packed.state;
}

/**
 * A canvas that shows one signal, units down and steps across.
 * @param {HTMLCanvasElement} canvas
 */
export function createHeatmapCanvas(canvas) {
  const target = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const cells = canvas.ownerDocument.createElement("canvas"); // one pixel a number, or a bin of numbers
  const source = /** @type {CanvasRenderingContext2D} */ (cells.getContext("2d"));
  /** @type {ImageData|undefined} */
  let image;

  /** @param {Picture} picture @param {Palette} palette */
  function plot({ signal, values, T, H }, palette) {
    const [columns, rows] = [Math.min(T, canvas.width), Math.min(H, canvas.height)];
    if (image?.width !== columns || image.height !== rows) {
      image = source.createImageData(columns, rows);
      [cells.width, cells.height] = [columns, rows];
    }
    paint(values, T, H, columns, rows, shadingOf(signal), rampOf(palette, signal), new Uint32Array(image.data.buffer));
    if (columns === canvas.width && rows === canvas.height) return target.putImageData(image, 0, 0);
    source.putImageData(image, 0, 0);
    target.imageSmoothingEnabled = false;
    target.drawImage(cells, 0, 0, columns, rows, 0, 0, canvas.width, canvas.height);
  }

  /** @param {Picture} picture @param {number} ratio */
  function cutGaps({ T, H, width, height, gap = columnGap(width / T) }, ratio) {
    const across = Math.round(gap * ratio);
    for (let t = 0; across > 0 && t <= T; t++) {
      target.clearRect(Math.round((t * canvas.width) / T) - (across >> 1), 0, across, canvas.height);
    }
    const down = Math.round(rowGap(height / H) * ratio);
    for (let j = 1; down > 0 && j < H; j++) {
      target.clearRect(0, Math.round((j * canvas.height) / H) - (down >> 1), canvas.width, down);
    }
  }

  /** The minus sign as a dash. @param {Picture} picture @param {Palette} palette @param {number} ratio */
  function drawDashes({ signal, values, T, H, width, height }, palette, ratio) {
    if (signal.role === "gate" || !dashed(height / H, width / T, H)) return;
    const [pitch, unit] = [canvas.width / T, canvas.height / H];
    const long = Math.min(13 * ratio, 0.4 * pitch);
    const thick = Math.max(1, Math.round(1.5 * ratio));
    const inks = [palette.token("--dash-weak"), palette.token("--dash-strong")];
    for (let i = 0; i < values.length; i++) {
      const v = shade(signal.name, values[i]);
      if (!(v <= -0.005)) continue; // what prints as 0.00 has no sign
      target.fillStyle = inks[v < -0.55 ? 1 : 0];
      const x = (Math.floor(i / H) + 0.5) * pitch - long / 2;
      target.fillRect(Math.round(x), Math.round(((i % H) + 0.5) * unit - thick / 2), Math.round(long), thick);
    }
  }

  /** Steps without numbers: hatched, no colour. @param {Picture} picture @param {Palette} palette @param {number} ratio */
  function hatch({ overflow, T }, palette, ratio) {
    if (!overflow) return;
    const [left, right] = [((overflow.from - 1) * canvas.width) / T, (overflow.to * canvas.width) / T];
    target.save();
    target.beginPath();
    target.rect(left, 0, right - left, canvas.height);
    target.clip();
    target.clearRect(left, 0, right - left, canvas.height);
    target.beginPath();
    for (let x = left - canvas.height; x < right; x += 7 * ratio) {
      target.moveTo(x, canvas.height);
      target.lineTo(x + canvas.height, 0);
    }
    target.strokeStyle = palette.token("--edge");
    target.lineWidth = ratio;
    target.stroke();
    target.restore();
  }

  return {
    /** @param {Picture} picture @param {Palette} palette */
    draw(picture, palette) {
      const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
      const [width, height] = [Math.round(picture.width * ratio), Math.round(picture.height * ratio)];
      if (width < 1 || height < 1 || picture.T < 1) return;
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      else target.clearRect(0, 0, width, height);
      plot(picture, palette);
      drawDashes(picture, palette, ratio);
      hatch(picture, palette, ratio);
      cutGaps(picture, ratio);
    },
  };
}
