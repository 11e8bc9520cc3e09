import assert from "node:assert/strict";
import test from "node:test";
import { BEFORE, causes, compact, insideOf } from "../../../../static/js/core/run/inside.js";
import { createFormat } from "../../../../static/js/lib/format.js";
import { placeOf } from "../../../../static/js/views/inspector/inspector.js";
import { CELL, FORGET, call, dot, product, stateAt, sum } from "../../equations.js";

const format = createFormat("en");

test("the causes of a number are the signals and operands that it is made from", () => {
  const keys = causes(CELL, { signal: "c", path: "" });
  for (const key of ["c@0", "f@0", "c@-1", "i@0", "g@0", "c.0", "c.1"]) assert.ok(keys.has(key), key);
  assert.ok(!keys.has("o@0"));
  assert.deepEqual([...causes(FORGET, { signal: "f", path: "0.1" })], ["f.0.1", "h@-1"]);
});

test("r is a cause of what n hears in the form that resets before the product", () => {
  assert.ok(causes(call("tanh", sum(dot("U_n", "rh", [1, 2]))), { signal: "n", path: "" }).has("r@0"));
});

test("inside a step stand this step's signals and the state before it", () => {
  const inside = insideOf(stateAt(1.5));
  assert.deepEqual([inside.t, inside.previous, inside.k, inside.label], [2, 1, 2, "b"]);
  assert.ok(Math.abs(inside.value("f") - 0.4) < 1e-6);
  assert.equal(inside.value("c", -1), 2);
  assert.equal(insideOf(stateAt(1)).value("c", -1), 9, "the initial state");
});

test("a layer that reads backward comes from the position after", () => {
  const inside = insideOf(stateAt(2, { direction: "reverse" }));
  assert.deepEqual([inside.t, inside.previous, inside.value("c", -1)], [1, 2, 4]);
  const first = insideOf(stateAt(1, { direction: "reverse" }));
  assert.deepEqual([first.t, first.previous, first.value("c", -1)], [2, 3, 9]);
});

test("explained numbers are exact; what is only recorded is not called so", () => {
  const explained = new Map([[2, { t: 2, label: "b", equations: [{ signal: "f", value: 0.4000000001, tree: FORGET }] }]]);
  const inside = insideOf(stateAt(2, { explained }));
  assert.equal(inside.exact({ signal: "f", path: "" }), 0.4000000001);
  assert.equal(inside.exact({ signal: "f", path: "0.2" }), FORGET.args[0].args[2].value);
  assert.equal(inside.exact({ signal: "c", path: "" }), null);
  assert.equal(inside.number({ signal: "c", path: "" }), 4);
  assert.equal(inside.exact({ signal: "c", path: BEFORE }), null);
  assert.equal(inside.number({ signal: "c", path: "0" }), null);
});

test("infinities that JSON could not carry are worked out again", () => {
  const tree = { op: "call", function: "relu", value: null, args: [{ op: "sum", value: null, args: [
    { op: "dot", symbol: "U", of: "h", at: -1, gate: "h", value: null, terms: [{ index: 1, weight: 10, input: 1e308, product: null }] },
  ] }] };
  const overflow = { t: 2, layer: 0, direction: "forward", signal: "f" };
  const explained = new Map([[2, { t: 2, label: "b", equations: [{ signal: "f", value: null, tree }] }]]);
  assert.equal(insideOf(stateAt(2, { explained, overflow })).number({ signal: "f", path: "0.0" }), Infinity);
  assert.equal(insideOf(stateAt(2, { explained, overflow })).value("f"), Infinity);
});

test("there is nothing inside an empty sequence", () => {
  const state = stateAt(0);
  assert.equal(insideOf({ ...state, trace: null }), null);
  assert.equal(insideOf({ ...state, trace: { ...state.trace, T: 0 } }), null);
});

test("other views are pointed to where a number is recorded, and to nothing for what is not", () => {
  const explained = new Map([[2, { t: 2, label: "b", equations: [{ signal: "c", value: -0.65, tree: CELL }] }]]);
  const inside = insideOf(stateAt(2, { explained }));
  assert.deepEqual(placeOf(inside, { signal: "c", path: "0.1" }), { signal: "c", t: 1, unit: 2 });
  assert.deepEqual(placeOf(inside, { signal: "c", path: "" }), { signal: "c", t: 2, unit: 2 });
  assert.equal(placeOf(inside, { signal: "c", path: "0" }), null);
  assert.equal(placeOf(insideOf(stateAt(1)), { signal: "c", path: BEFORE }), null, "the initial state is in no column");
});

test("long numbers give up decimals, then all but one figure", () => {
  assert.deepEqual([0.126, 123.456, -1234.5, 9.7e10, Infinity].map((v) => compact(format, v, { signed: true })), ["+0.13", "+123.5", "−1235", "+1×10¹¹", "+∞"]);
});
