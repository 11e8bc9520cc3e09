import assert from "node:assert/strict";
import test from "node:test";
import { roundStep } from "../../../../static/js/views/training/curve-kinds.js";
import { mapOf, places, polyline, rangeOf } from "../../../../static/js/views/training/lines.js";

test("lines keep their scale, and a path is mapped north up", () => {
  assert.deepEqual(rangeOf([0, 10]), [-1, 11]);
  assert.equal(polyline([0, 99], 20, 28, [0, 10]), "M5.0 24.0L15.0 4.0");
  assert.deepEqual(places([[1, 0], [0, 2]]), [[1, 0], [1, 2]]);
  const map = mapOf([[0, 0], [1, 2]], 100);
  assert.ok(map([0, 0])[1] > map([1, 2])[1]);
  assert.ok(map([0, 0])[0] < map([1, 2])[0]);
  assert.deepEqual([0.6, 0.07, 4].map(roundStep), [0.5, 0.05, 2]);
});
