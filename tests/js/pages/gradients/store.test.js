import assert from "node:assert/strict";
import test from "node:test";
import { ApiProblem, Offline } from "../../../../static/js/core/errors.js";
import { RACE_DEFAULTS, raceLength } from "../../../../static/js/core/race/config.js";
import { decodeRace, raceBlendable } from "../../../../static/js/core/race/race.js";
import { createTrainings } from "../../../../static/js/core/trained-networks.js";
import { createRaceStore, stepTime } from "../../../../static/js/pages/gradients/store.js";
import { answers, words } from "../../race.js";
import { runs } from "../../runs.js";

const raceOf = (config, slope = -0.5) => {
  const T = raceLength(config);
  return decodeRace(answers({ rnn: Array.from({ length: T }, (_, i) => slope * (T - 1 - i)) }, { steps: config.at ?? T }));
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A store with a hand on its frames, its clock and its server. */
function bench(changes = {}, { brought = true, reduced = false } = {}) {
  const config = { ...RACE_DEFAULTS, length: 10, ...changes };
  const calls = { race: [], map: [], figure: [] };
  const timers = new Map();
  let [frame, now, ids] = [null, 0, 0];
  const waiting = (list) => (question, signal) => new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    list.push({ question, signal, resolve, reject });
  });
  const training = runs();
  const trainings = createTrainings({ open: training.open });
  const store = createRaceStore({
    made: ({ trained }) => trainings.of(trained), trainings,
    config, race: brought ? raceOf(config) : null, problems: [],
    api: { race: waiting(calls.race), map: waiting(calls.map), figure: waiting(calls.figure) },
    frames: { request: (f) => ((frame = f), 1), cancel: () => (frame = null), now: () => now },
    reducedMotion: () => reduced,
    look: () => ({ lang: "en", theme: "light" }),
    _: words._,
    timer: {
      set: (call, ms) => (timers.set(++ids, { call, at: now + ms }), ids),
      clear: (id) => timers.delete(id),
    },
  });
  const tick = (ms) => {
    now += ms;
    for (const [id, { call, at }] of timers) if (at <= now && timers.delete(id)) call();
    const due = frame;
    frame = null;
    due?.(now);
  };
  const run = (ms) => {
    for (let i = 0; i < ms / 50; i++) tick(50);
  };
  store.flush();
  return { store, calls, tick, run, training, state: store.get };
}

const turn = (store, changes) => store.dispatch({ type: "configure", changes });

test("the page opens with the whole way back in sight, or as far as its link says", () => {
  assert.equal(bench().state().time, 10);
  assert.equal(bench({ t: 3 }).state().time, 3);
  assert.equal(bench({ at: 4, t: 9 }).state().time, 4);
});

test("playing starts at the loss, walks back at its pace and ends at the first step", () => {
  const { store, run, state } = bench();
  store.dispatch({ type: "toggle" });
  run(300);
  assert.ok(state().playing);
  assert.ok(Math.abs(state().time - 300 / stepTime(10)) < 1);
  run(2000);
  assert.deepEqual([state().playing, state().time], [false, 10]);
  assert.equal(store.link().t, null);
});

test("a long race takes no more than six seconds", () => {
  assert.equal(stepTime(40), 90);
  assert.equal(stepTime(2000) * 2000, 6000);
});

test("reduced motion goes from whole step to whole step", () => {
  const { store, tick, state } = bench({}, { reduced: true });
  store.dispatch({ type: "toggle" });
  for (let i = 0; i < 12; i++) {
    tick(40);
    assert.equal(state().time, Math.floor(state().time));
  }
});

test("a knob asks once, and the whole way stays whole when it gets longer", async () => {
  const { store, calls, run, state } = bench();
  turn(store, { length: 20 });
  assert.deepEqual([state().status, calls.race.length], ["loading", 1]);
  calls.race[0].resolve(raceOf({ ...state().config, length: 20 }));
  await settled();
  run(300);
  assert.deepEqual([state().status, state().race.T, state().time], ["ready", 20, 20]);
});

