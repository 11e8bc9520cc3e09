// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { createFormat } from "../../../../static/js/lib/format.js";
import { createArchitecturesStore } from "../../../../static/js/pages/architectures/store.js";
import { answer, run } from "../../architecture-runs.js";

const words = {
  _: (/** @type {string} */ text, /** @type {any} */ values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  ngettext: (/** @type {string} */ one, /** @type {string} */ more, /** @type {number} */ n, /** @type {any} */ values) => (n > 1 ? more : one).replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  format: createFormat("en"),
};

/** The page's store with one network that reads n letters and writes m, and a hand on its frames. @param {Partial<import("../../../../static/js/core/architectures/config.js").PageConfig>} [config] */
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

test("at rest the whole run is shown and no step of it is pointed at, unless the link names one", () => {
  assert.deepEqual(page().at(), [true, 5, null]);
  assert.deepEqual(page({ t: 2 }).at(), [false, 2, 2]);
  assert.deepEqual(page({ t: 5 }).at(), [false, 5, 5]);
  assert.deepEqual(page({ t: 9 }).at(), [false, 5, 5]);
});

test("back from the whole is to its last step, and another type or Esc shows the whole again", () => {
  const { store, at } = page();
  store.dispatch({ type: "step", by: -1 });
  assert.deepEqual(at(), [false, 5, 5]);
  store.dispatch({ type: "step", by: -1 });
  assert.deepEqual(at(), [false, 4, 4]);
  store.dispatch({ type: "whole" });
  assert.deepEqual(at(), [true, 5, null]);
  store.dispatch({ type: "seek", t: 1 });
  store.dispatch({ type: "choose", name: "many-to-one" });
  assert.deepEqual(at(), [true, 5, null]);
});

test("what cannot be right is said in the words of the page before anybody is asked", () => {
  const { store } = page();
  const says = (/** @type {string} */ target) => (store.dispatch({ type: "feed", given: { target } }), store.get().problems.map(({ message }) => message));
  assert.deepEqual(says("xyx"), ["2 outputs leave: give 2 answers, not 3."]);
  assert.deepEqual(says("xq"), ["“q” is nothing this network can say. It can say: x, y"]);
});
