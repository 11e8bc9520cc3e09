// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { between } from "../../../../static/js/views/drawing/drawing.js";

/** @param {number} x @param {number} y */
const pixel = (x, y) => 8 * y + x;

test("a pointer that stays draws one pixel, once more", () => {
  assert.deepEqual(between(pixel(3, 2), pixel(3, 2)), [pixel(3, 2), pixel(3, 2)]);
});

test("a quick stroke leaves no pixel out, whichever way it goes", () => {
  assert.deepEqual(between(pixel(2, 1), pixel(2, 4)), [pixel(2, 1), pixel(2, 2), pixel(2, 3), pixel(2, 4)]);
  assert.deepEqual(between(pixel(5, 6), pixel(3, 6)), [pixel(5, 6), pixel(4, 6), pixel(3, 6)]);
  assert.deepEqual(between(pixel(0, 7), pixel(2, 5)), [pixel(0, 7), pixel(1, 6), pixel(2, 5)]);
});

test("a slanted stroke goes on by at most one pixel each way", () => {
  for (let from = 0; from < 64; from++) {
    for (let to = 0; to < 64; to++) {
      const line = between(from, to);
      assert.equal(line[0], from);
      assert.equal(line.at(-1), to);
      line.slice(1).forEach((next, i) => {
        assert.ok(Math.abs((next % 8) - (line[i] % 8)) <= 1);
        assert.ok(Math.abs(Math.floor(next / 8) - Math.floor(line[i] / 8)) <= 1);
      });
    }
  }
});
