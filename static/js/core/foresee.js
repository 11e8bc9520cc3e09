// @ts-check
/**
 * What the engine would refuse about settings that are each right by themselves, said before asking and in the page's
 * language. The engine has the last word; a test holds these limits equal to its own.
 */
import { characters, isTrained, stepCount } from "./config.js";

/** @typedef {import("./types.js").Config} Config */

export const MAX_STEP_UNITS = 512_000; // steps × units × layers × directions
export const MAX_CHARACTERS = 512; // different ones: each is an input of its own

/**
 * @param {Config} config @param {import("./types.js").Context["_"]} _
 * @returns {import("./config.js").Problem[]} none when the run can be asked for
 */
export function foresee(config, _) {
  /** @type {import("./config.js").Problem[]} */
  const problems = [];
  if (isTrained(config)) return problems;
  const different = new Set(characters(config.text ?? "")).size;
  if (different > MAX_CHARACTERS) {
    problems.push({
      field: "text",
      message: _("This text has {count} different characters; the page can tell {max} apart. Use fewer.", { count: different, max: MAX_CHARACTERS }),
    });
  }
  const each = config.hidden_size * config.num_layers * (config.bidirectional ? 2 : 1);
  const steps = stepCount(config);
  if (steps * each > MAX_STEP_UNITS) {
    problems.push({
      field: "hidden_size",
      message: _("{steps} steps through {units} units in all are too much at once. Give at most {max} steps, or fewer units or layers.", {
        steps, units: each, max: Math.floor(MAX_STEP_UNITS / each),
      }),
    });
  }
  if (config.spectral_radius !== null && config.gain === 0 && config.cell !== "dense") {
    problems.push({
      field: "spectral_radius",
      message: _("With gain 0 every weight is zero, and zero has no radius to set. Raise the gain or switch the radius off."),
    });
  }
  return problems;
}
