import assert from "node:assert/strict";
import test from "node:test";
import { BEATS, momentOf } from "../../../../static/js/views/stage/beats.js";

test("the beats fill a step: travel, gates, write, emit", () => {
  assert.deepEqual([0.1, 0.5, 0.7, 0.9].map((p) => momentOf(p, false).beat), ["travel", "gates", "write", "emit"]);
  assert.equal(momentOf(0, false).beat, null);
  assert.equal(momentOf(1, false).beat, null);
  assert.equal(Object.values(BEATS).reduce((sum, [from, to]) => sum + to - from, 0).toFixed(9), "1.000000000");
});

test("the old state arrives before the gates fill, and the new one is written after they have", () => {
  assert.equal(momentOf(0.4, false).travel, 1);
  assert.equal(momentOf(0.4, false).gauge("f"), 0);
  const written = momentOf(0.65, false);
  assert.deepEqual([written.gauge("f"), written.gauge("n"), written.write], [1, 1, 0]);
  assert.equal(momentOf(0.85, false).write, 1);
  assert.equal(momentOf(0.85, false).rise, 0);
});

test("a GRU's candidate waits for its reset gate", () => {
  const early = momentOf(0.49, false);
  assert.ok(early.gauge("r") > 0 && early.gauge("n") === 0);
});

test("when steps are brisk only travel is drawn", () => {
  assert.equal(momentOf(0.9, true).beat, "travel");
  assert.equal(momentOf(0.9, true).write, 0);
});
