// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import {
  columnGap, dashed, envelope, openAtFirst, openHeight, pack, packSquashed, paint, shadingOf, spread,
} from "../../../static/js/lib/raster.js";

/** A ramp whose colour is its own index. */
const RAMP = Uint32Array.from({ length: 256 }, (_, i) => i);

const STATE = shadingOf({ name: "h", role: "state" });
const GATE = shadingOf({ name: "f", role: "gate" });

/** @param {number[]} values @param {number} T @param {number} H @param {number} columns @param {number} rows @param {import("../../../static/js/lib/raster.js").Shading} shading */
function painted(values, T, H, columns, rows, shading) {
  const pixels = new Uint32Array(columns * rows);
  paint(Float32Array.from(values), T, H, columns, rows, shading, RAMP, pixels);
  return [...pixels];
}

test("units go down and steps across", () => {
  assert.deepEqual(painted([-1, 1, 0.5, -0.5], 2, 2, 2, 2, STATE), [0, 191, 255, 64]);
});

test("a value beyond the ramp has its last colour", () => {
  assert.deepEqual(painted([-7, 7], 1, 2, 1, 2, STATE), [0, 255]);
});

test("of the steps under one pixel, a state shows the one farthest from zero, whichever its sign", () => {
  assert.deepEqual(painted([0.1, -0.9, 0.3, 0.2, 0.1, 0.4], 6, 1, 2, 1, STATE), [13, 179]);
});

test("of the steps under one pixel, a gate shows the one farthest from a half", () => {
  assert.deepEqual(painted([0.6, 0.11, 0.7, 0.5, 0.55, 0.95], 6, 1, 2, 1, GATE), [28, 242]);
});

test("units are binned like steps, and none is left out", () => {
  assert.deepEqual(painted([0.1, 1, 0.2, -0.1, 0, -1], 1, 6, 1, 2, STATE), [255, 0]);
});

test("every step has its pixel, also where pixels do not divide steps evenly", () => {
  for (const [T, columns] of [[2000, 850], [7, 3], [200, 199], [5, 5]]) {
    for (let spike = 0; spike < T; spike++) {
      const values = Array.from({ length: T }, (_, t) => (t === spike ? 1 : 0));
      assert.equal(painted(values, T, 1, columns, 1, STATE).filter((p) => p === 255).length, 1, `step ${spike} of ${T}`);
    }
  }
});

test("c has the colour of its tanh, to within one level of 256", () => {
  const squashed = packSquashed(RAMP);
  const shading = shadingOf({ name: "c", role: "state" });
  for (let c = -6; c <= 6; c += 0.01) {
    const pixels = new Uint32Array(1);
    paint(Float32Array.of(c), 1, 1, 1, 1, shading, squashed, pixels);
    const exact = ((Math.tanh(c) + 1) / 2) * 255;
    assert.ok(Math.abs(pixels[0] - exact) <= 1, `c = ${c}`);
  }
});

test("a packed colour is opaque and in canvas order", () => {
  const bytes = new Uint8ClampedArray(pack(Uint8ClampedArray.of(1, 2, 3, 4, 5, 6)).buffer);
  assert.deepEqual([...bytes], [1, 2, 3, 255, 4, 5, 6, 255]);
});

test("columns are told apart only while there is room", () => {
  assert.deepEqual([77, 24, 12, 11, 0.4].map(columnGap), [2, 2, 1, 0, 0]);
});

test("dashes need cells of 9 by 14 and at most 16 units", () => {
  assert.deepEqual([dashed(9, 14, 16), dashed(8.9, 14, 8), dashed(9, 13, 8), dashed(12, 77, 17)], [true, false, false, false]);
});

test("an open heatmap gives every unit the same whole number of pixels as long as it can", () => {
  for (let H = 1; H <= 128; H++) assert.equal(openHeight(H, false) % H, 0);
  for (let H = 4; H <= 256; H++) assert.ok(openHeight(H, false) <= 128);
});

test("the only heatmap of a cell may be taller", () => {
  assert.ok(openHeight(8, true) > openHeight(8, false));
});

test("c and h stand open, and without a c the update gate beside h", () => {
  const signals = (/** @type {string} */ names) => [...names].map((name) => /** @type {any} */ ({ name }));
  assert.deepEqual([...openAtFirst(signals("ifgoch"))], ["c", "h"]);
  assert.deepEqual([...openAtFirst(signals("rznh"))], ["z", "h"]);
  assert.deepEqual([...openAtFirst(signals("h"))], ["h"]);
});

test("labels move apart but keep their order and stay in range", () => {
  assert.deepEqual(spread([50, 50, 10], 14, 0, 100), [50, 64, 10]);
  assert.deepEqual(spread([98, 97], 14, 0, 100), [100, 86]);
  assert.deepEqual(spread([5, 95], 14, 0, 100), [5, 95]);
});

test("the envelope keeps each pixel's extremes and touches the pixel before", () => {
  const values = Float32Array.from([0, 1, -1, 5, 5, 6]);
  assert.deepEqual(envelope(values, 1, 1, 2), [[-1, 1], [-1, 6]]);
});

test("the envelope is empty before the first finite number, and reads one unit only", () => {
  const values = Float32Array.from([9, NaN, 9, Infinity, 9, 2, 9, 3]);
  assert.deepEqual(envelope(values, 2, 2, 2), [null, [2, 3]]);
});
