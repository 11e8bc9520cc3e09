import assert from "node:assert/strict";
import test from "node:test";
import { createFormat } from "../../../../static/js/lib/format.js";
import { gradientSentence } from "../../../../static/js/views/sentence/backward.js";

const words = { format: createFormat("en"), _: (msgid, values = {}) => msgid.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)) };

/** Of a neuron without memory, with the loss at step 3: step 2. `h` is log10 of what is left at every step. */
function sentenceAt2(h) {
  const gradient = { own: false, losses: [3], from: 3, whole: 3, layers: [{ layer: 0, direction: "forward", states: { h } }], inputs: [1, 1, 1] };
  const shown = { layer: 1, direction: "forward" };
  const inside = { cell: "dense", t: 2, label: "0.5" };
  return gradientSentence({ gradient, shown, trace: { T: 3, labels: ["0.5", "0.5", "0.5"] }, time: 2 }, inside, words);
}

test("without memory nothing comes back", () => {
  assert.match(sentenceAt2([-Infinity, -Infinity, 0]), /Back at step 2:<\/b> nothing\. Without memory/);
});

test("without memory what comes back through an output that was fed back is not called nothing", () => {
  const said = sentenceAt2([-2, -1, 0]);
  assert.doesNotMatch(said, /Without memory/);
  assert.match(said, /10[\s\u202f\u00a0]?% ?<\/h> of the gradient is left/);
});
