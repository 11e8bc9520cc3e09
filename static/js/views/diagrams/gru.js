// @ts-check
/**
 * GRU: the memory is h itself and runs along the top. z says how much of it stays; n replaces the rest. What n hears
 * of the memory passes U_n and r: r after U_n in one form, before it in the other, and the two nodes trade places.
 */
import { BEFORE, subscript } from "../../core/run/inside.js";
import { GAUGE } from "./parts.js";

export const HEIGHT = 332;
export const ORDER = ["z", "r", "n", "h"];

const MEMORY = 44;
const MIDDLE = 97; // (1 − z) ⊙ n
const GATES = 138;
const UPPER = 220;
const LOWER = 259;
const H_BUS = 289;
const X_BUS = 307;

/** @type {import("./parts.js").Diagram["draw"]} */
export function draw(board, { _ }, { form }) {
  const before = form === "reset_before";
  const [n, r, left] = [178, 299, 14].map(board.x);
  const z = Math.max(62, board.x(62)); // right of the number of h
  const right = board.width;
  const foot = GATES + GAUGE.height;
  const [xLeg, hLeg] = [n - 11, n + 11];
  const bend = (hLeg + r) / 2 + 8;
  const times = before ? LOWER : UPPER;
  const matrix = before ? UPPER : LOWER;
  const memoryPath = before ? "n.0.1" : "n.0.2";

  // h and x run side by side; a dot is a joint, a crossing without one is not
  board.wire([[left, MEMORY], [left, H_BUS], [r - 9, H_BUS], [r - 9, foot]], { sig: "h", key: "h@-1", beats: ["travel", "gates"] });
  board.wire([[z - 9, H_BUS], [z - 9, foot]], { sig: "h", key: "h@-1", beats: ["gates"] });
  board.wire([[hLeg, H_BUS], [hLeg, LOWER]], { sig: "h", key: "h@-1", beats: ["gates"] });
  board.wire([[hLeg, LOWER], [hLeg, UPPER]], { sig: "h", key: before ? "r@0" : "n.0.2.1", beats: ["gates"] });
  board.wire([[hLeg, UPPER], [hLeg, foot]], { sig: "h", key: memoryPath, beats: ["gates"] });
  board.wire([[30, X_BUS + 22], [30, X_BUS], [r + 9, X_BUS], [r + 9, foot]], { key: "x@0", beats: ["travel", "gates"] });
  board.wire([[z + 9, X_BUS], [z + 9, foot]], { key: "x@0", beats: ["gates"] });
  board.wire([[xLeg, X_BUS], [xLeg, foot]], { key: "x@0", beats: ["gates"] });
  board.joint(left, MEMORY, "h", "h@-1");
  for (const x of [z - 9, hLeg]) board.joint(x, H_BUS, "h", "h@-1");
  for (const x of [z + 9, xLeg]) board.joint(x, X_BUS, "x", "x@0");
  const rLeft = r - GAUGE.width / 2;
  board.wire([[rLeft, GATES + 26], [bend, GATES + 26], [bend, times], [hLeg, times]], { sig: "r", key: "r@0", kind: "gate", beats: ["gates"] });

  board.wire([[0, MEMORY], [z, MEMORY]], { sig: "h", key: "h@-1", kind: "memory", beats: ["travel"] });
  board.wire([[z, MEMORY], [n, MEMORY]], { sig: "h", key: "h.1", kind: "memory", beats: ["write"] });
  board.wire([[n, MEMORY], [right, MEMORY]], { sig: "h", key: "h@0", kind: "memory", beats: ["emit"] });
  board.wire([[z, GATES], [z, MEMORY]], { sig: "z", key: "z@0", kind: "gate", beats: ["write"] });
  board.wire([[z, MIDDLE], [n, MIDDLE]], { sig: "z", key: "h.0.0", kind: "gate", beats: ["write"] });
  board.joint(z, MIDDLE, "z", "z@0");
  board.wire([[n, GATES], [n, MIDDLE]], { sig: "n", key: "n@0", kind: "gate", beats: ["write"] });
  board.wire([[n, MIDDLE], [n, MEMORY]], { sig: "h", key: "h.0", beats: ["write"] });

  board.pill((z + n) / 2 - 12, MIDDLE, "1 −", { key: "h.0.0", size: 34 });
  board.node(z, MEMORY, "×", "h.1");
  board.node(n, MEMORY, "+", "h@0");
  board.node(n, MIDDLE, "×", "h.0");
  board.pill(hLeg, matrix, "U_n", { math: true, size: 30, key: before ? memoryPath : "n.0.2.1" });
  board.node(hLeg, times, "×", before ? "r@0" : memoryPath);

  board.letter(0, 19, "h", { at: -1, key: "h@-1" });
  board.number(0, 31, { pick: { signal: "h", path: BEFORE }, value: () => null, name: (s) => `h${subscript(s.previous)}`, colour: "h" });
  board.number((z + n) / 2, 31, {
    pick: { signal: "h", path: "1" },
    value: (s) => s.value("z") * s.value("h", -1),
    name: (s) => `z${subscript(s.t)} ⊙ h${subscript(s.previous)}`,
    colour: "h",
    anchor: "middle",
  });
  board.number(n + 7, 72, {
    pick: { signal: "h", path: "0" },
    value: (s) => (1 - s.value("z")) * s.value("n"),
    name: (s) => `(1 − z${subscript(s.t)}) ⊙ n${subscript(s.t)}`,
    colour: "h",
  });
  board.number(n - 12, 85, {
    pick: { signal: "h", path: "0.0" },
    value: (s) => 1 - s.value("z"),
    name: (s) => `1 − z${subscript(s.t)}`,
    anchor: "end",
    signed: false,
  });
  board.letter(right, 19, "h", { anchor: "end", key: "h@0" });
  board.number(right, 31, { pick: { signal: "h", path: "" }, value: () => null, name: (s) => `h${subscript(s.t)}`, colour: "h", anchor: "end" });

  board.gauge(z, GATES, "z");
  board.words(z + 7, GATES - 9, _("keep"));
  board.words(z - 15, foot + 15, "σ", "end");
  board.gauge(n, GATES, "n");
  board.words(n + 7, GATES - 9, _("replace"));
  board.words(n - 16, foot + 15, "tanh", "end");
  board.gauge(r, GATES, "r");
  board.words(r, GATES - 9, _("listen to h"), "middle");
  board.words(r - 15, foot + 15, "σ", "end");

  const unscaled = before
    ? { path: "0.1", y: foot + 9, name: () => "U_n (r ⊙ h)" }
    : { path: "0.2.1", y: (UPPER + LOWER) / 2, name: () => "U_n h + b_hn" };
  board.number(hLeg + 8, unscaled.y, { pick: { signal: "n", path: unscaled.path }, value: () => null, name: unscaled.name });
  if (!before) board.number(hLeg + 8, foot + 13, { pick: { signal: "n", path: "0.2" }, value: () => null, name: () => "r ⊙ (U_n h + b_hn)" });

  else board.words(hLeg + 14, LOWER + 16, _("every unit"));

  board.input(40, X_BUS + 20);
}
