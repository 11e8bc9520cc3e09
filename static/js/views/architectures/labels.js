// @ts-check
/** What stands in a chip or above a cell: labels by their names on the page, white space as a sign, cut to the room there is. */
import { noteInWords, noteOf } from "../../core/melody.js";
import { spelt } from "../../core/target.js";
import { shortLabel, tokenText } from "../stage/labels.js";

/** @typedef {import("../../core/target.js").Names} Names */

/** Where its name has no room but the label has, the label itself: "■" rather than "e…". @param {string} label @param {Names} names @param {number} [letters] */
export function labelText(label, names, letters = Infinity) {
  const [name, own] = [names[label] ?? noteName(label, names) ?? tokenText(label), tokenText(label)];
  return shortLabel(name.length > letters && own.length <= letters ? own : name, letters);
}

/** A label where there is room for all of it: a note with its octave and how long it lasts. @param {string} label @param {Names} names @param {Pick<import("../../core/types.js").Context<any, any>, "ngettext">} words */
export const wholeLabel = (label, names, { ngettext }) => (noteOf(label) ? noteInWords(spelt(label, names), ngettext) : labelText(label, names));

/** The letter of a note, or its syllable. @param {string} label @param {Names} names */
function noteName(label, names) {
  const name = noteOf(label)?.name;
  return name === undefined ? null : (names[`♪${name[0]}`] ?? name[0]) + name.slice(1);
}

