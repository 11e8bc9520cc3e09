import assert from "node:assert/strict";
import test from "node:test";
import { TRAIN_FIELDS } from "../../../../static/js/core/training/config.js";
import { exploreLink, gradientsLink } from "../../../../static/js/core/training/links.js";
import { ENTITIES, NAMES, RECALL, SUNSPOTS, VEHICLE } from "../../train-tasks.js";

const DEFAULTS = Object.fromEntries(TRAIN_FIELDS.map(({ name, fallback }) => [name, fallback]));
const settings = (task) => ({ ...DEFAULTS, ...task.defaults, task: task.id, cell: task.cells });
const WHOLE = "cell=rnn,gru,lstm&distractors=20&hidden_size=12&learning_rate=0.005&batch_size=32&clip=1&gate_bias=2&updates=300";

test("a trained network is named by its whole recipe, as one value of a link, with the example it is shown", () => {
  const config = { ...DEFAULTS, seed: 5, lang: "fr", update: 110 };
  const explore = new URL(exploreLink(config, RECALL, "lstm", 110), "http://x");
  assert.equal(explore.searchParams.get("trained"), `task=recall&${WHOLE.replace("rnn,gru,", "")}&seed=5&until=110`);
  assert.deepEqual([explore.pathname, explore.searchParams.get("text"), explore.searchParams.get("lang")], ["/", "Ax?", "fr"]);
  const race = new URL(gradientsLink({ ...config, lang: null }, 110), "http://x");
  assert.deepEqual([race.pathname, [...race.searchParams.keys()]], ["/gradients", ["trained"]]);
  assert.equal(race.searchParams.get("trained"), `task=recall&${WHOLE}&seed=5&until=110`);
});

test("the example goes along as it was written, numbers as a series, rows of several not at all", () => {
  const input = (task) => new URL(exploreLink(settings(task), task, "gru", 7), "http://x").searchParams;
  assert.equal(input(SUNSPOTS).get("series"), "0.1,0.4");
  assert.equal(input(ENTITIES).get("text"), "Ada sings");
  assert.equal(input(NAMES).get("text"), "léa");
  assert.deepEqual([...input(VEHICLE).keys()], ["trained", "t"]);
  assert.equal(input(VEHICLE).get("t"), String(VEHICLE.example.steps.length));
});
