// @ts-check
/** What the views over time have in common: the layer on screen, where its columns stand, what is selected. Pure. */
import { STEP } from "../../core/player.js";
import { overflowed } from "../../core/run/reading.js";
import { currentStep, selectedLayer } from "../../core/run/reading.js";
import { timeAxis } from "../../lib/columns.js";
import { clamp } from "../../lib/easing.js";
import { tokenText } from "../../lib/label-text.js";
import { columnGap } from "../../lib/raster.js";
import { BRISK, momentOf } from "../stage/beats.js";
import { stageGrid } from "../stage/stage.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Hover} Hover */
/** @typedef {import("../../core/types.js").LayerTrace} LayerTrace */
/** @typedef {import("../../core/types.js").SignalInfo} SignalInfo */

/**
 * A State as the heatmaps see it.
 * @typedef {object} Scene
 * @property {LayerTrace} layer
 * @property {SignalInfo[]} signals    those recorded, in order
 * @property {import("../../core/run/reading.js").Reading} reading
 * @property {import("../stage/beats.js").Moment} moment   of the step under way
 * @property {string[]} labels
 * @property {import("../../core/types.js").Trace["fed"]} fed   what the labels are of
 * @property {number} T
 * @property {number} H
 * @property {number} unit
 * @property {number} pitch            width of a column
 * @property {number} left             where the first column starts
 * @property {number} gap              between columns
 * @property {boolean} phone           names stand above the pictures
 * @property {boolean} windowed        the stage has columns of its own
 * @property {boolean} alone           there is only one heatmap
 * @property {Hover|null} hover        if it is on this layer
 * @property {{from: number, to: number}|null} overflow
 */

/** What is read at a step, in words; a character or a word as it is, to stand in quotes. @param {Pick<Scene, "fed"|"labels">} scene @param {number} t @param {import("../../core/types.js").Context["_"]} _ */
export function readAt({ fed, labels }, t, _) {
  if (fed === "picture") return _("a picture");
  if (fed === "strip") return _("row {t}", { t });
  const label = tokenText(labels[t - 1]);
  return fed === "pair" ? `(${label})` : label;
}

/** @param {State} state @param {number} width of the view, CSS pixels @returns {Scene|null} null while there is nothing to show */
export function sceneOf(state, width) {
  const { trace, shown, config } = state;
  const layer = selectedLayer(state);
  if (!trace || !layer || trace.T < 1 || width <= 0) return null;
  const reading = currentStep(state);
  const grid = stageGrid(width);
  const axis = timeAxis({ width, T: trace.T, time: reading.backward ? reading.k : state.time, reverse: reading.reverse, ...grid });
  const left = grid.phone ? 0 : grid.gutter; // on a phone, names stand above the pictures
  const pitch = grid.phone ? width / trace.T : axis.overviewPitch;
  const signals = state.cell.signals.filter(({ name }) => name in layer.signals);
  const { hover } = state;
  const here = hover && (hover.layer ?? shown.layer) === shown.layer && (hover.direction ?? layer.direction) === layer.direction
    && (hover.t ?? 1) <= trace.T && (hover.unit ?? 1) <= layer.hiddenSize;
  return {
    layer,
    signals,
    reading,
    moment: momentOf(reading.beat, STEP / config.speed < BRISK),
    labels: trace.labels,
    fed: trace.fed,
    T: trace.T,
    H: layer.hiddenSize,
    unit: clamp(shown.unit, 1, layer.hiddenSize),
    pitch,
    left,
    gap: columnGap(pitch),
    phone: grid.phone,
    windowed: grid.phone || axis.windowed,
    alone: signals.length === 1,
    hover: here ? hover : null,
    overflow: trace.overflow ? overflowed(layer) : null,
  };
}
