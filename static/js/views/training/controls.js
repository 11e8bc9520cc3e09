// @ts-check
/**
 * The settings. The markup comes from the server (templates/_train_knobs.html). Every change is sent at once; what cannot
 * be used stays as it was typed, with words beside it, and is not sent.
 */
import { parseField } from "../../core/parse-field.js";
import { concerns, trainField } from "../../core/training/config.js";
import { stepsOf } from "../../core/training/task.js";
import { clamp } from "../../lib/easing.js";
import { plainNumber, typedNumber } from "../../lib/format.js";
import { set, setText } from "../../lib/svg.js";
import { createDisclosure } from "../controls/disclosure.js";
import { createSheet } from "../controls/phone-sheet.js";

/** @typedef {import("../../core/training/config.js").TrainConfig} TrainConfig */
/** @typedef {import("../../core/training/state.js").TrainState} TrainState */

/** The largest batch that a run of this size may have. @param {number} steps @param {number} units @param {number} most batch × steps × units */
export const largestBatch = (steps, units, most) => Math.max(1, Math.floor(most / (steps * units)));

/**
 * @param {HTMLElement} root
 * @param {import("../../core/training/state.js").TrainContext} context
 * @param {number} most  batch × steps × units that the server takes
 * @returns {import("../../core/training/state.js").TrainView}
 */
