// @ts-check
/** The five types side by side, each with its whole run: choosing one enlarges it. The markup is in templates/architectures.html. */
import { clamp } from "../../lib/easing.js";
import { html, set, svg } from "../../lib/svg.js";
import { writeMarks } from "../../lib/marks.js";
import { formula } from "./formula.js";
import { DONE, createPicture } from "./picture.js";
import { pitchesWide, planSmall } from "./plan.js";

/** @typedef {import("../../core/architectures-store.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures-store.js").ArchitecturesState} State */
/** @typedef {import("../../core/architectures-store.js").ArchitecturesView} View */

const PITCHES = { least: 36, most: 54 };
const PADDING = 30; // of a card, its border, and the gap to the next
const WORDS = 130; // by which words make short cards wider than their pictures
/** The four rows, by the middle of what stands in them. */
const ROWS = { loss: 28, output: 69, network: 121, input: 180 };

/** @param {HTMLElement} root @param {Context} context @param {import("./labels.js").Names} names @returns {View} */
export function createRow(root, context, names) {
  const { _, emit, format } = context;
  const buttons = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-type]")]);
  const cards = buttons.map((button) => {
    const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (button.querySelector(selector));
    return {
      button, name: String(button.dataset.type), loss: find(".type-loss"),
      picture: svg(find(".type-picture"), "svg", { class: "arch-picture", role: "img" }), drawn: "",
    };
  });
  writeNames(/** @type {HTMLElement} */ (root.parentElement?.querySelector(".types-names")), context);
  let width = 0;
  /** @type {State|null} */
  let last = null;
  /** @type {string|null} */
  let chosen = null;
  const observer = new ResizeObserver(([entry]) => {
    width = entry.contentRect.width;
    if (last) update(last);
  });
  observer.observe(root);

  root.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-type]"));
    if (button) emit({ type: "choose", name: String(button.dataset.type) });
  });
  root.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = buttons.indexOf(/** @type {HTMLElement} */ (root.ownerDocument.activeElement));
    const next = buttons[(at + by + buttons.length) % buttons.length];
    next.focus();
    emit({ type: "choose", name: String(next.dataset.type) });
  });

  /** @param {State} state */
  function update(state) {
    last = state;
    if (width === 0) return;
    if (state.type.name !== chosen) choose(state);
    const palette = context.palette();
    const all = Object.values(state.runs);
    const room = width - all.length * PADDING - WORDS;
    const pitch = Math.floor(clamp(room / all.reduce((sum, run) => sum + pitchesWide(run), 0), PITCHES.least, PITCHES.most));
    for (const card of cards) {
      const run = state.runs[card.name];
      const key = `${run.id} ${pitch}`;
      if (card.drawn === key) continue;
      card.drawn = key;
      const { picture: pixels } = state.shown[card.name];
      const plan = planSmall(run, pixels !== null, pitch);
      const picture = createPicture(card.picture, plan, { states: run.states, units: run.units, pixels, names, format });
      plan.steps.forEach((_planned, i) => picture.draw(i, DONE, palette));
      set(card.picture, { "aria-label": _("{inputs} in, {outputs} out", { inputs: run.inputs, outputs: run.outputs }) });
      writeMarks(card.loss, formula(run, run.T, format));
    }
    set(root, { "data-ready": true });
  }

  /** @param {State} state */
  function choose(state) {
    const first = chosen === null;
    chosen = state.type.name;
    for (const { button, name } of cards) {
      set(button, { "aria-checked": String(name === chosen), tabindex: name === chosen ? 0 : -1 });
      if (name === chosen) reveal(root, button, first);
    }
  }

  return {
    update,
    destroy() {
      observer.disconnect();
      root.replaceChildren();
    },
  };
}

/** Brings a card into sight where the row scrolls, without moving the page. @param {HTMLElement} root @param {HTMLElement} button @param {boolean} once  at once, without a move */
function reveal(root, button, once) {
  const left = button.offsetLeft - (root.clientWidth - button.offsetWidth) / 2;
  root.scrollTo({ left, behavior: once ? "instant" : "smooth" });
}

/** @param {HTMLElement} root @param {Context} context */
function writeNames(root, { _ }) {
  const rows = [
    { y: ROWS.loss, name: _("<b>loss</b> <l>L</l><s>t</s>"), help: _("how wrong") },
    { y: ROWS.output, name: _("<b>output</b>"), help: _("what leaves") },
    { y: ROWS.network, name: _("<b>network</b>"), help: _("one step a box") },
    { y: ROWS.input, name: _("<b>input</b>"), help: _("what enters") },
  ];
  for (const { y, name, help } of rows) {
    const label = html(root, "p", { class: "types-name", style: `--y: ${y}px` });
    writeMarks(html(label, "span"), name);
    html(label, "span", { class: "types-help" }, help);
  }
}
