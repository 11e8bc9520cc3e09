import assert from "node:assert/strict";
import test from "node:test";
import { createFormat } from "../../../../static/js/lib/format.js";
import { figure, isMore, measuredOn, metricText, taskWords } from "../../../../static/js/views/training/task-words.js";
import { ADDING, ENTITIES, NAMES, RECALL, SUNSPOTS, VEHICLE } from "../../train-tasks.js";

const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const words = { _: fill, ngettext: (one, many, n, values) => fill(n === 1 ? one : many, { n, ...values }), format: createFormat("en") };

test("figures are in the unit of their task", () => {
  assert.deepEqual(figure(RECALL, 0.5, words), { number: "50", unit: "%" });
  assert.deepEqual(figure(ENTITIES, 0.624, words), { number: "0.62", unit: "" });
  assert.equal(metricText(SUNSPOTS, 0.183, words), "18\u00a0spots");
  assert.equal(metricText(VEHICLE, 0.321, words), "3.2\u00a0m");
  assert.equal(metricText(NAMES, 2.615, words), "2.62\u00a0bits");
  assert.equal(metricText(ADDING, 0.4, words), "40\u202f%");
});

test("better than a guess is higher for one metric and lower for another", () => {
  assert.deepEqual([isMore(RECALL, 0.36), isMore(RECALL, 0.3)], [true, false]);
  assert.deepEqual([isMore(SUNSPOTS, 0.35), isMore(SUNSPOTS, 0.39)], [true, false]);
});

test("every task is said in words, also one that has none of its own", () => {
  assert.equal(taskWords({ task: "recall", distractors: 20 }, words).goal, "After 20 other letters, name the first one.");
  assert.equal(taskWords({ task: "parity", distractors: 20 }, words).goal, "Learn it from examples.");
});

test("what is measured is unseen, and says how much of it there is", () => {
  assert.deepEqual(measuredOn(RECALL, words), { of: "of 4 new ones", on: "on 4 unseen examples" });
});
