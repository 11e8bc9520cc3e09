// @ts-check
/** The wiring diagram of each cell. A new cell is one file here and one line in the table. */
import * as dense from "./dense.js";
import * as gru from "./gru.js";
import * as lstm from "./lstm.js";
import * as rnn from "./rnn.js";
import { createBoard } from "./parts.js";

/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").CellInfo} CellInfo */
/** @typedef {{form: string|null, nonlinearity: string|null}} Variant */
/**
 * @typedef {object} Diagram
 * @property {number} HEIGHT
 * @property {string[]} ORDER   signals as the diagram is read; the equations stand in the same order
 * @property {(board: import("./parts.js").Board, context: Context, variant: Variant) => void} draw
 */

/** @type {Record<string, Diagram>} */
const DIAGRAMS = { dense, rnn, lstm, gru };

/** @param {string} cell */
export const orderOf = (cell) => DIAGRAMS[cell]?.ORDER ?? [];

/**
 * @param {HTMLElement} parent @param {Context} context
 * @param {Variant & {cell: CellInfo, width: number}} options
 */
export function createDiagram(parent, context, { cell, form, nonlinearity, width }) {
  const { HEIGHT, draw } = DIAGRAMS[cell.name];
  const label = context._("Wiring of the {cell} cell", { cell: cell.name.toUpperCase() });
  const board = createBoard(parent, context, { width: Math.min(width, 420), height: HEIGHT, cell, label });
  draw(board, context, { form, nonlinearity });
  return board;
}
