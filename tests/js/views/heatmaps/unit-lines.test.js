// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { range } from "../../../../static/js/views/heatmaps/unit-lines.js";
import { scene, state } from "../../heatmap-scenes.js";

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
