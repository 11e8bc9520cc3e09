// @ts-check
/** What Gradients asks of the server. */
import { createCall, parse, post } from "../../core/api.js";
import { decodeArray } from "../../core/arrays.js";
import { RACERS, raceField, racerQuery } from "../../core/race/config.js";
import { decodeRace } from "../../core/race/race.js";
import { inputOf, lossBody, racersOf } from "./bodies.js";
import { chartCells, figureBody, joinFigures } from "./figures.js";

/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */
/** @typedef {import("../../core/race/config.js").Racer} Racer */
/** @typedef {import("../../core/trained-networks.js").Made} Made */

/**
 * @param {import("../../core/api.js").CallOptions & {made?: (config: RaceConfig) => import("../../core/trained-networks.js").Made|null}} [options]
 *   made: the trained networks of a config, which have to be there
 * @returns {import("./api.js").RaceApi}
 */
export function createRaceApi(options) {
  const call = createCall(options);
  const madeOf = options?.made ?? (() => null);
  const ask = async (/** @type {string} */ query, /** @type {AbortSignal} */ signal) =>
    parse(await call({ path: `/gradients?${query}&encoding=base64`, init: {} }, signal, settingAt));
  const send = (/** @type {string} */ path, /** @type {object} */ body, /** @type {AbortSignal} */ signal) => call(post(path, body), signal, settingAt);

  /** What is asked of a trained network, which tells first at which steps it says what. @param {RaceConfig} config @param {Made} made @param {Racer} cell @param {AbortSignal} signal @param {boolean} [all] */
  async function bodyOf(config, made, cell, signal, all) {
    const about = { network: made.networks[cell], input: inputOf(config, made) };
    return lossBody(config, made, cell, parse(await send("/run", { ...about, encoding: "base64" }, signal)), all);
  }

  /** @param {RaceConfig} config @param {Made} made @param {AbortSignal} signal */
  async function raceTrained(config, made, signal) {
    const clip = config.clip === null ? {} : { clip: config.clip };
    const found = await Promise.all(racersOf(made).map(async (cell) => {
      const { body, answer } = await bodyOf(config, made, cell, signal);
      return { cell, answer, part: parse(await send("/gradients", { ...body, ...clip, encoding: "base64" }, signal)) };
    }));
    return decodeRace(Object.fromEntries(found.map(({ cell, part }) => [cell, part])), found[0].answer);
  }

  /** What is asked of each racer, {cell: body}. @param {RaceConfig} config @param {Made} made @param {AbortSignal} signal */
  async function bodies(config, made, signal) {
    const clip = config.clip === null ? {} : { clip: config.clip };
    const found = racersOf(made).map(async (cell) => [cell, { ...(await bodyOf(config, made, cell, signal)).body, ...clip }]);
    return Object.fromEntries(await Promise.all(found));
  }

  return {
    async race(config, signal) {
      const made = madeOf(config);
      if (made !== null) return raceTrained(config, made, signal);
      const answers = await Promise.all(RACERS.map((cell) => ask(racerQuery(config, cell), signal)));
      return decodeRace(/** @type {Record<Racer, any>} */ (Object.fromEntries(RACERS.map((cell, i) => [cell, answers[i]]))));
    },
    async exact(config) {
      const { signal } = new AbortController();
      const made = madeOf(config);
      const cells = made === null ? RACERS : racersOf(made);
      const wanted = made === null ? null : await bodies(config, made, signal);
      const texts = await Promise.all(cells.map((cell) =>
        wanted === null ? call({ path: `/gradients?${racerQuery(config, cell)}`, init: {} }, signal, settingAt) : send("/gradients", wanted[cell], signal)));
      return `{${cells.map((cell, i) => `"${cell}":${texts[i]}`).join(",")}}`;
    },
    async bodies(config) {
      const made = madeOf(config);
      return made === null ? null : bodies(config, made, new AbortController().signal);
    },
    async map(config, signal) {
      const cell = /** @type {Racer} */ (config.map);
      const made = madeOf(config);
      const { map } = made === null
        ? await ask(`${racerQuery(config, cell)}&map=true`, signal)
        : parse(await send("/gradients", { ...(await bodyOf(config, made, cell, signal, true)).body, map: true, encoding: "base64" }, signal));
      const sizes = decodeArray(map.log10_norm);
      return { cell, T: Math.sqrt(sizes.length), sizes, sumError: map.sum_error };
    },
    async figure({ config, look }, signal) {
      const made = madeOf(config);
      const cells = chartCells(config, made === null ? RACERS : racersOf(made));
      const wanted = cells.map(async (cell) =>
        made === null ? figureBody(config, cell, look) : { ...(await bodyOf(config, made, cell, signal, config.chart === "map")).body, figure: config.chart, ...look });
      const answers = await Promise.all(wanted.map(async (body) => send("/gradients/figure", await body, signal)));
      return joinFigures(cells, answers.map(parse));
    },
  };
}

/** The setting that a JSON pointer is about: "/init/spectral_radius" is spectral_radius. @param {string} pointer */
function settingAt(pointer) {
  const names = pointer.split("/").slice(1);
  return names.map((name) => raceField(name)?.name).find((name) => name !== undefined) ?? null;
}
