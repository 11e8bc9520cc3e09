// @ts-check
/** The one plain sentence: what this step did to this unit, in words that stay true whatever the numbers are. */
import { lazyModule } from "../../core/lazy.js";
import { noteInWords } from "../../core/notes.js";
import { isTrained } from "../../core/run/config.js";
import { fedInWords, insideOf, visible } from "../../core/run/inside.js";
import { linkedStep } from "../../core/run/reading.js";
import { observeSize } from "../../lib/canvas.js";
import { shielded, writeMarks } from "../../lib/marks.js";
import { html, set } from "../../lib/svg.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/run/inside.js").Inside} Inside */
/** @typedef {import("../../core/run/inside.js").Words} Words */
/** @typedef {typeof import("./backward.js").gradientSentence} Way */

const SAME = 0.05; // a change smaller than this is not called one
const FIRST_LABELS = 5;

/** What happened to a value. @param {number} from @param {number} to @returns {"flips"|"stays"|"strengthens"|"fades"} */
export function changeOf(from, to) {
  if (Math.abs(to - from) < SAME) return "stays";
  if (from * to < 0) return "flips";
  return Math.abs(to) > Math.abs(from) ? "strengthens" : "fades";
}

/** Share of the memory kept, with the decimal that tells 100 % from almost all. @param {Words["format"]} format @param {number} v */
export function share(format, v) {
  const whole = Math.round(v * 100);
  const exact = v === 0 || v === 1 || (whole !== 0 && whole !== 100);
  return exact ? format.percent(v) : `${format.number(100 * v, 1)}\u202f%`;
}

/** @param {Inside} inside @param {Words} words @param {string} state the signal that remembers */
function common(inside, words, state) {
  const { format } = words;
  return {
    t: inside.t,
    input: fedInWords(inside, words),
    unit: inside.unit,
    before: format.signed(inside.value(state, -1)),
    after: format.signed(inside.value(state)),
  };
}

