// @ts-check
/** What labels of trained networks are called on the page, in a chip or in full: white space as a sign, cut to the room there is. Pure. */
import { shortLabel, tokenText } from "../lib/label-text.js";
import { labelName } from "./labels.js";
import { noteInWords, noteOf } from "./notes.js";

/** @typedef {import("./labels.js").Names} Names */

/** Where its name has no room but the label has, the label itself: "■" rather than "e…". @param {string} label @param {Names} names @param {number} [letters] */
export function labelText(label, names, letters = Infinity) {
  const [name, own] = [names[label] ?? noteName(label, names) ?? tokenText(label), tokenText(label)];
  return shortLabel(name.length > letters && own.length <= letters ? own : name, letters);
}

/** A label where there is room for all of it: a note with its octave and how long it lasts. @param {string} label @param {Names} names @param {Pick<import("./types.js").Context<any, any>, "ngettext">} words */
export const wholeLabel = (label, names, { ngettext }) => (noteOf(label) ? noteInWords(labelName(label, names), ngettext) : labelText(label, names));

/** The letter of a note, or its syllable. @param {string} label @param {Names} names */
function noteName(label, names) {
  const name = noteOf(label)?.name;
  return name === undefined ? null : (names[`♪${name[0]}`] ?? name[0]) + name.slice(1);
}
