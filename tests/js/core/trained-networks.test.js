import assert from "node:assert/strict";
import test from "node:test";
import { ApiProblem, Busy, Offline } from "../../../static/js/core/errors.js";
import { trainingQuery } from "../../../static/js/core/recipe.js";
import { createTrainings } from "../../../static/js/core/trained-networks.js";
import { exampleOf } from "../../../static/js/pages/explore/changes.js";
import { runs } from "../runs.js";

const RECIPE = "task=recall&cell=rnn,lstm&seed=3&until=60";
const EXAMPLE = { input: { text: "Axx?" }, targets: ["A"] };
const settled = () => new Promise((resolve) => setImmediate(resolve));

function bench() {
  const training = runs();
  const timers = [];
  const trainings = createTrainings({ open: training.open, timer: { set: (f) => timers.push(f), clear: () => (timers.length = 0) } });
  const told = [];
  trainings.listen((now) => told.push(now));
  return { trainings, training, timers, told, last: () => told.at(-1) };
}

test("a recipe is trained once, in silence, to its last update, and its networks are kept", async () => {
  const { trainings, training, last } = bench();
  assert.equal(trainings.of(RECIPE), null);
  trainings.make(RECIPE);
  trainings.make(RECIPE);
  await settled();
  assert.deepEqual(training.all.map(({ query }) => query), [`${RECIPE}&from=60`]);
  assert.equal(trainingQuery(RECIPE), `${RECIPE}&from=60`);
  const [run] = training.all;
  await run.tell("start", { kind: "softmax", example: EXAMPLE });
  run.silent({ update: 20 });
  assert.deepEqual([last().status, last().update, last().until], ["training", 20, 60]);
  await run.tell("progress", { cells: { rnn: { diverged: "not a number" }, lstm: { diverged: null } } });
  await run.end({ rnn: {}, lstm: { cell: "lstm" } });
  assert.equal(last(), null);
  assert.deepEqual(trainings.of(RECIPE), { networks: { lstm: { cell: "lstm" } }, kind: "softmax", example: EXAMPLE });
  assert.deepEqual(exampleOf(trainings.of(RECIPE)), { text: "Axx?" });
});

test("a busy server and a line that was cut are tried again by themselves, and at once when asked", async () => {
  for (const [error, status, seconds] of [[new Busy(3), "busy", 3], [new Offline(), "offline", 5]]) {
    const { trainings, training, timers, last } = bench();
    trainings.make(RECIPE);
    await settled();
    await training.all[0].fail(error);
    assert.deepEqual([last().status, last().retryIn], [status, seconds]);
    for (let left = seconds; left > 1; left--) timers.pop()();
    assert.equal(last().retryIn, 1);
    timers.pop()();
    await settled();
    assert.deepEqual([last().status, training.all.length], ["starting", 2]);
    await training.all[1].fail(error);
    trainings.again();
    assert.equal(timers.length, 0);
    await settled();
    assert.equal(training.all.length, 3);
  }
});

test("what was refused, ran out of time or diverged makes no network and says why", async () => {
  for (const [finish, status] of [
    [(run) => run.fail(new ApiProblem(422, [{ field: null, message: "no such task" }])), "refused"],
    [(run) => run.end({ rnn: {} }, { reason: "time", update: 12 }), "time"],
    [(run) => run.tell("progress", { cells: { rnn: { diverged: "not a number" } } }).then(() => run.end({ rnn: {} }, { reason: "diverged" })), "diverged"],
  ]) {
    const { trainings, training, last } = bench();
    trainings.make(RECIPE);
    await settled();
    await training.all[0].tell("start", { example: EXAMPLE });
    await finish(training.all[0]);
    assert.deepEqual([last().status, trainings.of(RECIPE)], [status, null]);
    if (status === "refused") assert.equal(last().detail, "no such task");
  }
});

test("nothing is heard of a training that was dropped", async () => {
  const { trainings, training, told } = bench();
  trainings.make(RECIPE);
  await settled();
  trainings.drop();
  const count = told.length;
  await training.all[0].end({ rnn: {} });
  assert.deepEqual([told.length, told.at(-1), training.all[0].signal.aborted], [count, null, true]);
});
