// @ts-check
import assert from "node:assert/strict";
import test from "node:test";
import { writtenShare } from "../../../../static/js/views/heatmaps/heatmap.js";
import { sceneOf } from "../../../../static/js/views/heatmaps/scene.js";
import { range } from "../../../../static/js/views/heatmaps/unit-lines.js";

/** @param {object} [changes] @param {number} [T] @param {number} [H] @returns {any} */
function state(changes = {}, T = 11, H = 8) {
  const signals = Object.fromEntries([..."ifgoch"].map((name) => [name, new Float32Array(T * H)]));
  const names = [..."ifgoch"].map((name) => ({ name, title: name, role: "ifo".includes(name) ? "gate" : "state", range: [0, 1] }));
  const shown = { unit: 4, layer: 1, direction: "forward" };
  const layer = { layer: 0, direction: "forward", cell: "lstm", hiddenSize: H, signals, initial: {} };
  return {
    trace: { T, labels: Array(T).fill("x"), kind: "text", layers: [layer], overflow: null, id: 1 },
    shown, config: { ...shown, speed: 1 }, cell: { signals: names }, time: 5, hover: null, ...changes,
  };
}

/** @param {any} s @param {number} [width] */
const scene = (s, width = 946) => /** @type {import("../../../../static/js/views/heatmaps/scene.js").Scene} */ (sceneOf(s, width));

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
