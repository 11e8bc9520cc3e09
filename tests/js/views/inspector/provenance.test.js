import assert from "node:assert/strict";
import test from "node:test";
import { insideOf } from "../../../../static/js/core/run/inside.js";
import { createFormat } from "../../../../static/js/lib/format.js";
import { addsUp, shortlist, sumBehind, termsOf } from "../../../../static/js/views/inspector/provenance.js";
import { FORGET, HIDDEN, bias, dot, product, stateAt, sum } from "../../equations.js";

const format = createFormat("en");

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
