// @ts-check
/** From a State to what each column shows: which strips are full, which gates have filled, what is on its way. Pure. */
import { before, layerDone } from "../../core/run/reading.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Trace} Trace */
/** @typedef {import("../../core/types.js").LayerTrace} LayerTrace */
/** @typedef {import("../../core/run/reading.js").Reading} Reading */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Row} Row */
/** @typedef {import("./strip.js").Fill} Fill */
/** @typedef {import("./beats.js").Moment} Moment */
/** Where a column stands. @typedef {{p: number, moment: Moment, settle: number, scene: Scene}} Here   p: position from 1 */

/**
 * The values on their way in the step being read, or null when nothing can travel.
 * @param {State} state @param {Reading} reading @param {Scene} scene @param {number} x @param {Moment} moment
 * @returns {import("./travel.js").Journey|null}
 */
export function journey(state, reading, scene, x, moment) {
  const { trace } = state;
  const after = trace?.overflow && isAfter(trace.overflow.t, reading.position, reading);
  if (!trace || state.unroll < 1 || after || scene.rows.length !== trace.layers.length) return null;
  return {
    x,
    label: trace.labels[reading.position - 1] ?? "",
    moment,
    old: (row, signal) => ({ values: previous(layerOf(trace, row), signal, reading.position), signal }),
    result: (row) => ({ values: rowOf(layerOf(trace, row), "h", reading.position), signal: "h" }),
    moves: (row) => moving(state, row),
  };
}

/** Is this row read in this step? A bidirectional network's other rows wait or have finished. @param {State} state @param {Row} row */
const moving = (state, row) => row.selected || !state.shown.bidirectional;

/** @param {Trace} trace @param {Row} row */
const layerOf = (trace, row) =>
  /** @type {LayerTrace} */ (trace.layers.find((l) => l.layer === row.layer && l.direction === row.direction));

/** @param {LayerTrace} layer @param {string} signal @param {number} position */
const rowOf = (layer, signal, position) =>
  layer.signals[signal].subarray((position - 1) * layer.hiddenSize, position * layer.hiddenSize);

/** The state a step starts from, as a vector. @param {LayerTrace} layer @param {string} signal @param {number} position */
const previous = (layer, signal, position) =>
  Float32Array.from({ length: layer.hiddenSize }, (_, j) => before(layer, signal, position, j + 1));

/** Does position p come at or after the overflow, in reading order? @param {number} at @param {number} p @param {Reading} reading */
const isAfter = (at, p, reading) => (reading.reverse ? p <= at : p >= at);

/** @param {State} state @param {Row} row @param {number} p */
const doneAt = ({ trace, ...state }, row, p) => trace !== null && layerDone({ ...state, trace }, layerOf(trace, row), p);

/** Two columns with one key look alike, but for a step under way, whose key is its progress. @param {State} state @param {Reading} reading @param {Here} here */
export function columnKey(state, reading, { p, moment, settle, scene }) {
  const { trace, shown, hover } = state;
  const current = p === reading.position;
  const done = scene.rows.map((row) => (doneAt(state, row, p) ? 1 : 0)).join("");
  const ringed = current ? shown.unit : hover?.t === p ? hover.unit : null;
  const progress = current && moment.beat !== null ? Math.floor((reading.beat * DRAWINGS) / Math.min(1, state.config.speed)) : "";
  return [p, identity(trace), done, current, ringed, shown.unit, settle, state.unroll < 1, state.time === 0, progress].join();
}

/** Times that a step at speed 1 or above is drawn anew inside its cell: as a film is; what travels is moved on every frame. */
const DRAWINGS = 28;

/** @type {WeakMap<object, number>} */
const identities = new WeakMap();
let identitiesGiven = 0;
/** A transition makes a new trace each frame. @param {object|null} trace */
function identity(trace) {
  if (!trace) return 0;
  if (!identities.has(trace)) identities.set(trace, ++identitiesGiven);
  return identities.get(trace);
}

