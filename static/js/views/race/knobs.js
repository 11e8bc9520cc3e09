// @ts-check
/**
 * The settings of the race. The markup comes from the server (templates/_race_knobs.html). A knob is a number and a line:
 * both send at once. What cannot be used stays as it was typed, with words beside it, and is not sent.
 */
import { parseField } from "../../core/parse-field.js";
import { raceField, raceLength, racesTrained } from "../../core/race/config.js";
import { clamp } from "../../lib/easing.js";
import { plainNumber, typedNumber } from "../../lib/format.js";
import { set, setText } from "../../lib/svg.js";
import { createDisclosure } from "../controls/disclosure.js";
import { PHONE } from "../controls/phone-sheet.js";

/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */
/** @typedef {import("../../core/race/config.js").RaceField} RaceField */
/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */

const LARGE = 10; // steps of Page Up and Page Down, and of Shift with an arrow

/** @param {RaceField} field */
const scaleOf = ({ type, min = 0, max = 1 }) => {
  const [to, from] = type === "integer" ? [Math.log, Math.exp] : [Number, Number];
  return { to, from, low: to(min), high: to(max) };
};

/** Where the handle of a setting stands on its line, in percent: as app/pages/gradients.py has it. @param {RaceField} field @param {number} value */
export function knobPosition(field, value) {
  const { to, low, high } = scaleOf(field);
  return (100 * (to(value) - low)) / (high - low);
}

/** The value of a setting at a place of its line: whole, or a multiple of its step. @param {RaceField} field @param {number} position */
export function knobValue(field, position) {
  const { from, low, high } = scaleOf(field);
  const { step = 1, min = 0, max = 1 } = field;
  const value = from(low + (position / 100) * (high - low));
  const grain = field.type === "integer" ? coarse(value) : step;
  return clamp(Math.round(Math.round(value / grain) * grain * 1e6) / 1e6, min, max) + 0; // never −0
}

/** Far along a line, single steps are too small to aim at. @param {number} value */
const coarse = (value) => (value < 50 ? 1 : value < 200 ? 5 : value < 500 ? 10 : 50);

/** @param {HTMLElement} root @param {RaceContext} context @returns {import("../../core/race/state.js").RaceView} */
export function createKnobs(root, context) {
  const { emit, _ } = context;
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const numbers = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("input[data-kind]")]);
  const ranges = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("input[data-knob]")]);
  const text = /** @type {HTMLInputElement} */ (find("#text"));
  const scheme = /** @type {HTMLSelectElement} */ (find("#scheme"));
  const slots = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-problem]")]);
  const more = createDisclosure(find(".knobs-more"), find(".knobs-panel"), { light: false });
  const spell = (/** @type {number} */ value) => typedNumber(value, root.ownerDocument.documentElement.lang);
  /** What is wrong with an entry that was not sent, by field. @type {Map<string, string>} */
  const mine = new Map();
  /** @type {RaceState|null} */
  let last = null;
  const unfold = keepTogether(root);
  const showTaught = createTaught(root, () => {
    mine.clear();
    emit({ type: "configure", changes: { trained: null, model: null, input: "noise", at: null } });
  });

  /** @param {string} name @param {unknown} value */
  const configure = (name, value) => {
    mine.delete(name);
    const input = name === "length" ? { input: lengthInput() } : name === "text" ? { input: /** @type {const} */ ("text") } : {};
    emit({ type: "configure", changes: /** @type {Partial<RaceConfig>} */ ({ [name]: value, ...input }), replace: true });
    showProblems();
  };

  /** A text has a length of its own; asking for another goes back to noise. */
  const lengthInput = () => (context.now().config.input === "text" ? "noise" : context.now().config.input);

  /** @param {HTMLInputElement} field */
  const read = (field) => parseField(fieldOf(field.name), plainNumber(field.value), _);

  /** @param {HTMLInputElement} field */
  function typed(field) {
    const { value, problem } = read(field);
    if (problem === undefined) return configure(field.name, value);
    mine.set(field.name, problem);
    showProblems();
  }

  /** @param {string} name @param {number} by steps */
  function nudge(name, by) {
    const { step = 1, min = -Infinity, max = Infinity } = fieldOf(name);
    const now = valueOf(context.now().config, name);
    configure(name, clamp(Math.round((now + by * step) * 1e6) / 1e6, min, max));
  }

  function showProblems() {
    const given = new Map((last?.problems ?? []).map(({ field, message }) => [field, message]));
    for (const slot of slots) {
      const name = String(slot.dataset.problem);
      const message = mine.get(name) ?? given.get(name) ?? "";
      setText(slot, message);
      set(slot, { hidden: message === "" });
      const field = /** @type {HTMLElement} */ (slot.closest(".field"));
      set(field, { "data-invalid": message !== "" });
      for (const entry of field.querySelectorAll("input:not([type=radio], [type=range]), select")) {
        set(entry, { "aria-invalid": message === "" ? null : "true" });
      }
    }
  }

  /** @param {RaceConfig} config */
  function showConfig(config) {
    for (const field of numbers) {
      const value = valueOf(config, field.name);
      if (!mine.has(field.name) && read(field).value !== value) field.value = spell(value);
      if (field.getAttribute("role") === "spinbutton") set(field, { "aria-valuenow": value });
    }
    for (const range of ranges) {
      const name = String(range.dataset.knob);
      const position = knobPosition(fieldOf(name), valueOf(config, name));
      if (Math.abs(Number(range.value) - position) > 1e-3 && !range.matches(":active")) range.value = String(position);
      range.style.setProperty("--at", `${position}%`);
      set(range, { "aria-valuetext": spell(valueOf(config, name)) });
    }
    for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input[type=radio]"))) {
      radio.checked = radio.value === String(config[/** @type {keyof RaceConfig} */ (radio.name)]);
    }
    scheme.value = config.scheme;
    if (!racesTrained(config) && text.value !== config.text) text.value = config.text;
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("[data-step]"))) {
      const { min, max } = fieldOf(nameBeside(button));
      button.disabled = valueOf(config, nameBeside(button)) === (button.dataset.step === "1" ? max : min);
    }
  }

  /** @param {Event} event */
  const onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button?.dataset.step) nudge(nameBeside(button), Number(button.dataset.step));
    if (button?.dataset.close !== undefined) more.close(true);
  };
  /** @param {Event} event */
  const onChange = (event) => {
    const field = /** @type {HTMLInputElement|HTMLSelectElement} */ (event.target);
    if (field.type === "radio" || field === scheme) configure(field.name, field.value);
    if (field.type === "range" && last) showConfig(last.config);
  };
  /** @param {Event} event */
  const onInput = (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (numbers.includes(field)) typed(field);
    else if (field === text) typed(text);
    else if (ranges.includes(field)) {
      const name = String(field.dataset.knob);
      const value = knobValue(fieldOf(name), Number(field.value));
      if (value !== valueOf(context.now().config, name) || mine.has(name)) configure(name, value);
    }
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const name = field.dataset?.knob ?? (numbers.includes(field) ? field.name : null);
    const along = { ArrowUp: 1, ArrowDown: -1, PageUp: LARGE, PageDown: -LARGE, ...(field.type === "range" ? { ArrowRight: 1, ArrowLeft: -1 } : {}) };
    const way = /** @type {Record<string, number|undefined>} */ (along)[event.key];
    if (name === null || way === undefined) return;
    event.preventDefault();
    nudge(name, way * (event.shiftKey ? LARGE : 1));
  };
  /** @param {Event} event */
  const onSubmit = (event) => event.preventDefault();
  const listeners = /** @type {const} */ ([["click", onClick], ["change", onChange], ["input", onInput], ["keydown", onKey], ["submit", onSubmit]]);
  for (const [type, listener] of listeners) root.addEventListener(type, /** @type {EventListener} */ (listener));

  return {
    update(state) {
      const before = last;
      last = state;
      if (before?.config !== state.config) showConfig(state.config);
      showTaught(state);
      if (before?.problems !== state.problems) showProblems();
    },
    destroy() {
      unfold();
      more.destroy();
      for (const [type, listener] of listeners) root.removeEventListener(type, /** @type {EventListener} */ (listener));
    },
  };
}

