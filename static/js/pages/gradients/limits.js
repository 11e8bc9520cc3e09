// @ts-check
/** What the engine would refuse about a race, said before asking and in the page's language. */
import { racesTrained } from "../../core/race/config.js";
import { MAX_CHARACTERS, characters } from "../../core/run/config.js";

/** @typedef {import("../../core/types.js").Context["_"]} Translate */
/** @typedef {import("../../core/connection.js").Line["problems"]} Problems */

export const MAX_MAP_STEPS = 512;

/** Of the text, where one is fed. @param {Pick<import("../../core/race/config.js").RaceConfig, "input"|"text"|"trained"|"model">} config @param {Translate} _ @returns {Problems} */
export function textProblems(config, _) {
  const { input, text } = config;
  if (input !== "text") return [];
  if (text === "") return [{ field: "text", message: _("Type at least one character.") }];
  const count = new Set(characters(text)).size;
  if (racesTrained(config) || count <= MAX_CHARACTERS) return []; // trained networks have a token for what they do not know
  const message = _("This text has {count} different characters; the page can tell {max} apart. Use fewer.", { count, max: MAX_CHARACTERS });
  return [{ field: "text", message }];
}

/** Of the map. @param {number} count  steps of the race @param {Translate} _ @returns {Problems} */
export function mapProblems(count, _) {
  if (count <= MAX_MAP_STEPS) return [];
  const message = _("The map has a row and a column for each of {count} steps; it can have {max}. Shorten the input.", { count, max: MAX_MAP_STEPS });
  return [{ field: "map", message }];
}