/** @type {Record<string, (inside: Inside, words: Words) => string>} */
const STEP = {
  lstm(inside, words) {
    const { _, format } = words;
    const from = inside.value("c", -1);
    const to = inside.value("c");
    const values = {
      ...common(inside, words, "c"),
      keep: share(format, inside.value("f")),
      write: format.signed(inside.number({ signal: "c", path: "1" }) ?? inside.value("i") * inside.value("g")),
    };
    if (inside.k === 1 && from === 0)
      return _("<b>Step {t}</b> reads {input}. Unit {unit} starts with an empty memory and writes <i>{write}</i><tail>: from now on that is what it holds</tail>.", values);
    switch (changeOf(from, to)) {
      case "flips":
        return _("<b>Step {t}</b> reads {input}. Unit {unit} keeps <f>{keep}</f> of its memory and writes <i>{write}</i><tail>: it flips from {before} to <b>{after}</b></tail>.", values);
      case "strengthens":
        return _("<b>Step {t}</b> reads {input}. Unit {unit} keeps <f>{keep}</f> of its memory and writes <i>{write}</i><tail>: it grows from {before} to <b>{after}</b></tail>.", values);
      case "fades":
        return _("<b>Step {t}</b> reads {input}. Unit {unit} keeps <f>{keep}</f> of its memory and writes <i>{write}</i><tail>: it shrinks from {before} to <b>{after}</b></tail>.", values);
      default:
        return _("<b>Step {t}</b> reads {input}. Unit {unit} keeps <f>{keep}</f> of its memory and writes <i>{write}</i><tail>: it stays close to <b>{after}</b></tail>.", values);
    }
  },

  gru(inside, words) {
    const { _, format } = words;
    const from = inside.value("h", -1);
    const to = inside.value("h");
    const values = { ...common(inside, words, "h"), keep: share(format, inside.value("z")), candidate: format.signed(inside.value("n")) };
    if (inside.k === 1 && from === 0)
      return _("<b>Step {t}</b> reads {input}. Unit {unit} starts with an empty memory and moves toward <n>{candidate}</n><tail>: it now holds <b>{after}</b></tail>.", values);
    switch (changeOf(from, to)) {
      case "flips":
        return _("<b>Step {t}</b> reads {input}. Unit {unit} keeps <z>{keep}</z> of its memory and replaces the rest by <n>{candidate}</n><tail>: it flips from {before} to <b>{after}</b></tail>.", values);
      case "strengthens":
        return _("<b>Step {t}</b> reads {input}. Unit {unit} keeps <z>{keep}</z> of its memory and replaces the rest by <n>{candidate}</n><tail>: it grows from {before} to <b>{after}</b></tail>.", values);
      case "fades":
        return _("<b>Step {t}</b> reads {input}. Unit {unit} keeps <z>{keep}</z> of its memory and replaces the rest by <n>{candidate}</n><tail>: it shrinks from {before} to <b>{after}</b></tail>.", values);
      default:
        return _("<b>Step {t}</b> reads {input}. Unit {unit} keeps <z>{keep}</z> of its memory and replaces the rest by <n>{candidate}</n><tail>: it stays close to <b>{after}</b></tail>.", values);
    }
  },

  rnn(inside, words) {
    const { _, format } = words;
    const from = inside.value("h", -1);
    const to = inside.value("h");
    const input = inside.number({ signal: "h", path: "0.0" });
    const memory = inside.number({ signal: "h", path: "0.1" });
    const values = { ...common(inside, words, "h"), drive: input === null ? "…" : format.signed(input), recall: memory === null ? "…" : format.signed(memory) };
    if (inside.k === 1 && from === 0)
      return _("<b>Step {t}</b> reads {input}. There is no memory yet, so unit {unit} follows the input alone<tail>: it starts at <b>{after}</b></tail>.", values);
    switch (changeOf(from, to)) {
      case "flips":
        return _("<b>Step {t}</b> reads {input}. Unit {unit} mixes the input ({drive}) with the whole memory (<h>{recall}</h>)<tail>: it flips from {before} to <b>{after}</b></tail>.", values);
      case "strengthens":
        return _("<b>Step {t}</b> reads {input}. Unit {unit} mixes the input ({drive}) with the whole memory (<h>{recall}</h>)<tail>: it grows from {before} to <b>{after}</b></tail>.", values);
      case "fades":
        return _("<b>Step {t}</b> reads {input}. Unit {unit} mixes the input ({drive}) with the whole memory (<h>{recall}</h>)<tail>: it shrinks from {before} to <b>{after}</b></tail>.", values);
      default:
        return _("<b>Step {t}</b> reads {input}. Unit {unit} mixes the input ({drive}) with the whole memory (<h>{recall}</h>)<tail>: it stays close to <b>{after}</b></tail>.", values);
    }
  },

  dense(inside, words) {
    const { _ } = words;
    const values = common(inside, words, "h");
    if (inside.kind === "vectors") return _("<b>Step {t}</b> reads {input}. No memory: whatever came before, unit {unit} answers <b>{after}</b>.", values);
    return inside.kind === "text"
      ? _("<b>Step {t}</b> reads {input}. No memory: the same letter always gets the same answer<tail>, here <b>{after}</b> from unit {unit}, whatever came before</tail>.", values)
      : _("<b>Step {t}</b> reads {input}. No memory: the same number always gets the same answer<tail>, here <b>{after}</b> from unit {unit}, whatever came before</tail>.", values);
  },
};

/** For a cell that has no words of its own. @param {Inside} inside @param {Words} words */
const plainStep = (inside, words) => words._("<b>Step {t}</b> reads {input}. Unit {unit} goes from {before} to <b>{after}</b>.", common(inside, words, "h"));

/** The first unit that is no longer a number at the step of the overflow. @param {State} state @returns {number} from 1 */
function overflowingUnit({ trace }) {
  const overflow = trace?.overflow;
  const layer = overflow && trace?.layers.find((l) => l.layer === overflow.layer && l.direction === overflow.direction);
  if (!layer) return 1;
  const start = (overflow.t - 1) * layer.hiddenSize;
  const row = layer.signals[overflow.signal].subarray(start, start + layer.hiddenSize);
  return Math.max(1, row.findIndex((v) => !Number.isFinite(v)) + 1);
}

/** @param {State} state @param {Inside} inside @param {Words} words @returns {string|null} null before the overflow */
function overflowSentence(state, inside, { _ }) {
  const overflow = state.trace?.overflow;
  if (!overflow) return null;
  const past = overflow.direction === "reverse" ? overflow.t - inside.t : inside.t - overflow.t;
  if (past < 0) return null;
  const values = { t: inside.t, step: overflow.t, unit: overflowingUnit(state) };
  if (past === 0) return _("<b>Step {step} overflows:</b> unit {unit} grows past what a float64 can hold.<tail> Smaller weights, or tanh, keep it in bounds.</tail>", values);
  return _("<b>Step {t}</b> has no numbers: unit {unit} overflowed at step {step}.<tail> Smaller weights, or tanh, keep it in bounds.</tail>", values);
}

