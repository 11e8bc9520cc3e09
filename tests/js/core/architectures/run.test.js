// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeRun, lossUntil, shortened } from "../../../../static/js/core/architectures/run.js";
import { answer, run } from "../../architecture-runs.js";

test("a run tells what each step is fed, says and should say", () => {
  assert.deepEqual(run.steps.map(({ feed }) => feed), ["given", "given", "given", "sign", "fed"]);
  assert.deepEqual(run.steps.map(({ said }) => said), [null, null, null, "x", "x"]);
  assert.deepEqual(run.steps.map(({ right }) => right), [null, null, null, "x", "y"]);
  assert.deepEqual(run.steps.map(({ known }) => known), [true, false, true, true, true]);
  assert.equal(run.steps[3].sure, 0.75);
  assert.deepEqual([run.inputs, run.outputs], [3, 2]);
});

test("the loss adds up step by step to the total", () => {
  assert.deepEqual([0, 3, 4, 5].map((t) => lossUntil(run, t)), [0, 0, 0.5, 1]);
  assert.equal(lossUntil(run, run.T), run.total);
});

test("a network that goes on by itself has one phase, an encoder–decoder two", () => {
  const melody = answer(1, 3);
  melody.steps[0].emit = true;
  melody.outputs.values[0] = [1, 0];
  assert.ok(decodeRun(melody, null).steps.every(({ phase }) => phase === "encoder"));
  assert.deepEqual(run.steps.map(({ phase }) => phase), ["encoder", "encoder", "encoder", "decoder", "decoder"]);
});

test("the row of five leaves out the middle of long phases, never their ends", () => {
  const long = decodeRun(answer(9, 10), null);
  assert.deepEqual(shortened(long).map(({ step }) => step.t), [1, 2, 9, 10, 11, 19]);
  assert.deepEqual(shortened(long).map(({ skipped }) => skipped), [false, false, true, false, false, true]);
  assert.deepEqual(shortened(run).map(({ step }) => step.t), [1, 2, 3, 4, 5]);
});
