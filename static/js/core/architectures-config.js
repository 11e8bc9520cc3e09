// @ts-check
/** The settings of the Architectures page ↔ its address. app/architectures.py reads the same names on the server. */
import { spellQuery } from "./config.js";
import { pixelsOf } from "./pictures.js";

/** @typedef {import("./architectures.js").Given} Given */
/** @typedef {import("./architectures.js").ArchitectureType} ArchitectureType */
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

/**
 * The body of POST /run.
 * @param {ArchitectureType} type @param {Given} given @param {string[]|null} target
 */
export function runBody({ model, longest }, { text, picture }, target) {
  const input = picture === null ? { text } : { vectors: [pixelsOf(picture)] };
  const padding = Array.from({ length: Math.max(0, (longest ?? 0) - (target?.length ?? 0)) }, () => null);
  return { network: { model }, input, ...(target && { target: [...target, ...padding] }), encoding: "base64" };
}

/** Explore's address of a network that has read its input, or its own where there is none. @param {{model: string, steps: number}} network @param {Partial<Pick<Given, "text"|"picture">>} given @param {Pick<PageConfig, "lang"|"theme">} config */
export function exploreLink({ model, steps }, { text = null, picture = null }, config) {
  const vectors = picture === null ? null : pixelsOf(picture).join(",");
  return `/?${linked([["model", model], ["text", text], ["vectors", vectors], ["t", String(steps)]], config)}`;
}

/** The address at which a network learns a task. @param {string} task @param {Pick<PageConfig, "lang"|"theme">} config */
export const trainLink = (task, config) => `/train?${linked([["task", task]], config)}`;

/** @param {[string, string|null][]} pairs @param {Pick<PageConfig, "lang"|"theme">} config */
function linked(pairs, { lang, theme }) {
  /** @type {[string, string|null][]} */
  const all = [...pairs, ["lang", lang], ["theme", theme]];
  return spellQuery(all.filter(([, value]) => value !== null));
}
