// @ts-check
/** What is fed to the network: typed, pasted or picked, as text or as numbers. */
import { characters, fieldOf, parseField } from "../core/config.js";
import { html, set, setText } from "../lib/svg.js";
import { looksNumeric, readTable } from "../lib/table.js";
import { createDisclosure } from "./disclosure.js";

/** @typedef {import("../core/types.js").Config} Config */
/** @typedef {import("../core/types.js").Context} Context */
/** @typedef {import("../core/config.js").Field} Field */
/** @typedef {"text"|"series"} Kind */

const RETURN = "\u21b5"; // a line break, in the one-line field

/** The numbers of a series as they are typed. @param {number[]} series */
const spell = (series) => series.join(", ");

/**
 * @param {HTMLElement} root  the field, as templates/_input.html writes it
 * @param {Context} context
 * @param {(message: string|null) => void} report  what is wrong with what was typed; null: nothing
 */
export function createInput(root, context, report) {
  const { _, ngettext, emit } = context;
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const line = /** @type {HTMLInputElement} */ (find("#input"));
  const long = /** @type {HTMLTextAreaElement} */ (find("#input-long"));
  const columnField = find(".input-column");
  const column = /** @type {HTMLSelectElement} */ (find("#input-column"));
  const count = find("#input-count");
  const kinds = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-kind]")].filter((e) => e.tagName === "BUTTON"));
  const panel = createDisclosure(find(".combo-open"), find("#input-panel"), { opened: () => long.focus() });
  const lang = root.ownerDocument.documentElement.lang;

  /** @type {Kind} */
  let kind = "text";
  let raw = line.value; // what was typed or pasted, all of it
  let chosen = -1; // column of a table, from 0; −1: the last
  /** @type {{text: string|null, series: number[]|null}} */
  let sent = { text: null, series: null };

  /** What was typed, without its line breaks; of a table, the column that is fed. */
  const oneLine = () => {
    if (!raw.includes("\n")) return raw;
    return kind === "text" ? raw.replaceAll("\n", RETURN) : spell(sent.series ?? []);
  };

  /** Shows `raw`, leaving alone the field that it is being typed into. @param {Element|null} [source] */
  function show(source = null) {
    if (source !== line) line.value = oneLine();
    if (source !== long) long.value = raw;
    for (const button of kinds) set(button, { "aria-pressed": String(button.dataset.kind === kind) });
    const n = kind === "text" ? characters(raw).length : (sent.series?.length ?? 0);
    setText(count, ngettext("{n} step", "{n} steps", n, { n }));
  }

  /** Sends `raw` on, or says what is wrong with it. @param {Element|null} [source] */
  function submit(source = null) {
    const replace = source !== null;
    set(columnField, { hidden: true });
    if (kind === "text") {
      const { problem } = parseField(/** @type {Field} */ (fieldOf("text")), raw, _);
      report(problem ?? null);
      sent = { text: raw, series: null };
      if (problem === undefined) emit({ type: "configure", changes: { ...sent }, replace });
    } else {
      numbers(replace);
    }
    show(source);
  }

  /** @param {boolean} replace */
  function numbers(replace) {
    const { columns, odd } = readTable(raw, { lang });
    if (columns.length === 0) {
      report(odd === null ? null : _("“{value}” is not a number. Type numbers, or choose Text.", { value: odd }));
      if (odd !== null) return;
    }
    const at = chosen >= 0 && chosen < columns.length ? chosen : columns.length - 1;
    const series = columns[at]?.values ?? [];
    offer(columns, at);
    const { problem } = parseField(/** @type {Field} */ (fieldOf("series")), spell(series), _);
    report(problem ?? null);
    sent = { text: null, series };
    if (problem === undefined) emit({ type: "configure", changes: { ...sent }, replace });
  }

  /** @param {import("../lib/table.js").Column[]} columns @param {number} at */
  function offer(columns, at) {
    set(columnField, { hidden: columns.length < 2 });
    if (columns.length < 2) return;
    column.replaceChildren();
    columns.forEach(({ name }, i) =>
      html(column, "option", { value: i, selected: i === at }, name ?? _("Column {n}", { n: i + 1 })));
  }

  /** @param {HTMLInputElement|HTMLTextAreaElement} source */
  const typed = (source) => {
    raw = kind === "text" ? source.value.replaceAll(RETURN, "\n") : source.value;
    chosen = -1;
    submit(source);
  };

  /** Pasting over everything starts anew: numbers are then taken as numbers. @param {ClipboardEvent} event */
  const pasted = (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const all = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const lines = text.trim().includes("\n");
    if (!(kind === "series" ? lines && all : all && looksNumeric(text, { lang })) && !(all && lines)) return;
    event.preventDefault();
    kind = looksNumeric(text, { lang }) ? "series" : kind;
    raw = kind === "series" ? text.trim() : text;
    chosen = -1;
    submit();
  };

  /** @param {Kind} next */
  const turn = (next) => {
    if (next === kind) return;
    kind = next;
    submit();
  };

  /** @param {HTMLElement} button */
  const pick = ({ dataset }) => {
    kind = dataset.series === undefined ? "text" : "series";
    raw = kind === "text" ? (dataset.text ?? "") : (dataset.series ?? "").replaceAll(",", ", ");
    chosen = -1;
    panel.close(true);
    submit();
  };

  /** @param {Event} event */
  const onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.kind) turn(/** @type {Kind} */ (button.dataset.kind));
    if (button?.dataset.example !== undefined) pick(button);
  };
  /** @param {Event} event */
  const onInput = (event) => {
    if (event.target === line || event.target === long) typed(/** @type {HTMLInputElement} */ (event.target));
    if (event.target === column) {
      chosen = Number(column.value);
      submit();
    }
  };
  root.addEventListener("click", onClick);
  root.addEventListener("input", onInput);
  root.addEventListener("paste", /** @type {EventListener} */ (pasted));

  return {
    /** Follows a config that changed elsewhere. @param {Config} config */
    update({ text, series }) {
      if (text === sent.text && same(series, sent.series)) return;
      kind = series === null ? "text" : "series";
      raw = series === null ? (text ?? "") : spell(series);
      sent = { text, series };
      set(columnField, { hidden: true });
      show();
    },
    destroy() {
      panel.destroy();
      root.removeEventListener("click", onClick);
      root.removeEventListener("input", onInput);
      root.removeEventListener("paste", /** @type {EventListener} */ (pasted));
    },
  };
}

/** @param {number[]|null} a @param {number[]|null} b */
const same = (a, b) => a === b || (a !== null && b !== null && a.length === b.length && a.every((value, i) => value === b[i]));
