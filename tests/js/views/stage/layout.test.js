import assert from "node:assert/strict";
import test from "node:test";
import { cellLayout, compactLayout, lowerPath, lowered, mirrorPath, mirrored } from "../../../../static/js/views/stage/layout.js";
import { CELLS } from "../../cells.js";

const SIZE = { width: 50, strip: 103 };

test("every part of a cell stands inside it", () => {
  for (const [name, cell] of Object.entries(CELLS)) {
    for (const layout of [cellLayout(cell, SIZE), compactLayout(cell, 50), mirrored(cellLayout(cell, { width: 32, strip: 81 }))]) {
      for (const box of [...Object.values(layout.strips), ...Object.values(layout.gauges)]) {
        assert.ok(box.x >= -layout.width / 2 && box.x + box.w <= layout.width / 2, name);
        assert.ok(box.y >= 0 && box.y + box.h <= layout.height, name);
      }
    }
  }
});

test("the LSTM hands on c and h, the RNN and GRU h, the neuron nothing", () => {
  const memories = (name) => cellLayout(CELLS[name], SIZE).memories.map((m) => m.signal).join("");
  assert.deepEqual(["lstm", "gru", "rnn", "dense"].map(memories), ["ch", "h", "h", ""]);
});

test("mirroring twice changes nothing", () => {
  const layout = cellLayout(CELLS.lstm, SIZE);
  const rounded = (value) => JSON.parse(JSON.stringify(value, (_, v) => (typeof v === "number" ? Number(v.toFixed(6)) : v)));
  assert.deepEqual(rounded(mirrored(mirrored(layout))), rounded(layout));
  assert.equal(mirrorPath("M-25 60H10.5V3"), "M25 60H-10.5V3");
});

test("a cell drawn lower down keeps its shape", () => {
  const [layout, low] = [cellLayout(CELLS.lstm, SIZE), lowered(cellLayout(CELLS.lstm, SIZE), 100)];
  assert.equal(low.strips.c.y, layout.strips.c.y + 100);
  assert.equal(lowerPath("M-25 60H10.5V3", 7), "M-25 67H10.5V10");
});
