/** Random configurations from a seed, for property tests. */
import { RACE_DEFAULTS, RACE_FIELDS, raceLength } from "../../static/js/core/race/config.js";
import { FIELDS, concerns, withinBounds } from "../../static/js/core/run/config.js";
import { complete } from "./complete.js";

/** A generator of numbers in [0, 1): mulberry32. @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Everything that has ever broken a query string, a quoted word or a character count. */
export const AWKWARD = [
  ..."aZ09 +&=%#?/\\'\"`$!;,.:<>[]{}()|~^*@-_\n\r\t\0\u007f",
  "é", "e\u0301", "ß", "ﬁ", "漢", "ع", "👩", "\u200d", "🏽", "🇫🇷", "𝛔", "\ufeff", "\u2028", "\u202e", "−", "\u00a0", "…", "%41", "&amp;",
];

const pick = (next, items) => items[Math.floor(next() * items.length)];

/** @param {() => number} next @param {number} [most] */
export const randomText = (next, most = 24) =>
  Array.from({ length: 1 + Math.floor(next() * most) }, () => pick(next, AWKWARD)).join("");

const randomNumber = (next, low, high) =>
  pick(next, [low, high, 0.1 + 0.2, -0, 1e-300, 5e-324, (low + high) / 3, low + next() * (high - low)].filter((v) => v >= low && v <= high));

const SERIES = [0, -0, 1, -1, 0.1, 1e21, -1e-7, 5e-324, 1.7976931348623157e308, 123456789.12345679];

const value = (next, { type, min, max, choices }) => {
  if (type === "boolean") return next() < 0.5;
  if (type === "choice") return pick(next, choices);
  if (type === "integer") return Math.min(max, min + Math.floor(next() * (Math.min(max, min + 2 ** 40) - min + 1)));
  return randomNumber(next, min, max);
};

/** A configuration that the page could be in; about half of its fields are as the API assumes. @param {() => number} next */
export function randomConfig(next) {
  const config = complete({});
  for (const field of FIELDS) {
    if (["text", "series", "vectors"].includes(field.type) || field.trained || next() < 0.5) continue;
    config[field.name] = value(next, field);
  }
  const numbers = (count) => Array.from({ length: count }, () => pick(next, SERIES));
  const [kind, length, width] = [next(), 1 + Math.floor(next() * 20), 1 + Math.floor(next() * 4)];
  if (kind < 0.6) config.text = randomText(next);
  else if (kind < 0.8) config.series = numbers(length);
  else config.vectors = Array.from({ length }, () => numbers(width));
  return withinBounds(config);
}

/** The same with the fields of other cells at rest, as the API wants it. @param {() => number} next */
export function randomRun(next) {
  const config = randomConfig(next);
  const foreign = FIELDS.filter((field) => !concerns(field, config.cell));
  return { ...config, ...Object.fromEntries(foreign.map(({ name, fallback }) => [name, fallback])) };
}

/** A configuration that the Gradients page could be in. @param {() => number} next */
export function randomRace(next) {
  const config = { ...RACE_DEFAULTS };
  for (const field of RACE_FIELDS) {
    if (field.type !== "text" && next() < 0.5) config[field.name] = value(next, field);
  }
  if (config.input === "text") [config.text, config.length] = [randomText(next), RACE_DEFAULTS.length];
  const { at, t } = config;
  config.at = at === null ? null : Math.min(at, raceLength(config));
  config.t = t === null ? null : Math.min(t, config.at ?? raceLength(config));
  return config;
}
