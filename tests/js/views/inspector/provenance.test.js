import assert from "node:assert/strict";
import test from "node:test";
import { insideOf } from "../../../../static/js/core/run/inside.js";
import { createFormat } from "../../../../static/js/lib/format.js";
import { addsUp, shortlist, sumBehind, termsOf } from "../../../../static/js/views/inspector/provenance.js";

const format = createFormat("en");
const ref = (symbol, value, at = 0) => ({ op: "ref", symbol, at, value });

const dot = (symbol, of, products, value = products.reduce((a, b) => a + b, 0)) => ({
  op: "dot", symbol, of, at: of === "x" ? 0 : -1, gate: "f", value,
  terms: products.map((product, i) => ({ index: i + 1, weight: product, input: 1, product })),
});

const bias = (symbol, ...values) => ({ op: "bias", symbol, gate: "f", parts: values.map((value) => ({ parameter: "b", value })), value: values.reduce((a, b) => a + b, 0) });
const sum = (...args) => ({ op: "sum", args, value: args.reduce((a, { value }) => a + value, 0) });
const product = (...args) => ({ op: "product", args, value: args.reduce((a, { value }) => a * value, 1) });
const call = (name, arg) => ({ op: "call", function: name, args: [arg], value: { sigmoid: (z) => 1 / (1 + Math.exp(-z)), tanh: Math.tanh, relu: (z) => Math.max(0, z) }[name](arg.value) });
const FORGET = call("sigmoid", sum(dot("W_f", "x", [-0.38]), dot("U_f", "h", [-0.5, -0.27]), bias("b_f", -0.4, -0.2)));
const HIDDEN = product(ref("o", 0.93), call("tanh", ref("c", -0.65)));

/** A network of two units that has read "ab". */
function stateAt(time, { direction = "forward", explained = new Map(), overflow = null } = {}) {
  const signals = { f: [0.1, 0.2, 0.3, 0.4], c: [1, 2, 3, 4], h: [0.5, -0.5, 0.25, -0.25] };
  const layer = { layer: 0, direction, cell: "lstm", hiddenSize: 2, signals: mapped(signals), initial: mapped({ c: [0, 9], h: [0, 0] }) };
  return {
    trace: { T: 2, labels: ["a", "b"], kind: "text", layers: [layer], overflow, id: 1 },
    shown: { cell: "lstm", unit: 2, layer: 1, direction, num_layers: 1, bidirectional: false },
    explained, time,
  };
}

const mapped = (arrays) => Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, Float32Array.from(values)]));

test("a pre-activation is the sum of every product and the bias", () => {
  const inside = insideOf(stateAt(2));
  const terms = termsOf(FORGET.args[0], "0", inside, format);
  assert.deepEqual(terms.map(({ name }) => name), ["x", "h₁", "h₂", "b"]);
  assert.ok(Math.abs(terms.reduce((a, { value }) => a + value, 0) - FORGET.args[0].value) < 1e-12);
  assert.equal(terms[0].formula, "W_f[2,“b”] × x[“b”] = −0.3800 × 1 = −0.3800");
  assert.equal(terms[2].formula, "U_f[2,2] × h[2] = −0.2700 × 1.0000 = −0.2700");
  assert.equal(terms[3].path, "0.2");
});

test("what a zero input adds is said to be zero", () => {
  const [term] = termsOf(dot("W", "x", []), "0.0", insideOf(stateAt(1)), format);
  assert.deepEqual([term.name, term.value, term.formula], ["x", 0, "x₁ = 0"]);
});

test("of many terms the largest stay in their order and the others are added up", () => {
  const terms = [0.1, -5, 0.2, 4, -0.3, 3].map((value, i) => ({ name: String(i), value, formula: "", exact: "" }));
  const { kept, others, rest } = shortlist(terms, 4);
  assert.deepEqual(kept.map(({ value }) => value), [-5, 4, 3]);
  assert.equal(others, 3);
  assert.ok(Math.abs(rest) < 1e-12);
  assert.equal(shortlist(terms, 6).others, 0);
});

test("a chart knows whether the numbers over its bars add up to its title", () => {
  assert.ok(addsUp([0.1, 0.2], 0.3, 2));
  assert.ok(!addsUp([0.104, 0.104, 0.104], 0.312, 2));
  assert.ok(addsUp([0.104, 0.104, 0.104], 0.312, 3));
});

test("behind a gate stands its sum, behind a product of two signals none", () => {
  assert.equal(sumBehind(FORGET, "").path, "0");
  assert.equal(sumBehind(HIDDEN, ""), null);
});
