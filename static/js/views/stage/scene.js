// @ts-check
/**
 * The picture's plan: rows of layers, heights, wires between layers. Built once for a network and a width, then only
 * drawn into. Pure.
 */
import { TALL, cellLayout, compactLayout, mirrored } from "./layout.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").LayerTrace} LayerTrace */
/** @typedef {import("./layout.js").CellLayout} CellLayout */
/** @typedef {import("./layout.js").Box} Box */
/** @typedef {import("../../lib/format.js").Format} Format */

/** @typedef {{layer: number, direction: "forward"|"reverse", reverse: boolean, selected: boolean, layout: CellLayout, y: number}} Row */
/**
 * @typedef {object} Scene
 * @property {Row[]} rows           bottom to top, as values flow
 * @property {number} units
 * @property {import("../../core/types.js").SignalInfo[]} signals
 * @property {number} pitch
 * @property {number} height        of the whole picture
 * @property {{w: number, h: number}} chip
 * @property {number} chipY
 * @property {number} split          steps of an encoder, which a decoder follows; 0: it is no such network
 * @property {number} phaseY         where the brackets of the two stand
 * @property {boolean} numeric      tokens are numbers, or words
 * @property {import("../../core/types.js").Trace["fed"]} fed
 * @property {Format["text"]} text  a number of the input, as it is read
 * @property {boolean} speaks       the network has a readout: above each step stands what it says
 * @property {{base: number, room: number, most: number, number: (v: number) => string}|null} loss
 *   where bars of loss stand and how high they grow, for `most`; null where nothing is known to be right
 * @property {boolean} phone
 * @property {string[]} feeds       paths of input and between layers, from the column's centre line
 * @property {Box[]} outputs        strips at the top
 * @property {string} outputWire
 * @property {string} outputArrow
 * @property {{x: number, y: number}[]} inputPath  where the letter rises: chip, two controls, port (a cubic curve)
 */

const OUTPUT_TOP = 16;
const LOSS = { base: 32, room: 16, below: 20, wrong: 16 }; // the line of the bars, their height, the room under it, and for what would be right
const LEAST_LOSS = { softmax: 0.7, sigmoid: 0.7, linear: 0.05 }; // of a bar of full height: about ln 2, or an error of 0.2; small losses look small
const OUTPUT_STRIP = 12;
const OUTPUT_ROOM = 40; // between outputs and the top cell
const ROW_GAP = 34;
const INPUT_ROOM = 25;
const CHIP = 31;
const PICTURE = 64;
const PHASES = 20; // brackets and names under the tokens

/**
 * What a plan depends on: states with one key share a scene.
 * @param {State} state @param {number} pitch @param {boolean} phone
 */
export function sceneKey(state, pitch, phone) {
  const { shown, trace, cell } = state;
  const numeric = isLong(shown, trace);
  const layers = trace ? trace.layers.length : 1;
  return `${cell.name} ${layers} ${units({ shown, trace })} ${shown.layer} ${shown.direction} ${Math.round(pitch * 10)} ${phone} ${numeric} ${speaks(trace)} ${trace?.fed} ${isJudged(state) && [trace?.total, isWrong(trace)]} ${splitOf(trace)}`;
}

/** Does a token need room for more than a character? @param {State["shown"]} shown @param {State["trace"]} trace */
const isLong = (shown, trace) =>
  trace ? trace.kind !== "text" || trace.labels.some((label) => Array.from(label).length > 1) : shown.series !== null;

/** @param {State["trace"]} trace */
const speaks = (trace) => trace !== null && trace.steps.some(({ said }) => said !== null);

/** Where a decoder begins. @param {State["trace"]} trace */
const splitOf = (trace) => Math.max(0, trace?.steps.findIndex(({ phase }) => phase === "decoder") ?? 0);

/** Is it known what would be right? @param {Pick<State, "trace">} state */
const isJudged = ({ trace }) => trace !== null && trace.total !== null;

/** @param {State["trace"]} trace */
const isWrong = (trace) => trace !== null && trace.steps.some(({ wrong }) => wrong);

/** @param {Pick<State, "shown"|"trace">} state */
const units = ({ shown, trace }) => (trace ? trace.layers[0].hiddenSize : shown.hidden_size);

/** @param {State} state @param {number} pitch @param {boolean} phone @param {Pick<Format, "short"|"text">} [format] @returns {Scene} */
export function planScene(state, pitch, phone, format = { short: String, text: String }) {
  const { shown, trace, cell } = state;
  const width = Math.min(phone ? 56 : Math.min(74, 50 + Math.max(0, pitch - 77) / 3), pitch * 0.72);
  const judged = isJudged(state);
  const above = judged ? LOSS.base + LOSS.below + (isWrong(trace) ? LOSS.wrong : 0) : OUTPUT_TOP;
  const strip = phone ? 81 : 103;
  const layers = trace ? trace.layers : [{ layer: 0, direction: /** @type {const} */ ("forward"), hiddenSize: shown.hidden_size }];
  const directions = shown.bidirectional && trace ? 2 : 1;
  const outputs = Array.from({ length: directions }, (_, i) => ({
    x: -width / 2 + 2, y: above + i * (OUTPUT_STRIP + 3), w: width - 4, h: OUTPUT_STRIP,
  }));
  const top = above + directions * (OUTPUT_STRIP + 3) + OUTPUT_ROOM;
  const { rows, bottom } = stackRows(layers, shown, cell, { width, strip }, top);
  const chipY = bottom + INPUT_ROOM;
  const feeds = wireLayers(rows, chipY, pitch, top - OUTPUT_ROOM + 4);
  const numeric = isLong(shown, trace);
  const fed = trace?.fed ?? "token";
  const chip = chipSize(fed, numeric, pitch);
  const split = splitOf(trace);
  return {
    rows,
    units: units(state),
    signals: cell.signals,
    pitch,
    height: chipY + chip.h + (split > 0 ? PHASES : 0) + 8,
    split,
    phaseY: chipY + chip.h + 9,
    chip,
    chipY,
    numeric,
    fed,
    text: format.text,
    loss: judged ? { ...LOSS, most: mostLoss(trace), number: format.short } : null,
    speaks: speaks(trace),
    phone,
    feeds: feeds.paths,
    outputs,
    outputWire: feeds.output,
    outputArrow: `M-3 ${top - OUTPUT_ROOM + 9}L0 ${top - OUTPUT_ROOM + 3}L3 ${top - OUTPUT_ROOM + 9}Z`,
    inputPath: feeds.input,
  };
}

