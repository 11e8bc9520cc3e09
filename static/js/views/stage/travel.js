// @ts-check
/** What is on its way: copies of the old state along the memory lines, the letter on its rise, the copy of h on its way out. */
import { set, setText, svg } from "../../lib/svg.js";
import { span } from "../../lib/easing.js";
import { createStrip } from "./strip.js";
import { shortLabel, tokenText } from "./column.js";
import { cubicPoint } from "./scene.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Row} Row */
/** @typedef {import("./beats.js").Moment} Moment */
/** @typedef {import("../../lib/palette.js").Palette} Palette */
/** @typedef {import("./strip.js").Fill} Fill */

/**
 * @typedef {object} Journey
 * @property {number} x              centre of the column under way
 * @property {string} label
 * @property {Moment} moment
 * @property {(row: Row, signal: string) => Fill} old     the state a row starts from
 * @property {(row: Row) => Fill} result                  h as it leaves
 * @property {(row: Row) => boolean} moves                is this row read in this step?
 */

/**
 * Each piece is a small picture of its own on top of the stage, so that moving it repaints nothing.
 * @param {HTMLElement} layer @param {Scene} scene
 */
export function createTravel(layer, scene) {
  const strips = scene.rows.flatMap((row) => row.layout.memories.map((memory) => createTraveller(layer, row, memory, scene)));
  const pieces = [...strips, createLetter(layer, scene), ...scene.rows.slice(-1).map((row) => createRising(layer, row, scene))];
  return {
    /** @param {Journey|null} journey @param {Palette} palette */
    draw(journey, palette) {
      for (const piece of pieces) piece(journey, palette);
    },
  };
}

/**
 * A picture that can be moved, w × h around its origin at x, y.
 * @param {HTMLElement} layer @param {{x: number, y: number, w: number, h: number}} box @param {string} kind
 */
function createPiece(layer, { x, y, w, h }, kind) {
  const margin = 6;
  const picture = svg(layer, "svg", {
    class: kind, "aria-hidden": "true", width: w + 2 * margin, height: h + 2 * margin,
    viewBox: `${x - margin} ${y - margin} ${w + 2 * margin} ${h + 2 * margin}`,
  });
  let shown = true;
  const hide = () => {
    if (shown) set(picture, { style: "visibility: hidden" });
    shown = false;
  };
  hide();
  return {
    picture,
    hide,
    /** @param {number} dx @param {number} dy @param {number} [opacity] */
    place(dx, dy, opacity = 1) {
      if (!shown) picture.style.visibility = "inherit";
      shown = true;
      picture.style.transform = `translate(${(dx + x - margin).toFixed(2)}px, ${(dy + y - margin).toFixed(2)}px)`;
      picture.style.opacity = opacity < 1 ? opacity.toFixed(2) : "";
    },
  };
}

/** @param {HTMLElement} layer @param {{x: number, y: number, w: number, h: number}} box @param {number} units @param {boolean} lying */
function createParcel(layer, box, units, lying) {
  const piece = createPiece(layer, box, "stage-traveller");
  svg(piece.picture, "rect", { class: "stage-parcel", x: box.x - 3, y: box.y - 3, width: box.w + 6, height: box.h + 6, rx: 5 });
  return { ...piece, strip: createStrip(piece.picture, box, units, lying) };
}

/** @typedef {(journey: Journey|null, palette: Palette) => void} Piece */

/** A copy of the old state on its line. @param {HTMLElement} layer @param {Row} row @param {Row["layout"]["memories"][0]} memory @param {Scene} scene @returns {Piece} */
function createTraveller(layer, row, memory, scene) {
  const box = row.layout.strips[memory.signal];
  const parcel = createParcel(layer, { ...box, y: box.y + row.y }, scene.units, row.layout.lying);
  const sense = row.reverse ? -1 : 1;
  // What does not rest in a strip of its own stops at the cell's edge and feeds the gates.
  const edge = sense > 0 ? -row.layout.width / 2 - box.x - box.w - 2 : row.layout.width / 2 - box.x + 2;
  const distance = sense * scene.pitch + (memory.rests ? 0 : edge);
  return (journey, palette) => {
    if (journey?.moment.beat !== "travel" || !journey.moves(row)) return parcel.hide();
    const { travel } = journey.moment;
    parcel.place(journey.x - sense * scene.pitch + distance * travel, 0, memory.rests ? 1 : 1 - span(travel, 0.92, 1));
    parcel.strip.fill(journey.old(row, memory.signal), palette);
  };
}

/** @param {HTMLElement} layer @param {Scene} scene @returns {Piece} */
function createLetter(layer, scene) {
  const piece = createPiece(layer, { x: -9, y: -9, w: 18, h: 18 }, "stage-letter");
  svg(piece.picture, "circle", { r: 9 });
  const text = svg(piece.picture, "text", { "text-anchor": "middle", "dominant-baseline": "central" });
  return (journey) => {
    if (journey?.moment.beat !== "travel") return piece.hide();
    const at = cubicPoint(scene.inputPath, journey.moment.travel);
    piece.place(journey.x + at.x, at.y);
    setText(text, scene.numeric ? "" : shortLabel(tokenText(journey.label), 1));
  };
}

/** A small copy of h on its way to the output. @param {HTMLElement} layer @param {Row} top @param {Scene} scene @returns {Piece} */
function createRising(layer, top, scene) {
  const parcel = createParcel(layer, { x: -5, y: -18, w: 10, h: 36 }, scene.units, false);
  const start = { x: top.layout.output.x, y: top.y + top.layout.strips.h.y };
  const end = { x: 0, y: scene.outputs[0].y + 24 };
  return (journey, palette) => {
    if (journey?.moment.beat !== "emit" || !journey.moves(top)) return parcel.hide();
    const p = journey.moment.rise;
    parcel.place(journey.x + start.x + (end.x - start.x) * span(p, 0.5, 1), start.y + (end.y - start.y) * p);
    parcel.strip.fill(journey.result(top), palette);
  };
}
