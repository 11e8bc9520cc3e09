// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { labelText, named, targetsIn, unnamed, wholeLabel } from "../../../static/js/core/labels.js";
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

test("what would be right is read by the names of the page and by the labels themselves", () => {
  const names = { person: "qui", place: "où", "♪C": "do" };
  const labels = ["–", "person", "place"];
  assert.equal(named("person – place", labels, names), "qui – où");
  assert.equal(unnamed("qui – où", labels, names), "person – place");
  assert.equal(unnamed("Person - OU do", labels, names), "person – place do");
  assert.equal(unnamed(" 2024–05-03 ", [..."0123456789-"], names), "2024-05-03");
});

test("notes are read as everywhere on the page, and typed in any way that says the same", () => {
  const names = { "♪C": "do", "♪D": "ré", "♪E": "mi", "♪G": "sol", "■": "fin" };
  const labels = ["E4:0.5", "E4:1", "E4:1.5", "D4:1", "G♯3:2", "C4:1.25", "■"];
  const text = labels.join(" ");
  assert.equal(named(text, labels, names), "mi4·½ mi4·1 mi4·1½ ré4·1 sol♯3·2 do4·1¼ fin");
  for (const typed of [text, named(text, labels, names), named(text, labels, {}), "mi4·0,5 MI4 e4·1.5 re4 sol#3·2 C4:1¼ Fin"]) {
    assert.equal(unnamed(typed, labels, names), text);
  }
  assert.equal(unnamed("E4·7 H4", labels, names), "E4·7 H4");
});

test("targets are the signs of a text, or its words", () => {
  assert.deepEqual(targetsIn("20-1", ["0", "1", "2", "-"]), ["2", "0", "-", "1"]);
  assert.deepEqual(targetsIn(" person –  place ", ["person", "–", "place"]), ["person", "–", "place"]);
  assert.equal(targetsIn("", ["a"]), null);
});
