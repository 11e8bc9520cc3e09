// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { createFormat } from "../../../../static/js/lib/format.js";
import { figureText } from "../../../../static/js/views/architectures/figures.js";

const words = {
  _: (/** @type {string} */ text, /** @type {any} */ values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  ngettext: (/** @type {string} */ one, /** @type {string} */ more, /** @type {number} */ n, /** @type {any} */ values) => (n > 1 ? more : one).replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  format: createFormat("en"),
};

test("every metric of a card has its words", () => {
  const text = (/** @type {string} */ name, /** @type {number} */ value) => figureText({ name, value }, /** @type {any} */ (words._), words.format);
  assert.equal(text("accuracy", 0.9333), "93.3\u202f% right");
  assert.equal(text("exact", 1), "100\u202f% exactly right");
  assert.equal(text("F1", 0.8825), "F1 = 0.88");
  assert.equal(text("bits a letter", 3.0756), "3.08 bits a letter");
  assert.equal(text("mean error", 0.1279), "mean error 0.128");
  assert.equal(text("within 0.04", 0.077), "7.7\u202f% within 0.04");
});
