import assert from "node:assert/strict";
import test from "node:test";
import { TRAIN_FIELDS, concerns, runQuery, trainQuery } from "../../../../static/js/core/training/config.js";
import { DATES, DIGITS, RECALL } from "../../train-tasks.js";

const DEFAULTS = Object.fromEntries(TRAIN_FIELDS.map(({ name, fallback }) => [name, fallback]));
const settings = (task) => ({ ...DEFAULTS, ...task.defaults, task: task.id, cell: task.cells });

test("a setting that does nothing to a run is neither shown nor in its links", () => {
  assert.equal(concerns("distractors", settings(DATES)), false);
  assert.equal(concerns("gate_bias", settings(DIGITS)), false);
  assert.equal(concerns("gate_bias", { ...settings(RECALL), cell: ["rnn"] }), false);
  assert.equal(concerns("gate_bias", { ...settings(RECALL), cell: ["rnn", "gru"] }), true);
  const query = new URLSearchParams(trainQuery({ ...settings(DIGITS), distractors: 77, gate_bias: 3 }));
  assert.deepEqual([query.has("distractors"), query.has("gate_bias")], [false, false]);
});

const WHOLE = "cell=rnn,gru,lstm&distractors=20&hidden_size=12&learning_rate=0.005&batch_size=32&clip=1&gate_bias=2&updates=300";

test("a link names every setting of its run, or none where the page is as it opens by itself", () => {
  assert.equal(trainQuery(DEFAULTS), "");
  assert.equal(trainQuery({ ...DEFAULTS, show: "memory", theme: "dark" }), "show=memory&theme=dark");
  const whole = `task=recall&${WHOLE}&every=5&seed=0`;
  assert.equal(trainQuery(DEFAULTS, true), whole);
  assert.equal(trainQuery({ ...DEFAULTS, update: 60 }), `${whole}&update=60`);
  assert.equal(trainQuery({ ...DEFAULTS, seed: 4 }), `task=recall&${WHOLE}&every=5&seed=4`);
  assert.equal(runQuery({ ...DEFAULTS, update: 3 }, { from: 60, until: 60 }), `${whole}&from=60&until=60`);
});
