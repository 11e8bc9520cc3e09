// @ts-check
/** Picks the unit: a button each while they fit, a number field above that. */
import { clamp } from "../../lib/easing.js";
import { html, set } from "../../lib/svg.js";

/** @typedef {import("../../core/types.js").Context} Context */

const MOST_BUTTONS = 16;

/** @param {HTMLElement} root @param {Context} context */
export function createUnits(root, context) {
  let count = 0;
  /** @type {(unit: number) => void} */
  let show = () => {};
  return {
    root,
    /** @param {number} unit from 1 @param {number} units */
    update(unit, units) {
      if (units !== count) {
        count = units;
        root.replaceChildren();
        const build = units <= MOST_BUTTONS ? createButtons : createStepper;
        show = build(root, context, units);
      }
      show(unit);
    },
  };
}

/** @param {HTMLElement} root @param {Context} context @param {number} units @returns {(unit: number) => void} */
function createButtons(root, { _, emit, now }, units) {
  html(root, "span", { class: "inspector-units-label", id: "inspector-units-label" }, _("unit"));
  const group = html(root, "div", { class: "inspector-unit-buttons", role: "radiogroup", "aria-labelledby": "inspector-units-label" });
  const buttons = Array.from({ length: units }, (_unused, i) =>
    html(group, "button", { type: "button", role: "radio", "data-unit": i + 1 }, String(i + 1)),
  );
  const choose = (/** @type {number} */ unit) => {
    emit({ type: "select", unit });
    buttons[unit - 1].focus();
  };
  group.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button) emit({ type: "select", unit: Number(button.getAttribute("data-unit")) });
  });
  group.addEventListener("keydown", (event) => {
    const chosen = now().shown.unit;
    const next = { ArrowRight: chosen + 1, ArrowDown: chosen + 1, ArrowLeft: chosen - 1, ArrowUp: chosen - 1, Home: 1, End: units }[event.key];
    if (next === undefined) return;
    choose(clamp(next, 1, units));
    event.preventDefault();
    event.stopPropagation(); // the arrows of the page move in time
  });
  return (unit) => {
    buttons.forEach((button, i) => set(button, { "aria-checked": i + 1 === unit ? "true" : "false", tabindex: i + 1 === unit ? 0 : -1 }));
  };
}

/** @param {HTMLElement} root @param {Context} context @param {number} units @returns {(unit: number) => void} */
function createStepper(root, { _, emit, now }, units) {
  const label = html(root, "label", { class: "inspector-units-label" });
  html(label, "span", {}, _("unit"));
  const box = html(root, "div", { class: "inspector-stepper" });
  const down = html(box, "button", { type: "button", "aria-label": _("previous unit") }, "−");
  const field = html(box, "input", { type: "number", min: 1, max: units, step: 1, id: "inspector-unit" });
  const up = html(box, "button", { type: "button", "aria-label": _("next unit") }, "+");
  set(label, { for: "inspector-unit" });
  html(root, "span", {}, _("of {units}", { units }));
  const by = (/** @type {number} */ step) => emit({ type: "select", unit: clamp(now().shown.unit + step, 1, units) });
  down.addEventListener("click", () => by(-1));
  up.addEventListener("click", () => by(1));
  field.addEventListener("keydown", (event) => event.stopPropagation());
  field.addEventListener("change", () => {
    field.setCustomValidity(field.validity.valid && field.value !== "" ? "" : _("Units go from 1 to {units}.", { units }));
    if (field.reportValidity()) emit({ type: "select", unit: Number(field.value) });
  });
  field.addEventListener("input", () => field.setCustomValidity(""));
  return (unit) => {
    if (field.value !== String(unit) && field.ownerDocument.activeElement !== field) field.value = String(unit);
    else if (field.validity.valid && Number(field.value) !== unit) field.value = String(unit);
    down.disabled = unit === 1;
    up.disabled = unit === units;
  };
}

