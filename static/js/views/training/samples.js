// @ts-check
/** A few unseen examples in a table: what goes in, what is right, and what each network says. Closed until it is asked for. */
import { labelText } from "../../core/label-names.js";
import { nameOf, racersOf } from "../../core/training/config.js";
import { shownLook } from "../../core/training/state.js";
import { html, set, setText } from "../../lib/svg.js";
import { drawDigit } from "./digit.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */
/** @typedef {import("../../core/training/state.js").TrainContext} TrainContext */
/** @typedef {import("../../core/training/events.js").Sample} Sample */
/** @typedef {import("../../core/training/events.js").Targets} Targets */

const DIGIT = 28; // CSS pixels
const LAST = 3; // numbers of a long sequence that are shown

/** @param {HTMLElement} root @param {TrainContext} context @param {Record<string, string>} names @returns {import("../../core/training/state.js").TrainView} */
export function createSamples(root, context, names) {
  const { _, ngettext, format } = context;
  root.replaceChildren();
  const fold = html(root, "details", { class: "samples" });
  const summary = html(fold, "summary");
  const table = html(html(fold, "div", { class: "samples-scroll", tabindex: 0, role: "group", "aria-label": _("Samples") }), "table");
  /** @type {TrainState|null} */
  let last = null;
  fold.addEventListener("toggle", () => last && draw(last));

  /** Labels one after another, signs without a space between. @param {readonly (string|null|number[])[]} values */
  function spell(values) {
    const texts = values.map((value) => (Array.isArray(value) ? value.map((v) => format.number(v)).join("; ") : labelText(value ?? "·", names)));
    if (values.some(Array.isArray)) return (texts.length > LAST ? "… " : "") + texts.slice(-LAST).join(" · ");
    return texts.join(values.every((value) => Array.from(String(value)).length === 1) ? "" : " ");
  }

  /** @param {HTMLElement} cell @param {Sample} sample */
  function showInput(cell, { inputs }) {
    const [first] = inputs;
    if (!Array.isArray(first) || inputs.length > 1) return setText(cell, spell(inputs));
    html(cell, "span", { class: "visually-hidden" }, _("a picture"));
    drawDigit(cell, first, DIGIT);
  }

  /** @param {Targets} said @param {Targets} right */
  const isRight = (said, right) => right.every((label, i) => label === null || label === said[i]);

  /** @param {TrainState} state */
  function draw(state) {
    if (last?.task !== state.task) fold.open = state.task.example.steps.length === 1; // there is room
    last = state;
    const look = shownLook(state);
    const samples = look?.samples ?? [];
    set(root, { "data-empty": samples.length === 0 });
    setText(summary, ngettext("{n} unseen example, and what is said to it", "{n} unseen examples, and what is said to them", samples.length, { n: samples.length }));
    if (!fold.open) return;
    const cells = racersOf(state.config);
    table.replaceChildren();
    const head = html(html(table, "thead"), "tr");
    for (const word of [_("input"), _("the right one"), ...cells.map(nameOf)]) html(head, "th", { scope: "col" }, word);
    const body = html(table, "tbody");
    for (const sample of samples) {
      const line = html(body, "tr");
      showInput(html(line, "th", { scope: "row" }), sample);
      html(line, "td", {}, spell(sample.targets));
      for (const cell of cells) {
        const said = sample.said[cell];
        const entry = html(line, "td");
        if (!said) continue;
        html(entry, "span", {}, spell(said));
        if (state.task.kind === "softmax") mark(entry, isRight(said, sample.targets));
      }
    }
  }

  /** @param {HTMLElement} entry @param {boolean} right */
  function mark(entry, right) {
    set(entry, { "data-right": right });
    html(entry, "i", { role: "img", "aria-label": right ? _("correct") : _("wrong") }, right ? "✓" : "✗");
  }

  return {
    update(state) {
      if (last === null || last.looks !== state.looks || last.at !== state.at || last.config !== state.config) draw(state);
    },
    destroy: () => root.replaceChildren(),
  };
}
