/** Answers of /gradients for three cells, made up, for tests of the race. */
import { RACERS, RACE_DEFAULTS } from "../../static/js/core/race/config.js";
import { decodeRace } from "../../static/js/core/race/race.js";
import { createFormat } from "../../static/js/lib/format.js";

const pack = (values) => ({ dtype: "f4", shape: String(values.length), bdata: Buffer.from(Float32Array.from(values).buffer).toString("base64") });

const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
export const words = {
  _: fill,
  ngettext: (one, many, n, values) => fill(n === 1 ? one : many, { n, ...values }),
  format: createFormat("en"),
};

/**
 * log10 of the norms by position: `{rnn, gru, lstm, c}`, with something of the same length for those left out.
 * horizons: {cell: steps}; kept: log10 of what the forget gates keep a step; overflow: the RNN's step
 */
export function answers(norms, { steps, horizons = {}, kept = 0, overflow = null, clip = null } = {}) {
  const T = Object.values(norms)[0].length;
  const plain = Array.from({ length: T }, (_, i) => i + 1 - T);
  const at = steps ?? T;
  const answer = (cell) => {
    const state = (log10, name) => ({ log10_norm: pack(log10), horizon: { share_1_percent: horizons[name] ?? null, float32: null } });
    const own = { rnn: { bound: { log10_norm: pack(plain.map((v) => 0.3 * v).reverse()) } }, gru: {}, lstm: {
      c: state(norms.c ?? plain, cell), forget_product: { log10_mean: pack(plain.map((v) => -kept * v)) },
    } }[cell];
    const spectrum = { h: { eigenvalues: pack([0.5, 0, 0, 0.5]), radius: 0.5, singular_max: 0.5 } };
    const layer = { h: state(norms[cell] ?? plain, cell), spectrum, bound: null, forget_product: null, ...own };
    return { layers: [layer], loss: { steps: [at] }, clip, overflow: cell === "rnn" && overflow !== null ? { t: overflow } : null };
  };
  return Object.fromEntries(RACERS.map((cell) => [cell, answer(cell)]));
}

/** The state of a page at the end of its race. */
export function raceState(norms, options) {
  const race = decodeRace(answers(norms, options));
  return { config: RACE_DEFAULTS, shown: RACE_DEFAULTS, race, time: race.from, playing: false };
}
