// @ts-check
/** A handwritten digit, pixel by pixel. */
import { svg } from "../../lib/svg.js";

/** @param {HTMLElement} root @param {number[]} pixels from 0 to 1, row by row @param {number} size CSS pixels */
export function drawDigit(root, pixels, size) {
  const side = Math.round(Math.sqrt(pixels.length));
  const picture = svg(root, "svg", { class: "strips-digit", width: size, height: size, viewBox: `0 0 ${side} ${side}`, "aria-hidden": "true" });
  pixels.forEach((value, i) => {
    if (value > 0) svg(picture, "rect", { x: i % side, y: Math.floor(i / side), width: 1.02, height: 1.02, "fill-opacity": value.toFixed(3) });
  });
}
