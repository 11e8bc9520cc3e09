// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { RACE_DEFAULTS } from "../../../../static/js/core/race/config.js";
import { MAX_CHARACTERS } from "../../../../static/js/core/run/config.js";
import { MAX_MAP_STEPS, mapProblems, textProblems } from "../../../../static/js/pages/gradients/limits.js";
import { words } from "../../race.js";

const texts = (changes) => textProblems({ ...RACE_DEFAULTS, input: "text", ...changes }, words._).map(({ message }) => message);
const many = String.fromCodePoint(...Array.from({ length: MAX_CHARACTERS + 1 }, (_, i) => 0x4e00 + i));

test("a text needs a character, and not more different ones than there are inputs", () => {
  assert.deepEqual(texts({ text: "" }), ["Type at least one character."]);
  assert.match(texts({ text: many })[0], /^This text has 513 different characters; the page can tell 512 apart/);
  assert.deepEqual(texts({ text: many.slice(1) }), []);
  assert.deepEqual(texts({ text: "", input: "noise" }), []);
});

test("a trained network reads any text, but not none", () => {
  assert.deepEqual(texts({ text: many, model: "recall-lstm" }), []);
  assert.equal(texts({ text: "", model: "recall-lstm" }).length, 1);
});

test("a map has a row for each step, up to its limit", () => {
  assert.deepEqual(mapProblems(MAX_MAP_STEPS, words._), []);
  assert.deepEqual(mapProblems(MAX_MAP_STEPS + 1, words._).map(({ field }) => field), ["map"]);
});