test("a place on the way is kept when the way changes", async () => {
  const { store, calls, run, state } = bench({ t: 4 });
  turn(store, { length: 20 });
  calls.race[0].resolve(raceOf({ ...state().config, length: 20 }));
  await settled();
  run(300);
  assert.equal(state().time, 4);
  assert.equal(store.link().t, 4);
});

test("one question is under way at a time, and the newest comes next", async () => {
  const { store, calls, state } = bench();
  for (const seed of [1, 2, 3, 4]) turn(store, { seed });
  assert.deepEqual(calls.race.map(({ question }) => question.seed), [1]);
  calls.race[0].resolve(raceOf(state().config, -1));
  await settled();
  assert.deepEqual(calls.race.map(({ question }) => question.seed), [1, 4]);
  assert.equal(state().status, "loading");
});

test("an answer is never shown more than 150 ms after its knob has moved on", async () => {
  const { store, calls, tick, state } = bench();
  turn(store, { seed: 1 });
  turn(store, { seed: 2 });
  const before = state().race;
  tick(160);
  assert.ok(calls.race[0].signal.aborted);
  calls.race[0].resolve(raceOf(state().config, -1));
  await settled();
  assert.equal(state().race, before);
  assert.equal(calls.race[1].question.seed, 2);
  calls.race[1].resolve(raceOf(state().config, -2));
  await settled();
  assert.deepEqual([state().shown.seed, state().status], [2, "ready"]);
});

test("what only the page shows asks nobody", () => {
  const { store, calls, state } = bench();
  turn(store, { horizon: "float32", speed: 2, theme: "dark" });
  assert.equal(calls.race.length, 0);
  assert.equal(state().shown.horizon, "float32");
});

test("a refusal keeps the picture and is said beside its field until the field is right", async () => {
  const { store, calls, state } = bench();
  const before = state().race;
  turn(store, { seed: 5 });
  calls.race[0].reject(new ApiProblem(422, [{ field: "seed", message: "no" }]));
  await settled();
  assert.deepEqual([state().status, state().problems.map(({ field }) => field), state().race], ["refused", ["seed"], before]);
  turn(store, { seed: 0 });
  calls.race[1].resolve(raceOf(state().config));
  await settled();
  assert.deepEqual([state().status, state().problems], ["ready", []]);
});

test("an empty text, and one with too many characters, are said without asking", () => {
  const { store, calls, state } = bench();
  turn(store, { input: "text", text: "" });
  assert.deepEqual([state().status, state().problems[0].field], ["refused", "text"]);
  turn(store, { text: String.fromCodePoint(...Array.from({ length: 513 }, (_, i) => 0x4e00 + i)) });
  assert.match(state().problems[0].message, /513 different characters/);
  assert.equal(calls.race.length, 0);
});

test("without a server the page counts down, tries again and recovers", async () => {
  const { store, calls, tick, state } = bench();
  turn(store, { seed: 5 });
  calls.race[0].reject(new Offline());
  await settled();
  assert.deepEqual([state().status, state().retryIn], ["offline", 5]);
  for (let i = 0; i < 5; i++) tick(1000);
  assert.equal(calls.race.length, 2);
  calls.race[1].resolve(raceOf(state().config));
  await settled();
  assert.deepEqual([state().status, state().retryIn, state().shown.seed], ["ready", null, 5]);
});

test("try now asks at once", async () => {
  const { store, calls } = bench();
  turn(store, { seed: 5 });
  calls.race[0].reject(new Offline());
  await settled();
  store.dispatch({ type: "retry" });
  assert.equal(calls.race.length, 2);
});

test("a place of the map plays the way from its loss back to its state", async () => {
  const { store, calls, run, state } = bench();
  store.dispatch({ type: "path", at: 8, t: 3 });
  assert.equal(calls.race[0].question.at, 8);
  calls.race[0].resolve(raceOf({ ...state().config, at: 8 }));
  await settled();
  assert.ok(state().race.from === 8 && store.get().config.at === 8);
  run(100);
  assert.ok(state().playing && state().time < 6);
  run(2000);
  assert.deepEqual([state().playing, state().time], [false, 6]);
  assert.deepEqual([store.link().at, store.link().t], [8, 6]);
});

