import assert from "node:assert/strict";
import test from "node:test";
import { extent, forecastOf } from "../../../../static/js/views/forecast/points.js";

const step = (feed) => ({ feed });
const trace = (rows, said, given) => ({
  rows,
  outputs: { kind: "linear", labels: said[0].map(String), values: said },
  steps: rows.map((_, i) => step(i < given ? "given" : "fed")),
});

test("a line: what came at each step, and what was expected for the next", () => {
  const found = forecastOf(trace([[1], [2], [4]], [[1.5], [4], [8]], 2));
  assert.deepEqual(found, {
    kind: "line", given: 2,
    came: [{ x: 1, y: 1 }, { x: 2, y: 2 }, { x: 3, y: 4 }],
    expected: [{ x: 2, y: 1.5 }, { x: 3, y: 4 }, { x: 4, y: 8 }],
  });
});

test("a path: each row is a move from the place before", () => {
  const found = forecastOf(trace([[1, 0], [1, 1]], [[0, 2], [3, 0]], 2));
  assert.deepEqual(found.came, [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 2, y: 1 }]);
  assert.deepEqual(found.expected, [{ x: 1, y: 2 }, { x: 5, y: 1 }]);
});

test("only a network that says the next row, at every step, has a forecast", () => {
  const good = trace([[1], [2]], [[1], [2]], 2);
  assert.notEqual(forecastOf(good), null);
  assert.equal(forecastOf(null), null);
  assert.equal(forecastOf({ ...good, rows: null }), null, "letters");
  assert.equal(forecastOf({ ...good, outputs: null }), null, "no readout");
  assert.equal(forecastOf({ ...good, outputs: { ...good.outputs, kind: "softmax" } }), null);
  assert.equal(forecastOf({ ...good, outputs: { ...good.outputs, values: [null, [2]] } }), null, "a sum at the end");
  assert.equal(forecastOf(trace([[1, 0], [2, 1]], [[1], [2]], 2)), null, "other numbers than it reads");
});

test("points of one height have a range all the same", () => {
  assert.deepEqual(extent([{ x: 1, y: 3 }, null, { x: 4, y: 3 }]), { x: [1, 4], y: [2, 4] });
});
