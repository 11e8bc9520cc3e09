// @ts-check
/** What was typed for a setting, as a value or as a reason in plain words. app/web/links.py says the same of links. */
import { MAX_STEPS, MAX_WIDTH, characters, nullable } from "./run/config.js";

/** @typedef {import("./types.js").Config} Config */
/** @typedef {import("./run/config.js").Field} Field */
/** @typedef {(msgid: string, values?: Record<string, string|number>) => string} Translate */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** @type {Translate} */
const untranslated = (msgid, values = {}) => msgid.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** An excerpt to give back in a message. @param {string} text */
const clip = (text) => (text.length <= 60 ? text : `${text.slice(0, 59)}…`);

/**
 * What was typed or linked for one field, as a value or as a reason in plain words.
 * @param {Pick<Field, "type"|"fallback"|"min"|"max"|"choices">} field @param {string} text @param {Translate} [_]
 * @returns {{value: Config[keyof Config], problem?: undefined}|{value?: undefined, problem: string}}
 */
export function parseField(field, text, _ = untranslated) {
  if (text === "" && nullable(field)) return { value: null };
  switch (field.type) {
    case "boolean":
      if (/^(true|1|false|0)$/.test(text)) return { value: text === "true" || text === "1" };
      return { problem: _("“{value}” is not one of: {choices}.", { value: clip(text), choices: "true, false" }) };
    case "choice":
      if (field.choices?.includes(text)) return { value: text };
      return { problem: _("“{value}” is not one of: {choices}.", { value: clip(text), choices: (field.choices ?? []).join(", ") }) };
    case "text":
      return tooLong(characters(text).length, _) ?? { value: text };
    case "series":
      return parseSeries(text, _);
    default:
      return parseNumber(field, text, _);
  }
}

/** @param {Pick<Field, "type"|"min"|"max">} field @param {string} text @param {Translate} _ */
function parseNumber({ type, min = -Infinity, max = Infinity }, text, _) {
  const whole = type === "integer";
  const value = NUMBER.test(text) ? Number(text) : NaN;
  const values = { value: clip(text), min, max };
  if (text.trim() === "") {
    return { problem: whole ? _("Give a whole number from {min} to {max}.", values) : _("Give a number from {min} to {max}.", values) };
  }
  if (whole ? !Number.isInteger(value) : Number.isNaN(value)) {
    return {
      problem: whole
        ? _("“{value}” is not a whole number. Give one from {min} to {max}.", values)
        : _("“{value}” is not a number. Give one from {min} to {max}.", values),
    };
  }
  if (value >= min && value <= max) return { value };
  return { problem: _("{value} is out of range. Give a number from {min} to {max}.", values) };
}

/** @param {string} text @param {Translate} _ */
function parseSeries(text, _) {
  if (text.trim() === "") return { value: [] };
  const parts = text.split(",").map((part) => part.trim());
  const odd = parts.find((part) => !NUMBER.test(part) || !Number.isFinite(Number(part)));
  if (odd !== undefined) {
    return { problem: _("“{value}” in the series is not a number. Separate numbers with commas.", { value: clip(odd) }) };
  }
  return tooLong(parts.length, _) ?? { value: parts.map(Number) };
}

/** What is wrong with the shape of rows of numbers. @param {ArrayLike<unknown>[]} rows @param {Translate} _ */
export function unfitRows(rows, _) {
  const width = rows[0]?.length ?? 0;
  const place = rows.findIndex((row) => row.length !== width);
  if (place >= 0) {
    const values = { row: place + 1, count: rows[place].length, width };
    return { problem: _("Row {row} has {count} numbers and the first row has {width}. Give every row as many.", values) };
  }
  if (width > MAX_WIDTH) return { problem: _("Rows of {count} numbers are too wide. Give at most {max} a row.", { count: width, max: MAX_WIDTH }) };
  return tooLong(rows.length, _);
}

/** @param {number} count @param {Translate} _ */
function tooLong(count, _) {
  if (count <= MAX_STEPS) return null;
  return { problem: _("{count} steps are more than this page can run. Shorten the input to {max}.", { count, max: MAX_STEPS }) };
}
