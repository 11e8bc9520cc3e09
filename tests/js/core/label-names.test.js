// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { labelText, wholeLabel } from "../../../static/js/core/label-names.js";
import { createFormat } from "../../../static/js/lib/format.js";

const words = {
  _: (/** @type {string} */ text, /** @type {any} */ values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  ngettext: (/** @type {string} */ one, /** @type {string} */ more, /** @type {number} */ n, /** @type {any} */ values) => (n > 1 ? more : one).replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  format: createFormat("en"),
};

test("a note is called by its letter or its syllable, and in full with its octave and its length", () => {
  const french = { "♪C": "do", "♪G": "sol" };
  assert.equal(labelText("C4:1", {}), "C");
  assert.equal(labelText("G♯3:1", french), "sol♯");
  assert.equal(labelText("C", french), "C");
  assert.equal(wholeLabel("C4:1.5", {}, /** @type {any} */ (words)), "C4, 1½ beats");
  assert.equal(wholeLabel("G♯3:1", french, /** @type {any} */ (words)), "sol♯3, 1 beat");
  assert.deepEqual([3, 2].map((letters) => labelText("■", { "■": "fin" }, letters)), ["fin", "■"]);
  assert.deepEqual([4, 2].map((letters) => labelText("person", { person: "who" }, letters)), ["who", "w…"]);
  assert.equal(wholeLabel("■", { "■": "fin" }, /** @type {any} */ (words)), "fin");
});
