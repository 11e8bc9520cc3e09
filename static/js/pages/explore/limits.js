// @ts-check
/**
 * What the engine would refuse about settings that are each right by themselves, said before asking and in the page's
 * language. The engine has the last word; a test holds these limits equal to its own.
 */
import { MAX_CHARACTERS, characters, isTrained, stepCount } from "../../core/run/config.js";

/** @typedef {import("../../core/types.js").Config} Config */

export const MAX_STEP_UNITS = 512_000; // steps × units × layers × directions

/**
 * @param {Config} config @param {import("../../core/types.js").Context["_"]} _
 * @returns {import("../../core/errors.js").Problem[]} none when the run can be asked for
 */
export function limitProblems(config, _) {
  /** @type {import("../../core/errors.js").Problem[]} */
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
