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
