// @ts-check
/** RNN: what x brings, what all of the memory brings and a bias are added up; the curve squeezes the sum into h. */
import { BEFORE, subscript } from "../../core/run/inside.js";
import { set, setText } from "../../lib/svg.js";
import { drawNeuron } from "./neuron.js";

export const HEIGHT = 208;
const LETTER = 6; // of plain words, on average
export const ORDER = ["h"];

/** @type {import("./parts.js").Diagram["draw"]} */
export function draw(board, context, { nonlinearity }) {
  const { _ } = context;
  const { sum, axis, room } = drawNeuron(board, context, { nonlinearity, bias: "0.2" });
  const matrix = board.x(71);
  board.wire([[0, axis], [sum, axis]], { sig: "h", key: "h@-1", kind: "gate", beats: ["travel", "gates"] });
  board.pill(matrix, axis, "U", { math: true, size: 26, key: "h@-1" });
  board.letter(0, axis - 27, "h", { at: -1, key: "h@-1" });
  board.number(0, axis - 13, { pick: { signal: "h", path: BEFORE }, value: () => null, name: (s) => `h${subscript(s.previous)}`, colour: "h" });
  board.number((matrix + sum) / 2 + 1, axis - 13, { pick: { signal: "h", path: "0.1" }, value: () => null, name: (s) => `U h${subscript(s.previous)}`, anchor: "middle" });
  board.wire([[board.width - 60, axis], [board.width - 1, axis]], { sig: "h", key: "h@0", kind: "gate", beats: ["emit"] });
  board.arrow(board.width, axis, "right", "h", "h@0");
  const next = board.words(board.width, axis + 20, "", "end");
  board.onUpdate(({ t, k, T, previous }) => {
    const text = k < T ? _("to step {step}", { step: 2 * t - previous }) : "";
    setText(next, text);
    set(next, { y: axis + (text.length * LETTER > room ? 52 : 20) });
  });
}
