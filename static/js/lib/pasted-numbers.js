// @ts-check
/** Numbers out of pasted text: a list, or the columns of a table, with points or commas for decimals. Pure. */

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
const ENOUGH = 3; // numbers that make a paste a series and not a text

/** @typedef {{name: string|null, values: number[]}} Column */

/**
 * The columns of numbers in a text; `odd` is the first thing that is not a number when there is no such column.
 * A line of words on top gives the names. Commas are decimal where something else separates the numbers.
 * @param {string} text
 * @param {{lang?: string}} [options]  lang: "fr" reads lines such as "0,5" as one number each, else as two
 * @returns {{columns: Column[], odd: string|null}}
 */
export function readTable(text, { lang = "en" } = {}) {
  const lines = text.replace(/\u2212/g, "-").split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  if (lines.length === 0) return { columns: [], odd: null };
  const { split, comma } = dialect(lines, lang);
  const rows = lines.map(split);
  const value = (/** @type {string} */ cell) => number(comma ? cell.replace(",", ".") : cell);
  if (rows.length === 1 || rows.every((row) => row.length === 1)) return list(rows.flat(), value);
  return table(rows, value);
}

/** Whether a pasted text is meant as numbers. @param {string} text @param {{lang?: string}} [options] */
export function looksNumeric(text, options) {
  const { columns } = readTable(text, options);
  return columns.some(({ values }) => values.length >= ENOUGH);
}

/**
 * The rows of numbers in a text, a line each; on one line, semicolons part them. `odd` is the first thing that is not a number.
 * @param {string} text @param {{lang?: string}} [options] @returns {{rows: number[][], odd: string|null}}
 */
export function readRows(text, { lang = "en" } = {}) {
  const whole = text.replace(/\u2212/g, "-").trim();
  const lines = whole.split(whole.includes("\n") ? /\r?\n/ : ";").map((line) => line.trim()).filter(Boolean);
  if (lines.length === 0) return { rows: [], odd: null };
  const { split, comma } = dialect(lines, lang);
  const cells = lines.map((line) => split(line).filter((cell) => cell !== ""));
  const rows = cells.map((row) => row.map((cell) => number(comma ? cell.replace(",", ".") : cell)));
  const numbers = rows.flat();
  const odd = cells.flat().find((_cell, i) => Number.isNaN(numbers[i]));
  return { rows, odd: odd ?? null };
}

/** How the lines are cut, and whether a comma in a cell is a decimal point. @param {string[]} lines @param {string} lang */
function dialect(lines, lang) {
  const all = lines.join("\n");
  const by = (/** @type {RegExp} */ separator) => (/** @type {string} */ line) => line.split(separator).map(clean);
  if (all.includes("\t")) return { split: by(/\t/), comma: true };
  if (all.includes(";")) return { split: by(/;/), comma: true };
  const words = all.split(/\s+/);
  const aCommaEach = words.filter((word) => DECIMAL_COMMA.test(word)).length;
  const spaced = lang === "fr" || (lines.length === 1 && words.length > 1);
  if (spaced && aCommaEach > 0 && words.every((word) => NUMBER.test(word) || DECIMAL_COMMA.test(word))) {
    return { split: by(/\s+/), comma: true };
  }
  if (lang === "fr" && lines.length > 1 && aCommaEach > 0 && words.length === lines.length && lines.slice(1).every((line) => NUMBER.test(line) || DECIMAL_COMMA.test(line))) {
    return { split: (/** @type {string} */ line) => [clean(line)], comma: true };
  }
  if (all.includes(",")) return { split: by(/,/), comma: false };
  return { split: by(/\s+/), comma: false };
}

/** @param {string} cell */
const clean = (cell) => cell.trim().replace(/^"(.*)"$/, "$1").trim();

/** @param {string} cell @returns {number} NaN for what is not a finite number */
function number(cell) {
  const value = NUMBER.test(cell) ? Number(cell) : NaN;
  return Number.isFinite(value) ? value : NaN;
}

/** What stands over a column: words, or nothing. @param {string} cell */
const isName = (cell) => !NUMBER.test(cell) && !DECIMAL_COMMA.test(cell);

/** One number after the other; a name may stand first. @param {string[]} cells @param {(cell: string) => number} value */
function list(cells, value) {
  const filled = cells.filter((cell) => cell !== "");
  const named = filled.length > 1 && isName(filled[0]) && !Number.isNaN(value(filled[1]));
  const data = named ? filled.slice(1) : filled;
  const odd = data.find((cell) => Number.isNaN(value(cell)));
  if (odd !== undefined) return { columns: [], odd };
  return { columns: data.length === 0 ? [] : [{ name: named ? filled[0] : null, values: data.map(value) }], odd: null };
}

/** @param {string[][]} rows @param {(cell: string) => number} value */
function table(rows, value) {
  const named = rows[0].every(isName);
  const data = named ? rows.slice(1) : rows;
  const width = Math.max(...rows.map((row) => row.length));
  /** @type {Column[]} */
  const columns = [];
  for (let i = 0; i < width; i++) {
    const cells = data.map((row) => row[i] ?? "").filter((cell) => cell !== "");
    const values = cells.map(value);
    if (values.length > 0 && !values.some(Number.isNaN)) columns.push({ name: (named && rows[0][i]) || null, values });
  }
  return { columns, odd: columns.length > 0 ? null : (data.flat().find((cell) => cell !== "" && Number.isNaN(value(cell))) ?? null) };
}
