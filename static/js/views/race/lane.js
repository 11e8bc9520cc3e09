// @ts-check
/** Lanes of the race: where steps stand, and their light on a canvas. */

/** @typedef {import("../../lib/palette.js").Palette} Palette */
/**
 * @typedef {object} RaceGrid
 * @property {number} width     of all steps, CSS pixels
 * @property {number} margin    to the right of them, where the loss stands
 * @property {number} T
 * @property {number} pitch
 * @property {number} cell      width of the box of a step
 * @property {(step: number) => number} x  centre of a step, from 1
 */

/** Below this pitch steps have no box of their own: they are bars. */
export const BOXED = 6;
const WIDEST = 30;
export const PAD = 16; // round the boxes, for their glow

/** @param {number} room @param {number} T @param {number} margin @returns {RaceGrid} */
export function raceGrid(room, T, margin) {
  const width = Math.max(1, room - margin);
  const pitch = width / Math.max(1, T);
  const cell = pitch >= BOXED ? Math.min(WIDEST, Math.max(pitch - 8, pitch * 0.64)) : pitch;
  return { width, margin, T, pitch, cell, x: (step) => (step - 0.5) * pitch };
}

/** Decades from the top of the scale to the page: the 1 % horizon looks at three, float32 at ten. */
export const DEPTH = { share: 3, float32: 10 };

/** The colour of a share on a scale of `depth` decades. @param {Palette} palette @param {number} log10 @param {number} depth */
export const light = (palette, log10, depth) => palette.grad((3 * log10) / depth);

/**
 * Each lit span as [left, width, log10]: a box a step, or a pixel column of the screen where steps are narrower.
 * @param {Float32Array} share by distance @param {RaceGrid} grid @param {number} ratio device pixels a CSS pixel
 * @returns {[number, number, number][]}
 */
export function litSpans(share, { pitch, cell, x, width }, ratio) {
  const n = share.length;
  if (pitch * ratio >= 1) return Array.from(share, (log10, k) => [x(n - k) - cell / 2, cell, log10]);
  const lit = Math.round(n * pitch * ratio);
  return Array.from({ length: lit }, (_, i) => {
    const step = Math.min(n, Math.floor((i + 0.5) / ratio / pitch) + 1);
    return /** @type {[number, number, number]} */ ([Math.min(width, i / ratio), 1 / ratio, share[n - step]]);
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} room @param {number} height CSS pixels, without the pad
 */
function sized(canvas, room, height) {
  const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  const [width, tall] = [Math.round((room + 2 * PAD) * ratio), Math.round((height + 2 * PAD) * ratio)];
  if (canvas.width !== width || canvas.height !== tall) [canvas.width, canvas.height] = [width, tall];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, width, tall);
  pen.setTransform(ratio, 0, 0, ratio, PAD * ratio, PAD * ratio);
  return { pen, ratio };
}

/** @param {CanvasRenderingContext2D} pen @param {number} left @param {number} width @param {number} height */
function box(pen, left, width, height) {
  pen.beginPath();
  pen.roundRect(left, 0, width, height, Math.min(4, width / 3));
}

/**
 * A lane that is a canvas of light. The glow is the same picture, blurred: one blur a lane, not one a step.
 * @param {HTMLCanvasElement} canvas
 */
export function createLight(canvas) {
  const boxes = canvas.ownerDocument.createElement("canvas");
  /**
   * @param {Float32Array} share @param {RaceGrid} grid @param {number} height @param {number} depth @param {Palette} palette
   */
  return (share, grid, height, depth, palette) => {
    const { pen: ink, ratio } = sized(boxes, grid.width + grid.margin, height);
    const { pen } = sized(canvas, grid.width + grid.margin, height);
    const spans = litSpans(share, grid, ratio).filter(([, , log10]) => log10 > -depth);
    if (grid.pitch >= 2 * BOXED) wires(ink, spans, grid, height, depth, palette);
    for (const [left, width, log10] of spans) {
      ink.fillStyle = light(palette, log10, depth);
      if (grid.pitch >= BOXED) {
        box(ink, left, width, height);
        ink.fill();
      } else ink.fillRect(left, 0, width, height);
    }
    const most = share.reduce((a, b) => (b > a ? b : a), 0); // above 1 the halo widens: colour has no more to say
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 0.75;
    pen.filter = `blur(${(parseFloat(palette.token("--glow-blur")) + Math.min(4, most)) * ratio}px)`;
    pen.drawImage(boxes, 0, 0);
    pen.globalAlpha = 1;
    pen.filter = "none";
    pen.drawImage(boxes, 0, 0);
  };
}

/**
 * From box to box.
 * @param {CanvasRenderingContext2D} ink @param {[number, number, number][]} spans @param {RaceGrid} grid @param {number} height
 * @param {number} depth @param {Palette} palette
 */
function wires(ink, spans, { pitch, cell }, height, depth, palette) {
  ink.lineWidth = 2;
  for (const [left, , log10] of spans) {
    if (left < pitch) continue; // before the first step there is none
    ink.strokeStyle = light(palette, log10, depth);
    ink.beginPath();
    ink.moveTo(left, height / 2);
    ink.lineTo(left - (pitch - cell), height / 2);
    ink.stroke();
  }
}

/**
 * The boxes that light can fall into, as outlines over it.
 * @param {HTMLCanvasElement} canvas @param {RaceGrid} grid @param {number} height @param {Palette} palette
 */
export function drawGhosts(canvas, { T, width, margin, pitch, cell, x }, height, palette) {
  const { pen } = sized(canvas, width + margin, height);
  pen.strokeStyle = palette.token("--text-faint");
  pen.globalAlpha = 0.34;
  if (pitch < BOXED) {
    pen.strokeRect(0.5, 0.5, width - 1, height - 1);
    return;
  }
  for (let step = 1; step <= T; step++) {
    box(pen, x(step) - cell / 2, cell, height);
    pen.stroke();
  }
}
