// @ts-check
/** A small picture to draw on, pixel by pixel, and samples to start from. */
import { SHADES, pixelsOf } from "../../core/architectures-config.js";
import { html, set, setText, svg } from "../../lib/svg.js";

/** @typedef {import("../../core/architectures-store.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures.js").Given} Given */

const SIDE = 8;
const CELL = 9;
const BLACK = SHADES[SHADES.length - 1];
const GREY = SHADES[7]; // what a stroke leaves beside it, as a pen does
const BLANK = SHADES[0].repeat(SIDE * SIDE);

/** @param {HTMLElement} root @param {Context} context */
export function createDrawing(root, { _, emit }) {
  const box = html(root, "fieldset", { class: "drawing", hidden: true });
  html(box, "legend", {}, _("A picture: pick one, or draw"));
  const choices = html(box, "div", { class: "drawing-samples" });
  const pad = svg(box, "svg", {
    class: "drawing-pad", width: SIDE * CELL, height: SIDE * CELL, viewBox: `0 0 ${SIDE} ${SIDE}`, tabindex: 0, role: "application",
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

  /** @param {string} picture */
  const send = (picture) => emit({ type: "feed", given: { picture } });
  const moveCursor = (/** @type {number} */ next) => {
    at = next;
    set(cursor, { x: at % SIDE, y: Math.floor(at / SIDE) });
  };
  const under = (/** @type {PointerEvent} */ event) => {
    const { left, top, width } = pad.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top].map((v) => Math.min(SIDE - 1, Math.max(0, Math.floor((v / width) * SIDE))));
    return y * SIDE + x;
  };
  const paint = (/** @type {number} */ pixel) => {
    moveCursor(pixel);
    const next = brush === BLACK ? stroke(now, pixel) : changed(now, pixel, SHADES[0]);
    if (next !== now) send(next);
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    const pixel = under(event);
    brush = now[pixel] === BLACK ? SHADES[0] : BLACK;
    paint(pixel);
  });
  pad.addEventListener("pointermove", (event) => {
    if (brush !== null) paint(under(event));
  });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => void (brush = null));
  pad.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE }[event.key];
    if (by === undefined && event.key !== " ") return;
    event.preventDefault();
    if (by !== undefined) moveCursor(Math.min(SIDE * SIDE - 1, Math.max(0, at + by)));
    else send(changed(now, at, now[at] === BLACK ? SHADES[0] : BLACK));
    setText(place, _("row {row}, column {column}", { row: Math.floor(at / SIDE) + 1, column: (at % SIDE) + 1 }));
  });
  clear.addEventListener("click", () => send(BLANK));
  moveCursor(at);

  return {
    /** Pictures to start from; without any there is nothing to draw. @param {Given[]} examples */
    offer(examples) {
      box.hidden = examples.length === 0;
      choices.replaceChildren();
      for (const { picture, target } of examples) {
        const button = html(choices, "button", { type: "button", class: "drawing-sample", "aria-label": _("A handwritten {digit}", { digit: target }), "data-picture": picture });
        drawOn(svg(button, "svg", { width: 24, height: 24, viewBox: `0 0 ${SIDE} ${SIDE}`, "aria-hidden": "true" }), picture ?? BLANK);
        button.addEventListener("click", () => emit({ type: "feed", given: { picture } }));
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
    if (value > 0) svg(root, "rect", { class: "arch-pixel", x: i % SIDE, y: Math.floor(i / SIDE), width: 1.02, height: 1.02, "fill-opacity": value.toFixed(3) });
  });
}
