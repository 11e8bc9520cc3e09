// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeRun } from "../../../../static/js/core/architectures/run.js";
import { createFormat } from "../../../../static/js/lib/format.js";
import { backWire, planLarge, planSmall } from "../../../../static/js/views/architectures/plan.js";
import { answer, run } from "../../architecture-runs.js";

test("columns go from left to right, with a gap before the decoder, and a fed-back letter ends at its chip", () => {
  for (const plan of [planSmall(run, false, 40, () => 8), planLarge(run, false, 800, () => ({ fed: 1, said: 1 }))]) {
    const gaps = plan.steps.slice(1).map(({ x }, i) => x - plan.steps[i].x);
    assert.ok(gaps.every((gap) => gap > plan.cell.w));
    assert.ok(gaps[2] > gaps[1]);
    const last = plan.steps[4];
    assert.ok(last.x + last.w / 2 <= plan.width);
    assert.ok(backWire(plan, 4).endsWith(`H${last.x - last.w / 2 - 1}`));
  }
});

/** A network that reads words and answers at each. @param {string} words */
function reading(words) {
  const steps = words.split(" ").map((label, i) => ({ t: i + 1, label, feed: "input", emit: true, phase: "encoder" }));
  return decodeRun({
    steps, layers: [{ layer: 0, cell: "lstm", hidden_size: 1, signals: { h: steps.map(() => [0]) } }],
    outputs: { kind: "softmax", labels: ["x"], values: steps.map(() => [1]) }, loss: null,
  }, null);
}

const sixEach = (/** @type {{label: string}} */ { label }) => 6 * label.length;

/** Do chips at one height keep apart, and clear of the wires to the lower ones? @param {import("../../../../static/js/views/architectures/plan.js").Plan} plan */
function roomy({ steps, width }) {
  for (const a of steps) {
    assert.ok(a.left >= 0 && a.left + a.w <= width, `${a.step.label} leaves the picture`);
    for (const b of steps) {
      if (b.x <= a.x) continue;
      if (a.y === b.y) assert.ok(b.left - a.left >= a.w + 1, `${a.step.label} touches ${b.step.label}`);
      const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
      if (upper.y < lower.y) assert.ok(b.x - a.x >= upper.w / 2 + 3, `a wire runs through ${upper.step.label}`);
    }
  }
}

test("words that fit their columns stand on one line", () => {
  const plan = planSmall(reading("this was good"), false, 38, sixEach);
  assert.equal(new Set(plan.steps.map(({ y }) => y)).size, 1);
  assert.ok(plan.steps.every(({ letters }) => letters === Infinity));
  roomy(plan);
});

test("words that do not fit take two heights by turns and are whole up to two columns, longer ones are cut", () => {
  for (const pitch of [36, 38, 54]) {
    const plan = planSmall(reading("Paris works for Microsoft in Paris"), false, pitch, sixEach);
    roomy(plan);
    assert.ok(plan.steps.every(({ letters }) => letters === Infinity));
  }
  const plan = planSmall(reading("a Donaudampfschifffahrt b"), false, 38, sixEach);
  roomy(plan);
  assert.deepEqual(plan.steps.map(({ y }) => y > plan.steps[0].y), [false, true, false]);
  assert.ok(plan.steps[1].letters < 12 && plan.steps[1].letters * 6 > 40);
});

test("in a wide font columns move apart until a word of nine letters is whole", () => {
  for (const each of [7, 8, 9]) {
    const plan = planSmall(reading("a wonderful film"), false, 36, ({ label }) => each * label.length);
    roomy(plan);
    assert.ok(plan.steps.every(({ letters }) => letters === Infinity));
    assert.equal(plan.pitch, Math.ceil((9 * each + 14) / 2));
  }
});

test("what is fed alone stands in the row of inputs, whole, under its cell and to the left of what is fed back", () => {
  const melody = answer(1, 3);
  melody.steps[0] = { ...melody.steps[0], label: "Au clair de la lune", emit: true };
  melody.outputs.values[0] = [1, 0];
  const plan = planSmall(decodeRun(melody, null), false, 36, sixEach);
  roomy(plan);
  assert.equal(plan.steps[0].letters, Infinity);
  assert.equal(plan.steps[0].y, plan.steps[1].y);
  const { x, left, w } = plan.steps[0];
  assert.ok(left + w > x + 8 && left + w < x + 18);
});

const words = {
  _: (/** @type {string} */ text, /** @type {any} */ values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  ngettext: (/** @type {string} */ one, /** @type {string} */ more, /** @type {number} */ n, /** @type {any} */ values) => (n > 1 ? more : one).replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  format: createFormat("en"),
};
