import assert from "node:assert/strict";
import test from "node:test";
import { decodeRace } from "../../../../static/js/core/race/race.js";
import { curvePath, decades, range, ticks } from "../../../../static/js/views/race/curves.js";
import { answers } from "../../race.js";

test("a curve leaves a gap where a gradient is exactly zero, and always reaches its last point", () => {
  const path = curvePath(Float32Array.from([0, -1, -Infinity, -3, -4]), (k) => k, (v) => v, 1);
  assert.equal(path, "M0.0 0.0L1.0 -1.0M3.0 -3.0L4.0 -4.0");
  assert.match(curvePath(new Float32Array(100), (k) => k, (v) => v, 7), /L99\.0 0\.0$/);
});

test("the axis holds everything, has few lines and no more numbers than have room", () => {
  assert.deepEqual(range(decodeRace(answers({ rnn: [-2000.4, 0], gru: [5.2, 0] }))), [-2001, 6]);
  assert.deepEqual(range(decodeRace(answers({ rnn: [-Infinity, 0] }))), [-3, 0]);
  for (const span of [3, 12, 100, 2000, 20000]) assert.ok(span / decades(span) <= 21);
  for (const [steps, pitch] of [[40, 22], [2000, 0.4], [5, 180]]) {
    const found = ticks(steps, pitch);
    assert.ok(found.every((k, i) => k < steps && (i === 0 || (k - found[i - 1]) * pitch >= 47)));
  }
});
