// @ts-check
/** The settings of Explore. The markup comes from the server (templates/_controls.html): this gives it life. */
import { parseField } from "../../core/parse-field.js";
import { INPUTS, concerns, fieldOf, isTrained, same } from "../../core/run/config.js";
import { plainNumber } from "../../lib/format.js";
import { set } from "../../lib/svg.js";
import { createDisclosure } from "./disclosure.js";
import { createNumberFields, createProblems } from "./fields.js";
import { createInput } from "./input.js";
import { createSheet } from "./phone-sheet.js";
import { createTrainedOptions } from "./trained-options.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/run/config.js").Field} Field */

/** Problems of these settings stand beside the input. */
const INPUT = new Set(/** @type {string[]} */ ([...INPUTS]));
const FINE = 0.1; // what ↑ and ↓ add to a number that is not whole

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @returns {import("../../core/types.js").View}
 */
export function createControls(root, context) {
  const { emit, _ } = context;
  const one = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const cellSelect = /** @type {HTMLSelectElement} */ (one("[data-cell]"));
  const foldButtons = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-fold]")]);
  const more = createDisclosure(one(".controls-more"), one(".controls-panel"), { light: false });
  const sheet = createSheet(root);
  /** @type {State|null} */
  let last = null;
  let unrolling = true;

  const problems = createProblems(root, () => (last?.problems ?? []).map((problem) => (INPUT.has(problem.field ?? "") ? { ...problem, field: "input" } : problem)));
  const numbers = createNumberFields(root, {
    limits: (name) => settingOf(name),
    valueOf: (name) => /** @type {number|null} */ (context.now().config[/** @type {keyof Config} */ (name)]),
    grain: (name) => (settingOf(name).type === "integer" ? 1 : FINE),
    read({ name, value }) {
      const text = plainNumber(value);
      return text === "" && settingOf(name).fallback === null ? { value: null } : parseField(settingOf(name), text, _);
    },
    configure, problems,
  });
  const input = createInput(one(".controls-input"), context, (message) => problems.note("input", message));
  const trainedOptions = createTrainedOptions(one(".input-panel"), context, (message) => problems.note("target", message));

  /** @param {string} name @param {unknown} value */
  function configure(name, value) {
    const field = fieldOf(name);
    const other = name === "scheme" || !same(value, context.now().config[/** @type {keyof Config} */ (name)]);
    const drawn = other && !field?.page && !field?.trained; // a trained network has no other weights or sizes than its own
    problems.note(name, null);
    emit({ type: "configure", changes: /** @type {Partial<Config>} */ ({ [name]: value, ...(drawn && { model: null, trained: null }) }) });
  }

  /** @param {Config} config */
  function showConfig(config) {
    numbers.show();
    for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input[type=radio]"))) {
      radio.checked = radio.value === String(config[/** @type {keyof Config} */ (radio.name)]);
    }
    const scheme = /** @type {HTMLSelectElement} */ (one("#scheme"));
    scheme.value = config.trained !== null ? "trained" : config.model === null ? config.scheme : `model:${config.model}`;
    cellSelect.value = config.cell;
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-field]"))) {
      const field = fieldOf(String(place.dataset.field));
      if (field?.cells || (field && draws(field))) set(place, { hidden: !concerns(field, config.cell) || (isTrained(config) && draws(field)) });
    }
    input.update(config);
  }

  /** @param {State} state */
  function showFold({ unroll }) {
    if (last === null) unrolling = unroll >= 0.5;
    else if (unroll !== last.unroll) unrolling = unroll > last.unroll;
    for (const button of foldButtons) set(button, { "aria-pressed": String(button.dataset.fold === String(!unrolling)) });
  }

  /** @param {Event} event */
  const onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (!button) return;
    if (button.dataset.close !== undefined) more.close(true);
    if (button.dataset.fold) {
      unrolling = button.dataset.fold === "false";
      emit({ type: "fold", fold: !unrolling });
    }
  };
  /** @param {Event} event */
  const onChange = (event) => {
    const field = /** @type {HTMLInputElement|HTMLSelectElement} */ (event.target);
    if (field === cellSelect) return configure("cell", field.value);
    const settings = "selectedOptions" in field ? field.selectedOptions[0]?.dataset.settings : undefined;
    if (settings) return emit({ type: "configure", changes: JSON.parse(settings) });
    if (field.type !== "radio" && field.id !== "scheme") return;
    configure(field.name, field.name === "bidirectional" ? field.value === "true" : field.value);
  };
  root.addEventListener("click", onClick);
  root.addEventListener("change", onChange);

  return {
    update(state) {
      const before = last;
      showFold(state);
      last = state;
      if (before?.config !== state.config) showConfig(state.config);
      trainedOptions.update(state);
      if (before?.problems !== state.problems) problems.show();
    },
    destroy() {
      for (const part of [more, sheet, numbers, input, trainedOptions]) part.destroy();
      root.removeEventListener("click", onClick);
      root.removeEventListener("change", onChange);
    },
  };
}

/** Does it say how weights are drawn? Those of a trained network are learnt. @param {Field} field */
const draws = ({ name, init }) => name === "seed" || (Boolean(init) && name !== "scheme");

/** A name in the markup is a name in the table. @param {string} name */
const settingOf = (name) => /** @type {Field} */ (fieldOf(name));
