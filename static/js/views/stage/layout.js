// @ts-check
/**
 * Where things stand inside a cell. Pure geometry: x from the cell's centre line, y from its top edge. Wires name the
 * beat in which they carry something, so the motion follows the wiring and cannot drift from it.
 */

/** @typedef {Pick<import("../../core/types.js").CellInfo, "states"|"signals">} Cell */
/** @typedef {{x: number, y: number, w: number, h: number}} Box */
/** @typedef {"travel"|"gates"|"write"|"emit"} Beat */
/** @typedef {{d: string, signal: string, thick?: boolean, beat: Beat, arrow?: {x: number, y: number, to: "up"|"down"}}} Wire */
/**
 * @typedef {object} CellLayout
 * @property {number} width
 * @property {number} height
 * @property {Record<string, Box>} strips      where each state's units stand
 * @property {Record<string, Box>} gauges      where each gate stands
 * @property {Box|null} curve                  where the activation is drawn (cells without gates)
 * @property {{signal: string, y: number, thick: boolean, rests: boolean}[]} memories
 *   what cells hand on. rests: it comes to rest in its own strip of the next cell; else it stops at the edge and feeds the gates
 * @property {Wire[]} wires
 * @property {{x: number, y: number}} input    where x enters
 * @property {{x: number, y: number}} output   where h leaves
 * @property {boolean} lying                   strips lie on their side (layers that are not selected)
 */
/** Sizes of one cell: width, height of a strip. @typedef {{width: number, strip: number}} Size */

export const TALL = 249; // of the tallest cell, the LSTM, at strip 103
const PAD = 11;
const GAP = 21;
const GAUGE = 18.5;
const GAUGE_PITCH = 27.8;

/** @param {number} count gauges @param {number} room */
const gaugePitch = (count, room) => Math.min(GAUGE_PITCH, (room - GAUGE) / Math.max(1, count - 1));

/**
 * @param {string[]} names @param {number} x @param {number} y @param {number} w @param {number} room
 * @returns {Record<string, Box>}
 */
function column(names, x, y, w, room) {
  const pitch = gaugePitch(names.length, room);
  return Object.fromEntries(names.map((name, i) => [name, { x, y: y + i * pitch, w, h: GAUGE }]));
}

/** @param {Size} size @returns {CellLayout} */
function lstm({ width, strip }) {
  const w = width * 0.36;
  const [left, right] = [-width * 0.4, width * 0.04];
  const low = PAD + strip + GAP;
  const [cLine, hLine] = [PAD + strip / 2, low + strip / 2];
  const branch = right + w * 0.22;
  const out = right + w * 0.78;
  const gate = left + w / 2;
  return {
    width,
    height: low + strip + PAD,
    strips: { c: { x: left, y: PAD, w, h: strip }, h: { x: right, y: low, w, h: strip } },
    gauges: column(["f", "i", "g", "o"], left + 0.5, low + 0.5, w - 1, strip - 1),
    curve: null,
    memories: [
      { signal: "c", y: cLine, thick: true, rests: true },
      { signal: "h", y: hLine, thick: false, rests: false },
    ],
    wires: [
      { d: `M${-width / 2} ${cLine}H${left}`, signal: "c", thick: true, beat: "travel" },
      { d: `M${left + w} ${cLine}H${width / 2}`, signal: "c", thick: true, beat: "emit" },
      { d: `M${-width / 2} ${hLine}H${left}`, signal: "h", beat: "gates" },
      { d: `M${right + w} ${hLine}H${width / 2}`, signal: "h", beat: "emit" },
      { d: `M${gate} ${low - 1}V${PAD + strip + 2}`, signal: "c", beat: "write", arrow: { x: gate, y: PAD + strip + 1, to: "up" } },
      { d: `M${branch} ${cLine}V${low - 2}`, signal: "c", beat: "write", arrow: { x: branch, y: low - 1, to: "down" } },
      { d: `M${out} ${low}V0`, signal: "h", beat: "emit" },
    ],
    input: { x: gate, y: low + strip },
    output: { x: out, y: 0 },
    lying: false,
  };
}

/**
 * Cells with one state: h lives on the line itself, what rewrites it stands below.
 * @param {Size} size @param {string[]} gates @param {boolean} memory
 * @returns {CellLayout}
 */
