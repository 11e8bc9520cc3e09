// @ts-check
/** The figures of the API, put together for a race. */
import { networkBody } from "../../core/race/config.js";

/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */
/** @typedef {import("../../core/race/config.js").Racer} Racer */
/** @typedef {import("../../core/race/state.js").Figure} Figure */

const NAMES = { rnn: "RNN", gru: "GRU", lstm: "LSTM" };
/** Cells are told apart by mark and by stroke, states by hue. */
const DASHES = { rnn: "solid", gru: "dot", lstm: "solid" };
const SYMBOLS = { rnn: "circle", gru: "diamond", lstm: "square" };

/**
 * One figure of some cells' figures: their traces under each other's name.
 * @param {Racer[]} cells @param {Figure[]} figures @returns {Figure}
 */
export function joinFigures(cells, figures) {
  if (cells.length === 1) return figures[0];
  const data = figures.flatMap((figure, i) =>
    figure.data.map((trace) => ({
      ...trace,
      name: `${NAMES[cells[i]]} · ${trace.name}`,
      ...(trace.line && !trace.line.dash ? { line: { ...trace.line, dash: DASHES[cells[i]] } } : {}),
      marker: { ...trace.marker, symbol: SYMBOLS[cells[i]] },
    })),
  );
  return { data, layout: figures[0].layout };
}

/** Whose figures make the chart that a config has open. @param {RaceConfig} config @param {readonly Racer[]} racers @returns {Racer[]} */
export const chartCells = ({ chart, map }, racers) => (chart === "map" ? [map ?? racers[racers.length - 1]] : [...racers]);

/**
 * The body of POST /gradients/figure for one of them.
 * @param {RaceConfig} config @param {Racer} cell @param {{lang: string, theme: string}} look @returns {Record<string, unknown>}
 */
export function figureBody(config, cell, look) {
  const { chart: figure, at } = config;
  const loss = figure === "norms" && at !== null ? { loss: { at } } : {};
  return { ...networkBody(config, cell), ...loss, figure, ...look };
}
