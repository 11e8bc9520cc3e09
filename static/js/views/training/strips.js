// @ts-check
/** One example, run again through every network as it learns: what each holds of it, and what it answers. */
import { labelText } from "../../core/label-names.js";
import { nameOf, racersOf } from "../../core/training/config.js";
import { shownLook } from "../../core/training/state.js";
import { answerForm, isKnown, rightLabels } from "../../core/training/task.js";
import { observeSize } from "../../lib/canvas.js";
import { html, set, setText } from "../../lib/svg.js";
import { createInputRow } from "./input-row.js";
import { showsHeld, tellsFirst } from "./memory.js";
import { createRow } from "./row.js";
import { metricText } from "./task-words.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */
/** @typedef {import("../../core/training/state.js").TrainContext} TrainContext */
/** @typedef {import("../../core/training/config.js").TrainCell} TrainCell */

/**
 * @param {HTMLElement} root @param {TrainContext} context @param {Record<string, string>} names  labels in the page's language
 * @returns {import("../../core/training/state.js").TrainView}
 */
export function createStrips(root, context, names) {
  const { _, emit } = context;
  root.replaceChildren();
  const tabs = html(root, "div", { class: "strips-tabs segmented", role: "group", "aria-label": _("Network") });
  const head = html(root, "div", { class: "strips-head" });
  const example = html(head, "p", { class: "strips-note" });
  html(example, "b", {}, _("one example"));
  html(example, "span", {}, _("re-run as it learns"));
  const middle = html(head, "div", { class: "strips-title" });
  const choice = html(middle, "div", { class: "segmented", role: "group", "aria-label": _("Show") });
  const shows = [["held", _("What is left of the first letter")], ["memory", _("Memory as it is")]].map(([show, word]) =>
    html(choice, "button", { type: "button", "data-show": show }, word));
  const plain = html(middle, "b");
  const way = html(middle, "small");
  const row = html(middle, "div", { class: "strips-letters" });
  const input = createInputRow(row, context, names);
  const answer = html(head, "p", { class: "strips-note strips-answer" });
  html(answer, "b", {}, _("its answer"));
  const right = html(answer, "span");
  const body = html(root, "div", { class: "strips-body" });
  const key = html(root, "p", { class: "strips-key" });
  const blank = html(key, "span");
  html(key, "span", { class: "strips-ramp", "aria-hidden": "true" });
  const coloured = html(key, "span");
  const lines = html(key, "span");

  choice.addEventListener("click", (event) => {
    const show = /** @type {HTMLElement} */ (event.target).dataset.show;
    if (show === "held" || show === "memory") emit({ type: "configure", changes: { show } });
  });
  tabs.addEventListener("click", (event) => {
    const cell = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-cell]"))?.dataset.cell;
    if (cell) emit({ type: "choose", cell: /** @type {TrainCell} */ (cell) });
  });

  /** @type {Map<TrainCell, ReturnType<typeof createRow>>} */
  let racers = new Map();
  /** @type {Map<TrainCell, HTMLElement>} */
  let heads = new Map();
  /** @type {TrainState|null} */
  let last = null;
  let width = 0;
  const stop = observeSize(row, (now) => {
    if (Math.abs(now - width) < 0.5) return;
    width = now;
    if (last) draw(last, true);
  });

  /** @param {TrainState} state */
  function build({ config, task }) {
    body.replaceChildren();
    tabs.replaceChildren();
    set(root, { "data-answer": answerForm(task) });
    racers = new Map(racersOf(config).map((cell) => [cell, createRow(body, context, cell, task, names)]));
    heads = new Map(racersOf(config).map((cell) => [cell, html(tabs, "button", { type: "button", "data-cell": cell })]));
    tabs.hidden = racers.size === 1;
  }

  /** @param {TrainState} state */
  function describe(state) {
    const { task } = state;
    const held = showsHeld(state);
    choice.hidden = !tellsFirst(task);
    plain.hidden = !choice.hidden;
    const single = task.example.steps.length === 1;
    setText(plain, single ? _("Its hidden units") : _("Memory as it is"));
    setText(way, single ? _("a column is a unit") : _("a row is a unit, a column a step"));
    setText(blank, held ? _("blank: the first letter is forgotten") : _("orange: −1"));
    setText(coloured, held ? _("colour: it is still there") : _("blue: +1"));
    setText(lines, reading(answerForm(task)));
    const [letter] = rightLabels(task.example);
    setText(right, answerForm(task) === "bars" && isKnown(task.example) ? _("the right one is {letter}", { letter: labelText(String(letter), names) }) : "");
    for (const button of shows) set(button, { "aria-pressed": String(button.dataset.show === state.config.show) });
  }

  /** How what stands above the strips is read. @param {import("../../core/training/task.js").AnswerForm} form */
  function reading(form) {
    if (form === "series") return _("solid line: what it says; dashed: what came");
    if (form === "labels") return _("above: what it says; underlined: wrong, with the right one over it");
    return form === "path" ? _("at the top: moves east, and north (dashed)") : "";
  }

  /** @param {TrainState} state @param {boolean} all */
  function draw(state, all) {
    const { config, task, chosen } = state;
    const other = all || last?.task !== task;
    if (other || last?.config.cell !== config.cell) build(state);
    if (other) input.draw(task, width);
    if (other || last?.config.show !== config.show) describe(state);
    const look = shownLook(state);
    for (const [cell, racer] of racers) {
      racer.draw(state, look?.cells[cell] ?? null, width);
      const tab = /** @type {HTMLElement} */ (heads.get(cell));
      const metric = look?.cells[cell]?.metric;
      setText(tab, `${nameOf(cell)}${metric === undefined ? "" : ` ${metricText(task, metric, context)}`}`);
      set(tab, { "aria-pressed": String(cell === chosen) });
      set(racer.element, { "data-chosen": cell === chosen });
    }
    last = state;
  }

  return {
    update: (state) => draw(state, last === null),
    destroy() {
      stop();
      root.replaceChildren();
    },
  };
}
