// @ts-check
/** Links from the five architectures to other pages. */
import { pixelsOf } from "../pixels.js";
import { spellQuery } from "../query.js";

/** @typedef {import("./config.js").PageConfig} PageConfig */
/** @typedef {import("./run.js").Given} Given */

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
