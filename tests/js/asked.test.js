import assert from "node:assert/strict";
import test from "node:test";
import { readTarget } from "../../static/js/views/asked.js";

const softmax = (raw, labels = raw) => ({ kind: "softmax", raw, labels, values: [] });
const linear = { kind: "linear", raw: ["sum"], labels: ["sum"], values: [] };

test("signs are written one after the other, words with spaces between", () => {
  assert.deepEqual(readTarget("2024-05", softmax([..."0123456789-"]), false).value, [..."2024-05"]);
  assert.deepEqual(readTarget(" who  – where ", softmax(["–", "person", "place"], ["–", "who", "where"]), false).value, ["person", "–", "place"]);
});

test("the network's own labels are understood too, and what is no label is left to the server to refuse", () => {
  const entities = softmax(["–", "person"], ["–", "who"]);
  assert.deepEqual(readTarget("person nobody", entities, false).value, ["person", "nobody"]);
});

test("a dot in the middle: anything is right; nothing: what is known", () => {
  assert.deepEqual(readTarget("· who", softmax(["–", "person"], ["–", "who"]), false).value, [null, "person"]);
  assert.deepEqual(readTarget("  ", linear, false), { value: null, odd: null });
});

test("numbers are read as they are typed, in French with a comma", () => {
  assert.deepEqual(readTarget("0.25", linear, false).value, [0.25]);
  assert.deepEqual(readTarget("−0,25", linear, true).value, [-0.25]);
  assert.deepEqual(readTarget("much", linear, false), { value: null, odd: "much" });
});
