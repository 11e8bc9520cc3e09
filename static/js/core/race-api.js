// @ts-check
/** The API as the Gradients page uses it. */
import { createCall, parse, post } from "./api.js";
import { decodeArray } from "./trace.js";
import { RACERS, raceField, racerQuery } from "./race-config.js";
import { decodeRace } from "./race.js";
import { chartCells, figureBody, merged } from "./race-figures.js";

/** @typedef {import("./race-config.js").RaceConfig} RaceConfig */
/** @typedef {import("./race-config.js").Racer} Racer */
/** @typedef {import("./race.js").Race} Race */
/**
 * How much the loss of step s, alone, says about the hidden state of step t.
 * @typedef {object} LossMap
 * @property {Racer} cell
 * @property {number} T
 * @property {import("./types.js").Numbers} sizes      log10, T × T, `sizes[s * T + t]` from 0; −∞: exactly zero
 * @property {number} sumError         how far the vectors are from adding up to the total, relative
 */
/** @typedef {{config: RaceConfig, look: {lang: string, theme: string}}} FigureQuestion   the chart that a config has open */
/**
 * @typedef {object} RaceApi
 * @property {(config: RaceConfig, signal: AbortSignal) => Promise<Race>} race
 * @property {(config: RaceConfig) => Promise<string>} exact  all answers as JSON text, {cell: …}, float64 to the last bit
 * @property {(config: RaceConfig, signal: AbortSignal) => Promise<LossMap>} map   of config's `map`
 * @property {(question: FigureQuestion, signal: AbortSignal) => Promise<import("./race-figures.js").Figure>} figure
 */

/** @param {import("./api.js").CallOptions} [options] @returns {RaceApi} */
export function createRaceApi(options) {
  const call = createCall(options);
  const ask = async (/** @type {string} */ query, /** @type {AbortSignal} */ signal) =>
    parse(await call({ path: `/gradients?${query}&encoding=base64`, init: {} }, signal, settingAt));
  return {
    async race(config, signal) {
      const answers = await Promise.all(RACERS.map((cell) => ask(racerQuery(config, cell), signal)));
      return decodeRace(/** @type {Record<Racer, any>} */ (Object.fromEntries(RACERS.map((cell, i) => [cell, answers[i]]))));
    },
    async exact(config) {
      const { signal } = new AbortController();
      const texts = await Promise.all(RACERS.map((cell) => call({ path: `/gradients?${racerQuery(config, cell)}`, init: {} }, signal, settingAt)));
      return `{${RACERS.map((cell, i) => `"${cell}":${texts[i]}`).join(",")}}`;
    },
    async map(config, signal) {
      const cell = /** @type {Racer} */ (config.map);
      const { map } = await ask(`${racerQuery(config, cell)}&map=true`, signal);
      const sizes = decodeArray(map.log10_norm);
      return { cell, T: Math.sqrt(sizes.length), sizes, sumError: map.sum_error };
    },
    async figure({ config, look }, signal) {
      const cells = chartCells(config);
      const bodies = cells.map((cell) => figureBody(config, cell, look));
      const answers = await Promise.all(bodies.map((body) => call(post("/gradients/figure", body), signal, settingAt)));
      return merged(cells, answers.map(parse));
    },
  };
}

/** The setting that a JSON pointer is about: "/init/spectral_radius" is spectral_radius. @param {string} pointer */
function settingAt(pointer) {
  const names = pointer.split("/").slice(1);
  return names.map((name) => raceField(name)?.name).find((name) => name !== undefined) ?? null;
}
