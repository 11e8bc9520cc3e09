// @ts-check
/** Settings as the query of an address spells them. Pure. */

/** "-0" keeps its sign; everything else is the shortest text that reads back to the same float64. @param {number} v */
const digits = (v) => (Object.is(v, -0) ? "-0" : String(v));

/** Commas between the parts of a list, semicolons between its rows. @param {unknown} value @returns {string} */
const spell = (value) => {
  if (Array.isArray(value)) return value.map(spell).join(value.some(Array.isArray) ? ";" : ",");
  if (value === null) return "";
  return typeof value === "number" ? digits(value) : String(value);
};

/** As application/x-www-form-urlencoded, but with commas and semicolons left readable. @param {string} text */
const escape = (text) => encodeURIComponent(text.toWellFormed()).replace(/%20/g, "+").replace(/%2C/g, ",").replace(/%3B/g, ";");

/** "a=1&b=2" from names and values. @param {[name: string, value: unknown][]} pairs */
export const spellQuery = (pairs) => pairs.map(([name, value]) => `${name}=${escape(spell(value))}`).join("&");
