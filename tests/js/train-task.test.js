import assert from "node:assert/strict";
import test from "node:test";
import { TRAIN_FIELDS, concerns, runQuery, trainQuery } from "../../static/js/core/train-config.js";
import { exploreLink, gradientsLink } from "../../static/js/core/train-links.js";
import { answerForm, decoderFrom, emitting, foreseen, inputForm, isKnown, stepsOf } from "../../static/js/core/train-task.js";
import { roundStep } from "../../static/js/views/train/curve-kinds.js";
import { mapOf, places, polyline, rangeOf } from "../../static/js/views/train/lines.js";
import { memoryOf } from "../../static/js/views/train/memory.js";
import { figure, isMore, printed, taskWords, watched } from "../../static/js/views/train/words.js";
import { sentence, verdict } from "../../static/js/views/train/sentence.js";
import { createFormat } from "../../static/js/lib/format.js";
import { ADDING, DATES, DIGITS, ENTITIES, NAMES, RECALL, SUNSPOTS, TASKS, VEHICLE } from "./train-tasks.js";

const DEFAULTS = Object.fromEntries(TRAIN_FIELDS.map(({ name, fallback }) => [name, fallback]));
const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
const words = { _: fill, ngettext: (one, many, n, values) => fill(n === 1 ? one : many, { n, ...values }), format: createFormat("en") };
const settings = (task) => ({ ...DEFAULTS, ...task.defaults, task: task.id, cell: task.cells });

const looks = (metrics) => [{ update: 5, cells: Object.fromEntries(Object.entries(metrics).map(([cell, metric]) => [cell, { metric, diverged: null }])) }];
const state = { config: settings(DATES), task: DATES, at: null };

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
  const longer = foreseen(RECALL, { ...DEFAULTS, distractors: 5 });
  assert.deepEqual(longer.example.inputs, ["·", "·", "·", "·", "·", "·", "?"]);
  assert.equal(isKnown(longer.example), false);
  assert.equal(answerForm(longer), "bars");
  assert.equal(foreseen(RECALL, { ...DEFAULTS, distractors: 1 }), RECALL);
  assert.equal(foreseen(DATES, { ...DEFAULTS, distractors: 5 }), DATES);
  assert.deepEqual([stepsOf(RECALL, { ...DEFAULTS, distractors: 5 }), stepsOf(DATES, DEFAULTS)], [7, 9]);
});

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

test("figures are in the unit of their task", () => {
  assert.deepEqual(figure(RECALL, 0.5, words), { number: "50", unit: "%" });
  assert.deepEqual(figure(ENTITIES, 0.624, words), { number: "0.62", unit: "" });
  assert.equal(printed(SUNSPOTS, 0.183, words), "18\u00a0spots");
  assert.equal(printed(VEHICLE, 0.321, words), "3.2\u00a0m");
  assert.equal(printed(NAMES, 2.615, words), "2.62\u00a0bits");
  assert.equal(printed(ADDING, 0.4, words), "40\u202f%");
});

test("better than a guess is higher for one metric and lower for another", () => {
  assert.deepEqual([isMore(RECALL, 0.36), isMore(RECALL, 0.3)], [true, false]);
  assert.deepEqual([isMore(SUNSPOTS, 0.35), isMore(SUNSPOTS, 0.39)], [true, false]);
});

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

test("what is measured is unseen, and says how much of it there is", () => {
  assert.deepEqual(watched(RECALL, words), { of: "of 4 new ones", on: "on 4 unseen examples" });
});

test("the one step of a picture lies down, its units side by side", () => {
  const config = { ...DEFAULTS, hidden_size: 3 };
  const memory = new Float32Array([1, 2, 3]);
  assert.deepEqual(memoryOf({ config, task: DIGITS }, { memory }), { values: memory, T: 3, H: 1 });
  const held = new Float32Array(9);
  assert.equal(memoryOf({ config, task: RECALL }, { memory, held }).values, held);
  assert.equal(memoryOf({ config: { ...config, show: "memory" }, task: RECALL }, { memory, held }).values, memory);
  assert.equal(memoryOf({ config, task: DATES }, { memory, held: null }).values, memory);
});

test("lines keep their scale, and a path is mapped north up", () => {
  assert.deepEqual(rangeOf([0, 10]), [-1, 11]);
  assert.equal(polyline([0, 99], 20, 28, [0, 10]), "M5.0 24.0L15.0 4.0");
  assert.deepEqual(places([[1, 0], [0, 2]]), [[1, 0], [1, 2]]);
  const map = mapOf([[0, 0], [1, 2]], 100);
  assert.ok(map([0, 0])[1] > map([1, 2])[1]);
  assert.ok(map([0, 0])[0] < map([1, 2])[0]);
  assert.deepEqual([0.6, 0.07, 4].map(roundStep), [0.5, 0.05, 2]);
});
