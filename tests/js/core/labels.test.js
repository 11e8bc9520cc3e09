// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeRun } from "../../../static/js/core/architectures/run.js";
import { labelText, named, targetsIn, unnamed, wholeLabel } from "../../../static/js/core/labels.js";
import { createFormat } from "../../../static/js/lib/format.js";
import { createArchitecturesStore } from "../../../static/js/pages/architectures/store.js";

/** An encoder–decoder of one unit that reads n letters and writes m. @param {number} n @param {number} m */
function answer(n, m) {
  const steps = Array.from({ length: n + m }, (_, i) => ({
    t: i + 1, label: i < n ? "a" : i === n ? "▸" : "x", emit: i >= n, phase: i < n ? "encoder" : "decoder", known: i !== 1,
    feed: i > n ? "previous_output" : "input",
  }));
  return {
    steps,
    layers: [{ layer: 0, cell: "gru", hidden_size: 1, signals: { h: steps.map((_, i) => [i / 10]) } }],
    outputs: { kind: "softmax", labels: ["x", "y"], values: steps.map(({ emit }) => (emit ? [0.75, 0.25] : null)) },
    loss: { per_step: steps.map(({ emit }) => (emit ? 0.5 : null)), total: m / 2 },
  };
}

const run = decodeRun(answer(3, 2), ["x", "y"]);

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

/** The page's store with one network that reads n letters and writes m, and a hand on its frames. @param {Partial<import("../../../static/js/core/architectures/config.js").PageConfig>} [config] */
function page(config = {}) {
  const given = { text: "abc", picture: null, target: "" };
  const type = { name: "many-to-many-unequal", unit: "character", labels: ["x", "y"], given, examples: [given], longest: null, run: answer(3, 2) };
  const frames = { request: () => 1, cancel: () => {}, now: () => 0 };
  const api = { run: () => Promise.reject(new Error("nobody is to be asked")) };
  const store = createArchitecturesStore(/** @type {any} */ ({
    types: [type, { ...type, name: "many-to-one" }], maxSteps: 9, names: {}, problems: [], api, frames, reducedMotion: () => true, ...words,
    config: { type: type.name, given, t: null, speed: 1, loop: false, lang: null, theme: null, ...config },
  }));
  return { store, at: () => { const { whole, time } = store.get(); return [whole, time, store.link().t]; } };
}

test("targets are the signs of a text, or its words", () => {
  assert.deepEqual(targetsIn("20-1", ["0", "1", "2", "-"]), ["2", "0", "-", "1"]);
  assert.deepEqual(targetsIn(" person –  place ", ["person", "–", "place"]), ["person", "–", "place"]);
  assert.equal(targetsIn("", ["a"]), null);
});
