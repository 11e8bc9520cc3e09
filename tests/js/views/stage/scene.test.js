import assert from "node:assert/strict";
import test from "node:test";
import { timeAxis } from "../../../../static/js/lib/columns.js";
import { hitTest } from "../../../../static/js/views/stage/hit.js";
import { planScene } from "../../../../static/js/views/stage/scene.js";
import { unitBox } from "../../../../static/js/views/stage/strip.js";

const state = (changes = {}) => ({
  shown: { layer: 1, direction: "forward", bidirectional: false, hidden_size: 8, series: null, ...changes },
  cell: { name: "lstm", states: ["h", "c"], signals: [] },
  trace: { kind: "text", labels: [], steps: [], layers: (changes.layers ?? [[0, "forward"]]).map(([layer, direction]) => ({ layer, direction, hiddenSize: 8 })) },
});

test("switching the cell moves neither the tokens nor the outputs", () => {
  const scenes = ["lstm", "gru", "rnn", "dense"].map((name) => planScene({ ...state(), cell: { ...state().cell, name } }, 77, false));
  for (const scene of scenes) assert.deepEqual([scene.chipY, scene.height, scene.outputs], [scenes[0].chipY, scenes[0].height, scenes[0].outputs]);
});

test("layers are stacked from the input up, the selected one drawn in full", () => {
  const { rows } = planScene(state({ layer: 2, layers: [[0, "forward"], [1, "forward"], [2, "forward"]] }), 77, false);
  assert.deepEqual(rows.map((row) => row.selected), [false, true, false]);
  assert.ok(rows[0].y > rows[1].y && rows[1].y > rows[2].y);
  for (let i = 1; i < rows.length; i++) assert.ok(rows[i].y + rows[i].layout.height <= rows[i - 1].y);
});

test("a point on a unit finds its step, its signal and the unit", () => {
  const scene = planScene(state(), 77, false);
  const axis = timeAxis({ width: 946, T: 11, time: 4 });
  const box = scene.rows[0].layout.strips.c;
  for (const unit of [1, 4, 8]) {
    const u = unitBox(box, 8, false, unit - 1);
    const hit = hitTest(scene, axis, 11, axis.x(3) + u.x + u.w / 2, scene.rows[0].y + u.y + u.h / 2);
    assert.deepEqual([hit.t, hit.signal, hit.unit], [3, "c", unit]);
  }
  assert.equal(hitTest(scene, axis, 11, 20, 100), null);
  assert.equal(hitTest(scene, axis, 11, axis.x(11) + 77, 100), null);
  assert.deepEqual(hitTest(scene, axis, 11, axis.x(2), scene.chipY + 5), { t: 2, row: null, signal: null, unit: null });
});

test("the tokens of an encoder and a decoder have room for their names below, and nothing above moves", () => {
  const plain = state();
  const step = (phase) => ({ phase, said: null });
  const split = { ...plain, trace: { ...plain.trace, steps: [step("encoder"), step("encoder"), step("decoder")] } };
  const [one, two] = [planScene(plain, 77, false), planScene(split, 77, false)];
  assert.deepEqual([one.split, two.split], [0, 2]);
  assert.equal(one.chipY, two.chipY);
  assert.ok(two.phaseY > two.chipY + two.chip.h && two.phaseY + 14 < two.height && two.height > one.height);
});
