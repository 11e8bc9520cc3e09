// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { timeAxis } from "../../../../static/js/lib/columns.js";
import { sceneOf } from "../../../../static/js/views/heatmaps/scene.js";
import { range } from "../../../../static/js/views/heatmaps/unit-lines.js";
import { stageGrid } from "../../../../static/js/views/stage/stage.js";
import { scene, state } from "../../heatmap-scenes.js";

test("columns of heatmaps stand under the columns of the stage", () => {
  const { left, pitch, windowed } = scene(state());
  const stage = timeAxis({ width: 946, T: 11, time: 5, ...stageGrid(946) });
  assert.equal(windowed, false);
  for (const t of [1, 6, 11]) assert.equal(left + (t - 0.5) * pitch, stage.x(t));
});

test("a sequence too long for the stage fills the width, all of it", () => {
  const { left, pitch, windowed } = scene(state({}, 200));
  assert.equal(windowed, true);
  assert.ok(Math.abs(left + 200 * pitch - 946) < 1e-9);
});

test("on a phone pictures take the whole width", () => {
  const { left, pitch, phone } = scene(state(), 358);
  assert.deepEqual([left, phone], [0, true]);
  assert.ok(Math.abs(11 * pitch - 358) < 1e-9);
});

test("there is nothing to show without a trace or before the width is known", () => {
  assert.equal(sceneOf(state({ trace: null }), 946), null);
  assert.equal(sceneOf(state(), 0), null);
});

test("a selected unit beyond the layer is the layer's last", () => {
  assert.equal(scene(state({ shown: { unit: 99, layer: 1, direction: "forward" } })).unit, 8);
});

test("a hover on another layer is not ours", () => {
  assert.equal(scene(state({ hover: { signal: "h", t: 1, unit: 1, layer: 2 } })).hover, null);
  assert.equal(scene(state({ hover: { signal: "h", t: 1, unit: 1 } })).hover?.unit, 1);
});
