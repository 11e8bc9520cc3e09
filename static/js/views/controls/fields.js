// @ts-check
/**
 * The fields of settings. Numbers are typed, with arrow keys and steppers, and sent at once; what cannot be used stays as it
 * was typed, with words beside it, and is not sent.
 */
import { clamp } from "../../lib/easing.js";
import { typedNumber } from "../../lib/format.js";
import { set, setText } from "../../lib/svg.js";

/** @typedef {ReturnType<typeof createProblems>} Problems */

const LARGE = 10; // times as much, with Shift

/**
 * What is wrong with settings, in words beside them: of entries that were not sent, and of what was refused.
 * @param {HTMLElement} root  with a place for each setting's problem
 * @param {() => import("../../core/errors.js").Problem[]} refused  what the state says
 */
export function createProblems(root, refused) {
  const places = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-problem]")]);
  /** By setting. @type {Map<string, string>} */
  const unsent = new Map();

  function show() {
    const said = new Map(refused().map(({ field, message }) => [field, message]));
    for (const place of places) {
      const name = String(place.dataset.problem);
      const message = unsent.get(name) ?? said.get(name) ?? "";
      setText(place, message);
      set(place, { hidden: message === "" });
      const field = /** @type {HTMLElement} */ (place.closest(".field"));
      set(field, { "data-invalid": message !== "" });
      for (const entry of field.querySelectorAll("input:not([type=radio], [type=range]), select")) {
        set(entry, { "aria-invalid": message === "" ? null : "true" });
      }
    }
  }

  return {
    show,
    /** Is there an entry of this setting that was not sent? @param {string} name */
    has: (name) => unsent.has(name),
    /** An entry that is not sent, and why; null: there is none. @param {string} name @param {string|null|undefined} message */
    note(name, message) {
      if (message) unsent.set(name, message);
      else unsent.delete(name);
      show();
    },
    clear() {
      unsent.clear();
      show();
    },
  };
}

/**
 * Numbers that are typed, with arrow keys and steppers.
 * @param {HTMLElement} root
 * @param {object} settings
 * @param {(name: string) => {min?: number, max?: number}} settings.limits
 * @param {(name: string) => number|null} settings.valueOf  now
 * @param {(name: string) => number} settings.grain  what an arrow adds
 * @param {(entry: HTMLInputElement) => {value?: any, problem?: string}} settings.read
 * @param {(name: string, value: number|null) => void} settings.configure
 * @param {Problems} settings.problems
 */
export function createNumberFields(root, { limits, valueOf, grain, read, configure, problems }) {
  const entries = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("input[data-kind]")]);
  const steppers = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll("[data-step]")]);
  const { lang } = root.ownerDocument.documentElement;
  const spell = (/** @type {number|null} */ value) => (value === null ? "" : typedNumber(value, lang));

  /** @param {HTMLInputElement} entry */
  function send(entry) {
    const { value, problem } = read(entry);
    if (problem === undefined) configure(entry.name, value);
    else problems.note(entry.name, problem);
  }

  /** Adds to a number, which stays within its limits. @param {string} name @param {number} by */
  function nudge(name, by) {
    const { min = -Infinity, max = Infinity } = limits(name);
    const sum = (valueOf(name) ?? 0) + by * grain(name);
    configure(name, clamp(Number.isInteger(sum) ? sum : Math.round(sum * 1e6) / 1e6, min, max));
    for (const entry of entries) if (entry.name === name) fill(entry);
  }

  /** @param {HTMLInputElement} entry */
  function fill(entry) {
    const value = valueOf(entry.name);
    if (!problems.has(entry.name) && read(entry).value !== value) entry.value = spell(value);
    if (entry.getAttribute("role") === "spinbutton") set(entry, { "aria-valuenow": String(value) });
  }

  /** @param {EventTarget|null} target */
  const entryAt = (target) => entries.find((entry) => entry === target);
  /** @param {Event} event */
  const onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.step) nudge(nameBeside(button), Number(button.dataset.step));
  };
  /** @param {Event} event */
  const onInput = (event) => {
    const entry = entryAt(event.target);
    if (entry) send(entry);
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const entry = entryAt(event.target);
    if (!entry || way === undefined) return;
    event.preventDefault();
    nudge(entry.name, way * (event.shiftKey ? LARGE : 1));
  };
  const onSubmit = (/** @type {Event} */ event) => event.preventDefault();
  const listeners = /** @type {[string, (event: any) => void][]} */ ([["click", onClick], ["input", onInput], ["keydown", onKey], ["submit", onSubmit]]);
  for (const [type, listener] of listeners) root.addEventListener(type, listener);

  return {
    spell,
    send,
    nudge,
    entryAt,
    /** As the settings are now. */
    show() {
      for (const entry of entries) fill(entry);
      for (const button of steppers) {
        const { min, max } = limits(nameBeside(button));
        button.disabled = valueOf(nameBeside(button)) === (button.dataset.step === "1" ? max : min);
      }
    },
    destroy() {
      for (const [type, listener] of listeners) root.removeEventListener(type, listener);
    },
  };
}

/** The setting that a stepper's button belongs to. @param {Element} button */
const nameBeside = (button) => String(button.parentElement?.querySelector("input")?.name);
