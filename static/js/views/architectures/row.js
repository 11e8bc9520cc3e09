// @ts-check
/** The five types side by side, each with its whole run: choosing one enlarges it. The markup is in templates/architectures.html. */
import { labelText } from "../../core/label-names.js";
import { writeMarks } from "../../lib/marks.js";
import { html, set, setText, svg } from "../../lib/svg.js";
import { formula } from "./formula.js";
import { planSmall } from "./plan.js";
import { DONE, createPicture } from "./run-picture.js";

/** @typedef {import("../../core/architectures/state.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} State */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesView} View */

/**
 * @typedef {object} Card
 * @property {HTMLElement} button
 * @property {string} name
 * @property {HTMLElement} head
 * @property {HTMLElement} loss
 * @property {SVGSVGElement} svg
 * @property {string} drawn                 what it was drawn for
 * @property {import("./run-picture.js").Picture|null} picture
 * @property {import("./plan.js").PlannedStep[]} steps
 * @property {number} lit                   the column that is lit; −1: none
 */

const PITCHES = { least: 36, most: 54 };
const GAP = 2;
const PADDING = 28 + GAP; // of a card, its border, and the gap to the next
/** The four rows, by the middle of what stands in them. */
const ROWS = { loss: 26, output: 64, network: 114, input: 166 };

/** @param {HTMLElement} root @param {Context} context @param {import("../../core/labels.js").Names} names @returns {View} */
export function createRow(root, context, names) {
  const { _, emit, format } = context;
  const buttons = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-type]")]);
  /** @type {Card[]} */
  const cards = buttons.map((button) => {
    const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (button.querySelector(selector));
    const picture = svg(find(".type-picture"), "svg", { class: "arch-picture", role: "img" });
    return { button, name: String(button.dataset.type), head: find(".type-head"), loss: find(".type-loss"), svg: picture, drawn: "", picture: null, steps: [], lit: -1 };
  });
  const measure = createMeasure(root);
  const wide = (/** @type {import("../../core/architectures/run.js").RunStep} */ { label }) => measure(labelText(label, names));
  const frame = /** @type {HTMLElement} */ (root.parentElement);
  writeNames(/** @type {HTMLElement} */ (frame.querySelector(".types-names")), context);
  const turn = createPager(frame, context, cards.map(({ name }) => name));
  let width = 0;
  /** @type {State|null} */
  let last = null;
  /** @type {string|null} */
  let chosen = null;
  let drawn = "";
  /** The pitch, and how wide each card has been: while a visitor types, a card may grow, but none moves back and forth. */
  let kept = { width: 0, pitch: PITCHES.most, cards: cards.map(() => 0) };
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
    const all = cards.map(({ name }) => state.runs[name].id).join(" ");
    const palette = context.palette();
    if (`${all} ${width}` !== drawn) drawAll(state, palette);
    drawn = `${all} ${width}`;
    for (const card of cards) light(card, state, palette);
    set(root, { "data-ready": true });
  }

  /** All at one pitch: the widest at which the five have room. @param {State} state @param {import("../../lib/palette.js").Palette} palette */
  function drawAll({ runs, shown }, palette) {
    for (const { name, loss } of cards) writeMarks(loss, formula(runs[name], runs[name].T, format));
    const plans = (/** @type {number} */ pitch) => cards.map(({ name }) => planSmall(runs[name], shown[name].picture !== null, pitch, wide));
    const heads = cards.map(({ head }) => head.offsetWidth);
    const widths = (/** @type {number} */ pitch) => plans(pitch).map((plan, i) => Math.max(plan.width, heads[i], kept.cards[i]));
    const needed = (/** @type {number} */ pitch) => widths(pitch).reduce((sum, w) => sum + w + PADDING, 0);
    const none = cards.map(() => 0);
    if (kept.width !== width) kept = { width, pitch: PITCHES.most, cards: none };
    if (needed(kept.pitch) > width) kept.cards = none;
    while (kept.pitch > PITCHES.least && needed(kept.pitch) > width) kept.pitch -= 1;
    const { pitch } = kept;
    kept.cards = widths(pitch);
    plans(pitch).forEach((plan, i) => {
      const card = cards[i];
      card.button.style.flexBasis = `${kept.cards[i] + PADDING - GAP}px`;
      const run = runs[card.name];
      const key = `${run.id} ${pitch}`;
      if (card.drawn === key) return;
      const picture = createPicture(card.svg, plan, { states: run.states, units: run.units, pixels: shown[card.name].picture, names, format });
      plan.steps.forEach((_planned, at) => picture.draw(at, DONE, palette));
      set(card.svg, { "aria-label": _("{inputs} in, {outputs} out", { inputs: run.inputs, outputs: run.outputs }) });
      Object.assign(card, { drawn: key, picture, steps: plan.steps, lit: -1 });
    });
  }

  /** The step that is being played, or what stands for those left out. @param {Card} card @param {State} state @param {import("../../lib/palette.js").Palette} palette */
  function light(card, { type, time, playing, sound }, palette) {
    const t = playing && card.name === type.name ? Math.max(1, sound ? Math.floor(time) : Math.ceil(time)) : 0;
    const next = card.steps.findIndex(({ step }) => step.t >= t);
    const at = t === 0 ? -1 : next;
    if (at === card.lit) return;
    if (card.lit >= 0) card.picture?.draw(card.lit, DONE, palette);
    const within = card.steps[at]?.step.t === t;
    if (at >= 0) card.picture?.draw(at, { ...DONE, current: within, beat: "travel", sounding: sound && within }, palette);
    card.lit = at;
  }

  /** @param {State} state */
  function choose(state) {
    const first = chosen === null;
    chosen = state.type.name;
    turn(chosen);
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
  const left = button.offsetLeft - root.offsetLeft;
  root.scrollTo({ left, behavior: once ? "instant" : "smooth" });
}

/** Where a card fills the row: to the one before and the one after. @param {HTMLElement} root @param {Context} context @param {string[]} types */
function createPager(root, { _, emit }, types) {
  const pager = html(root, "div", { class: "types-pager" });
  let at = 0;
  const [before, after] = [{ by: -1, sign: "‹", label: _("The type before") }, { by: 1, sign: "›", label: _("The next type") }].map(({ by, sign, label }) => {
    const button = html(pager, "button", { type: "button", class: "button button-quiet", "aria-label": label }, sign);
    button.addEventListener("click", () => emit({ type: "choose", name: types[at + by] }));
    return button;
  });
  const place = html(pager, "span");
  return (/** @type {string} */ name) => {
    at = types.indexOf(name);
    setText(place, `${at + 1}/${types.length}`);
    before.disabled = at === 0;
    after.disabled = at === types.length - 1;
  };
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

/** How wide a word is in a chip. @param {HTMLElement} root @returns {(text: string) => number} */
function createMeasure(root) {
  const ruler = html(root, "span", { class: "types-ruler", "aria-hidden": "true" });
  /** @type {Map<string, number>} */
  const known = new Map();
  return (text) => {
    setText(ruler, text);
    const width = known.get(text) ?? ruler.getBoundingClientRect().width;
    known.set(text, width);
    return width;
  };
}
