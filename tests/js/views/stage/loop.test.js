import assert from "node:assert/strict";
import test from "node:test";
import { loopShape, openedLoop, slideOf, unrollBeats } from "../../../../static/js/views/stage/loop.js";

const LOOP = loopShape({ right: 25, left: -25, y: 60, reach: 30, top: -12, radius: 12 });

test("a closed loop ends at the cell's left edge, where it leads in", () => {
  const end = openedLoop(LOOP, { x: 25, y: 60 }, 0).at(-1);
  assert.ok(Math.abs(end.x - -25) < 1.5 && Math.abs(end.y - 60) < 1.5, JSON.stringify(end));
});

test("an opened loop is a straight wire of the same length to the right", () => {
  const points = openedLoop(LOOP, { x: 25, y: 60 }, 1);
  assert.ok(points.every((p) => p.y === 60));
  assert.ok(Math.abs(points.at(-1).x - 25 - LOOP.length) < 1e-6);
});

test("while it opens the loop never swings higher than it stood", () => {
  const top = Math.min(...openedLoop(LOOP, { x: 25, y: 60 }, 0).map((p) => p.y));
  for (let open = 0.05; open < 1; open += 0.05) {
    assert.ok(Math.min(...openedLoop(LOOP, { x: 25, y: 60 }, open).map((p) => p.y)) >= top - 1e-6);
  }
});

test("copies slide out from left to right within one beat", () => {
  assert.deepEqual(unrollBeats(0.5), { hold: 1, open: 1, slide: 0, settle: 0 });
  assert.ok(slideOf(0.4, 0, 10) > slideOf(0.4, 5, 10));
  for (let i = 0; i < 10; i++) assert.equal(slideOf(1, i, 10), 1);
});
