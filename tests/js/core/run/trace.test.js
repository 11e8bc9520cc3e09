import assert from "node:assert/strict";
import test from "node:test";
import { noteInWords } from "../../../../static/js/core/notes.js";
import { decodeTrace } from "../../../../static/js/core/run/trace.js";
import { createFormat } from "../../../../static/js/lib/format.js";

const pack = (numbers, dtype = "f4") => {
  const bytes = new Uint8Array(new (dtype === "f4" ? Float32Array : Float64Array)(numbers).buffer);
  return { dtype, shape: `${numbers.length}`, bdata: Buffer.from(bytes).toString("base64") };
};

const answer = (array) => ({
  steps: [{ t: 1, label: "👩" }, { t: 2, label: "é" }, { t: 3, label: "," }],
  layers: [
    { layer: 0, direction: "forward", cell: "rnn", hidden_size: 2, signals: { h: array([1, 2, 3, 4, 5, 6]) }, initial: { h: array([0, -1]) } },
    { layer: 0, direction: "reverse", cell: "rnn", hidden_size: 2, signals: { h: array([6, 5, 4, 3, 2, 1]) }, initial: { h: array([0, 0]) } },
  ],
  overflow: { t: 2, layer: 0, direction: "forward", signal: "h" },
});

for (const [encoding, array] of [["base64", (numbers) => pack(numbers)], ["JSON", (numbers) => numbers]]) {
  test(`a trace in ${encoding} keeps labels, layers, initial states and the place of an overflow`, () => {
    const trace = decodeTrace(answer(array), { text: "👩é," });
    assert.equal(trace.T, 3);
    assert.equal(trace.kind, "text");
    assert.deepEqual(trace.labels, ["👩", "é", ","]);
    assert.deepEqual(trace.layers.map(({ layer, direction, hiddenSize }) => [layer, direction, hiddenSize]), [[0, "forward", 2], [0, "reverse", 2]]);
    assert.equal(trace.layers[0].signals.h[2 * 2 + 1], 6);
    assert.deepEqual(trace.layers[0].initial, { h: Float32Array.of(0, -1) });
    assert.deepEqual(trace.overflow, { t: 2, layer: 0, direction: "forward", signal: "h" });
  });
}

test("every answer gets an id of its own, the same answer twice too", () => {
  const same = answer((numbers) => numbers);
  assert.notEqual(decodeTrace(same, { text: null }).id, decodeTrace(same, { text: null }).id);
});

test("an array of the wrong size is noticed", () => {
  const short = answer((numbers) => numbers.slice(1));
  assert.throws(() => decodeTrace(short, { text: null }), /h holds 5 numbers, not 6/);
});

const spoken = (more) => ({
  ...answer((values) => values),
  network: { task: "adding" },
  inputs: [[0.5, 1], [-0.25, 0], [0.125, 1]],
  outputs: { kind: "softmax", labels: ["no", "yes"], values: [[0.75, 0.25], null, [0.5, 0.5]] },
  loss: { name: "cross_entropy", per_step: [1.5, null, 0.25], total: 1.75, target: ["yes", null, "no"] },
  ...more,
});

const ROWS = { text: null, series: null, vectors: [[0.5, 1]] };

test("what is fed, said, right and lost at every step", () => {
  const trace = decodeTrace(spoken(), ROWS, { yes: "oui" });
  assert.deepEqual([trace.kind, trace.fed, trace.total], ["vectors", "marked", 1.75]);
  assert.deepEqual(trace.labels, ["0.5 +", "−0.25", "0.125 +"]);
  assert.deepEqual(trace.rows, [[0.5, 1], [-0.25, 0], [0.125, 1]]);
  assert.deepEqual(trace.steps.map(({ said, right, wrong, loss }) => [said, right, wrong, loss]), [["no", "oui", true, 1.5], [null, null, false, null], ["no", "no", false, 0.25]]);
  assert.deepEqual([trace.outputs.labels, trace.outputs.raw], [["no", "oui"], ["no", "yes"]]);
});

