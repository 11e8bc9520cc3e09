import assert from "node:assert/strict";
import test from "node:test";
import { TRAIN_FIELDS } from "../../../../static/js/core/training/config.js";
import { memoryOf } from "../../../../static/js/views/training/memory.js";
import { DATES, DIGITS, RECALL } from "../../train-tasks.js";

const DEFAULTS = Object.fromEntries(TRAIN_FIELDS.map(({ name, fallback }) => [name, fallback]));

test("the one step of a picture lies down, its units side by side", () => {
  const config = { ...DEFAULTS, hidden_size: 3 };
  const memory = new Float32Array([1, 2, 3]);
  assert.deepEqual(memoryOf({ config, task: DIGITS }, { memory }), { values: memory, T: 3, H: 1 });
  const held = new Float32Array(9);
  assert.equal(memoryOf({ config, task: RECALL }, { memory, held }).values, held);
  assert.equal(memoryOf({ config: { ...config, show: "memory" }, task: RECALL }, { memory, held }).values, memory);
  assert.equal(memoryOf({ config, task: DATES }, { memory, held: null }).values, memory);
});
