import assert from "node:assert/strict";
import test from "node:test";
import { litSpans, raceGrid } from "../../../../static/js/views/race/lane.js";

test("lanes have a box a step, and a column of the screen where steps are narrower", () => {
  const few = raceGrid(500, 20, 60);
  assert.deepEqual([few.width, few.pitch], [440, 22]);
  const boxes = litSpans(Float32Array.from([0, -1, -2]), few, 1);
  assert.deepEqual(boxes.map(([, , log10]) => log10), [0, -1, -2]);
  assert.ok(boxes[0][0] > boxes[1][0]); // the loss is on the right
  const many = raceGrid(460, 2000, 60);
  const columns = litSpans(Float32Array.from({ length: 2000 }, (_, k) => -k), many, 1);
  assert.equal(columns.length, 400);
  assert.equal(columns.at(-1)[2], -2);
  assert.ok(columns[0][2] <= -1995);
});
