// @ts-check
/** What a change of the settings brings with it. Pure. */
import { FIELDS, INPUTS, fieldOf, hasRecipe, isGiven, isTrained, onlyInput, same, withinBounds } from "../../core/run/config.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {Pick<Config, "text"|"series"|"vectors">} Fed */

/**
 * The settings after some have changed: one input alone, and nothing asked that does not fit.
 * @param {Config} before @param {Partial<Config>} changes @param {Fed} landing  what is fed where nothing else is
 * @returns {Config}
 */
export function configAfter(before, changes, landing) {
  const fed = INPUTS.find((name) => (changes[name] ?? null) !== null);
  const given = { ...before, ...cleared(before, changes), ...changes, ...(fed && onlyInput(fed, changes[fed])) };
  // A network with an example of its own may be gone before it was there.
  return hasRecipe(given) || isGiven(given) ? given : { ...given, ...inputsOf(landing) };
}

/**
 * The trained network that was left without asking for other weights, with what it was fed: the way back to it.
 * @param {Partial<Config>|null} left  so far @param {Config} before @param {Config} config @param {Partial<Config>} changes
 */
export function networkLeft(left, before, config, changes) {
  if (isTrained(config) || "scheme" in changes) return null;
  if (!isTrained(before)) return left;
  return /** @type {Partial<Config>} */ (Object.fromEntries(FIELDS.filter(({ page }) => !page).map(({ name }) => [name, before[name]])));
}

/** The config as it can be shown for a trace: unit and layer that exist. @param {Config} config @param {import("../../core/types.js").Trace|null} trace */
export const shownConfig = (config, trace) => (trace ? withinBounds({ ...config, t: 0 }) : config);

/** The same with what is said of the changes. @param {Config} config @param {Partial<Config>} changes */
export const withChanges = (config, changes) =>
  /** @type {Config} */ ({ ...config, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) });

/** The settings of a page that are the example of a network. @param {import("../../core/trained-networks.js").Made} made */
export const exampleOf = ({ example }) => Object.fromEntries(Object.entries(example.input).filter(([name]) => fieldOf(name) !== null));

/** @param {Fed} config */
const inputsOf = ({ text, series, vectors }) => ({ text, series, vectors });

/** What other networks and inputs were asked does not fit these. @param {Config} before @param {Partial<Config>} changes @returns {Partial<Config>} */
function cleared(before, changes) {
  const other = /** @type {const} */ (["model", "trained"]).some((name) => name in changes && changes[name] !== before[name]);
  const different = FIELDS.some(({ name, page }) => !page && name !== "generate" && name in changes && !same(changes[name], before[name]));
  return { ...(different && { target: null }), ...(other && { generate: 0 }) };
}
