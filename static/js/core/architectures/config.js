// @ts-check
/** The settings of the Architectures page ↔ its address. app/pages/architectures.py reads the same names on the server. */
import { spellQuery } from "../query.js";

/** @typedef {import("./run.js").Given} Given */
/** @typedef {import("./run.js").ArchitectureType} ArchitectureType */
/**
 * @typedef {object} PageConfig
 * @property {string} type
 * @property {Given} given              of this type
 * @property {number|null} t            null: all steps read
 * @property {number} speed
 * @property {boolean} loop
 * @property {"en"|"fr"|null} lang
 * @property {"light"|"dark"|null} theme
 */

/** @param {Given} a @param {Given} b */
export const sameGiven = (a, b) => a.text === b.text && a.picture === b.picture && a.target === b.target;

/**
 * The page's query: the input only where it is not the type's own example.
 * @param {PageConfig} config @param {Given} example
 */
export function architecturesQuery({ type, given, t, speed, loop, lang, theme }, example) {
  const own = sameGiven(given, example);
  /** @type {[string, string|number|boolean|null][]} */
  const pairs = [
    ["type", type],
    ["text", own ? null : given.text],
    ["picture", own ? null : given.picture],
    ["target", own || given.target === "" ? null : given.target],
    ["t", t],
    ["speed", speed === 1 ? null : speed],
    ["loop", loop ? true : null],
    ["lang", lang],
    ["theme", theme],
  ];
  return spellQuery(pairs.filter(([, value]) => value !== null));
}
