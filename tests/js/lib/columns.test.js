import assert from "node:assert/strict";
import test from "node:test";
import { PITCH, timeAxis, windowStart } from "../../../static/js/lib/columns.js";
import { random } from "../random.js";

const at = (T, time, width = 946) => timeAxis({ width, T, time });

test("a short sequence has one axis: stage and overview share every column", () => {
  const axis = at(11, 4);
  assert.equal(axis.windowed, false);
  for (let t = 1; t <= 11; t++) assert.equal(axis.x(t), axis.overviewX(t));
  assert.ok(Math.abs(axis.pitch - Math.min(PITCH, (946 - 96) / 11)) < 1e-9);
  assert.equal(axis.x(1), 96 + axis.pitch / 2);
});

test("a few steps do not stretch over the whole stage", () => {
  assert.equal(at(2, 0).pitch, PITCH);
});

test("a long sequence is a window that starts at the first step and ends at the last", () => {
  assert.equal(at(200, 0).first, 0);
  const end = at(200, 200);
  assert.ok(end.windowed);
  assert.equal(end.first + end.count, 200);
});

test("the window holds the step being read, the one before it and, until the end, the one after", () => {
  for (const columns of [5, 8, 12]) {
    for (let step = 1; step <= 100; step++) {
      const first = windowStart(step, 100, columns);
      assert.ok(first < Math.max(1, step - 1) && Math.min(100, step + 1) <= first + columns, `${columns} columns, step ${step}, from ${first}`);
    }
  }
});

test("the window rests while steps are read and turns only while values travel", () => {
  let turns = 0;
  for (let step = 2; step <= 200; step++) {
    const still = windowStart(step, 200, 12);
    assert.equal(windowStart(step - 0.5, 200, 12), still);
    assert.ok(still >= windowStart(step - 1, 200, 12));
    turns += Number(still !== windowStart(step - 1, 200, 12));
  }
  assert.ok(turns > 10 && turns < 40, `${turns} turns`);
});

test("a window that turns never jumps", () => {
  for (let time = 0; time < 60; time += 0.005) {
    assert.ok(Math.abs(windowStart(time + 0.005, 200, 12) - windowStart(time, 200, 12)) < 0.3, `at ${time}`);
  }
});

test("read backward, the window is the mirror image", () => {
  for (const time of [0, 1, 17.2, 100, 200]) {
    const back = timeAxis({ width: 946, T: 200, time, reverse: true });
    assert.equal(back.first, 200 - back.count - at(200, time).first);
  }
});

test("the overview shows every step, whatever the window", () => {
  for (const time of [0, 77, 200]) {
    const axis = at(200, time);
    assert.ok(axis.overviewX(1) > axis.gutter && axis.overviewX(200) < axis.width);
    assert.equal(axis.overviewX(1), at(200, 0).overviewX(1));
  }
});

test("an x of the overview leads back to its step, and beyond the ends to the nearest", () => {
  for (const T of [1, 11, 200, 2000]) {
    const axis = at(T, 1);
    for (let t = 1; t <= T; t++) assert.equal(axis.stepAtOverview(axis.overviewX(t)), t);
    assert.equal(axis.stepAtOverview(-50), 1);
    assert.equal(axis.stepAtOverview(5000), T);
  }
});

test("whatever the width and the length, the step being read is on the stage", () => {
  const next = random(8);
  for (let i = 0; i < 2000; i++) {
    const T = 1 + Math.floor(next() * 2000);
    const width = 300 + next() * 2000;
    const step = 1 + Math.floor(next() * T);
    const axis = timeAxis({ width, T, time: step, gutter: next() < 0.5 ? 96 : 0 });
    assert.ok(axis.x(step) >= axis.gutter && axis.x(step) <= width, JSON.stringify({ T, width, step, x: axis.x(step) }));
    assert.ok(axis.pitch > 0 && axis.pitch <= PITCH && axis.count >= 1);
  }
});

test("nothing to read and no room are no errors", () => {
  for (const axis of [at(0, 0), at(11, 0, 0)]) {
    assert.ok(Number.isFinite(axis.x(1)) && axis.pitch > 0);
    assert.ok(axis.stepAtOverview(10) >= 1);
  }
});
