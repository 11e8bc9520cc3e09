// @ts-check
/** What stands in a chip or above a cell: labels by their names on the page, white space as a sign, cut to the room there is. */
import { noteOf } from "../../core/melody.js";
import { shortLabel, tokenText } from "../stage/labels.js";

/** @typedef {Record<string, string>} Names   labels by their names in the page's language */

/** @param {string} label @param {Names} names @param {number} [letters] */
export const labelText = (label, names, letters = Infinity) =>
  shortLabel(names[label] ?? noteOf(label)?.name ?? tokenText(label), letters);
