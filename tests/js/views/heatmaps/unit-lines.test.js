// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { sceneOf } from "../../../../static/js/views/heatmaps/scene.js";
import { range } from "../../../../static/js/views/heatmaps/unit-lines.js";

/** @param {object} [changes] @param {number} [T] @param {number} [H] @returns {any} */
function state(changes = {}, T = 11, H = 8) {
  const signals = Object.fromEntries([..."ifgoch"].map((name) => [name, new Float32Array(T * H)]));
  const names = [..."ifgoch"].map((name) => ({ name, title: name, role: "ifo".includes(name) ? "gate" : "state", range: [0, 1] }));
  const shown = { unit: 4, layer: 1, direction: "forward" };
  const layer = { layer: 0, direction: "forward", cell: "lstm", hiddenSize: H, signals, initial: {} };
  return {
    trace: { T, labels: Array(T).fill("x"), kind: "text", layers: [layer], overflow: null, id: 1 },
    shown, config: { ...shown, speed: 1 }, cell: { signals: names }, time: 5, hover: null, ...changes,
  };
}

/** @param {any} s @param {number} [width] */
const scene = (s, width = 946) => /** @type {import("../../../../static/js/views/heatmaps/scene.js").Scene} */ (sceneOf(s, width));

test("the axis of lines goes as far as this unit's c, and no further", () => {
  const s = state();
  s.trace.layers[0].signals.c[3] = 2.2;
  s.trace.layers[0].signals.c[4] = -9;
  assert.deepEqual(range(scene(s)), [-1, 2.5]);
});

test("the axis of lines is not drawn out by numbers that overflowed", () => {
  const s = state();
  s.trace.layers[0].signals.h[3] = Infinity;
  assert.deepEqual(range(scene(s)), [-1, 1]);
});
