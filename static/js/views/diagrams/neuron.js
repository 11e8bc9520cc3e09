// @ts-check
/** What RNN and feedforward neuron share: x through W, a bias, the sum, the curve with its point, and h going up. */
import { subscript } from "../../core/run/inside.js";
import { clamp } from "../../lib/easing.js";
import { set, svg } from "../../lib/svg.js";

const AXIS = 104;
const BOX = { width: 60, height: 72 };
const REACH = 3; // pre-activations from −3 to 3 fit the curve

/** @type {Record<string, (z: number) => number>} heights from −1 to 1 */
const CURVES = { tanh: Math.tanh, relu: (z) => Math.max(0, z) / REACH };

/**
 * @param {import("./parts.js").Board} board @param {import("../../core/types.js").Context} context
 * @param {{nonlinearity: string|null, bias: string}} options bias: path of the bias in the equation of h
 */
export function drawNeuron(board, { _ }, { nonlinearity, bias }) {
  const name = nonlinearity ?? "tanh";
  const [sum, box] = [150, 240].map(board.x);
  const exit = box + BOX.width / 2;
  const up = exit + 12;
  board.wire([[sum, AXIS + 84], [sum, AXIS]], { key: "x@0", beats: ["travel", "gates"] });
  board.wire([[sum, AXIS - 52], [sum, AXIS]], { key: "h." + bias, beats: ["gates"] });
  board.wire([[sum, AXIS], [box, AXIS]], { key: "h.0", beats: ["write"] });
  board.wire([[exit, AXIS], [board.width - 58, AXIS]], { sig: "h", key: "h@0", kind: "gate", beats: ["emit"] });
  board.wire([[up, AXIS], [up, 33]], { sig: "h", key: "h@0", beats: ["emit"] });
  board.joint(up, AXIS, "h", "h@0");
  board.arrow(up, 26, "up", "h", "h@0");
  board.words(up, 16, _("output"), "middle");

  board.node(sum, AXIS, "+", "h.0");
  board.pill(sum, AXIS + 44, "W", { math: true, size: 26, key: "x@0" });
  board.letter(sum, AXIS - 59, "b", { at: null, anchor: "middle", key: "h." + bias });
  board.number(sum + 8, AXIS - 40, { pick: { signal: "h", path: bias }, value: () => null, name: () => "b" });
  board.number(sum + 8, AXIS + 24, { pick: { signal: "h", path: "0.0" }, value: () => null, name: (s) => `W x${subscript(s.t)}` });
  board.number((sum + 10 + box - BOX.width / 2) / 2, AXIS - 13, { pick: { signal: "h", path: "0" }, value: () => null, name: () => _("sum"), anchor: "middle" });
  board.input(sum + 12, AXIS + 84);
  board.letter(board.width, AXIS - 27, "h", { anchor: "end", key: "h@0" });
  board.number(board.width, AXIS - 13, { pick: { signal: "h", path: "" }, value: () => null, name: (s) => `h${subscript(s.t)}`, colour: "h", anchor: "end" });
  drawCurve(board, box, name);
  return { sum, axis: AXIS, room: board.width - exit - 4 };
}

/** @param {import("./parts.js").Board} board @param {number} centre @param {string} name */
function drawCurve(board, centre, name) {
  const curve = CURVES[name];
  const x = (/** @type {number} */ z) => (z / REACH) * (BOX.width / 2 - 8);
  const y = (/** @type {number} */ z) => -curve(z) * (BOX.height / 2 - 10);
  const drawing = /** @type {SVGSVGElement} */ (board.root.querySelector("svg"));
  const group = svg(drawing, "g", { class: "inspector-curve sig-h", transform: `translate(${centre} ${AXIS})`, "data-key": "h@0" });
  svg(group, "rect", { x: -BOX.width / 2, y: -BOX.height / 2, width: BOX.width, height: BOX.height, rx: 9 });
  svg(group, "path", { class: "inspector-curve-axes", d: `M${x(-REACH)} 0H${x(REACH)}M0 ${-BOX.height / 2 + 8}V${BOX.height / 2 - 8}` });
  const points = Array.from({ length: 49 }, (_unused, i) => (i / 24 - 1) * REACH);
  svg(group, "path", { class: "inspector-curve-line", d: "M" + points.map((z) => `${x(z).toFixed(1)} ${y(z).toFixed(1)}`).join("L") });
  const dot = svg(group, "circle", { class: "inspector-curve-dot", r: 4.5 });
  board.words(centre, AXIS + BOX.height / 2 + 16, name, "middle");
  board.onUpdate((inside) => {
    const pre = inside.number({ signal: "h", path: "0" });
    const z = clamp(pre ?? NaN, -REACH, REACH);
    set(dot, Number.isNaN(z) ? { visibility: "hidden" } : { cx: x(z), cy: y(z), visibility: null });
  });
}
