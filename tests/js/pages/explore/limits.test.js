import assert from "node:assert/strict";
import test from "node:test";
import { MAX_CHARACTERS } from "../../../../static/js/core/run/config.js";
import { MAX_STEP_UNITS, limitProblems } from "../../../../static/js/pages/explore/limits.js";

const CONFIG = { cell: "lstm", text: "hello", series: null, hidden_size: 8, num_layers: 1, bidirectional: false, gain: 1, spectral_radius: null };
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const fields = (changes) => limitProblems({ ...CONFIG, ...changes }, fill).map(({ field }) => field);

test("ordinary settings have nothing against them", () => {
  assert.deepEqual(fields({}), []);
  assert.deepEqual(fields({ spectral_radius: 1 }), []);
  assert.deepEqual(fields({ text: "a".repeat(2000), hidden_size: MAX_STEP_UNITS / 2000 }), []);
});

test("a run too large as a whole names the steps that would do", () => {
  const large = { ...CONFIG, text: "a".repeat(2000), hidden_size: 256, bidirectional: true };
  const [problem] = limitProblems(large, fill);
  assert.equal(problem.field, "hidden_size");
  assert.match(problem.message, /2000 steps .* 512 units .* at most 1000 steps/);
});

test("more different characters than inputs are refused beside the text", () => {
  const many = String.fromCodePoint(...Array.from({ length: MAX_CHARACTERS + 1 }, (_, i) => 0x4e00 + i));
  assert.deepEqual(fields({ text: many }), ["text"]);
});

test("zero weights have no spectral radius", () => {
  assert.deepEqual(fields({ gain: 0, spectral_radius: 1 }), ["spectral_radius"]);
  assert.deepEqual(fields({ gain: 0, spectral_radius: 1, cell: "dense" }), []);
});
