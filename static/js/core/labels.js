// @ts-check
/** Labels of trained networks as visitors type them: by their names on the page, notes as "E4·1½". Pure. */
import { noteText } from "./notes.js";

/** @typedef {Record<string, string>} Names   labels by their names in the page's language; a note such as C under "♪C" */

/** A label as it is read and typed. @param {string} label @param {Names} names */
export const labelName = (label, names) => names[label] ?? noteText(label, names) ?? label;

/** Is every label one sign, so that they are written without spaces? @param {string[]} labels */
export const areSigns = (labels) => labels.every((label) => Array.from(label).length === 1);

/** The labels in a text: its characters where every label is one, else what stands between spaces. @param {string} text @param {string[]} labels */
export function targetsIn(text, labels) {
  const found = areSigns(labels) ? Array.from(text) : text.split(/\s+/).filter(Boolean);
  return found.length > 0 ? found : null;
}

/** A text of labels as it is read. @param {string} text @param {string[]} labels @param {Names} names */
export const withNames = (text, labels, names) => (areSigns(labels) ? text : text.replace(/\S+/g, (label) => labelName(label, names)));

/**
 * And back, however it is typed: by the names of the page or by the labels, in capitals or not, with or without
 * accents, a hyphen for a dash; a note of one beat without its length. What is no label stays as it is.
 * @param {string} text @param {string[]} labels @param {Names} names
 */
export function withoutNames(text, labels, names) {
  const known = keysOf(labels, names);
  const label = (/** @type {string} */ word) => (labels.includes(word) ? word : (known.get(keyOf(word)) ?? word));
  if (areSigns(labels)) return Array.from(labels.includes(" ") ? text : text.replace(/\s+/g, ""), label).join("");
  return text.replace(/\S+/g, label);
}

/** Labels by all that they may be typed as; the first to claim a spelling keeps it. @param {string[]} labels @param {Names} names */
function keysOf(labels, names) {
  /** @type {Map<string, string>} */
  const known = new Map();
  const ways = [(/** @type {string} */ l) => l, (/** @type {string} */ l) => labelName(l, names), (/** @type {string} */ l) => labelName(l, {})];
  const add = (/** @type {string} */ key, /** @type {string} */ label) => known.has(key) || known.set(key, label);
  for (const way of ways) for (const label of labels) add(keyOf(way(label)), label);
  for (const [key, label] of [...known]) if (key.endsWith("·1")) add(key.slice(0, -2), label);
  return known;
}

const FRACTIONS = new Map([["¼", 0.25], ["½", 0.5], ["¾", 0.75]]);

/** @param {string} word */
const keyOf = (word) =>
  word
    .replace(/(\d*)([¼½¾])/g, (_all, whole, part) => String(Number(whole || 0) + (FRACTIONS.get(part) ?? 0)))
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[–—−]/g, "-")
    .replace(/#/g, "♯")
    .replace(/(\d)[:·x×*](?=[\d.,])/g, "$1·")
    .replace(/·([\d.,]+)$/, (_all, beats) => `·${Number(beats.replace(",", "."))}`);
