// @ts-check
/** The numbers behind the heatmaps as a table, for those who read rather than look. Built only while it is open. */
import { valueAt } from "../../core/run/reading.js";
import { tokenText } from "../../lib/label-text.js";
import { html, set, setText } from "../../lib/svg.js";
import { readAt } from "./scene.js";

/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("./scene.js").Scene} Scene */

/** @param {HTMLElement} details  what opens, with its summary @param {Context} context */
export function createValuesTable(details, context) {
  const { _, format } = context;
  const choice = html(details, "div", { class: "segmented", role: "group", "aria-label": _("What the table shows") });
  const byUnit = html(choice, "button", { type: "button", "aria-pressed": "true" }, _("All units, this step"));
  const byStep = html(choice, "button", { type: "button", "aria-pressed": "false" }, _("This unit, all steps"));
  const frame = html(details, "div", { class: "heatmaps-scroll", tabindex: 0, role: "region", "aria-label": _("Table of values") });
  let overTime = false;
  /** @type {Scene|null} */
  let scene = null;
  /** @type {unknown[]} */
  let built = [];
  /** @type {HTMLElement|null} */
  let caption = null;
  /** @type {HTMLTableCellElement[]} */
  let cells = [];

  /** @param {boolean} next */
  function show(next) {
    overTime = next;
    set(byStep, { "aria-pressed": String(next) });
    set(byUnit, { "aria-pressed": String(!next) });
    refresh();
  }
  byUnit.addEventListener("click", () => show(false));
  byStep.addEventListener("click", () => show(true));

  /** @param {Scene} next */
  function build({ signals, T, H, labels }) {
    frame.replaceChildren();
    const table = html(frame, "table");
    caption = html(table, "caption");
    const head = html(html(table, "thead"), "tr");
    html(head, "th", { scope: "col" }, overTime ? _("step") : _("unit"));
    for (const { name, title } of signals) {
      const cell = html(head, "th", { scope: "col" });
      html(cell, "span", { class: `heatmaps-letter sig-${name}` }, name);
      cell.append(` ${title}`);
    }
    const body = html(table, "tbody");
    cells = [];
    for (let i = 1; i <= (overTime ? T : H); i++) {
      const row = html(body, "tr");
      const head = html(row, "th", { scope: "row" }, String(i));
      if (overTime) html(head, "span", { class: "heatmaps-label" }, tokenText(labels[i - 1]));
      for (const _signal of signals) cells.push(html(row, "td"));
    }
  }

  /** @param {Scene} next */
  function fill({ layer, signals, reading, unit, T, ...read }) {
    const t = reading.position;
    const label = readAt(read, t, _);
    const everyUnit = read.fed === "token"
      ? _("Every unit after step {t}, which reads “{label}”", { t, label })
      : _("Every unit after step {t}, which reads {number}", { t, number: label });
    const words = overTime ? _("Unit {unit} at each of {count} steps", { unit, count: T }) : everyUnit;
    if (caption) setText(caption, words);
    cells.forEach((cell, i) => {
      const [row, column] = [Math.floor(i / signals.length) + 1, i % signals.length];
      const v = overTime ? valueAt(layer, signals[column].name, row, unit) : valueAt(layer, signals[column].name, t, row);
      setText(cell, format.number(v, 4));
    });
  }

  function refresh() {
    if (!scene || !(/** @type {HTMLDetailsElement} */ (details).open)) return;
    const { layer, signals, T, H, labels, reading, unit } = scene;
    const shape = [overTime, T, H, labels, signals.map(({ name }) => name).join()];
    const values = [layer, overTime ? unit : reading.position];
    const same = [...shape, ...values].map((part, i) => part === built[i]);
    if (same.slice(0, shape.length).includes(false)) build(scene);
    if (same.includes(false)) fill(scene);
    built = [...shape, ...values];
  }

  return {
    /** @param {Scene} next */
    update(next) {
      scene = next;
      refresh();
    },
    destroy: () => details.remove(),
  };
}
