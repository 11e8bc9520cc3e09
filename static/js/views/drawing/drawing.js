// @ts-check
/** A small picture to draw on, pixel by pixel, and samples to start from. */
import { SHADES, pixelsOf } from "../../core/pixels.js";
import { html, set, setText, svg } from "../../lib/svg.js";

/** A picture to start from, and what it shows. @typedef {{picture: string|null, target: string}} Sample */

const SIDE = 8;
const BLACK = SHADES[SHADES.length - 1];
const GREY = SHADES[7]; // what a stroke leaves beside it, as a pen does
const BLANK = SHADES[0].repeat(SIDE * SIDE);

/**
 * @param {HTMLElement} root @param {{_: (msgid: string, values?: Record<string, string|number>) => string}} context
 * @param {(picture: string) => void} send a picture that was drawn or picked @param {number} [pixel] the size of one on screen
 */
export function createDrawing(root, { _ }, send, pixel = 9) {
  const box = html(root, "fieldset", { class: "drawing", hidden: true });
  html(box, "legend", {}, _("A picture: pick one, or draw"));
  const choices = html(box, "div", { class: "drawing-samples" });
  const pad = svg(box, "svg", {
    class: "drawing-pad", width: SIDE * pixel, height: SIDE * pixel, viewBox: `0 0 ${SIDE} ${SIDE}`, tabindex: 0, role: "application",
    "aria-label": _("Eight by eight pixels. Arrow keys move, Space turns a pixel black or white."),
  });
  const ink = svg(pad, "g");
  const cursor = svg(pad, "rect", { class: "drawing-cursor", width: 1, height: 1 });
  const clear = html(box, "button", { type: "button", class: "button button-quiet" }, _("Clear"));
  const place = html(box, "span", { class: "visually-hidden", role: "status" });
  let now = BLANK;
  let at = 0;
  /** What the pointer paints with while it is down. @type {string|null} */
  let brush = null;

  const moveCursor = (/** @type {number} */ next) => {
    at = next;
    set(cursor, { x: at % SIDE, y: Math.floor(at / SIDE) });
  };
  const under = (/** @type {PointerEvent} */ event) => {
    const { left, top, width } = pad.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top].map((v) => Math.min(SIDE - 1, Math.max(0, Math.floor((v / width) * SIDE))));
    return y * SIDE + x;
  };
  /** The picture changes here at once: the next pixel of a stroke may come before the page draws this one. */
  const draw = (/** @type {string} */ next) => {
    if (next === now) return;
    now = next;
    send(next);
  };
  /** A quick pointer skips pixels: the stroke does not. */
  const paintTo = (/** @type {number} */ end) => {
    draw(between(at, end).reduce((drawn, p) => (brush === BLACK ? stroke(drawn, p) : changed(drawn, p, SHADES[0])), now));
    moveCursor(end);
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    const start = under(event);
    brush = now[start] === BLACK ? SHADES[0] : BLACK;
    moveCursor(start);
    paintTo(start);
  });
  pad.addEventListener("pointermove", (event) => {
    if (brush !== null) paintTo(under(event));
  });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => void (brush = null));
  pad.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE }[event.key];
    if (by === undefined && event.key !== " ") return;
    event.preventDefault();
    if (by !== undefined) moveCursor(Math.min(SIDE * SIDE - 1, Math.max(0, at + by)));
    else draw(changed(now, at, now[at] === BLACK ? SHADES[0] : BLACK));
    setText(place, _("row {row}, column {column}", { row: Math.floor(at / SIDE) + 1, column: (at % SIDE) + 1 }));
  });
  clear.addEventListener("click", () => draw(BLANK));
  moveCursor(at);

  return {
    /** Pictures to start from; without any there is nothing to draw. @param {Sample[]} examples */
    offer(examples) {
      box.hidden = examples.length === 0;
      choices.replaceChildren();
      for (const { picture, target } of examples) {
        const button = html(choices, "button", { type: "button", class: "drawing-sample", "aria-label": _("A handwritten {digit}", { digit: target }), "data-picture": picture });
        drawOn(svg(button, "svg", { width: 24, height: 24, viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true" }), picture ?? BLANK);
        button.addEventListener("click", () => draw(picture ?? BLANK));
      }
    },
    /** @param {string} picture */
    fill(picture) {
      now = picture;
      drawOn(ink, picture);
      for (const button of choices.children) set(button, { "aria-pressed": String(button.getAttribute("data-picture") === picture) });
    },
  };
}

/** @param {string} picture @param {number} pixel @param {string} shade */
const changed = (picture, pixel, shade) => picture.slice(0, pixel) + shade + picture.slice(pixel + 1);

/** The pixels of the straight line from one to another, both ends with it. @param {number} from @param {number} to */
export function between(from, to) {
  const [x, y] = [from % SIDE, Math.floor(from / SIDE)];
  const [dx, dy] = [(to % SIDE) - x, Math.floor(to / SIDE) - y];
  const steps = Math.max(Math.abs(dx), Math.abs(dy), 1);
  return Array.from({ length: steps + 1 }, (_, i) => Math.round(y + (dy * i) / steps) * SIDE + Math.round(x + (dx * i) / steps));
}

/** A pen is wider than a pixel: what lies beside the stroke turns grey at least. @param {string} picture @param {number} pixel */
function stroke(picture, pixel) {
  const x = pixel % SIDE;
  const beside = [x > 0 && pixel - 1, x < SIDE - 1 && pixel + 1].filter((p) => p !== false);
  const grey = beside.reduce((drawn, p) => (drawn[p] < GREY ? changed(drawn, p, GREY) : drawn), picture);
  return changed(grey, pixel, BLACK);
}

/** @param {SVGElement} root @param {string} picture */
function drawOn(root, picture) {
  root.replaceChildren();
  pixelsOf(picture).forEach((value, i) => {
    if (value > 0) svg(root, "rect", { class: "drawing-pixel", x: i % SIDE, y: Math.floor(i / SIDE), width: 1.02, height: 1.02, "fill-opacity": value.toFixed(3) });
  });
}
