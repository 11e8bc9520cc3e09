import assert from "node:assert/strict";
import test from "node:test";
import { beatName } from "../../../../static/js/views/inspector/inspector.js";

test("the beats share a step as the stage plays it", () => {
  assert.deepEqual([0, 0.2, 0.5, 0.7, 0.9, 1].map(beatName), ["rest", "travel", "gates", "write", "emit", "rest"]);
});
