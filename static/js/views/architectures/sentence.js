// @ts-check
/** The one plain sentence: what this step is fed, what it says, and how wrong that is. */
import { wholeLabel } from "../../core/label-names.js";
import { shielded, writeMarks } from "../../lib/marks.js";
import { html, set } from "../../lib/svg.js";

/** @typedef {import("../../core/architectures/state.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} State */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesView} View */
/** @typedef {import("../../core/architectures/run.js").RunStep} RunStep */
/** @typedef {import("../../core/labels.js").Names} Names */
/** @typedef {Pick<Context, "_"|"ngettext"|"format">} Words */

/** What goes in. @param {RunStep} step @param {State} state @param {Words} words @param {Names} names */
function fedWords({ t, label, feed, known }, { run, shown, type }, words, names) {
  const { _ } = words;
  const values = shielded({ t, before: t - 1, label: wholeLabel(label, names, words), units: run.units });
  if (shown[type.name].picture !== null) return _("<b>One step:</b> the network is shown all pixels at once");
  if (feed === "fed") return _("<b>Step {t}</b> is fed the “{label}” that step {before} wrote", values);
  if (feed === "sign") return _("<b>Step {t}</b> gets the sign to start, and {units} numbers from the encoder", values);
  if (!known) return _("<b>Step {t}</b> reads “{label}”, which it has never seen: it gets the sign for unknown", values);
  return _("<b>Step {t}</b> reads “{label}”", values);
}

/** What comes out. @param {RunStep} step @param {Words} words @param {Names} names */
function saidWords({ said, sure, right, loss }, words, names) {
  const { _, format } = words;
  if (said === null) return _(", and is not asked yet.");
  const values = shielded({
    said: wholeLabel(said, names, words), sure: format.percent(sure ?? 0), right: wholeLabel(right ?? "", names, words), loss: format.number(loss ?? 0),
  });
  if (right === null) return _(", and says “<b>{said}</b>”, {sure} sure.", values);
  if (right === said) return _(", and says “<b>{said}</b>”, {sure} sure<tail>: right, at a loss of {loss}</tail>.", values);
  return _(", and says “<b>{said}</b>”, {sure} sure<tail>: “{right}” would be right, a loss of {loss}</tail>.", values);
}

/** What the whole run came to. @param {State} state @param {Words} words @param {Names} names */
function wholeWords({ run }, words, names) {
  const { _, ngettext, format } = words;
  const { inputs: n, outputs, total } = run;
  const odd = run.steps.filter(({ known }) => !known).map(({ label }) => _("“{label}”", { label })).join(", ");
  const parts = outputs === 1
    ? [ngettext("<b>After the one input</b> the network is asked once", "<b>After all {n} inputs</b> the network is asked once", n, { n }) + saidWords(run.steps[run.T - 1], words, names)]
    : [ngettext("<b>One input</b> goes in, <b>{outputs} outputs</b> come out.", "<b>{n} inputs</b> go in, <b>{outputs} outputs</b> come out.", n, { n, outputs })];
  if (outputs > 1 && total !== null) parts.push(_("Their losses add up to {loss}.", { loss: format.number(total) }));
  if (odd) parts.push(_("It has never seen {words}.", shielded({ words: odd })));
  return parts.join(" ");
}

/** @param {State} state @param {Words} words @param {Names} names */
export function sentenceOf(state, words, names) {
  const { run, time } = state;
  const { ngettext } = words;
  if (state.whole && state.shown[state.type.name].picture === null) return wholeWords(state, words, names);
  const step = run.steps[Math.ceil(time) - 1];
  if (step) return fedWords(step, state, words, names) + saidWords(step, words, names);
  const values = { n: run.outputs, inputs: run.inputs };
  return run.inputs === 1
    ? ngettext("<b>Press play:</b> one input goes in, one output comes out.", "<b>Press play:</b> one input goes in, {n} outputs come out.", run.outputs, values)
    : ngettext("<b>Press play:</b> {inputs} inputs go in, one output comes out.", "<b>Press play:</b> {inputs} inputs go in, {n} outputs come out.", run.outputs, values);
}

/** @param {HTMLElement} root @param {Context} context @param {Names} names @returns {View} */
export function createSentence(root, context, names) {
  const line = root.querySelector(".sentence-line") ?? html(root, "p", { class: "sentence-line" });
  let shown = "";
  return {
    update(state) {
      const text = sentenceOf(state, context, names);
      set(line, { "aria-live": state.playing ? "off" : "polite" });
      if (text !== shown) writeMarks(line, text);
      shown = text;
    },
    destroy: () => root.replaceChildren(),
  };
}
