// @ts-check
/** Small pictures as text: a sign a pixel. */

/** From 0, white, to g, black (16). */
export const SHADES = "0123456789abcdefg";

/** The pixels of a picture, 0 … 1. @param {string} picture */
export const pixelsOf = (picture) => Array.from(picture, (sign) => SHADES.indexOf(sign) / (SHADES.length - 1));

/** The picture that shows pixels best. @param {number[]} pixels */
export const pictureOf = (pixels) =>
  pixels.map((value) => SHADES[Math.round(Math.min(1, Math.max(0, value)) * (SHADES.length - 1))]).join("");
