// @ts-check
/** What is fed to the network: typed, pasted or picked, as text, as numbers or as rows of numbers. */
import { parseField, unfitRows } from "../../core/parse-field.js";
import { INPUTS, characters, fieldOf, isTrained, onlyInput, same } from "../../core/run/config.js";
import { typedRows, typedSeries } from "../../lib/format.js";
import { looksNumeric, readRows, readTable } from "../../lib/pasted-numbers.js";
import { html, set, setText } from "../../lib/svg.js";
import { createDisclosure } from "./disclosure.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/run/config.js").Field} Field */
/** @typedef {typeof INPUTS[number]} Kind */
/** @typedef {Pick<Config, Kind>} Fed */

const RETURN = "\u21b5"; // a line break, in the one-line field

/** @param {Kind} kind @param {unknown} value @returns {Fed} */
const only = (kind, value) => /** @type {Fed} */ (onlyInput(kind, value));

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
  const panel = createDisclosure(find(".combo-open"), find("#input-panel"), { opened });
  const lang = root.ownerDocument.documentElement.lang;
  function opened() {
    emit({ type: "look-up" }); // a trained network has examples of its own
    long.focus();
  }

  /** @type {Kind} */
  let kind = "text";
  let raw = line.value; // what was typed or pasted, all of it
  let chosen = -1; // column of a table, from 0; −1: the last
  let sent = only("text", null);
  let trained = false;

  /** What was typed, without its line breaks; of a table, the column that is fed. */
  const oneLine = () => {
    if (!raw.includes("\n")) return raw;
    if (kind === "text") return raw.replaceAll("\n", RETURN);
    return kind === "series" ? typedSeries(sent.series ?? [], lang) : typedRows(sent.vectors ?? [], lang, "; ");
  };

  /** Shows `raw`, leaving alone the field that it is being typed into. @param {Element|null} [source] */
  function show(source = null) {
    if (source !== line) line.value = oneLine();
    if (source !== long) long.value = raw;
    for (const button of kinds) set(button, { "aria-pressed": String(button.dataset.kind === kind) });
    const n = kind === "text" ? characters(raw).length : (sent[kind]?.length ?? 0);
    setText(count, trained && kind === "text" ? "" : ngettext("{n} step", "{n} steps", n, { n })); // it may read words
  }

  /** Sends `raw` on, or says what is wrong with it. @param {Element|null} [source] */
  function submit(source = null) {
    set(columnField, { hidden: true });
    if (kind === "text") {
      const { problem } = parseField(/** @type {Field} */ (fieldOf("text")), raw, _);
      send("text", raw, problem);
    } else if (kind === "series") {
      numbers();
    } else {
      rows();
    }
    show(source);
  }

  /** @param {Kind} name @param {unknown} value @param {string|undefined} problem */
  function send(name, value, problem) {
    report(problem ?? null);
    sent = only(name, value);
    if (problem === undefined) emit({ type: "configure", changes: { ...sent } });
  }

  function rows() {
    const { rows: found, odd } = readRows(raw, { lang });
    if (odd !== null) return report(_("“{value}” is not a number. Type rows of numbers, or choose Text.", { value: odd }));
    send("vectors", found, unfitRows(found, _)?.problem);
  }

  function numbers() {
    const { columns, odd } = readTable(raw, { lang });
    if (columns.length === 0) {
      report(odd === null ? null : _("“{value}” is not a number. Type numbers, or choose Text.", { value: odd }));
      if (odd !== null) return;
    }
    const at = chosen >= 0 && chosen < columns.length ? chosen : columns.length - 1;
    const series = columns[at]?.values ?? [];
    offer(columns, at);
    const { problem } = parseField(/** @type {Field} */ (fieldOf("series")), series.join(), _);
    send("series", series, problem);
  }

  /** @param {import("../../lib/pasted-numbers.js").Column[]} columns @param {number} at */
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
    if (!(kind === "text" ? all && looksNumeric(text, { lang }) : lines && all) && !(all && lines)) return;
    event.preventDefault();
    if (kind === "text" && looksNumeric(text, { lang })) kind = "series";
    raw = kind === "text" ? text : text.trim();
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
    raw = kind === "text" ? (dataset.text ?? "") : typedSeries((dataset.series ?? "").split(",").map(Number), lang);
    chosen = -1;
    panel.close(true);
    submit();
  };

  /** @param {Event} event */
  const onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.kind) turn(/** @type {Kind} */ (button.dataset.kind));
    if (button?.dataset.example !== undefined) pick(button);
    if (button?.dataset.own !== undefined) panel.close(true);
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
    update(config) {
      trained = isTrained(config);
      if (INPUTS.every((name) => same(config[name], sent[name]))) return;
      const { text, series, vectors } = config;
      kind = INPUTS.find((name) => config[name] !== null) ?? "text";
      sent = { text, series, vectors };
      raw = vectors ? typedRows(vectors, lang, "\n") : series ? typedSeries(series, lang) : (text ?? "");
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
