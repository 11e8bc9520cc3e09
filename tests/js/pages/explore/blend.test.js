import assert from "node:assert/strict";
import test from "node:test";
import { blend, blendable } from "../../../../static/js/pages/explore/blend.js";

const trace = (signals, { T = 2, hiddenSize = 1 } = {}) => ({
  T, labels: ["a", "b"], kind: "text", overflow: null, id: 1,
  layers: [{ layer: 0, direction: "forward", cell: "rnn", hiddenSize, signals, initial: {} }],
});
const f = (...values) => Float32Array.from(values);

test("a blend starts at the old values and ends at the new", () => {
  const [from, to] = [trace({ h: f(0, 1) }), trace({ h: f(1, -1) })];
  assert.deepEqual([...blend(from, to, 0).layers[0].signals.h], [0, 1]);
  assert.deepEqual([...blend(from, to, 0.5).layers[0].signals.h], [0.5, 0]);
  assert.deepEqual([...blend(from, to, 1).layers[0].signals.h], [1, -1]);
});

test("a signal that only the new trace has is drawn as it is", () => {
  const mixed = blend(trace({ h: f(0, 0) }), trace({ h: f(1, 1), z: f(0.2, 0.3) }), 0.5);
  assert.deepEqual([...mixed.layers[0].signals.z], [...f(0.2, 0.3)]);
});

test("a value that is not finite is never blended", () => {
  assert.equal(blend(trace({ h: f(0, Infinity) }), trace({ h: f(1, 2) }), 0.5).layers[0].signals.h[1], 2);
});

test("traces of other lengths, sizes or directions are not blended", () => {
  const base = trace({ h: f(0, 1) });
  assert.equal(blendable(base, trace({ h: f(1, 2) })), true);
  assert.equal(blendable(null, base), false);
  assert.equal(blendable(base, trace({ h: f(1, 2, 3) }, { T: 3 })), false);
  assert.equal(blendable(base, trace({ h: f(1, 2, 3, 4) }, { hiddenSize: 2 })), false);
});
