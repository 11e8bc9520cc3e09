import assert from "node:assert/strict";
import test from "node:test";
import { TRAIN_FIELDS } from "../../../../static/js/core/training/config.js";
import { answerForm, decoderFrom, emitting, inputForm, isKnown, stepsOf, taskBeforeRun } from "../../../../static/js/core/training/task.js";
import { DATES, ENTITIES, RECALL, TASKS, VEHICLE } from "../../train-tasks.js";

const DEFAULTS = Object.fromEntries(TRAIN_FIELDS.map(({ name, fallback }) => [name, fallback]));

test("every task is drawn in the form of its input and its answer", () => {
  const forms = TASKS.map((task) => [task.id, inputForm(task), answerForm(task)].join(" "));
  assert.deepEqual(forms, [
    "recall tokens bars", "adding marked number", "digits picture bars", "dates tokens labels",
    "entities tokens labels", "names tokens labels", "sunspots series series", "vehicle series path",
  ]);
});

test("a decoder begins where a silent encoder ends, and nowhere else", () => {
  assert.equal(decoderFrom(DATES.example), 3);
  assert.deepEqual(emitting(DATES.example), [3, 4]);
  for (const task of [RECALL, ENTITIES, VEHICLE]) assert.equal(decoderFrom(task.example), null);
});

test("recall of another length has letters that are not known yet, as many as there will be", () => {
  const longer = taskBeforeRun(RECALL, { ...DEFAULTS, distractors: 5 });
  assert.deepEqual(longer.example.inputs, ["·", "·", "·", "·", "·", "·", "?"]);
  assert.equal(isKnown(longer.example), false);
  assert.equal(answerForm(longer), "bars");
  assert.equal(taskBeforeRun(RECALL, { ...DEFAULTS, distractors: 1 }), RECALL);
  assert.equal(taskBeforeRun(DATES, { ...DEFAULTS, distractors: 5 }), DATES);
  assert.deepEqual([stepsOf(RECALL, { ...DEFAULTS, distractors: 5 }), stepsOf(DATES, DEFAULTS)], [7, 9]);
});