/** @param {State} state @param {Words} words */
function invitation({ trace, cell }, words) {
  const { _ } = words;
  const labels = trace?.labels ?? [];
  const list = labels.slice(0, FIRST_LABELS).map(visible).join(", ") + (labels.length > FIRST_LABELS ? "…" : "");
  const values = shielded({ list });
  if (labels.length === 1) return _("<b>Press play:</b> the cell reads {list}.", values);
  return cell.name === "dense"
    ? _("<b>Press play:</b> the neuron reads {list} one at a time, and forgets each at once.", values)
    : _("<b>Press play:</b> the cell reads {list} one at a time, and remembers.", values);
}

/**
 * The sentence with its marks, such as "<b>Step 5</b> reads “o”. …".
 * @param {State} state @param {Words} words @param {Way} [way] what is said on the way back
 * @returns {string}
 */
export function sentenceOf(state, words, way = () => "") {
  const { _ } = words;
  const { config, trace, cell } = state;
  if (config.text === "") return _("Type a word to feed the network.");
  if (config.series?.length === 0) return _("Paste some numbers to feed the network.");
  const inside = insideOf(state);
  if (!inside || !trace) return "";
  if (state.unroll < 0.5)
    return cell.name === "dense"
      ? _("<b>One neuron, one set of weights.</b> Nothing loops back, so it has no memory: press play to see it read.")
      : _("<b>One cell, one set of weights.</b> Its memory loops back: press play to unroll it.");
  if (state.shown.backward) return way(state, inside, words);
  if (state.time <= 0) return invitation(state, words);
  return overflowSentence(state, inside, words) ?? (STEP[inside.cell] ?? plainStep)(inside, words) + spoken(trace.steps[inside.t - 1], words);
}

/** What a trained network says at this step. @param {import("../../core/types.js").SpokenStep} step @param {Words} words */
function spoken({ label, known, said, sure }, { _, format, ngettext }) {
  const values = shielded({ label: visible(label), said: noteInWords(said ?? "", ngettext), sure: format.percent(sure ?? 0) });
  const unknown = known ? "" : _(" It has never seen “{label}”<tail> and is fed the sign for unknown</tail>.", values);
  if (said === null) return unknown;
  return unknown + (sure === null ? _(" The network says “<b>{said}</b>”.", values) : _(" The network says “<b>{said}</b>”, {sure} sure.", values));
}

/**
 * The page as it opens by itself: what a first visitor sees there, at one glance.
 * @param {State} state @param {State} first as it was opened
 */
const isUntouched = (state, first) => state.config === first.config && state.time === first.time && !state.playing && state.unroll === 1;

/**
 * What a sentence can do without is left out where it would take a line more than the room kept free for it: nothing under it moves.
 * @param {HTMLElement} root @param {Element} line
 */
function fitLine(root, line) {
  set(root, { "data-short": false, "data-small": false });
  const room = parseFloat(getComputedStyle(line).minHeight);
  const over = () => line.getBoundingClientRect().height > room + 1;
  set(root, { "data-short": over() });
  set(root, { "data-small": over() });
}

/** @param {HTMLElement} root @param {Context} context @param {boolean} [greets] the page opened with its own example @returns {import("../../core/types.js").View} */
export function createSentence(root, context, greets = false) {
  const { _ } = context;
  root.classList.add("sentence");
  const line = root.querySelector(".sentence-line") ?? html(root, "p", { class: "sentence-line" });
  let shown = "";
  /** @type {State|null} */
  let last = null;
  /** @type {State|null} */
  let first = null;
  let step = "";
  const back = lazyModule(async () => (await import("./backward.js")).gradientSentence, () => last && write(last));
  const fit = () => fitLine(root, line);
  const stop = observeSize(root, fit);

  /** @param {State} state */
  const write = (state) => {
    const greeting = greets && first !== null && isUntouched(state, first);
    const way = state.shown.backward ? back() : null;
    const text = greeting ? _("<b>A trained LSTM read five words</b> and says who and where. Press play to watch how.") : sentenceOf(state, context, way ?? undefined);
    if (text === shown) return;
    shown = text;
    writeMarks(line, text);
    fit();
  };
  return {
    update(state) {
      const now = `${linkedStep(state.time, state.trace?.T ?? 0, state.shown.backward)} ${state.time === 0}`;
      const folded = state.unroll < 0.5;
      if (last && now === step && last.trace === state.trace && last.explained === state.explained && last.shown === state.shown && last.gradient === state.gradient
        && last.config === state.config && last.playing === state.playing && last.unroll < 0.5 === folded) return;
      last = state;
      step = now;
      set(root, { "data-trained": isTrained(state.config) });
      set(line, { "aria-live": state.playing ? "off" : "polite" });
      first ??= state;
      write(state);
    },
    destroy() {
      stop();
      root.replaceChildren();
    },
  };
}