/** @param {Scene["fed"]} fed @param {boolean} numeric @param {number} pitch */
function chipSize(fed, numeric, pitch) {
  if (fed === "picture") return { w: PICTURE, h: PICTURE };
  if (!numeric) return { w: Math.min(CHIP, pitch - 6), h: CHIP };
  return { w: Math.min(pitch - 4, fed === "token" ? 112 : fed === "strip" ? 60 : 46), h: CHIP };
}

/** The loss of a bar of full height. @param {State["trace"]} trace */
function mostLoss(trace) {
  const most = Math.max(...(trace?.steps ?? []).map(({ loss }) => loss ?? 0));
  return Math.max(LEAST_LOSS[trace?.outputs?.kind ?? "softmax"], most);
}

/** Room a row takes: the selected one as much as the tallest cell, so that switching cells moves nothing. @param {Row} row */
const frame = (row) => (row.selected ? Math.max(row.layout.height, TALL * (row.layout.strips.h.h / 103)) : row.layout.height);

/**
 * @param {{layer: number, direction: "forward"|"reverse"}[]} layers @param {import("../../core/types.js").Config} shown
 * @param {import("./layout.js").Cell} cell @param {import("./layout.js").Size} size @param {number} top
 */
function stackRows(layers, shown, cell, size, top) {
  const rows = layers.map(({ layer, direction }) => {
    const selected = layer === shown.layer - 1 && direction === shown.direction;
    const plain = selected || layers.length === 1 ? cellLayout(cell, size) : compactLayout(cell, size.width);
    const reverse = direction === "reverse";
    return { layer, direction, reverse, selected: selected || layers.length === 1, layout: reverse ? mirrored(plain) : plain, y: 0 };
  });
  let y = top;
  for (const row of [...rows].reverse()) {
    const room = frame(row);
    row.y = y + (row.selected ? (room - row.layout.height) / 2 : 0);
    y += room + ROW_GAP;
  }
  return { rows, bottom: y - ROW_GAP };
}

/**
 * Wires from the token through the layers to the output. In a bidirectional network both directions read what the
 * layer below gives: a bus on the left brings it, a bus on the right takes both results on.
 * @param {Row[]} rows @param {number} chipY @param {number} pitch @param {number} outputY
 */
function wireLayers(rows, chipY, pitch, outputY) {
  /** @type {string[]} */
  const paths = [];
  const side = Math.min(pitch / 2 - 3, rows[0].layout.width / 2 + 6);
  const layers = [...new Set(rows.map((row) => row.layer))];
  let from = { x: 0, y: chipY };
  let input = /** @type {{x: number, y: number}[]} */ ([]);
  for (const layer of layers) {
    const [first, second] = rows.filter((row) => row.layer === layer);
    const port = { x: first.layout.input.x, y: first.y + first.layout.input.y };
    const curve = bend(from, port);
    if (!input.length) input = curve;
    paths.push(cubic(curve));
    const out = { x: first.layout.output.x, y: first.y };
    if (!second) {
      from = out;
      continue;
    }
    const joint = { x: -side, y: from.y - 8 };
    const reversePort = { x: second.layout.input.x, y: second.y + second.layout.input.y };
    paths.push(`M${from.x} ${from.y}V${joint.y}H${joint.x}V${reversePort.y + 9}H${reversePort.x}V${reversePort.y}`);
    const over = second.y - 10;
    paths.push(`M${out.x} ${out.y}V${out.y - 9}H${side}V${over}H0`);
    paths.push(`M${second.layout.output.x} ${second.y}V${over}`);
    from = { x: 0, y: over };
  }
  return { paths, input, output: cubic(bend(from, { x: 0, y: outputY })) };
}

/** @param {{x: number, y: number}} a @param {{x: number, y: number}} b */
const bend = (a, b) => {
  const middle = (a.y + b.y) / 2;
  return [a, { x: a.x, y: middle }, { x: b.x, y: middle }, b];
};

/** @param {{x: number, y: number}[]} c */
const cubic = ([a, b, c, d]) => `M${a.x} ${a.y}C${b.x} ${b.y} ${c.x} ${c.y} ${d.x} ${d.y}`;

/** A point of a cubic curve. @param {{x: number, y: number}[]} curve @param {number} p */
export function cubicPoint([a, b, c, d], p) {
  const q = 1 - p;
  const mix = (/** @type {"x"|"y"} */ k) => q ** 3 * a[k] + 3 * q * q * p * b[k] + 3 * q * p * p * c[k] + p ** 3 * d[k];
  return { x: mix("x"), y: mix("y") };
}
