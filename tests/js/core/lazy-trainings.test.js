import assert from "node:assert/strict";
import test from "node:test";
import { trainingsFor } from "../../../static/js/core/lazy-trainings.js";

const RECIPE = "task=recall&cell=rnn&until=60";

test("where no link names a recipe nothing is made, whatever is asked", async () => {
  const trainings = await trainingsFor(null);
  let heard = 0;
  trainings.listen(() => (heard += 1));
  trainings.make(RECIPE);
  for (const ask of [trainings.again, trainings.stop, trainings.drop]) ask();
  assert.deepEqual([trainings.of(RECIPE), heard], [null, 0]);
});

test("a recipe brings what makes its networks, which asks the server for a run up to its update", async (t) => {
  const asked = [];
  t.mock.method(globalThis, "fetch", (url) => {
    asked.push(url);
    return Promise.reject(new TypeError("nobody"));
  });
  const trainings = await trainingsFor(RECIPE);
  const offline = new Promise((resolve) => trainings.listen((training) => training?.status === "offline" && resolve(training)));
  trainings.make(RECIPE);
  assert.deepEqual([(await offline).retryIn, asked], [5, [`/api/v1/train?${RECIPE}&from=60`]]);
  trainings.drop();
});
