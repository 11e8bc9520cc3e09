import assert from "node:assert/strict";
import test from "node:test";
import { mapPixels, tops } from "../../../../static/js/views/race/map.js";

test("the map is coloured by its largest, or each row by its own, and empty where the loss comes first", () => {
  const map = { cell: "rnn", T: 2, sizes: Float32Array.from([0, -Infinity, -1, -2]), sumError: 0 };
  assert.deepEqual([...tops(map, "absolute")], [0, 0]);
  assert.deepEqual([...tops(map, "relative")], [0, -1]);
  const ramp = Uint32Array.from({ length: 4 }, (_, i) => i + 10);
  assert.deepEqual([...mapPixels(map, "absolute", 3, ramp)], [13, 0, 12, 11]);
  assert.deepEqual([...mapPixels(map, "relative", 3, ramp)], [13, 0, 13, 12]);
});