function single({ width, strip }, gates, memory) {
  const w = width * 0.36;
  const left = -width * 0.28;
  const low = PAD + strip + GAP;
  const room = gates.length > 0 ? Math.min(strip, GAUGE + (gates.length - 1) * GAUGE_PITCH) : GAUGE;
  const line = PAD + strip / 2;
  const gate = left + w / 2;
  const [tap, out] = [(left - width / 2) / 2, (left + w + width / 2) / 2];
  /** @type {Wire[]} */
  const past = memory
    ? [
        { d: `M${-width / 2} ${line}H${left}`, signal: "h", beat: "travel" },
        { d: `M${out} ${line}H${width / 2}`, signal: "h", beat: "emit" },
        { d: `M${tap} ${line}V${low + GAUGE / 2}H${left}`, signal: "h", beat: "gates" },
      ]
    : [];
  return {
    width,
    height: low + room + PAD,
    strips: { h: { x: left, y: PAD, w, h: strip } },
    gauges: column(gates, left + 0.5, low + 0.5, w - 1, room),
    curve: gates.length > 0 ? null : { x: left + 0.5, y: low + 0.5, w: w - 1, h: GAUGE },
    memories: memory ? [{ signal: "h", y: line, thick: false, rests: true }] : [],
    wires: [
      ...past,
      { d: `M${gate} ${low - 1}V${PAD + strip + 2}`, signal: "h", beat: "write", arrow: { x: gate, y: PAD + strip + 1, to: "up" } },
      { d: `M${left + w} ${line}H${out}V0`, signal: "h", beat: "emit" },
    ],
    input: { x: gate, y: low + room },
    output: { x: out, y: 0 },
    lying: false,
  };
}

/** @param {Cell} cell @param {Size} size @returns {CellLayout} */
export function cellLayout({ states, signals }, size) {
  if (states.includes("c")) return lstm(size);
  const gates = signals.filter(({ role }) => role !== "state").map(({ name }) => name);
  return single(size, gates, states.length > 0);
}

/** A layer that is not selected: its h lies across the line. @param {Cell} cell @param {number} width @returns {CellLayout} */
export function compactLayout(cell, width) {
  const height = 30;
  const memory = cell.states.length === 0 ? [] : [{ signal: "h", y: height / 2, thick: false, rests: true }];
  return {
    width,
    height,
    strips: { h: { x: -width / 2 + 4, y: 8, w: width - 8, h: height - 16 } },
    gauges: {},
    curve: null,
    memories: memory,
    wires: [],
    input: { x: 0, y: height },
    output: { x: 0, y: 0 },
    lying: true,
  };
}

/** The same cell read from right to left. @param {CellLayout} layout @returns {CellLayout} */
export function mirrored(layout) {
  const box = (/** @type {Box} */ b) => ({ ...b, x: -b.x - b.w });
  const boxes = (/** @type {Record<string, Box>} */ all) =>
    Object.fromEntries(Object.entries(all).map(([name, b]) => [name, box(b)]));
  return {
    ...layout,
    strips: boxes(layout.strips),
    gauges: boxes(layout.gauges),
    curve: layout.curve && box(layout.curve),
    wires: layout.wires.map((w) => ({ ...w, d: mirrorPath(w.d), arrow: w.arrow && { ...w.arrow, x: -w.arrow.x } })),
    input: { ...layout.input, x: -layout.input.x },
    output: { ...layout.output, x: -layout.output.x },
  };
}

/** The same cell lower down. @param {CellLayout} layout @param {number} dy @returns {CellLayout} */
export function lowered(layout, dy) {
  const box = (/** @type {Box} */ b) => ({ ...b, y: b.y + dy });
  const boxes = (/** @type {Record<string, Box>} */ all) =>
    Object.fromEntries(Object.entries(all).map(([name, b]) => [name, box(b)]));
  return {
    ...layout,
    strips: boxes(layout.strips),
    gauges: boxes(layout.gauges),
    curve: layout.curve && box(layout.curve),
    wires: layout.wires.map((w) => ({ ...w, d: lowerPath(w.d, dy), arrow: w.arrow && { ...w.arrow, y: w.arrow.y + dy } })),
  };
}

/** Lowers a path of M, H and V commands. @param {string} d @param {number} dy */
export const lowerPath = (d, dy) => d.replace(/(M-?[\d.]+ |V)(-?[\d.]+)/g, (_, command, y) => `${command}${Number(y) + dy}`);

/** Mirrors a path of M, H and V commands in x. @param {string} d */
export const mirrorPath = (d) =>
  d.replace(/([MH])(-?[\d.]+)/g, (_, command, x) => `${command}${-Number(x)}`);
