import assert from "node:assert/strict";
import test from "node:test";
import { createFormat } from "../../../../static/js/lib/format.js";
import { parseMarks } from "../../../../static/js/lib/marks.js";
import { changeOf, sentenceOf, share } from "../../../../static/js/views/sentence/sentence.js";

const format = createFormat("en");
const words = { format, _: (msgid, values = {}) => msgid.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)) };
const SIGNALS = { lstm: ["i", "f", "g", "o", "c", "h"], gru: ["r", "z", "n", "h"], rnn: ["h"], dense: ["h"], other: ["h"] };

/** One unit that has read the labels; `values` by signal, one a step. */
function stateOf(cell, labels, values, { time = labels.length, ...rest } = {}) {
  const signals = Object.fromEntries(SIGNALS[cell].map((name) => [name, Float32Array.from(values[name] ?? labels.map(() => 0))]));
  const layer = { layer: 0, direction: "forward", cell, hiddenSize: 1, signals, initial: { h: new Float32Array(1), c: new Float32Array(1) } };
  const config = { cell, text: labels.join(""), series: null, unit: 1, layer: 1, direction: "forward", bidirectional: false, num_layers: 1 };
  const steps = labels.map((label) => ({ label, feed: "given", known: true, phase: "encoder", said: null, sure: null }));
  const trace = { T: labels.length, labels, steps, kind: "text", layers: [layer], overflow: null, id: 1 };
  return { config, shown: config, trace, explained: new Map(), cell: { name: cell, signals: [] }, time, unroll: 1, ...rest };
}
const plain = (state) => parseMarks(sentenceOf(state, words)).map(({ text }) => text).join("");

test("an LSTM's step says what it keeps, what it writes and what becomes of the memory", () => {
  const state = stateOf("lstm", ["l", "o"], { f: [0, 0.15], i: [0, 0.9], g: [0, -0.87], c: [0.88, -0.65] });
  assert.equal(plain(state), "Step 2 reads “o”. Unit 1 keeps 15\u202f% of its memory and writes −0.78: it flips from +0.88 to −0.65.");
});

test("a step of a cell without words of its own says from where to where", () => {
  assert.equal(plain(stateOf("other", ["a", "b"], { h: [0.2, -0.6] })), "Step 2 reads “b”. Unit 1 goes from +0.20 to −0.60.");
});

test("numbers carry the hue of their gate", () => {
  const state = stateOf("lstm", ["l", "o"], { f: [0, 0.15], i: [0, 0.9], g: [0, -0.87], c: [0.88, -0.65] });
  const marked = parseMarks(sentenceOf(state, words)).filter(({ marks }) => marks.some((mark) => mark === "f" || mark === "i"));
  assert.deepEqual(marked.map(({ text, marks }) => [text, marks]), [["15\u202f%", ["f"]], ["−0.78", ["i"]]]);
});

test("the words follow the numbers", () => {
  const verb = (from, to) => /: it (\w+)/.exec(plain(stateOf("gru", ["a", "b"], { z: [0, 0.5], h: [from, to] })))[1];
  assert.deepEqual([verb(0.2, 0.6), verb(-0.6, -0.2), verb(-0.3, 0.3), verb(0.3, 0.31)], ["grows", "shrinks", "flips", "stays"]);
});

test("a change below a twentieth is not called one, across zero neither", () => {
  assert.equal(changeOf(0.02, -0.02), "stays");
  assert.equal(changeOf(0, 0.5), "strengthens");
});

test("the first step starts from an empty memory and does not claim to keep any", () => {
  for (const cell of ["lstm", "gru", "rnn"]) assert.doesNotMatch(plain(stateOf(cell, ["a"], {})), /keeps/);
});

test("almost all is not called 100 %", () => {
  assert.deepEqual([1, 0.999, 0.15, 0.001, 0].map((v) => share(format, v)), ["100\u202f%", "99.9\u202f%", "15\u202f%", "0.1\u202f%", "0\u202f%"]);
});

test("the neuron without memory says so", () => {
  assert.match(plain(stateOf("dense", ["a"], { h: [0.5] })), /No memory: the same letter always gets the same answer, here \+0\.50/);
});

test("a blank is read by its name", () => {
  assert.match(plain(stateOf("rnn", [" "], {})), /reads a space\./);
});

test("what a visitor types never becomes a mark", () => {
  const state = stateOf("rnn", ["<b>", "</b>"], { h: [0, 0] });
  assert.match(plain(state), /reads “<\/b>”/);
  assert.match(plain({ ...state, time: 0 }), /<b>, <\/b>/);
});

test("tags out of order are dropped, not trusted", () => {
  assert.deepEqual(parseMarks("a</b><f>1</f><z>2"), [{ text: "a", marks: [] }, { text: "1", marks: ["f"] }, { text: "2", marks: ["z"] }]);
});

test("before the first step, folded and empty each have their own invitation", () => {
  const state = stateOf("lstm", [..."hello!"], {}, { time: 0 });
  assert.match(plain(state), /^Press play: the cell reads h, e, l, l, o… one at a time/);
  assert.match(plain({ ...state, unroll: 0 }), /^One cell, one set of weights\. Its memory loops back/);
  assert.equal(plain({ ...state, config: { ...state.config, text: "" } }), "Type a word to feed the network.");
  assert.match(plain({ ...state, config: { ...state.config, text: null, series: [] } }), /^Paste some numbers/);
  assert.equal(plain({ ...state, trace: null }), "");
});

test("an overflow is told at its step and after it, not before", () => {
  const state = stateOf("rnn", ["a", "b", "c"], { h: [1, Infinity, NaN] });
  state.trace.overflow = { t: 2, layer: 0, direction: "forward", signal: "h" };
  assert.doesNotMatch(plain({ ...state, time: 1 }), /overflow/);
  assert.match(plain({ ...state, time: 2 }), /^Step 2 overflows: unit 1 grows past what a float64 can hold\./);
  assert.match(plain({ ...state, time: 3 }), /^Step 3 has no numbers: unit 1 overflowed at step 2\./);
});
