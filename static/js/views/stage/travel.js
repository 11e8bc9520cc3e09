// @ts-check
/** What is on its way: copies of the old state along the memory lines, the letter on its rise, the copy of h on its way out. */
import { span } from "../../lib/easing.js";
import { shortLabel, tokenText } from "../../lib/label-text.js";
import { html, setText } from "../../lib/svg.js";
import { cubicPoint } from "./scene.js";
import { MINUS, SINGLE_UNITS, shade, unitBox } from "./strip.js";

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
 * Each piece lies on top of the stage, so that moving it repaints nothing.
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
 * A box that can be moved. Of plain elements: a browser moves those without painting, an svg not.
 * @param {HTMLElement} layer @param {{x: number, y: number, w: number, h: number}} box @param {string} kind
 */
export function createPiece(layer, { x, y, w, h }, kind) {
  const element = html(layer, "div", { class: `stage-piece ${kind}`, style: `width: ${w}px; height: ${h}px; visibility: hidden` });
  // A paused animation that adds nothing: the browser then takes the transform as animated and moves the box as it
  // is, where it would otherwise sort all layers of the page again on every frame.
  element.animate([{ transform: "none" }, { transform: "translate(0)" }], { duration: 1, fill: "both", composite: "add" }).pause();
  let shown = false;
  return {
    element,
    hide() {
      if (shown) element.style.visibility = "hidden";
      shown = false;
    },
    /** @param {number} dx @param {number} dy @param {number} [opacity] */
    place(dx, dy, opacity = 1) {
      if (!shown) element.style.visibility = "inherit";
      shown = true;
      element.style.transform = `translate(${(dx + x).toFixed(2)}px, ${(dy + y).toFixed(2)}px)`;
      element.style.opacity = opacity.toFixed(2);
    },
  };
}

/**
 * A strip on its way, as the strips of the cells are drawn.
 * @param {HTMLElement} layer @param {{x: number, y: number, w: number, h: number}} box @param {number} n units @param {boolean} lying
 */
function createParcel(layer, box, n, lying) {
  const piece = createPiece(layer, box, "stage-parcel");
  const units = n > SINGLE_UNITS ? [] : Array.from({ length: n }, (_, i) => {
    const { x, y, w, h } = unitBox({ ...box, x: 0, y: 0 }, n, lying, i);
    const unit = html(piece.element, "i", { style: `left: ${x}px; top: ${y}px; width: ${w}px; height: ${h}px` });
    return { style: unit.style, roomy: h >= 5 && w >= 4 };
  });
  let drawn = "";
  /** @param {Fill} fill @param {Palette} palette */
  const fill = ({ values, signal }, palette) => {
    const shades = Array.from(values, (v) => shade(signal, v));
    const key = shades.map((v) => v.toFixed(3)).join() + palette.key;
    if (key === drawn) return;
    drawn = key;
    if (n > SINGLE_UNITS) {
      const stops = shades.map((v, i) => `${palette.state(v)} ${(100 * i) / n}% ${(100 * (i + 1)) / n}%`);
      piece.element.style.backgroundImage = `linear-gradient(to ${lying ? "right" : "bottom"}, ${stops.join(", ")})`;
    }
    units.forEach(({ style, roomy }, i) => {
      const ink = palette.token(shades[i] < -0.55 ? "--dash-strong" : "--dash-weak");
      style.backgroundColor = palette.state(shades[i]);
      style.backgroundImage = roomy && shades[i] < MINUS ? `linear-gradient(${ink}, ${ink})` : "none";
    });
  };
  return { ...piece, fill };
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
    parcel.fill(journey.old(row, memory.signal), palette);
  };
}

/** @param {HTMLElement} layer @param {Scene} scene @returns {Piece} */
function createLetter(layer, scene) {
  const piece = createPiece(layer, { x: -9, y: -9, w: 18, h: 18 }, "stage-rising-letter");
  return (journey) => {
    if (journey?.moment.beat !== "travel") return piece.hide();
    const at = cubicPoint(scene.inputPath, journey.moment.travel);
    piece.place(journey.x + at.x, at.y);
    setText(piece.element, scene.numeric ? "" : shortLabel(tokenText(journey.label), 1));
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
    parcel.fill(journey.result(top), palette);
  };
}
