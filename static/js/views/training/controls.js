// @ts-check
/** The settings of a training run. The markup comes from the server (templates/_train_knobs.html). */
import { parseField } from "../../core/parse-field.js";
import { concerns, trainField } from "../../core/training/config.js";
import { stepsOf } from "../../core/training/task.js";
import { plainNumber } from "../../lib/format.js";
import { createDisclosure } from "../controls/disclosure.js";
import { createNumberFields, createProblems } from "../controls/fields.js";
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
  const cells = all("input[name=cell]");
  /** @type {HTMLSelectElement[]} */
  const menus = all("select");
  /** @type {HTMLElement[]} */
  const fields = all("[data-field]");
  const more = createDisclosure(find(".controls-more"), find(".controls-panel"), { light: false });
  const sheet = createSheet(root);
  /** @type {TrainState|null} */
  let last = null;

  const problems = createProblems(root, () => last?.problems ?? []);
  const numbers = createNumberFields(root, {
    limits: settingOf,
    valueOf: (name) => Number(context.now().config[/** @type {keyof TrainConfig} */ (name)]),
    grain: () => 1,
    read({ name, value: text }) {
      const { value, problem } = parseField(/** @type {any} */ (settingOf(name)), plainNumber(text), _);
      return problem === undefined ? { value } : { problem: asTyped(problem, text.trim()) };
    },
    configure, problems,
  });

  /** Sends a setting; a batch that the rest has grown too large for shrinks with it. @param {string} name @param {unknown} value */
  function configure(name, value) {
    const changes = /** @type {Partial<TrainConfig>} */ ({ [name]: value });
    const { config, task } = context.now();
    const after = { ...config, ...changes };
    const batch = Math.min(after.batch_size, largestBatch(stepsOf(task, after), after.hidden_size, most));
    problems.note(name, null);
    emit({ type: "configure", changes: batch === after.batch_size ? changes : { ...changes, batch_size: batch } });
  }

  /** In the end a number stands in its field as the page writes numbers. @param {HTMLInputElement} entry */
  function settle(entry) {
    if (!problems.has(entry.name)) entry.value = numbers.spell(Number(context.now().config[/** @type {keyof TrainConfig} */ (entry.name)]));
  }

  /** One network at least stays in the race. */
  function chooseCells() {
    const chosen = cells.filter((box) => box.checked).map((box) => box.value);
    if (chosen.length > 0) configure("cell", chosen);
    else problems.note("cell", _("One network at least has to learn."));
  }

  /** Another task brings its own settings: nothing typed for the last one stays. @param {string} task */
  function chooseTask(task) {
    problems.clear();
    emit({ type: "configure", changes: { task } });
  }

  /** What the task has no use for goes. @param {TrainState} state */
  function showFields({ config, task }) {
    for (const field of fields) {
      const name = /** @type {keyof TrainConfig} */ (field.dataset.field);
      field.hidden = name === "cell" ? task.cells.length === 1 : !concerns(name, config);
    }
  }

  /** @param {TrainConfig} config */
  function showConfig(config) {
    numbers.show();
    for (const menu of menus) showMenu(menu, config[/** @type {keyof TrainConfig} */ (menu.name)]);
    if (!problems.has("cell")) for (const box of cells) box.checked = config.cell.some((cell) => cell === box.value);
  }

  /** A value that is not on offer, such as the updates of a run that was trained on, joins the menu. @param {HTMLSelectElement} menu @param {unknown} value */
  function showMenu(menu, value) {
    const is = (/** @type {HTMLOptionElement} */ one) => (typeof value === "number" ? Number(one.value) === value : one.value === value);
    let option = [...menu.options].find(is);
    if (!option) {
      option = new Option(numbers.spell(Number(value)), String(value));
      menu.add(option, [...menu.options].find((one) => Number(one.value) > Number(value)) ?? null);
    }
    option.selected = true;
  }

  /** @param {Event} event */
  const onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.close !== undefined) more.close(true);
  };
  /** @param {Event} event */
  const onChange = (event) => {
    const entry = /** @type {HTMLInputElement|HTMLSelectElement} */ (event.target);
    if (entry.name === "cell") chooseCells();
    else if (entry.name === "task") chooseTask(entry.value);
    else if (menus.some((menu) => menu === entry)) configure(entry.name, Number(entry.value));
    else if (numbers.entryAt(entry)) settle(/** @type {HTMLInputElement} */ (entry));
  };
  root.addEventListener("click", onClick);
  root.addEventListener("change", onChange);

  return {
    update(state) {
      const before = last;
      last = state;
      if (before?.config !== state.config) {
        showConfig(state.config);
        showFields(state);
      }
      if (before?.problems !== state.problems) problems.show();
    },
    destroy() {
      for (const part of [more, sheet, numbers]) part.destroy();
      root.removeEventListener("click", onClick);
      root.removeEventListener("change", onChange);
    },
  };
}

/** Words about an entry, which they quote as it was typed. @param {string} problem @param {string} text */
const asTyped = (problem, text) => (text.includes(",") ? problem.replace(plainNumber(text), text) : problem);

/** A name in the markup is a name in the table. @param {string} name */
const settingOf = (name) => /** @type {import("../../core/training/config.js").TrainField} */ (trainField(name));