test("a loss that a shorter input has no step for goes back to the last", () => {
  const { store, state } = bench({ at: 9 });
  turn(store, { length: 5 });
  assert.equal(state().config.at, null);
});

test("the map is asked for when it is opened, for its own cell, and dropped when it is closed", async () => {
  const { store, calls, state } = bench();
  assert.equal(calls.map.length, 0);
  turn(store, { map: "gru", rows: "relative" });
  assert.equal(calls.map[0].question.map, "gru");
  const map = { cell: "gru", T: 10, sizes: new Float32Array(100), sumError: 0 };
  calls.map[0].resolve(map);
  await settled();
  assert.equal(state().map, map);
  turn(store, { forget_bias: 3 });
  assert.equal(calls.map.length, 1); // the LSTM's own
  turn(store, { map: null });
  assert.equal(state().map, null);
});

test("a map that would be too large is refused in words, without asking", () => {
  const { store, calls, state } = bench();
  turn(store, { length: 600, map: "rnn" });
  assert.equal(calls.map.length, 0);
  assert.match(state().mapLine.problems[0].message, /600 steps; it can have 512/);
});

test("a chart is asked for when it is opened, and again when what it shows has changed", async () => {
  const { store, calls, state } = bench();
  turn(store, { chart: "norms" });
  calls.figure[0].resolve({ data: [], layout: {} });
  await settled();
  assert.deepEqual(state().figure, { data: [], layout: {} });
  turn(store, { seed: 3 });
  assert.equal(calls.figure.length, 2);
  turn(store, { chart: null });
  assert.equal(state().figure, null);
});

test("a race that the page could not bring is asked for at the start", () => {
  const { store, calls } = bench({}, { brought: false });
  store.start();
  assert.equal(calls.race.length, 1);
});

const RECIPE = "cell=gru,lstm&until=60";
const EXAMPLE = { input: { text: "Axx?" }, targets: ["A"] };
const pair = (from) => {
  const { gru, lstm } = answers({ gru: Array.from({ length: from }, (_, i) => i - from) }, { steps: from });
  return decodeRace({ gru, lstm }, { kind: "softmax", right: "A", known: true });
};

test("networks as trained so far are made first, then race on their example, as far as the link says", async () => {
  const { store, calls, tick, training, state } = bench({ trained: RECIPE, t: 3, map: "rnn" }, { brought: false });
  store.start();
  await settled();
  assert.deepEqual([state().training.status, calls.race.length, store.link().t], ["starting", 0, 3]);
  await training.all[0].tell("start", { example: EXAMPLE });
  await training.all[0].end({ gru: {}, lstm: {} });
  await settled();
  assert.deepEqual([state().training, state().made.example, state().config.map], [null, EXAMPLE, null]);
  calls.race[0].resolve(pair(9));
  await settled();
  tick(50);
  assert.deepEqual([state().race.cells, state().time, store.link().t], [["gru", "lstm"], 3, 3]);
});

test("a text of one's own puts the step of the loss back; untrained networks put the training aside", async () => {
  const { store, calls, training, state } = bench({ trained: RECIPE, at: 7 }, { brought: false });
  store.start();
  await settled();
  await training.all[0].tell("start", { example: EXAMPLE });
  await training.all[0].end({ gru: {}, lstm: {} });
  await settled();
  assert.equal(calls.race[0].question.at, 7);
  turn(store, { text: "Bx?", input: "text" });
  assert.deepEqual([state().config.at, state().config.trained], [null, RECIPE]);
  turn(store, { trained: "cell=rnn&until=5" });
  await settled();
  assert.equal(training.all.length, 2);
  turn(store, { trained: null, input: "noise" });
  assert.deepEqual([training.all[1].signal.aborted, state().training, state().made], [true, null, null]);
  calls.race[0].resolve(pair(9));
  await settled();
  assert.equal(calls.race.at(-1).question.trained, null);
});

test("a race of two is not blended into one of three", () => {
  const three = decodeRace(answers({ gru: Array.from({ length: 9 }, (_, i) => i - 9) }));
  assert.equal(raceBlendable(pair(9), three), false);
  assert.equal(raceBlendable(pair(9), pair(9)), true);
});
