// @ts-check
/** The wiring diagram of each cell. A new cell is one file here and one line in the table. */
import * as dense from "./dense.js";
import * as gru from "./gru.js";
import * as lstm from "./lstm.js";
import { createBoard } from "./parts.js";
import * as rnn from "./rnn.js";

/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").CellInfo} CellInfo */
/** @typedef {import("./parts.js").Diagram} Diagram */
/** @typedef {import("./parts.js").Variant} Variant */

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
