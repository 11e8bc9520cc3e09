// @ts-check
/** One timestep of the picture: input token, a cell for every layer, the lines to the next step, the output above. */
import { set, svg } from "../../lib/svg.js";
import { createCell } from "./cell.js";
import { createChip } from "./chip.js";
import { createOutput, createSpeech } from "./speech.js";

/** @typedef {import("../../lib/palette.js").Palette} Palette */
/** @typedef {import("./cell.js").CellPicture} CellPicture */
/** @typedef {import("./strip.js").Fill} Fill */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Row} Row */

/**
 * @typedef {object} Parts
 * @property {CellPicture[]} cells    one a row, bottom to top
 * @property {boolean[]} passed       has row i handed its state on?
 * @property {(Fill|null)[]} outputs  of the top layer's directions
 * @property {number} wires           opacity of the lines between steps
 */
/** @typedef {import("./chip.js").Token & Parts} ColumnPicture */
/**
 * @typedef {object} Column
 * @property {(picture: ColumnPicture, palette: Palette) => void} draw
 * @property {(x: number, tokenX: number, tokenY: number) => void} place
 * @property {() => void} away     out of sight: to hide it would restyle every part of it
 * @property {(cells: boolean, token: boolean) => void} hide   copies that have not slid out, tokens deep in the pile
 */

const AWAY = "-9999px";
/**
 * A picture of its own: a step under way repaints its column and no other.
 * @param {HTMLElement} layer @param {Scene} scene @returns {Column}
 */
export function createColumn(layer, scene) {
  const picture = svg(layer, "svg", { class: "stage-picture stage-column", width: 1, height: scene.height, "aria-hidden": "true" });
  picture.style.zIndex = String(-layer.children.length); // the first letter lies on top of the pile
  const body = svg(picture, "g");
  const lines = svg(body, "g");
  const output = svg(body, "g");
  const token = svg(picture, "g");

  const feeds = createFeeds(body, scene);
  const doubles = scene.speaks ? scene.rows.map((row) => createDouble(body, row)) : [];
  const cells = scene.rows.map((row) => createCell(body, row.layout, row.y, scene.units, scene.signals));
  const memories = scene.rows.map((row) => createMemories(lines, row, scene.pitch));
  const chip = createChip(token, scene);
  const emitted = scene.speaks ? createSpeech(output, scene) : createOutput(output, scene);
  let placed = "";
  let hidden = "";
  return {
    draw(picture, palette) {
      picture.cells.forEach((cell, i) => cells[i].draw(cell, palette));
      picture.passed.forEach((passed, i) => memories[i](passed));
      feeds(picture.read);
      chip(picture, palette);
      emitted(picture.outputs, palette, picture.step);
      for (const double of doubles) set(double, { visibility: picture.step?.phase === "decoder" ? null : "hidden" });
      set(lines, { opacity: picture.wires < 1 ? picture.wires.toFixed(2) : null });
      set(output, { opacity: picture.wires < 1 ? picture.wires.toFixed(2) : null });
    },
    place(x, tokenX, tokenY) {
      const where = `${x} ${tokenX} ${tokenY}`;
      if (where === placed) return;
      placed = where;
      // Not a transform: columns rest most of the time, and a layer to sort for each would slow every frame.
      picture.style.marginLeft = `${x.toFixed(2)}px`;
      const [dx, dy] = [tokenX - x, tokenY - scene.chipY];
      set(token, { transform: Math.abs(dx) + Math.abs(dy) < 0.01 ? null : `translate(${dx.toFixed(2)} ${dy.toFixed(2)})` });
    },
    away() {
      if (placed === AWAY) return;
      placed = AWAY;
      picture.style.marginLeft = AWAY;
    },
    hide(copy, deep) {
      const what = `${copy} ${deep}`;
      if (what === hidden) return;
      hidden = what;
      set(body, { visibility: copy ? "hidden" : null });
      set(token, { visibility: deep ? "hidden" : null });
    },
  };
}

/** The lines from a row's cell to the next step's. @param {SVGElement} parent @param {Row} row @param {number} pitch */
function createMemories(parent, row, pitch) {
  const sense = row.reverse ? -1 : 1;
  const half = row.layout.width / 2;
  const lines = row.layout.memories.map(({ signal, y, thick }) =>
    svg(parent, "path", {
      class: `stage-memory sig-${signal}${thick ? " is-thick" : ""}`,
      d: `M${sense * half} ${row.y + y}H${sense * (pitch - half)}`,
    }));
  return (/** @type {boolean} */ passed) => lines.forEach((line) => line.classList.toggle("is-ghost", !passed));
}

/** From the token up into the first layer, and from each layer into the next. @param {SVGElement} parent @param {Scene} scene */
function createFeeds(parent, scene) {
  const group = svg(parent, "g", { class: "stage-feed" });
  for (const d of scene.feeds) svg(group, "path", { d });
  return (/** @type {boolean} */ read) => void group.classList.toggle("is-ghost", !read);
}

/** Twice the line round a cell that speaks after it has listened. @param {SVGElement} parent @param {Row} row */
function createDouble(parent, { layout, y }) {
  return svg(parent, "rect", {
    class: "stage-double", x: -layout.width / 2 - 3, y: y - 3, width: layout.width + 6, height: layout.height + 6, rx: 11,
  });
}
