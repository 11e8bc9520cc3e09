// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { overflowed } from "../../../../static/js/core/run/reading.js";

/** @param {number[]} h @param {"forward"|"reverse"} direction @returns {any} */
const layer = (h, direction) => ({ signals: { h: Float32Array.from(h) }, hiddenSize: 1, direction });

test("a layer is lost from its first step that is not finite, in the order of reading", () => {
  assert.deepEqual(overflowed(layer([1, 2, Infinity, NaN], "forward")), { from: 3, to: 4 });
  assert.deepEqual(overflowed(layer([NaN, Infinity, 3, 4], "reverse")), { from: 1, to: 2 });
  assert.equal(overflowed(layer([1, 2], "forward")), null);
});
