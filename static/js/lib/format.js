// @ts-check
/** Numbers as text, in the page's language, with a true minus sign and digits that line up. */

const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MINUS = "−";

/**
 * @typedef {object} Format
 * @property {(v: number, digits?: number) => string} number   "−0.65", "0.15", "1.2 × 10⁷"
 * @property {(v: number, digits?: number) => string} signed   "+0.88"
 * @property {(v: number) => string} percent                   "15 %"
 * @property {(v: number) => string} exact                     every digit a float64 has
 * @property {(log10: number) => string} size                  a size by its log10, however large or small: "5 × 10⁻¹³", "270"
 * @property {(log10: number) => string} share                 the same as a part of a whole: "36 %", "0.3 %", "5 × 10⁻¹³"
 * @property {(exponent: number) => string} tenTo              "10⁻⁴"
 * @property {(v: number, digits?: number) => string} short    as in a gauge: ".15", "−.87", "1.00"
 * @property {(text: string) => string} text                   a number as it was given: "0.5", "−3"
 * @property {(numbers: string[]) => string} list              "1.2, −0.3"; a semicolon where a comma is decimal
 */

/** @param {number} exponent */
const superscript = (exponent) =>
  (exponent < 0 ? "⁻" : "") + [...String(Math.abs(exponent))].map((d) => SUPERSCRIPT[Number(d)]).join("");

/** @param {string} text */
const withMinus = (text) => text.replace(/-/g, MINUS);

/**
 * @param {string} lang
 * @returns {Format}
 */
export function createFormat(lang) {
  const comma = lang === "fr";
  const local = (/** @type {string} */ text) => withMinus(comma ? text.replace(".", ",") : text);

  /** @type {Format["number"]} */
  const number = (v, digits = 2) => {
    if (Number.isNaN(v)) return "?";
    if (!Number.isFinite(v)) return v < 0 ? `${MINUS}∞` : "∞";
    const text = v.toFixed(digits);
    const rounded = Number(text);
    const lost = rounded === 0 && v !== 0 && digits >= 4;
    if (Math.abs(rounded) >= 1e5 || lost) return power(v.toExponential(1));
    return local(rounded === 0 ? text.replace("-", "") : text);
  };

  /** "1.2e+5" → "1.2 × 10⁵". @param {string} text */
  const power = (text) => {
    const [mantissa, exponent] = text.split("e");
    return local(mantissa) + (exponent === undefined ? "" : ` × 10${superscript(Number(exponent))}`);
  };

  /** @type {Format["size"]} */
  const size = (log10) => {
    if (log10 === -Infinity) return "0";
    if (log10 >= 0 && log10 < 4) return number(Number((10 ** log10).toPrecision(2)), log10 < 1 ? 1 : 0);
    const exponent = Math.floor(log10);
    const mantissa = (10 ** (log10 - exponent)).toPrecision(1);
    return mantissa === "1e+1" ? power(`1e${exponent + 1}`) : power(`${mantissa}e${exponent}`);
  };

  return {
    number,
    size,
    share: (log10) => (log10 < -3.3 || log10 >= 1 ? size(log10) : `${local(String(Number((100 * 10 ** log10).toPrecision(log10 < -1 ? 1 : 2))))}\u202f%`),
    tenTo: (exponent) => `10${superscript(exponent)}`,
    signed: (v, digits = 2) => {
      const text = number(v, digits);
      return v > 0 && /[1-9∞]/.test(text) ? `+${text}` : text;
    },
    percent: (v) => `${local((100 * v).toFixed(0))}\u202f%`,
    exact: (v) => (Number.isFinite(v) ? power(String(v)) : number(v)),
    text: local,
    list: (numbers) => numbers.join(comma ? "\u00a0; " : ", "),
    short: (v, digits = 2) => number(v, digits).replace(/^(−?)0(?=[.,])/, "$1"),
  };
}

/** A typed number as programs write it, whichever way it was typed. @param {string} text */
export const plainNumber = (text) => text.trim().replace(/\u2212/g, "-").replace(",", ".");

/** A number as it is typed in the page's language: "0.5", in French "0,5". @param {number} v @param {string} lang */
export const typedNumber = (v, lang) => (lang === "fr" ? String(v).replace(".", ",") : String(v));

/** Without the digits that only a float64 has. @param {number} v */
const plain = (v) => Number(v.toPrecision(15));

/** A series as it is typed: "0.5, 1", in French "0,5; 1". @param {number[]} series @param {string} lang */
export const typedSeries = (series, lang) => series.map((v) => typedNumber(plain(v), lang)).join(lang === "fr" ? "; " : ", ");

/** Rows as they are typed: "0.5, 1" each, in French "0,5 1". @param {number[][]} rows @param {string} lang @param {string} between them */
export const typedRows = (rows, lang, between) => rows.map((row) => row.map((v) => typedNumber(plain(v), lang)).join(lang === "fr" ? " " : ", ")).join(between);
