// @ts-check
/**
 * The settings. The markup comes from the server (templates/_controls.html): this gives it life. Every change is sent
 * at once; what cannot be used stays as it was typed, with words beside it, and is not sent.
 */
import { parseField } from "../../core/parse-field.js";
import { INPUTS, concerns, fieldOf, isTrained, same } from "../../core/run/config.js";
import { plainNumber, typedNumber } from "../../lib/format.js";
import { set, setText } from "../../lib/svg.js";
import { createDisclosure } from "./disclosure.js";
import { createInput } from "./input.js";
import { createSheet } from "./phone-sheet.js";
import { createTrainedOptions } from "./trained-options.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/run/config.js").Field} Field */

/** Problems of these settings stand beside the input. */
const INPUT = new Set(/** @type {string[]} */ ([...INPUTS]));
const FINE = 0.1; // what ↑ and ↓ add to a number

/**
 * @param {HTMLElement} root
 * @param {Context} context
 * @returns {import("../../core/types.js").View}
 */
export function createControls(root, context) {
  const { emit, _ } = context;
  const one = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const typed = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("input[data-kind]")]);
  const cellSelect = /** @type {HTMLSelectElement} */ (one("[data-cell]"));
  const slots = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-problem]")]);
  const foldButtons = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-fold]")]);
  const more = createDisclosure(one(".controls-more"), one(".controls-panel"), { light: false });
  const sheet = createSheet(root);
  /** What is wrong with an entry that was not sent, by field. @type {Map<string, string>} */
  const mine = new Map();
  const { lang } = root.ownerDocument.documentElement;
  /** @type {State|null} */
  let last = null;
  let unrolling = true;

  const input = createInput(one(".controls-input"), context, (message) => {
    note("input", message);
    showProblems();
  });

  const trainedOptions = createTrainedOptions(one(".input-panel"), context, (message) => {
    note("target", message);
    showProblems();
  });

  /** @param {string} name @param {string|null|undefined} message */
  const note = (name, message) => void (message ? mine.set(name, message) : mine.delete(name));

  /** @param {string} name @param {unknown} value @param {boolean} [replace] */
  const configure = (name, value, replace = false) => {
    note(name, null);
    const field = fieldOf(name);
    const other = name === "scheme" || !same(value, context.now().config[/** @type {keyof Config} */ (name)]);
    const drawn = other && !field?.page && !field?.trained; // a trained network has no other weights or sizes than its own
    emit({ type: "configure", changes: /** @type {Partial<Config>} */ ({ [name]: value, ...(drawn && { model: null, trained: null }) }), replace });
    showProblems();
  };

  /** @param {HTMLInputElement} field @returns {{value?: any, problem?: string}} */
  const read = (field) => {
    const row = /** @type {Field} */ (fieldOf(field.name));
    const text = plainNumber(field.value);
    if (text === "" && row.fallback === null) return { value: null };
    return parseField(row, text, _);
  };

  /** @param {HTMLInputElement} field */
  const onTyped = (field) => {
    const { value, problem } = read(field);
    if (problem === undefined) return configure(field.name, value, true);
    note(field.name, problem);
    showProblems();
  };

  /** Adds to a number and stays within its limits. @param {string} name @param {number} by */
  const nudge = (name, by) => {
    const { type, min = -Infinity, max = Infinity } = /** @type {Field} */ (fieldOf(name));
    const now = Number(context.now().config[/** @type {keyof Config} */ (name)] ?? 0);
    const next = type === "integer" ? now + by : Math.round((now + by * FINE) * 1e6) / 1e6;
    configure(name, Math.min(max, Math.max(min, next)));
    const field = typed.find((f) => f.name === name);
    if (field) fill(field, context.now().config);
  };

  /** @param {HTMLInputElement} field @param {Config} config */
  const fill = (field, config) => {
    const value = config[/** @type {keyof Config} */ (field.name)];
    if (!mine.has(field.name) && read(field).value !== value) field.value = value === null ? "" : typedNumber(Number(value), lang);
    if (field.getAttribute("role") === "spinbutton") set(field, { "aria-valuenow": String(value) });
  };

  function showProblems() {
    const given = new Map((last?.problems ?? []).map(({ field, message }) => [INPUT.has(field ?? "") ? "input" : field, message]));
    for (const slot of slots) {
      const name = String(slot.dataset.problem);
      const message = mine.get(name) ?? given.get(name) ?? "";
      setText(slot, message);
      set(slot, { hidden: message === "" });
      const field = /** @type {HTMLElement} */ (slot.closest(".field"));
      set(field, { "data-invalid": message !== "" });
      for (const entry of field.querySelectorAll("input:not([type=radio]), select")) {
        set(entry, { "aria-invalid": message === "" ? null : "true" });
      }
    }
  }

  /** @param {Config} config */
  function showConfig(config) {
    for (const field of typed) fill(field, config);
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
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("[data-step]"))) {
      button.disabled = atLimit(button, config);
    }
    input.update(config);
  }

  /** @param {HTMLElement} button @param {Config} config */
  function atLimit(button, config) {
    const name = nameBeside(button);
    const { min, max } = /** @type {Field} */ (fieldOf(name));
    const value = config[/** @type {keyof Config} */ (name)];
    return button.dataset.step === "1" ? value === max : value === min;
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
    if (button.dataset.step) nudge(nameBeside(button), Number(button.dataset.step));
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
  /** @param {Event} event */
  const onInput = (event) => {
    const field = typed.find((f) => f === event.target);
    if (field) onTyped(field);
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const field = typed.find((f) => f === event.target);
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!field || way === undefined) return;
    event.preventDefault();
    nudge(field.name, way * (event.shiftKey ? 10 : 1));
  };
  /** @param {Event} event */
  const onSubmit = (event) => event.preventDefault();
  root.addEventListener("click", onClick);
  root.addEventListener("change", onChange);
  root.addEventListener("input", onInput);
  root.addEventListener("keydown", onKey);
  root.addEventListener("submit", onSubmit);

  return {
    update(state) {
      const before = last;
      showFold(state);
      last = state;
      if (before?.config !== state.config) showConfig(state.config);
      trainedOptions.update(state);
      if (before?.problems !== state.problems) showProblems();
    },
    destroy() {
      for (const part of [more, sheet, input, trainedOptions]) part.destroy();
      root.removeEventListener("click", onClick);
      root.removeEventListener("change", onChange);
      root.removeEventListener("input", onInput);
      root.removeEventListener("keydown", onKey);
      root.removeEventListener("submit", onSubmit);
    },
  };
}

/** Does it say how weights are drawn? Those of a trained network are learnt. @param {Field} field */
const draws = ({ name, init }) => name === "seed" || (Boolean(init) && name !== "scheme");

/** The setting that a stepper's button belongs to. @param {Element} button */
const nameBeside = (button) => String(button.parentElement?.querySelector("input")?.name);
