// @ts-check
/** The eigenvalues of the recurrent weights on the complex plane, with the unit circle: inside it things shrink. */
import { RACERS } from "../../core/race/config.js";
import { html, set, setText, svg } from "../../lib/svg.js";
import { NAMES } from "./outcome-words.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */
/** @typedef {import("../../core/race/config.js").Racer} Racer */

const SIZE = 178;
const MIDDLE = SIZE / 2;
const RIM = 8;

/** The gates of each cell, and the letters of their weights. */
const GATES = /** @type {const} */ ({ rnn: ["h"], gru: ["r", "z", "n"], lstm: ["i", "f", "g", "o"] });

/** @param {HTMLOptionElement} option */
const cellOf = ({ value }) => /** @type {Racer} */ (value.split(" ")[0]);

/** @param {HTMLElement} root @param {RaceContext} context */
export function createSpectrum(root, context) {
  const { _, format } = context;
  const heading = html(root, "h2", { id: "spectrum-title" });
  heading.append(_("Eigenvalues of"), " ");
  html(heading, "span", { class: "math" }, "W");
  const words = html(root, "p", { class: "race-key-note" });
  const picture = svg(root, "svg", { class: "race-plane", role: "img", viewBox: `0 0 ${SIZE} ${SIZE}`, width: SIZE, height: SIZE });
  svg(picture, "path", { class: "race-plane-axes", d: `M0 ${MIDDLE}H${SIZE}M${MIDDLE} 0V${SIZE}` });
  const disc = svg(picture, "circle", { class: "race-plane-disc", cx: MIDDLE, cy: MIDDLE });
  const unit = svg(picture, "circle", { class: "race-plane-unit", cx: MIDDLE, cy: MIDDLE });
  const points = svg(picture, "g", { class: "race-plane-points" });
  const one = svg(picture, "text", { class: "race-plane-one" }, "1");
  const box = html(root, "div", { class: "select race-plane-choice" });
  const choice = html(box, "select", { "aria-label": _("Whose weights"), autocomplete: "off" });
  for (const cell of RACERS) {
    for (const gate of GATES[cell]) html(choice, "option", { value: `${cell} ${gate}` }, gate === "h" ? NAMES[cell] : _("{name}, gate {gate}", { name: NAMES[cell], gate }));
  }
  const chevron = svg(box, "svg", { class: "icon", width: 16, height: 16, viewBox: "0 0 18 18", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "aria-hidden": "true" });
  svg(chevron, "path", { d: "M5 7l4 4 4-4" });
  /** @type {RaceState["race"]} */
  let race = null;
  choice.addEventListener("change", () => draw());

  function draw() {
    const [cell, gate] = /** @type {[Racer, string]} */ (choice.value.split(" "));
    const found = race?.runners[cell]?.spectrum[gate];
    if (!found) return;
    const { re, im, radius, stretch } = found;
    const reach = Math.max(1, radius) * 1.08;
    const scale = (MIDDLE - RIM) / reach;
    set(disc, { r: (radius * scale).toFixed(1) });
    set(unit, { r: scale.toFixed(1) });
    set(one, { x: (MIDDLE + scale * 0.74 + 4).toFixed(1), y: (MIDDLE - scale * 0.74 - 4).toFixed(1) });
    while (points.childElementCount > re.length) points.lastElementChild?.remove();
    while (points.childElementCount < re.length) svg(points, "circle", { r: 3.4 });
    re.forEach((v, i) => set(points.children[i], { cx: (MIDDLE + v * scale).toFixed(1), cy: (MIDDLE - im[i] * scale).toFixed(1) }));
    setText(words, _("largest size {radius}, largest stretch {stretch}", { radius: format.number(radius), stretch: format.number(stretch) }));
    set(picture, { "aria-label": _("{count} eigenvalues on the complex plane, the largest of size {radius}; those inside the unit circle shrink what passes.", { count: re.length, radius: format.number(radius) }) });
  }

  return {
    /** @param {RaceState} state */
    update(state) {
      race = state.race;
      for (const option of choice.options) option.hidden = option.disabled = race?.runners[cellOf(option)] === undefined;
      if (choice.selectedOptions[0]?.disabled) choice.value = [...choice.options].find(({ disabled }) => !disabled)?.value ?? choice.value;
      draw();
    },
  };
}
