// @ts-check
/** The settings of the race. The markup comes from the server (templates/_race_knobs.html). A knob is a number and a line: both send at once. */
import { parseField } from "../../core/parse-field.js";
import { raceField, raceLength, racesTrained } from "../../core/race/config.js";
import { clamp } from "../../lib/easing.js";
import { plainNumber } from "../../lib/format.js";
import { set } from "../../lib/svg.js";
import { createDisclosure } from "../controls/disclosure.js";
import { createNumberFields, createProblems } from "../controls/fields.js";
import { PHONE } from "../controls/phone-sheet.js";

/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */
/** @typedef {import("../../core/race/config.js").RaceField} RaceField */
/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */

const LARGE = 10; // steps of Page Up and Page Down, and of Shift with them

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
  const ranges = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("input[data-knob]")]);
  const text = /** @type {HTMLInputElement} */ (find("#text"));
  const scheme = /** @type {HTMLSelectElement} */ (find("#scheme"));
  const more = createDisclosure(find(".knobs-more"), find(".knobs-panel"), { light: false });
  /** @type {RaceState|null} */
  let last = null;
  const now = (/** @type {string} */ name) => valueOf(context.now().config, name);
  const problems = createProblems(root, () => last?.problems ?? []);
  const numbers = createNumberFields(root, {
    limits: fieldOf,
    valueOf: now,
    grain: (name) => fieldOf(name).step ?? 1,
    read: (entry) => parseField(fieldOf(entry.name), plainNumber(entry.value), _),
    configure, problems,
  });
  const unfold = keepTogether(root);
  const showTaught = createTaught(root, () => {
    problems.clear();
    emit({ type: "configure", changes: { trained: null, model: null, input: "noise", at: null } });
  });

  /** @param {string} name @param {unknown} value */
  function configure(name, value) {
    const input = name === "length" ? { input: lengthInput() } : name === "text" ? { input: /** @type {const} */ ("text") } : {};
    problems.note(name, null);
    emit({ type: "configure", changes: /** @type {Partial<RaceConfig>} */ ({ [name]: value, ...input }) });
  }

  /** A text has a length of its own; asking for another goes back to noise. */
  const lengthInput = () => (context.now().config.input === "text" ? "noise" : context.now().config.input);

  /** @param {RaceConfig} config */
  function showConfig(config) {
    numbers.show();
    for (const range of ranges) {
      const name = String(range.dataset.knob);
      const position = knobPosition(fieldOf(name), valueOf(config, name));
      if (Math.abs(Number(range.value) - position) > 1e-3 && !range.matches(":active")) range.value = String(position);
      range.style.setProperty("--at", `${position}%`);
      set(range, { "aria-valuetext": numbers.spell(valueOf(config, name)) });
    }
    for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input[type=radio]"))) {
      radio.checked = radio.value === String(config[/** @type {keyof RaceConfig} */ (radio.name)]);
    }
    scheme.value = config.scheme;
    if (!racesTrained(config) && text.value !== config.text) text.value = config.text;
  }

  /** @param {Event} event */
  const onClick = (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
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
    if (field === text) numbers.send(text);
    if (!ranges.includes(field)) return;
    const name = String(field.dataset.knob);
    const value = knobValue(fieldOf(name), Number(field.value));
    if (value !== now(name) || problems.has(name)) configure(name, value);
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const name = field.dataset?.knob ?? numbers.entryAt(field)?.name;
    const along = { PageUp: LARGE, PageDown: -LARGE, ...(field.type === "range" ? { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 } : {}) };
    const way = /** @type {Record<string, number|undefined>} */ (along)[event.key];
    if (name === undefined || way === undefined) return;
    event.preventDefault();
    numbers.nudge(name, way * (event.shiftKey ? LARGE : 1));
  };
  const listeners = /** @type {const} */ ([["click", onClick], ["change", onChange], ["input", onInput], ["keydown", onKey]]);
  for (const [type, listener] of listeners) root.addEventListener(type, /** @type {EventListener} */ (listener));

  return {
    update(state) {
      const before = last;
      last = state;
      if (before?.config !== state.config) showConfig(state.config);
      showTaught(state);
      if (before?.problems !== state.problems) problems.show();
    },
    destroy() {
      unfold();
      more.destroy();
      numbers.destroy();
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