/**
 * Trained networks have their own sizes, weights and input: in the place of the knobs stand their name, the text where they
 * read one, and the way back. @param {HTMLElement} root @param {() => void} leave @returns {(state: RaceState) => void}
 */
function createTaught(root, leave) {
  const bar = /** @type {HTMLElement|null} */ (root.querySelector(".knobs-taught"));
  if (bar === null) return () => {};
  const field = /** @type {HTMLElement} */ (root.querySelector('[data-field="text"]'));
  const text = /** @type {HTMLInputElement} */ (field.querySelector("input"));
  const home = /** @type {HTMLElement} */ (field.parentElement);
  const room = /** @type {HTMLElement} */ (bar.querySelector(".knobs-taught-text"));
  /** @type {RaceState["made"]} */
  let filled = null;
  /** @type {HTMLElement} */ (bar.querySelector("button")).addEventListener("click", leave);
  return ({ config, made }) => {
    const taught = racesTrained(config);
    set(root, { "data-taught": taught });
    const place = taught ? room : home;
    if (field.parentElement !== place) place.append(field);
    set(field, { hidden: taught && (made === null || made.example.input.text === undefined) });
    if (!taught || made === filled) return;
    filled = made;
    text.value = config.input === "text" ? config.text : (made?.example.input.text ?? "");
  };
}

/** On a phone every setting is in the sheet. @param {HTMLElement} root @returns {() => void} undo */
function keepTogether(root) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const [more, fields] = [".knobs-more", ".knobs-panel-fields"].map(find);
  const rows = [".knobs-main", ".knobs-more-fields"].map(find);
  const phone = /** @type {Window} */ (root.ownerDocument.defaultView).matchMedia(PHONE);
  const place = () => (phone.matches ? fields.prepend(...rows) : more.before(...rows));
  place();
  phone.addEventListener("change", place);
  return () => phone.removeEventListener("change", place);
}

/** A name in the markup is a name in the table. @param {string} name */
const fieldOf = (name) => /** @type {RaceField} */ (raceField(name));

/** The number of a setting; a text's length is the text's own. @param {RaceConfig} config @param {string} name */
const valueOf = (config, name) => (name === "length" ? raceLength(config) : Number(config[/** @type {keyof RaceConfig} */ (name)]));

/** The setting that a stepper's button belongs to. @param {Element} button */
const nameBeside = (button) => String(button.parentElement?.querySelector("input")?.name);
