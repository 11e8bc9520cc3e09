// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { writtenShare } from "../../../../static/js/views/heatmaps/heatmap.js";
import { range } from "../../../../static/js/views/heatmaps/unit-lines.js";
import { scene, state } from "../../heatmap-scenes.js";

test("gates get their value before c, and c before h", () => {
  const at = (/** @type {number} */ time) => {
    const seen = scene(state({ time }));
    return [["f", "gate"], ["c", "state"], ["h", "state"]].map(([name, role]) => writtenShare(name, role, seen));
  };
  assert.deepEqual(at(4.3), [0, 0, 0]);
  const [f, c, h] = at(4.75);
  assert.ok(f === 1 && c > 0 && c < 1 && h === 0);
  assert.deepEqual(at(5), [1, 1, 1]);
});
