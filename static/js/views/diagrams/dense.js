// @ts-check
/** The feedforward neuron: drawn as the RNN is, with nothing where the memory would come in and go out. */
import { drawNeuron } from "./neuron.js";

export const HEIGHT = 208;
export const ORDER = ["h"];

/** @type {import("./parts.js").Diagram["draw"]} */
export function draw(board, context, { nonlinearity }) {
  const { _ } = context;
  const { sum, axis } = drawNeuron(board, context, { nonlinearity, bias: "0.1" });
  board.wire([[0, axis], [sum - 12, axis]], { kind: "none" });
  board.words(0, axis - 12, _("no past:"));
  board.words(0, axis + 20, _("nothing comes in"));
  board.wire([[board.width - 58, axis], [board.width, axis]], { kind: "none" });
}
