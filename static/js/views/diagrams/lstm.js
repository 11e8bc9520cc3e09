// @ts-check
/** LSTM: h and x enter four gates from below; f, i, g write the memory along the top; o lets it out as h. */
import { BEFORE, subscript } from "../../core/run/inside.js";
import { GAUGE } from "./parts.js";

export const HEIGHT = 270;
export const ORDER = ["f", "i", "g", "o", "c", "h"];

const MEMORY = 44;
const MIDDLE = 97; // i ⊙ g
const OUT = 118; // o ⊙ tanh(c)
const GATES = 146;
const BUS = 232;

/** @type {import("./parts.js").Diagram["draw"]} */
export function draw(board) {
  const [f, i, g, o, plus, out] = [76, 133, 199, 257, 166, 309].map(board.x);
  const right = board.width;
  const foot = GATES + GAUGE.height;

  board.wire([[30, BUS + 32], [30, BUS], [48, BUS]], { key: "x@0", beats: ["travel", "gates"] });
  board.wire([[0, BUS], [o, BUS], [o, foot]], { sig: "h", key: "h@-1", beats: ["travel", "gates"] });
  for (const gate of [f, i, g]) {
    board.wire([[gate, BUS], [gate, foot]], { sig: "h", key: "h@-1", beats: ["gates"] });
    board.joint(gate, BUS, "h", "h@-1");
  }

  board.wire([[0, MEMORY], [f, MEMORY]], { sig: "c", key: "c@-1", kind: "memory", beats: ["travel"] });
  board.wire([[f, MEMORY], [plus, MEMORY]], { sig: "c", key: "c.0", kind: "memory", beats: ["write"] });
  board.wire([[plus, MEMORY], [right, MEMORY]], { sig: "c", key: "c@0", kind: "memory", beats: ["write", "emit"] });
  board.wire([[f, GATES], [f, MEMORY]], { sig: "f", key: "f@0", kind: "gate", beats: ["write"] });
  board.wire([[i, GATES], [i, MIDDLE], [plus, MIDDLE]], { sig: "i", key: "i@0", kind: "gate", beats: ["write"] });
  board.wire([[g, GATES], [g, MIDDLE], [plus, MIDDLE]], { sig: "g", key: "g@0", kind: "gate", beats: ["write"] });
  board.wire([[plus, MIDDLE], [plus, MEMORY]], { sig: "c", key: "c.1", beats: ["write"] });
  board.wire([[out, MEMORY], [out, OUT]], { sig: "c", key: "h.1", beats: ["emit"] });
  board.joint(out, MEMORY, "c", "c@0");
  board.wire([[o, GATES], [o, OUT], [out, OUT]], { sig: "o", key: "o@0", kind: "gate", beats: ["emit"] });
  board.wire([[out, OUT], [out, BUS], [right, BUS]], { sig: "h", key: "h@0", beats: ["emit"] });

  board.pill(out, 76, "tanh", { key: "h.1" });
  board.node(f, MEMORY, "×", "c.0");
  board.node(plus, MEMORY, "+", "c@0");
  board.node(plus, MIDDLE, "×", "c.1");
  board.node(out, OUT, "×", "h@0");

  board.letter(0, 19, "c", { at: -1, key: "c@-1" });
  board.number(0, 31, { pick: { signal: "c", path: BEFORE }, value: () => null, name: (s) => `c${subscript(s.previous)}`, colour: "c" });
  board.number((f + plus) / 2, 31, {
    pick: { signal: "c", path: "0" },
    value: (s) => s.value("f") * s.value("c", -1),
    name: (s) => `f${subscript(s.t)} ⊙ c${subscript(s.previous)}`,
    colour: "c",
    anchor: "middle",
  });
  board.number(plus + 7, 72, {
    pick: { signal: "c", path: "1" },
    value: (s) => s.value("i") * s.value("g"),
    name: (s) => `i${subscript(s.t)} ⊙ g${subscript(s.t)}`,
    colour: "c",
  });
  board.letter(right, 19, "c", { anchor: "end", key: "c@0" });
  board.number(right, 31, { pick: { signal: "c", path: "" }, value: () => null, name: (s) => `c${subscript(s.t)}`, colour: "c", anchor: "end" });

  for (const [signal, x, text] of /** @type {[string, number, string][]} */ ([["f", f, "σ"], ["i", i, "σ"], ["g", g, "tanh"], ["o", o, "σ"]])) {
    board.gauge(x, GATES, signal);
    board.words(x + 6, foot + 15, text);
  }
  board.number(out - 7, 101, {
    pick: { signal: "h", path: "1" },
    value: (s) => Math.tanh(s.value("c")),
    name: (s) => `tanh(c${subscript(s.t)})`,
    anchor: "end",
  });

  board.letter(0, 205, "h", { at: -1, key: "h@-1" });
  board.number(0, 219, { pick: { signal: "h", path: BEFORE }, value: () => null, name: (s) => `h${subscript(s.previous)}`, colour: "h" });
  board.input(40, BUS + 28);
  board.letter(right, BUS + 31, "h", { anchor: "end", key: "h@0" });
  board.number(right - 34, BUS + 27, { pick: { signal: "h", path: "" }, value: () => null, name: (s) => `h${subscript(s.t)}`, colour: "h", anchor: "end" });
}
