import assert from "node:assert/strict";
import test from "node:test";
import { linePath, plotFrame, updateAt, updateX } from "../../../static/js/lib/plot.js";

test("places on the axis of updates lead back to their updates, and values beyond an axis run along its edge", () => {
  const frame = plotFrame(500);
  for (const update of [0, 120, 300]) assert.ok(Math.abs(updateAt(frame, updateX(frame, update, 300), 300) - update) < 1e-9);
  assert.equal(linePath([{ x: 0, v: 5 }, { x: 1, v: null }, { x: 2, v: 1 }], (v) => v, [0, 2]), "M0.0 2.0M2.0 1.0");
});
