import assert from "node:assert/strict";
import test from "node:test";
import { leftAt, mostOf, takenIn } from "../../../../static/js/core/run/gradient.js";
import { decodeGradient } from "../../../../static/js/pages/explore/decode-gradient.js";

const answer = {
  loss: { steps: [3] },
  layers: [
    { layer: 0, direction: "forward", h: { log10_norm: [-4, -3, -2] } },
    { layer: 1, direction: "forward", h: { log10_norm: [-1.5, -0.5, 0.5] }, c: { log10_norm: [-1, 0, 0.2] } },
  ],
  inputs: { contribution: { log10_size: [-1, 0, -2] } },
};

test("what is left is relative to the hidden state of the top layer at the loss", () => {
  const gradient = decodeGradient(answer);
  const top = { layer: 1, direction: "forward" };
  assert.equal(gradient.from, 3);
  assert.equal(leftAt(gradient, top, "h", 3), 0);
  assert.equal(leftAt(gradient, top, "h", 1), -2);
  assert.ok(Math.abs(leftAt(gradient, top, "c", 3) + 0.3) < 1e-6);
  assert.equal(leftAt(gradient, { layer: 0, direction: "forward" }, "h", 3), -2.5);
});

test("there is nothing where no gradient comes", () => {
  const gradient = decodeGradient(answer);
  assert.ok(Number.isNaN(leftAt(gradient, { layer: 1, direction: "reverse" }, "h", 1)));
  assert.ok(Number.isNaN(leftAt(gradient, { layer: 0, direction: "forward" }, "c", 1)));
  assert.ok(Number.isNaN(leftAt(null, { layer: 0, direction: "forward" }, "h", 1)));
});

test("an input counts by its part in the loss, as a share of the largest", () => {
  const gradient = decodeGradient(answer);
  assert.deepEqual([...gradient.inputs].map((v) => Number(v.toFixed(6))), [0.1, 1, 0.01]);
  assert.equal(mostOf(gradient), 2);
});

test("inputs that add nothing have no share", () => {
  const none = decodeGradient({ ...answer, inputs: { contribution: { log10_size: [null, null, null] } } });
  assert.deepEqual([...none.inputs], [0, 0, 0]);
});

test("several losses join the gradient on its way, and it is measured by its largest", () => {
  const own = decodeGradient({ ...answer, loss: { at: "own", steps: [1, 2] }, layers: [{ layer: 0, direction: "forward", h: { log10_norm: [0.5, 1, -Infinity] } }] });
  const row = { layer: 0, direction: "forward" };
  assert.deepEqual([own.own, own.from, own.whole], [true, 2, 2]);
  assert.deepEqual([1, 2, 3].map((t) => leftAt(own, row, "h", t)), [-0.5, 0, -Infinity]);
  assert.deepEqual([takenIn(own, "forward", 2), takenIn(own, "forward", 1), takenIn(own, "reverse", 1)], [[2], [1, 2], [1]]);
});

test("of a loss that is exactly flat nothing is left anywhere", () => {
  const flat = decodeGradient({ ...answer, loss: { at: "own", steps: [3] }, layers: [{ layer: 0, direction: "forward", h: { log10_norm: Array(3).fill(-Infinity) } }] });
  assert.deepEqual([...flat.layers[0].states.h], Array(3).fill(-Infinity));
});
