import assert from "node:assert/strict";
import test from "node:test";
import { TRAIN_FIELDS } from "../../../../static/js/core/training/config.js";
import { createFormat } from "../../../../static/js/lib/format.js";
import { sentence, verdict } from "../../../../static/js/views/training/outcome.js";
import { taskWords } from "../../../../static/js/views/training/task-words.js";
import { DATES, RECALL, SUNSPOTS, TASKS } from "../../train-tasks.js";

const DEFAULTS = Object.fromEntries(TRAIN_FIELDS.map(({ name, fallback }) => [name, fallback]));
const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const words = { _: fill, ngettext: (one, many, n, values) => fill(n === 1 ? one : many, { n, ...values }), format: createFormat("en") };
const settings = (task) => ({ ...DEFAULTS, ...task.defaults, task: task.id, cell: task.cells });
const looks = (metrics) => [{ update: 5, cells: Object.fromEntries(Object.entries(metrics).map(([cell, metric]) => [cell, { metric, diverged: null }])) }];
const state = { config: settings(DATES), task: DATES, at: null };

test("what is said follows the figures of every task, and every task has its words", () => {
  for (const task of TASKS) {
    const { goal, how, counted, title } = taskWords(settings(task), words);
    assert.ok(goal && how && counted && title);
    const [good, poor] = task.metric.better === "higher" ? [0.9, 0] : [0.1, 9];
    assert.notEqual(verdict({ metric: good }, "GRU", task, words), verdict({ metric: poor }, "GRU", task, words));
    assert.match(verdict({ metric: poor }, "GRU", task, words), /guess|no name yet|no date without a fault yet/);
    assert.match(verdict({ metric: good, diverged: "loss" }, "GRU", task, words), /exploded/);
  }
  const said = (metric) => verdict({ metric }, "GRU", RECALL, words);
  assert.deepEqual([1, 0.9, 0.5, 0.3].map(said), ["the GRU names it every time", "the GRU nearly always names it", "the GRU tells some letters apart", "the GRU still guesses"]);
  assert.match(sentence({ ...state, looks: looks({ rnn: 0.2, gru: 0.9, lstm: 0.95 }) }, words), /LSTM<\/c> writes 95\u202f% of the dates without a fault; the <b>GRU<\/b> 90\u202f%; the <b>RNN<\/b> 20\u202f%\.$/);
  assert.match(sentence({ ...state, looks: looks({ rnn: 0, gru: 0, lstm: 0.5 }) }, words), /50.*GRU<\/b> writes no date without a fault yet; nor does the <b>RNN<\/b>\.$/);
  const lost = [{ update: 5, cells: { gru: { diverged: "loss" }, rnn: { diverged: "loss" } } }];
  assert.match(sentence({ ...state, looks: lost }, words), /GRU<\/b>’s loss has exploded; the <b>RNN<\/b> too\. Try a smaller learning rate\.$/);
  assert.equal(verdict({ metric: 0.2 }, "GRU", SUNSPOTS, words), "the GRU is off by 20\u00a0spots a year");
});