export function createTrainControls(root, context, most) {
  const { emit, _ } = context;
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const all = (/** @type {string} */ selector) => /** @type {any[]} */ ([...root.querySelectorAll(selector)]);
  /** @type {HTMLInputElement[]} */
  const typed = all("input[data-kind]");
  /** @type {HTMLInputElement[]} */
  const cells = all("input[name=cell]");
  /** @type {HTMLSelectElement[]} */
  const menus = all("select");
  /** @type {HTMLElement[]} */
  const fields = all("[data-field]");
  /** @type {HTMLElement[]} */
  const slots = all("[data-problem]");
  const more = createDisclosure(find(".controls-more"), find(".controls-panel"), { light: false });
  const sheet = createSheet(root);
  const spell = (/** @type {unknown} */ value) => typedNumber(Number(value), root.ownerDocument.documentElement.lang);
  /** What is wrong with an entry that was not sent, by field. @type {Map<string, string>} */
  const mine = new Map();
  /** @type {TrainState|null} */
  let last = null;

  /** @param {string} name @param {string|null} message */
  function note(name, message) {
    if (message === null) mine.delete(name);
    else mine.set(name, message);
    showProblems();
  }

  /** Sends a setting; a batch that the rest has grown too large for shrinks with it. @param {string} name @param {unknown} value */
  function configure(name, value) {
    const changes = /** @type {Partial<TrainConfig>} */ ({ [name]: value });
    const { config, task } = context.now();
    const after = { ...config, ...changes };
    const batch = Math.min(after.batch_size, largestBatch(stepsOf(task, after), after.hidden_size, most));
    note(name, null);
    emit({ type: "configure", changes: batch === after.batch_size ? changes : { ...changes, batch_size: batch } });
  }

  /** @param {string} name */
  const field = (name) => /** @type {import("../../core/training/config.js").TrainField} */ (trainField(name));
  /** @param {string} name @returns {unknown} */
  const now = (name) => context.now().config[/** @type {keyof TrainConfig} */ (name)];
  /** @param {string} name @param {string} text */
  const read = (name, text) => parseField(/** @type {any} */ (field(name)), plainNumber(text), _);

  /** Words about an entry, which they quote as it was typed. @param {string} problem @param {string} text */
  const asTyped = (problem, text) => (text.includes(",") ? problem.replace(plainNumber(text), text) : problem);

  /** In the end a number stands in its field as the page writes numbers. @param {HTMLInputElement} entry */
  function settle(entry) {
    if (!mine.has(entry.name)) entry.value = spell(now(entry.name));
  }

  /** @param {HTMLInputElement} entry */
  function onTyped(entry) {
    const { value, problem } = read(entry.name, entry.value);
    if (problem === undefined) configure(entry.name, value);
    else note(entry.name, asTyped(problem, entry.value.trim()));
  }

  /** @param {string} name @param {number} by */
  function nudge(name, by) {
    const { min = -Infinity, max = Infinity } = field(name);
    configure(name, clamp(Math.round((Number(now(name)) + by) * 1e6) / 1e6, min, max));
  }

  /** One network at least stays in the race. */
  function chooseCells() {
    const chosen = cells.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length > 0) configure("cell", chosen);
    else note("cell", _("One network at least has to learn."));
  }

  /** Another task brings its own settings: nothing typed for the last one stays. @param {string} task */
  function chooseTask(task) {
    mine.clear();
    showProblems();
    emit({ type: "configure", changes: { task } });
  }

  /** What the task has no use for goes. @param {TrainState} state */
  function showFields({ config, task }) {
    for (const field of fields) {
      const name = /** @type {keyof TrainConfig} */ (field.dataset.field);
      field.hidden = name === "cell" ? task.cells.length === 1 : !concerns(name, config);
    }
  }

  function showProblems() {
    const given = new Map((last?.problems ?? []).map(({ field: name, message }) => [name, message]));
    for (const slot of slots) {
      const name = String(slot.dataset.problem);
      const message = mine.get(name) ?? given.get(name) ?? "";
      setText(slot, message);
      set(slot, { hidden: message === "" });
      const box = /** @type {HTMLElement} */ (slot.closest(".field"));
      set(box, { "data-invalid": message !== "" });
      for (const entry of box.querySelectorAll("input, select")) set(entry, { "aria-invalid": message === "" ? null : "true" });
    }
  }

  /** @param {TrainConfig} config */
  function showConfig(config) {
    for (const entry of typed) {
      const value = config[/** @type {keyof TrainConfig} */ (entry.name)];
      if (!mine.has(entry.name) && read(entry.name, entry.value).value !== value) entry.value = spell(value);
      set(entry, { "aria-valuenow": String(value) });
    }
    for (const menu of menus) showMenu(menu, config[/** @type {keyof TrainConfig} */ (menu.name)]);
    if (!mine.has("cell")) for (const box of cells) box.checked = config.cell.some((cell) => cell === box.value);
    for (const button of /** @type {HTMLButtonElement[]} */ (all("[data-step]"))) {
      const { name, min, max } = field(nameBeside(button));
      button.disabled = config[name] === (button.dataset.step === "1" ? max : min);
    }
  }

  /** A value that is not on offer, such as the updates of a run that was trained on, joins the menu. @param {HTMLSelectElement} menu @param {unknown} value */
  function showMenu(menu, value) {
    const is = (/** @type {HTMLOptionElement} */ one) => (typeof value === "number" ? Number(one.value) === value : one.value === value);
    let option = [...menu.options].find(is);
    if (!option) {
      option = new Option(spell(value), String(value));
      menu.add(option, [...menu.options].find((one) => Number(one.value) > Number(value)) ?? null);
    }
    option.selected = true;
  }

  /** @param {Event} event */
  const onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.step) nudge(nameBeside(button), Number(button.dataset.step));
    if (button?.dataset.close !== undefined) more.close(true);
  };
  /** @param {Event} event */
  const onChange = (event) => {
    const entry = /** @type {HTMLInputElement|HTMLSelectElement} */ (event.target);
    if (entry.name === "cell") chooseCells();
    else if (entry.name === "task") chooseTask(entry.value);
    else if (menus.some((menu) => menu === entry)) configure(entry.name, Number(entry.value));
    else if (typed.some((one) => one === entry)) settle(/** @type {HTMLInputElement} */ (entry));
  };
  /** @param {Event} event */
  const onInput = (event) => {
    const entry = typed.find((one) => one === event.target);
    if (entry) onTyped(entry);
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const entry = typed.find((one) => one === event.target);
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!entry || way === undefined) return;
    event.preventDefault();
    nudge(entry.name, way * (event.shiftKey ? 10 : 1));
  };
  const onSubmit = (/** @type {Event} */ event) => event.preventDefault();
  const listeners = /** @type {[string, (event: any) => void][]} */ ([["click", onClick], ["change", onChange], ["input", onInput], ["keydown", onKey], ["submit", onSubmit]]);
  for (const [type, listener] of listeners) root.addEventListener(type, listener);

  return {
    update(state) {
      const before = last;
      last = state;
      if (before?.config !== state.config) {
        showConfig(state.config);
        showFields(state);
      }
      if (before?.problems !== state.problems) showProblems();
    },
    destroy() {
      more.destroy();
      sheet.destroy();
      for (const [type, listener] of listeners) root.removeEventListener(type, listener);
    },
  };
}

/** The setting that a stepper's button belongs to. @param {Element} button */
const nameBeside = (button) => String(button.parentElement?.querySelector("input")?.name);
