import assert from "node:assert/strict";
import test from "node:test";
import {
  before, currentStep, layerDone, linkedStep, selectedLayer, timeInside, timeOfLink, valueAt,
} from "../../../../static/js/core/run/reading.js";
import { complete } from "../../complete.js";

const layer = (number, direction) => ({
  layer: number, direction, cell: "rnn", hiddenSize: 2, signals: { h: Float32Array.of(1, 2, 3, 4, 5, 6) }, initial: { h: Float32Array.of(-1, -2) },
});
const layers = [layer(0, "forward"), layer(0, "reverse"), layer(1, "forward"), layer(1, "reverse")];
const state = (time, place = {}) => ({ time, trace: { T: 3, layers }, shown: { ...complete({ text: "abc", num_layers: 2, bidirectional: true }), ...place } });

test("before anything is read the first step is about to start", () => {
  const { k, position, beat, done } = currentStep(state(0));
  assert.deepEqual([k, position, beat, done(1)], [1, 1, 0, false]);
});

test("while a step is under way it is current, and done at its whole number", () => {
  const under = currentStep(state(1.25));
  assert.deepEqual([under.k, under.beat, under.done(1), under.done(2)], [2, 0.25, true, false]);
  const done = currentStep(state(2));
  assert.deepEqual([done.k, done.beat, done.done(2)], [2, 1, true]);
});

test("a reverse layer reads from the last position to the first", () => {
  const { k, position, done } = currentStep(state(1, { direction: "reverse" }));
  assert.deepEqual([k, position, done(3), done(2)], [1, 3, true, false]);
});

test("a step starts from the step before it in the direction of reading, or from the initial state", () => {
  assert.deepEqual([before(layers[0], "h", 1, 2), before(layers[0], "h", 3, 2)], [-2, 4]);
  assert.deepEqual([before(layers[1], "h", 3, 2), before(layers[1], "h", 1, 2)], [-2, 4]);
});

test("the selected layer is the one that the configuration names", () => {
  assert.equal(selectedLayer(state(0, { layer: 2, direction: "reverse" })), layers[3]);
  assert.equal(selectedLayer({ trace: null, shown: complete({}) }), null);
});

test("a layer above a bidirectional one waits until both directions have read everything", () => {
  assert.equal(layerDone(state(2), layers[2], 1), false);
  assert.equal(layerDone(state(3), layers[2], 1), true);
  assert.equal(layerDone(state(0, { layer: 2 }), layers[0], 3), true);
});

test("a value is found by position and unit, both from 1", () => {
  assert.equal(valueAt(layers[0], "h", 2, 1), 3);
  assert.ok(Number.isNaN(valueAt(layers[0], "c", 2, 1)));
});

test("backward all is read, and the step is the one that the gradient has come to", () => {
  const backward = { backward: true };
  const start = currentStep(state(3, backward));
  assert.deepEqual([start.position, start.gone, start.done(3), start.leftward], [3, 0, true, true]);
  const under = currentStep(state(1.75, backward));
  assert.deepEqual([under.position, under.gone, under.beat, under.read], [2, 1.25, 1, 3]);
  assert.equal(currentStep(state(0, backward)).position, 1);
  assert.equal(layerDone(state(0, backward), layers[2], 3), true);
  assert.equal(currentStep(state(1, { ...backward, direction: "reverse" })).leftward, false);
});

test("a link names the step one is inside of, whichever way time runs", () => {
  for (const backward of [false, true]) {
    for (const t of [0, 1, 2, 3]) assert.equal(linkedStep(timeOfLink(t, 3, backward), 3, backward), t);
  }
  for (const [backward, reverse] of [[false, false], [true, false], [false, true], [true, true]]) {
    const place = { backward, direction: reverse ? "reverse" : "forward" };
    for (const p of [1, 2, 3]) assert.equal(currentStep(state(timeInside({ T: 3, reverse, backward }, p), place)).position, p);
  }
});
