// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { knobAt, labelsFit, numbered, placedNumbers, timeAt } from "../../../static/js/lib/timeline.js";

test("the knob stands on a column's centre when its step is done, and between two while one is read", () => {
  assert.equal(knobAt(5, 11, 77, false), 4.5 * 77);
  assert.equal(knobAt(4.5, 11, 77, false), 4 * 77);
});

test("before anything is read the knob stands at the edge, and moves from there without a jump", () => {
  assert.equal(knobAt(0, 11, 77, false), 0);
  assert.ok(Math.abs(knobAt(0.9999, 11, 77, false) - knobAt(1, 11, 77, false)) < 0.01);
});

test("a layer that reads from the end has its knob at T + 1 − time", () => {
  assert.equal(knobAt(3, 11, 77, true), knobAt(9, 11, 77, false));
  assert.equal(knobAt(0, 11, 77, true), 11 * 77);
});

test("the time under the knob is the time that put it there", () => {
  for (const reverse of [false, true]) {
    for (const time of [0, 0.3, 1, 4.62, 11]) {
      assert.ok(Math.abs(timeAt(knobAt(time, 11, 77, reverse), 11, 77, reverse) - time) < 1e-9);
    }
  }
});

test("outside the strip time is held at its ends", () => {
  assert.equal(timeAt(-50, 11, 77, false), 0);
  assert.equal(timeAt(5000, 11, 77, false), 11);
});

test("labels show only when all of them fit their columns", () => {
  assert.equal(labelsFit(["h", "e"], 12), true);
  assert.equal(labelsFit(["h", "e"], 11), false);
  assert.equal(labelsFit(["0.84", "1"], 30), false);
  assert.equal(labelsFit(["0.84", "1"], 34), true);
  assert.equal(labelsFit(["👩", "e"], 12), true);
});

test("every step is numbered while numbers fit, else the round ones", () => {
  assert.deepEqual(numbered(4, 77, 24), [1, 2, 3, 4]);
  assert.deepEqual(numbered(30, 12, 24), Array.from({ length: 15 }, (_, i) => 2 * i + 2));
  assert.deepEqual(numbered(50, 4, 24), [1, 10, 20, 30, 40, 50]);
});

test("numbers keep inside the strip and off each other", () => {
  for (const [T, pitch] of [[2000, 0.425], [200, 4.25], [128, 6.6], [21, 40], [5, 70]]) {
    const labels = placedNumbers(T, pitch, 40);
    labels.forEach(({ t, x }, i) => {
      const half = String(t).length * 3.75;
      assert.ok(x - half >= 0 && x + half <= T * pitch + 1e-6);
      if (i > 0) assert.ok(x - labels[i - 1].x >= 2 * half, `${labels[i - 1].t} and ${t} of ${T}`);
    });
  }
});
