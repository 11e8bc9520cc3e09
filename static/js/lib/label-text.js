// @ts-check
/** Labels in the little room of a chip or above a step. */

const VISIBLE = new Map([[" ", "␣"], ["\n", "⏎"], ["\t", "⇥"], ["\r", "⏎"]]);
/** White space is drawn as a sign, a number has a true minus. @param {string} label */
export const tokenText = (label) => VISIBLE.get(label) ?? label.replace(/^-(?=\d)/, "−");

/** @param {string} label @param {number} most characters */
export function shortLabel(label, most) {
  const characters = Array.from(label);
  return characters.length <= most ? label : characters.slice(0, Math.max(1, most - 1)).join("") + "…";
}

/**
 * A label of several words on two lines where one is too short for it; what is longer still is cut.
 * @param {string} label @param {number} most characters on one line @param {number} small on each of two @returns {string[]}
 */
export function linesOf(label, most, small) {
  if (Array.from(label).length <= most || !label.includes(" ")) return [shortLabel(label, most)];
  const words = label.split(" ");
  const fits = (/** @type {number} */ n) => Array.from(words.slice(0, n).join(" ")).length <= small;
  const n = Math.max(1, words.findLastIndex((_word, i) => fits(i)));
  return [words.slice(0, n), words.slice(n)].map((line) => shortLabel(line.join(" "), small));
}