test("numbers are right or wrong by degrees: none is marked", () => {
  const trace = decodeTrace(spoken({
    outputs: { kind: "linear", labels: ["sum"], values: [null, null, [0.5]] },
    loss: { name: "squared_error", per_step: [null, null, 0.01], total: 0.01, target: [null, null, [0.6]] },
  }), ROWS);
  assert.deepEqual(trace.steps.map(({ said, right, wrong }) => [said, right, wrong]), [[null, null, false], [null, null, false], ["0.50", "0.60", false]]);
});

test("in French its numbers have a comma, and a semicolon between them", () => {
  const french = (more, config = ROWS) => decodeTrace(spoken(more), config, {}, createFormat("fr"));
  const said = { outputs: { kind: "linear", labels: ["east", "north"], values: [null, null, [0.5, -1.25]] }, loss: { per_step: [null, null, 0.01], total: 0.01, target: [null, null, [0.6, -1]] } };
  const trace = french({ ...said, network: { task: "vehicle" } });
  assert.deepEqual(trace.labels, ["0,5\u00a0; 1", "−0,25\u00a0; 0", "0,125\u00a0; 1"]);
  assert.deepEqual([trace.steps[2].said, trace.steps[2].right], ["0,5\u00a0; −1,3", "0,6\u00a0; −1,0"]);
  assert.equal(french({}).labels[0], "0,5 +");
  const series = french({ inputs: [[0.5], [-2], [0.1234567890123]], steps: ["0.5", "-2", "0.1234567890123"].map((label, i) => ({ t: i + 1, label })) }, { text: null, series: [0.5], vectors: null });
  assert.deepEqual(series.labels, ["0,5", "−2", "0,123457"]);
});

test("a row is drawn as what it is", () => {
  const fed = (inputs, task, config = ROWS) => decodeTrace(spoken({ inputs, network: { task } }), config).fed;
  const wide = (n) => Array.from({ length: 3 }, () => Array(n).fill(0));
  assert.equal(fed(wide(2), "vehicle"), "pair");
  assert.equal(fed(wide(64), "digits"), "picture");
  assert.equal(fed(wide(64)), "strip");
  assert.equal(fed(wide(1)), "number");
  assert.equal(fed(wide(9), undefined, { text: "👩é,", series: null, vectors: null }), "token");
});

test("without a readout nothing is said, and nothing is right", () => {
  const trace = decodeTrace(answer((values) => values), { text: "👩é,", series: null, vectors: null });
  assert.deepEqual([trace.outputs, trace.total, trace.rows], [null, null, null]);
});

test("notes are called by the names of the page, with their length, and are found again by them", () => {
  const tune = {
    ...answer((values) => values),
    steps: [["Alouette", "input", "encoder"], ["C4:1.5", "previous_output", "decoder"], ["E♭3:0.5", "previous_output", "decoder"]].map(([label, feed, phase], i) => ({ t: i + 1, label, feed, phase })),
    outputs: { kind: "softmax", labels: ["C4:1.5", "E♭3:0.5", "■"], values: [[0.9, 0.1, 0], [0, 1, 0], [0, 0, 1]] },
    loss: { per_step: [0.1, 0, 0], total: 0.1, target: ["C4:1.5", "E♭3:0.5", "■"] },
  };
  const french = decodeTrace(tune, { text: "Alouette", series: null, vectors: null }, { "♪C": "do", "♪E": "mi" });
  assert.deepEqual(french.labels, ["Alouette", "do4·1½", "mi♭3·½"]);
  assert.deepEqual(french.steps.map(({ said, right, wrong }) => [said, right, wrong]), [["do4·1½", "do4·1½", false], ["mi♭3·½", "mi♭3·½", false], ["■", "■", false]]);
  assert.deepEqual(french.outputs.labels, ["do4·1½", "mi♭3·½", "■"]);
  const ngettext = (one, many, n, values) => (n === 1 ? one : many).replace("{n}", values.n);
  assert.deepEqual(["do4·1½", "mi♭3·½", "E4·1", "Alouette"].map((label) => noteInWords(label, ngettext)), ["do4, 1½ beats", "mi♭3, ½ beat", "E4, 1 beat", "Alouette"]);
});
