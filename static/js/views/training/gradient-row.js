// @ts-check
/** The gradient at every step as a row of lights, in the colours and on the scale of the Gradients page. */
import { px, restyle } from "../../lib/canvas.js";

/** @typedef {import("../../lib/palette.js").Palette} Palette */

const HEIGHT = 12;
const DARK = -3; // log10 of a share that is no longer lit

/**
 * @param {HTMLCanvasElement} canvas
 * @param {(number|null)[]} shares  log10, by step; null: none
 * @param {number} steps @param {number} width CSS pixels @param {Palette} palette
 */
export function drawGradient(canvas, shares, steps, width, palette) {
  const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(HEIGHT * ratio)];
  restyle(canvas, { width: px(width), height: px(HEIGHT) });
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.scale(ratio, ratio);
  pen.lineWidth = 1;
  pen.strokeStyle = palette.token("--edge");
  const pitch = width / steps;
  const gap = Math.min(3, pitch * 0.2);
  for (let t = 0; t < steps; t++) {
    const share = shares[t] ?? null;
    pen.beginPath();
    pen.roundRect(t * pitch + gap / 2 + 0.5, 1.5, Math.max(1, pitch - gap - 1), HEIGHT - 3, Math.min(4, pitch / 3));
    if (share !== null && share > DARK) {
      pen.fillStyle = palette.grad(Math.min(0, share));
      pen.fill();
    }
    if (pitch >= 8) pen.stroke();
  }
}
