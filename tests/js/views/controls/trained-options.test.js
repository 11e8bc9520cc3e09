import assert from "node:assert/strict";
import test from "node:test";
import { readTarget } from "../../../../static/js/views/controls/trained-options.js";

const softmax = (raw, labels = raw) => ({ kind: "softmax", raw, labels, values: [] });
const linear = { kind: "linear", raw: ["sum"], labels: ["sum"], values: [] };

test("signs are written one after the other, words with spaces between", () => {
  assert.deepEqual(readTarget("2024-05", softmax([..."0123456789-"])).value, [..."2024-05"]);
  assert.deepEqual(readTarget(" who  – where ", softmax(["–", "person", "place"], ["–", "who", "where"])).value, ["person", "–", "place"]);
});

test("the network's own labels are understood too, and what is no label is left to the server to refuse", () => {
  const entities = softmax(["–", "person"], ["–", "who"]);
  assert.deepEqual(readTarget("person nobody", entities).value, ["person", "nobody"]);
});

test("a dot in the middle: anything is right; nothing: what is known", () => {
  assert.deepEqual(readTarget("· who", softmax(["–", "person"], ["–", "who"])).value, [null, "person"]);
  assert.deepEqual(readTarget("  ", linear), { value: null, odd: null });
});

test("capitals and accents may be left out, but a capital that is a label of its own is meant", () => {
  assert.deepEqual(readTarget("Négatif", softmax(["negative", "positive"], ["négatif", "positif"])).value, ["negative"]);
  assert.deepEqual(readTarget("negatif", softmax(["negative", "positive"], ["négatif", "positif"])).value, ["negative"]);
  assert.deepEqual(readTarget("alLa", softmax(["L", "l", "a"])).value, ["a", "l", "L", "a"]);
});

test("a name that the page has for the end does not keep signs from being written one after the other", () => {
  assert.deepEqual(readTarget("ules■", softmax([..."elsu■"], [..."elsu", "end"])).value, [..."ules■"]);
});

test("numbers are read as they are typed, with a point or a comma", () => {
  assert.deepEqual(readTarget("0.25", linear).value, [0.25]);
  assert.deepEqual(readTarget("−0,25", linear).value, [-0.25]);
  assert.deepEqual(readTarget("much", linear), { value: null, odd: "much" });
});
