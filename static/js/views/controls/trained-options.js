// @ts-check
/** What a trained network is asked beside its input: what would be right, how far to go on by itself; and its own examples. */
import { areSigns, targetsIn, withoutNames } from "../../core/labels.js";
import { characters, isTrained } from "../../core/run/config.js";
import { plainNumber } from "../../lib/format.js";
import { html, set, setText } from "../../lib/svg.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {NonNullable<Config["target"]>} Target */
/** @typedef {NonNullable<import("../../core/types.js").Trace["outputs"]>} Outputs */

const ANYTHING = "·"; // is right
const SHORT = 26; // characters of what is right, beside an example

/**
 * @param {HTMLElement} root  the panel, as templates/_input.html writes it
 * @param {Context} context
 * @param {(message: string|null) => void} report  what is wrong with what was typed as right
 */
export function createTrainedOptions(root, { _, ngettext, emit, document, format }, report) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const [asked, target, generate] = [".input-asked", ".input-target", ".input-generate"].map(find);
  const field = /** @type {HTMLInputElement} */ (find("#input-target"));
  const hint = find("#input-hint");
  const anything = hint.textContent ?? "";
  const [own, all] = [".input-own", ".input-all"].map(find);
  /** @type {State|null} */
  let last = null;

  const onTyped = () => {
    const outputs = last?.trace?.outputs;
    if (!outputs) return;
    const { value, odd } = readTarget(field.value, outputs);
    report(odd === null ? null : _("“{value}” is not a number.", { value: odd }));
    if (odd === null) emit({ type: "configure", changes: { target: value } });
  };
  field.addEventListener("input", onTyped);

  /** @param {NonNullable<State["card"]>} card */
  function offer({ examples, targets }) {
    own.replaceChildren();
    examples.forEach((given, i) => {
      const button = html(html(own, "li"), "button", { type: "button", "data-own": i });
      html(button, "span", {}, exampleText(given, { _, ngettext, format }));
      const target = targets[i] ?? [null];
      const outputs = last?.trace?.outputs;
      const right = target.includes(null) || !outputs ? "" : targetText(target, outputs, format);
      if (right !== "" && characters(right).length <= SHORT) html(button, "small", {}, `→ ${right}`);
      button.addEventListener("click", () => emit({ type: "configure", changes: given }));
    });
  }

  return {
    /** @param {State} state */
    update(state) {
      const { config, trace, card } = state;
      const trained = isTrained(config) && Boolean(trace?.outputs);
      set(asked, { hidden: !trained });
      const mine = trained && card?.id === config.model;
      set(own, { hidden: !mine });
      setText(hint, trained && trace ? hintOf(trace, _) : anything);
      set(all, { hidden: mine });
      const before = last;
      last = state;
      if (mine && before?.card !== card && card) offer(card);
      if (trained && trace && before?.trace !== trace) {
        set(target, { hidden: !isAnswered(trace) });
        set(generate, { hidden: trace.steps.every(({ feed }) => feed !== "fed") });
        if (document.activeElement !== field) field.value = rightText(state, format);
      }
    },
    destroy: () => field.removeEventListener("input", onTyped),
  };
}

/** What one step of a trained network reads. @param {NonNullable<State["trace"]>} trace @param {Context["_"]} _ */
function hintOf({ task, fed }, _) {
  if (task === "sentiment" || task === "entities") return _("Each word is a step.");
  if (task === "melody") return _("A name, a style or a note is one step. After it the network is fed its own notes.");
  const hints = {
    token: _("Each character is a step."),
    number: _("Each number is a step."),
    marked: _("Each line is a step: a number, then 1 where it counts, else 0."),
    pair: _("Each line is a step: two numbers."),
    picture: _("Each line is a picture: 64 numbers from 0 to 1, row by row."),
    strip: _("Each line is a step."),
  };
  return hints[fed];
}

/** Can one say what would be right? A forecast has it in its own input. @param {NonNullable<State["trace"]>} trace */
const isAnswered = ({ outputs, steps }) =>
  outputs !== null && (outputs.kind === "softmax" || steps.filter(({ said }) => said !== null).length === 1);

/** @param {State} state @param {Context["format"]} format */
function rightText({ config, trace }, format) {
  if (!trace?.outputs) return "";
  if (config.target !== null) return targetText(config.target, trace.outputs, format);
  const { labels, raw } = trace.outputs;
  const known = trace.steps.flatMap(({ said, right }) => (said === null ? [] : [right]));
  const right = known.flatMap((label) => (label === null ? [] : [raw[labels.indexOf(label)] ?? label]));
  return right.length < known.length ? "" : targetText(right, trace.outputs, format);
}

/** @param {Target} target @param {Outputs} outputs @param {Context["format"]} format */
function targetText(target, { labels, raw }, format) {
  if (areSigns(raw)) return target.map((one) => one ?? ANYTHING).join("");
  const text = (/** @type {number|string} */ one) => labels[raw.indexOf(String(one))] ?? (typeof one === "number" ? format.text(String(one)) : one);
  return target.map((one) => (Array.isArray(one) ? format.list(one.map(text)) : text(one ?? ANYTHING))).join(" ");
}

/**
 * What was typed as right: a sign or a word for each step that emits; "·" where anything is right.
 * @param {string} text @param {Outputs} outputs
 * @returns {{value: Config["target"], odd: string|null}}
 */
export function readTarget(text, { kind, labels, raw }) {
  const typed = text.trim();
  if (kind === "softmax") {
    const names = Object.fromEntries(raw.map((label, i) => [label, labels[i]]));
    const found = targetsIn(withoutNames(typed, raw, names), raw);
    return { value: found && found.map((label) => (label === ANYTHING ? null : label)), odd: null };
  }
  const parts = typed.split(/\s+/).filter(Boolean);
  const numbers = parts.map((part) => Number(plainNumber(part)));
  const odd = parts.find((_part, i) => !Number.isFinite(numbers[i])) ?? null;
  return { value: odd === null && numbers.length > 0 ? numbers : null, odd };
}

/** @param {NonNullable<State["card"]>["examples"][number]} given @param {Pick<Context, "_"|"ngettext"|"format">} words */
function exampleText({ text, series, vectors }, { _, ngettext, format }) {
  if (text) return text;
  if (series) return _("{first}, … ({count} numbers)", { first: format.list(series.slice(0, 4).map((v) => format.text(String(Number(v.toFixed(2)))))), count: series.length });
  const rows = vectors ?? [];
  return ngettext("{n} row of {width} numbers", "{n} rows of {width} numbers", rows.length, { n: rows.length, width: rows[0]?.length ?? 0 });
}