/** @param {State} state @param {Reading} reading @param {Here} here @returns {import("./column.js").ColumnPicture} */
export function columnPicture(state, reading, here) {
  const { p, moment, settle, scene } = here;
  const { trace, shown, hover } = state;
  const current = trace !== null && p === reading.position;
  const live = current && moment.beat !== null;
  const overflowed = trace?.overflow ? isAfter(trace.overflow.t, p, reading) : false;
  const unit = current ? shown.unit : hover?.t === p ? hover.unit : null;
  const spot = { p, current, live, unit, overflowed, moment };
  return {
    label: trace?.labels[p - 1] ?? "",
    row: trace?.rows?.[p - 1] ?? null,
    step: trace?.steps[p - 1] ?? null,
    read: reading.done(p) || live || state.unroll < 1,
    current: current && settle > 0,
    overflow: trace?.overflow?.t === p,
    cells: scene.rows.map((row) => cellPicture(state, row, spot)),
    passed: scene.rows.map((row) => doneAt(state, row, p) && !overflowed),
    outputs: outputsOf(state, scene, spot),
    wires: settle,
  };
}

/** @typedef {{p: number, current: boolean, live: boolean, unit: number|null, overflowed: boolean, moment: Moment}} Spot */

/** @param {State} state @param {Row} row @param {Spot} spot @returns {import("./cell.js").CellPicture} */
function cellPicture(state, row, { p, current, live, unit, overflowed, moment }) {
  const { trace } = state;
  const focus = current && row.selected;
  const empty = { current: focus, strips: {}, gauges: {}, beat: null, unit: null };
  const underWay = live && !overflowed && moving(state, row);
  if (!trace || overflowed || (!underWay && !doneAt(state, row, p))) {
    const outlined = (focus && !overflowed) || state.unroll < 1;
    return { look: outlined && trace ? "blank" : "ghost", ...empty };
  }
  const layer = layerOf(trace, row);
  const written = row.layout.strips.c ? "c" : "h"; // the state that the gates write; h of an LSTM is let out afterwards
  const strips = Object.keys(row.layout.strips).map((signal) => {
    const values = rowOf(layer, signal, p);
    if (!underWay) return [signal, { values, signal }];
    return [signal, liveFill(row, layer, signal, p, moment, signal === written ? moment.write : moment.emit)];
  });
  const gauges = Object.keys(row.layout.gauges).map((name) => {
    const value = layer.signals[name][(p - 1) * layer.hiddenSize + state.shown.unit - 1];
    return [name, underWay && !moment.arrived && moment.gauge(name) === 0 ? null : { value, level: underWay ? moment.gauge(name) : 1 }];
  });
  return {
    look: "done",
    current: focus,
    strips: Object.fromEntries(strips),
    gauges: Object.fromEntries(gauges),
    beat: underWay ? moment.beat : null,
    unit: row.selected ? unit : null,
  };
}

/**
 * A strip while its step is under way: blank, then the old state at rest in it, then the new one from the top down.
 * @param {Row} row @param {LayerTrace} layer @param {string} signal @param {number} p @param {Moment} moment @param {number} shown
 * @returns {Fill|null}
 */
function liveFill(row, layer, signal, p, moment, shown) {
  const rests = row.layout.memories.some((m) => m.signal === signal && m.rests);
  const old = rests && moment.arrived ? previous(layer, signal, p) : null;
  return shown > 0 || old ? { values: rowOf(layer, signal, p), old, shown, signal } : null;
}

/** @param {State} state @param {Scene} scene @param {Spot} spot @returns {(Fill|null)[]} */
function outputsOf(state, scene, { p, live, overflowed, moment }) {
  const { trace } = state;
  const top = scene.rows.at(-1);
  if (!trace || !top) return scene.outputs.map(() => null);
  return scene.rows
    .filter((row) => row.layer === top.layer)
    .map((row) => {
      const ready = live && moving(state, row) ? moment.rise >= 1 : doneAt(state, row, p);
      return ready && !overflowed ? { values: rowOf(layerOf(trace, row), "h", p), signal: "h" } : null;
    });
}
