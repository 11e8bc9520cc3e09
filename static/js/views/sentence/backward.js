// @ts-check
/** The one plain sentence while time runs backward: how much of the gradient has come this far. */
import { leftAt, mostOf, takenIn } from "../../core/run/gradient.js";
import { fedInWords } from "../../core/run/inside.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/run/inside.js").Inside} Inside */
/** @typedef {import("../../core/run/inside.js").Words} Words */

/** What is left of the gradient where it has come to. @param {State} state @param {Inside} inside @param {Words} words */
export function gradientSentence(state, inside, words) {
  const { _, format } = words;
  const { gradient, trace, shown } = state;
  if (!gradient || !trace) return "";
  if (gradient.from === 0) return _("<b>There is no gradient:</b> the network overflowed at its first step.<tail> Smaller weights, or tanh, keep it in bounds.</tail>");
  if (state.time === trace.T) return lossSentence(gradient, trace, words);
  const row = { layer: shown.layer - 1, direction: shown.direction };
  const left = (/** @type {string} */ signal) => format.share(leftAt(gradient, row, signal, inside.t));
  const nothing = leftAt(gradient, row, "h", inside.t) === -Infinity; // outputs that are fed back are a way without memory
  if (inside.t > gradient.from && gradient.own && nothing) return _("<b>Step {t}</b> has no part in L<tail>: its last loss stands at step {from}</tail>.", { t: inside.t, from: gradient.from });
  if (inside.t > gradient.from && !gradient.own) return _("<b>Step {t}</b> has no gradient<tail>: the loss stands at step {from}, before the overflow</tail>.", { t: inside.t, from: gradient.from });
  const most = mostOf(gradient);
  const values = {
    t: inside.t, h: left("h"), c: left("c"), most, label: fedInWords({ ...inside, label: trace.labels[most - 1] ?? "" }, words),
    n: takenIn(gradient, shown.direction, inside.t).length, all: gradient.losses.length, whole: gradient.whole,
  };
  const memory = inside.cell === "lstm" ? "c" : "h";
  if (inside.cell === "dense" && nothing && !gradient.losses.includes(inside.t)) return _("<b>Back at step {t}:</b> nothing. Without memory, no step before the loss has a part in it.", values);
  if (gradient.losses.length > 1) return joinedSentence(state.time === 0, memory, values, words);
  if (state.time === 0) {
    return memory === "c"
      ? _("<b>Back at the start:</b> <c>{c}</c> of the gradient is left in c, <h>{h}</h> in h<tail>. What mattered most: {label}, step {most}</tail>.", values)
      : _("<b>Back at the start:</b> <h>{h}</h> of the gradient is left<tail>. What mattered most: {label}, step {most}</tail>.", values);
  }
  return memory === "c"
    ? _("<b>Back at step {t}:</b> <c>{c}</c> of the gradient is left in the cell state, <h>{h}</h> in the hidden state.", values)
    : _("<b>Back at step {t}:</b> <h>{h}</h> of the gradient is left in the hidden state.", values);
}

/** What L is, before its gradient sets out. @param {import("../../core/types.js").Gradient} gradient @param {import("../../core/types.js").Trace} trace @param {Words} words */
function lossSentence({ own, losses, from }, { total }, { _, format }) {
  const loss = total ?? 0;
  const values = { t: from, n: losses.length, loss: format.number(loss, loss < 0.1 ? 4 : 2) };
  if (!own) return _("<b>The loss L stands at step {t}.</b> Press play: what it says of every step before travels back.", values);
  return losses.length > 1
    ? _("<b>L is the sum of the losses of {n} steps: {loss}.</b> Press play: its gradient sets out from step {t} and takes in the others on its way back.", values)
    : _("<b>L is the loss of step {t}: {loss}.</b> Press play: what it says of every step before travels back.", values);
}

/** A gradient that losses join on its way does not only fade: it is measured by its largest. @param {boolean} start @param {"c"|"h"} memory @param {Record<string, string|number>} values @param {Words} words */
function joinedSentence(start, memory, values, { _ }) {
  if (start) {
    return memory === "c"
      ? _("<b>Back at the start,</b> all {all} losses taken in: the gradient is <c>{c}</c> of its largest in c, <h>{h}</h> in h<tail>. What mattered most: {label}, step {most}</tail>.", values)
      : _("<b>Back at the start,</b> all {all} losses taken in: the gradient is <h>{h}</h> of its largest<tail>. What mattered most: {label}, step {most}</tail>.", values);
  }
  return memory === "c"
    ? _("<b>Back at step {t},</b> {n} of {all} losses taken in: the gradient is <c>{c}</c> of its largest in c, <h>{h}</h> in h<tail>. Its largest is h at step {whole}</tail>.", values)
    : _("<b>Back at step {t},</b> {n} of {all} losses taken in: the gradient is <h>{h}</h> of its largest<tail>, which is at step {whole}</tail>.", values);
}
