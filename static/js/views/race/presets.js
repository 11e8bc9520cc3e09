// @ts-check
/** Settings that show one thing, a button each. The one that is on screen is pressed. */
import { RACE_DEFAULTS, RACE_FIELDS } from "../../core/race/config.js";
import { set } from "../../lib/svg.js";

/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */
/** @typedef {{title: string, lesson: string, settings: Partial<RaceConfig>}} Preset */

/** What a preset leaves as it is. */
const KEPT = new Set(["seed", "hidden_size", "t", "at", "horizon", "map", "rows", "chart", "clip", "speed", "lang", "theme", "text"]);
const CHOSEN = RACE_FIELDS.map(({ name }) => name).filter((name) => !KEPT.has(name));

/** The settings that a preset stands for. @param {Preset} preset @returns {Partial<RaceConfig>} */
export const presetSettings = ({ settings }) =>
  Object.fromEntries(CHOSEN.map((name) => [name, settings[name] ?? RACE_DEFAULTS[name]]));

/** The preset that a config is, whatever its seed and size. @param {Preset[]} presets @param {RaceConfig} config */
export const presetOf = (presets, config) =>
  presets.find((preset) => Object.entries(presetSettings(preset)).every(([name, value]) => config[/** @type {keyof RaceConfig} */ (name)] === value)) ?? null;

/**
 * @param {HTMLElement} root
 * @param {import("../../core/race/state.js").RaceContext} context
 * @param {Preset[]} presets
 * @returns {import("../../core/race/state.js").RaceView}
 */
export function createPresets(root, { emit }, presets) {
  const buttons = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-preset]")]);
  const trained = root.querySelector("a.chip");
  const onClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-preset]"));
    if (button) emit({ type: "configure", changes: { ...presetSettings(presets[Number(button.dataset.preset)]), at: null } });
  };
  root.addEventListener("click", onClick);
  return {
    update({ config }) {
      const chosen = presetOf(presets, config);
      buttons.forEach((button, i) => set(button, { "aria-pressed": String(presets[i] === chosen) }));
      if (trained) set(trained, { "aria-current": config.model?.startsWith("recall-") ? "true" : null });
    },
    destroy: () => root.removeEventListener("click", onClick),
  };
}
