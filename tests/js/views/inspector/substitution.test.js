import assert from "node:assert/strict";
import test from "node:test";
import { BEFORE, insideOf, nodeAt, pickKey } from "../../../../static/js/core/run/inside.js";
import { createFormat } from "../../../../static/js/lib/format.js";
import { agrees, nameOf, operation, substitution, tokens } from "../../../../static/js/views/inspector/substitution.js";
import { CELL, FORGET, HIDDEN, bias, call, complement, dot, product, ref, stateAt, sum } from "../../equations.js";

const format = createFormat("en");
const WIDE = 400;

const line = (stages) => stages.map((stage) => stage.map(({ text }) => text).join("")).join(" = ");
const written = (tree, width = WIDE) => line(substitution(tree, format, width).stages);

test("signs merge into the sum, and the sum is added up beside it", () => {
  assert.equal(written(FORGET), "σ(−0.38 − 0.77 − 0.60) = σ(−1.75)");
});

test("a negative factor stands in brackets", () => {
  assert.equal(written(CELL), "0.15 × 0.88 + 0.90 × (−0.87)");
});

test("a function of one number is worked out in the second stage", () => {
  assert.equal(written(HIDDEN), "0.93 × tanh(−0.65) = 0.93 × (−0.57)");
});

test("a GRU's step is written with one minus z in brackets", () => {
  const tree = sum(product(complement(ref("z", 0.04)), ref("n", -0.87)), product(ref("z", 0.04), ref("h", 0.95, -1)));
  assert.equal(written(tree), "(1 − 0.04) × (−0.87) + 0.04 × 0.95");
});

test("a sum inside a product keeps its brackets, as r does over U h + b", () => {
  const tree = call("tanh", sum(dot("W_n", "x", [-1.03]), bias("b_xn", -0.3), product(ref("r", 0.22), sum(dot("U_n", "h", [0.05, 0]), bias("b_hn", 0.03)))));
  assert.equal(written(tree), "tanh(−1.03 − 0.30 + 0.22 × (0.05 + 0.03)) = tanh(−1.31)");
});

test("a sum takes the sign of a term's first factor", () => {
  assert.equal(written(sum(ref("a", 1), product(ref("b", -2), ref("c", -3)))), "1.00 − 2.00 × (−3.00)");
});

test("the pieces of a line depend on the tree, not on the numbers", () => {
  const count = (f, c) => tokens(sum(product(ref("f", f), ref("c", c))), format.number).length;
  assert.equal(count(0.5, 0.5), count(-0.5, -0.5));
});

test("every number of a line knows its place in the tree and its hue", () => {
  const numbers = substitution(CELL, format, WIDE).stages[0].filter(({ node }) => node);
  assert.deepEqual(numbers.map(({ path, sig }) => [path, sig]), [["0.0", "f"], ["0.1", "c"], ["1.0", "i"], ["1.1", "g"]]);
  for (const { path, node } of numbers) assert.equal(nodeAt(CELL, path), node);
});

test("numbers that do not add up with two decimals get as many as they need", () => {
  const tree = call("tanh", sum(dot("W", "x", [0.104]), dot("U", "h", [0.104]), bias("b", 0.104)));
  assert.equal(agrees(tree, 2), false);
  assert.equal(written(tree), "tanh(0.104 + 0.104 + 0.104) = tanh(0.31)");
  assert.equal(substitution(tree, format, WIDE).lead, "=");
});

test("where there is no room for more decimals the line says that it is rounded", () => {
  const tree = call("tanh", sum(dot("W", "x", [0.104]), dot("U", "h", [0.104]), bias("b", 0.104)));
  const { stages, lead } = substitution(tree, format, 150);
  assert.equal(lead, "≈");
  assert.equal(line(stages), "tanh(0.10 + 0.10 + 0.10) = tanh(0.31)");
});

test("an opened product is written so that its factors really give it", () => {
  const text = (node) => operation(node, format, "1").map(({ text }) => text).join("");
  assert.equal(text(product(ref("i", 0.5556), ref("g", 0.6563))), "0.556 × 0.656");
  assert.equal(text(product(ref("r", 0.22), sum(ref("a", 0.05), ref("b", 0.03)))), "0.22 × 0.08");
});

test("a narrow line keeps two lines free whatever its signs", () => {
  assert.equal(substitution(FORGET, format, 150).lines, 2);
  assert.equal(substitution(FORGET, format, 344).lines, 1);
});

test("names are written as in the formula", () => {
  const inside = insideOf(stateAt(2));
  assert.equal(nameOf(FORGET.args[0], inside), "W_f x₂ + U_f h₁ + b_f");
  assert.equal(nameOf(HIDDEN, inside), "o₂ ⊙ tanh(c₂)");
  assert.equal(pickKey({ signal: "c", path: BEFORE }), "c@-1");
});
