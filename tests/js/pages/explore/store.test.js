import assert from "node:assert/strict";
import test from "node:test";
import { ApiProblem, Offline } from "../../../../static/js/core/errors.js";
import { createTrainings } from "../../../../static/js/core/trained-networks.js";
import { createExploreStore } from "../../../../static/js/pages/explore/store.js";
import { runs } from "../../runs.js";

const CONFIG = {
  cell: "rnn", text: "abc", series: null, vectors: null, model: null, generate: 0, target: null, hidden_size: 2, num_layers: 1, bidirectional: false, seed: 0, scheme: "xavier_uniform", gain: 1,
  spectral_radius: null, forget_bias: 0, update_bias: 0, nonlinearity: "tanh", form: "reset_after", t: 0, unit: 1, layer: 1,
  direction: "forward", backward: false, fold: false, speed: 1, loop: false, lang: null, theme: null,
};
const CELLS = ["dense", "rnn", "lstm", "gru"].map((name) => ({ name, title: name, states: ["h"], signals: [], variants: [] }));

let answers = 0;
const traceOf = (config, value = 0) => {
  const T = Array.from(config.text ?? config.series).length;
  const directions = config.bidirectional ? ["forward", "reverse"] : ["forward"];
  return {
    T, labels: Array.from(config.text ?? "1".repeat(T)), kind: "text", total: null, overflow: null, id: ++answers,
    layers: Array.from({ length: config.num_layers }).flatMap((_, layer) => directions.map((direction) => ({
      layer, direction, cell: config.cell, hiddenSize: config.hidden_size, initial: { h: new Float32Array(config.hidden_size) },
      signals: { h: new Float32Array(T * config.hidden_size).fill(value) },
    }))),
  };
};

/** A store with a hand on its frames, its timers and its server. */
function bench({ config = {}, reduced = false, problems = [] } = {}) {
  const start = { ...CONFIG, ...config };
  const calls = { run: [], explain: [], gradient: [], card: [] };
  const timers = [];
  let frame = null;
  let now = 0;
  const timer = { set: (f) => timers.push(f), clear: () => (timers.length = 0) };
  const training = runs();
  const waiting = (list) => (cfg, ...rest) => new Promise((resolve, reject) => list.push({ config: cfg, rest, resolve, reject }));
  const store = createExploreStore({
    config: start, trace: start.text === "" || start.trained ? null : traceOf(start), problems, cells: CELLS, landing: { text: "hello", series: null, vectors: null },
    trainings: createTrainings({ open: training.open, timer }),
    api: { run: waiting(calls.run), explain: waiting(calls.explain), gradient: waiting(calls.gradient), card: waiting(calls.card), exact: async () => "" },
    frames: { request: (f) => ((frame = f), 1), cancel: () => (frame = null), now: () => now },
    reducedMotion: () => reduced,
    _: (msgid) => msgid,
    timer,
  });
  const seen = [];
  store.subscribe((state) => seen.push(state));
  const frames = (ms) => {
    for (const end = now + ms; now < end; ) {
      now += 10;
      const f = frame;
      frame = null;
      f?.(now);
    }
  };
  const settle = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    frames(400);
  };
  return { store, calls, timers, frames, settle, seen, training, asleep: () => frame === null };
}

test("a knob asks for a new run and keeps the picture, t and the unit until it is there", async () => {
  const { store, calls, settle } = bench({ config: { t: 2, unit: 2 } });
  store.dispatch({ type: "configure", changes: { seed: 7 } });
  await settle();
  assert.equal(calls.run.length, 1);
  assert.equal(store.get().status, "loading");
  assert.equal(store.get().shown.seed, 0);
  calls.run[0].resolve(traceOf({ ...CONFIG, seed: 7 }, 1));
  await settle();
  const state = store.get();
  assert.deepEqual([state.status, state.shown.seed, state.time, state.shown.unit], ["ready", 7, 2, 2]);
  assert.equal(state.trace.layers[0].signals.h[0], 1);
});

test("values move from old to new in between, in place", async () => {
  const { store, calls, settle, seen } = bench();
  store.dispatch({ type: "configure", changes: { seed: 7 } });
  calls.run[0].resolve(traceOf(CONFIG, 1));
  await settle();
  const between = seen.map((s) => s.trace.layers[0].signals.h[0]);
  assert.ok(between.some((v) => v > 0.1 && v < 0.9));
  assert.equal(between.at(-1), 1);
});

test("reduced motion shows the new values at once", async () => {
  const { store, calls, settle, seen } = bench({ reduced: true });
  store.dispatch({ type: "configure", changes: { seed: 7 } });
  calls.run[0].resolve(traceOf(CONFIG, 1));
  await settle();
  assert.ok(seen.every((s) => [0, 1].includes(s.trace.layers[0].signals.h[0])));
});

test("unit, layer and speed need no run", async () => {
  const { store, calls, settle } = bench();
  store.dispatch({ type: "select", unit: 2 });
  store.dispatch({ type: "configure", changes: { speed: 2 } });
  await settle();
  assert.equal(calls.run.length, 0);
  assert.equal(store.get().shown.unit, 2);
  assert.equal(store.get().config.speed, 2);
});

test("a refusal says why beside the field and keeps the last good picture and what was asked", async () => {
  const { store, calls, settle } = bench();
  const before = store.get().trace;
  store.dispatch({ type: "configure", changes: { gain: 1e9 } });
  calls.run[0].reject(new ApiProblem(422, [{ field: "gain", message: "too large" }]));
  await settle();
  const state = store.get();
  assert.equal(state.status, "refused");
  assert.deepEqual(state.problems, [{ field: "gain", message: "too large" }]);
  assert.equal(state.trace, before);
  assert.equal(state.config.gain, 1e9);
});

test("what was refused is asked again when it is set once more", async () => {
  const { store, calls, settle } = bench();
  for (const [i, seed] of [7, 7].entries()) {
    store.dispatch({ type: "configure", changes: { seed } });
    assert.equal(calls.run.length, i + 1);
    calls.run[i].reject(new ApiProblem(422, [{ field: "seed", message: "not today" }]));
    await settle();
  }
});

test("what cannot be run is said at once, without asking", async () => {
  const { store, calls, settle } = bench();
  store.dispatch({ type: "configure", changes: { gain: 0, spectral_radius: 1 } });
  await settle();
  assert.equal(calls.run.length, 0);
  assert.deepEqual([store.get().status, store.get().problems[0].field], ["refused", "spectral_radius"]);
});

test("an answer that comes after what cannot be run changes neither the picture nor the refusal", async () => {
  const { store, calls, settle } = bench();
  const before = store.get().trace;
  store.dispatch({ type: "configure", changes: { hidden_size: 256, num_layers: 4 } });
  store.dispatch({ type: "configure", changes: { text: "ab".repeat(900) } });
  calls.run[0].resolve(traceOf(calls.run[0].config));
  await settle();
  assert.equal(store.get().trace, before);
  assert.equal(store.get().status, "refused");
  assert.equal(store.get().shown.text, "abc");
});

test("the way back to what is on screen clears the refusal", async () => {
  const { store, calls, settle } = bench();
  store.dispatch({ type: "configure", changes: { gain: 1e9 } });
  calls.run[0].reject(new ApiProblem(422, [{ field: "gain", message: "too large" }]));
  await settle();
  store.dispatch({ type: "configure", changes: { gain: 1 } });
  calls.run[1].resolve(traceOf(CONFIG));
  await settle();
  assert.deepEqual([store.get().status, store.get().problems], ["ready", []]);
});

test("when the server is gone the page says so, counts down, tries again and recovers with its settings", async () => {
  const { store, calls, timers, settle } = bench();
  store.dispatch({ type: "configure", changes: { seed: 3 } });
  calls.run[0].reject(new Offline());
  await settle();
  assert.deepEqual([store.get().status, store.get().retryIn, store.get().config.seed], ["offline", 5, 3]);
  for (let i = 0; i < 5; i++) timers.pop()();
  await settle();
  assert.equal(calls.run.length, 2);
  assert.equal(calls.run[1].config.seed, 3);
  calls.run[1].resolve(traceOf(CONFIG));
  await settle();
  assert.deepEqual([store.get().status, store.get().shown.seed], ["ready", 3]);
});

test("try now does not wait for the countdown", async () => {
  const { store, calls, settle } = bench();
  store.dispatch({ type: "configure", changes: { seed: 3 } });
  calls.run[0].reject(new Offline());
  await settle();
  store.dispatch({ type: "retry" });
  assert.equal(calls.run.length, 2);
});

test("an empty text is an empty stage, not a question to the server", async () => {
  const { store, calls, settle } = bench();
  store.dispatch({ type: "configure", changes: { text: "" } });
  await settle();
  assert.equal(calls.run.length, 0);
  assert.equal(store.get().trace, null);
  store.dispatch({ type: "configure", changes: { text: "ab" } });
  calls.run[0].resolve(traceOf({ ...CONFIG, text: "ab" }));
  await settle();
  assert.equal(store.get().trace.T, 2);
});

test("a shorter text brings the time back to its end", async () => {
  const { store, calls, settle } = bench({ config: { t: 3 } });
  store.dispatch({ type: "configure", changes: { text: "a" } });
  calls.run[0].resolve(traceOf({ ...CONFIG, text: "a" }));
  await settle();
  assert.equal(store.get().time, 1);
});

test("the time comes back when the text grows again, until the reader moves", async () => {
  const { store, calls, settle } = bench({ config: { t: 3 } });
  const type = async (text) => {
    store.dispatch({ type: "configure", changes: { text } });
    calls.run.at(-1).resolve(traceOf({ ...CONFIG, text }));
    await settle();
  };
  await type("a");
  await type("abcd");
  assert.equal(store.get().time, 3);
  await type("ab");
  store.dispatch({ type: "seek", t: 1 });
  await type("abcd");
  assert.equal(store.get().time, 1);
});

test("who is at the end of a trained network stays at the end, where its answer stands", async () => {
  const { store, calls, settle } = bench({ config: { t: 3, model: "names-gru" } });
  const feed = async (changes) => {
    store.dispatch({ type: "configure", changes });
    await settle();
    calls.run.at(-1).resolve(traceOf(calls.run.at(-1).config));
    await settle();
  };
  await feed({ text: "abcde" });
  assert.equal(store.get().time, 5);
  store.dispatch({ type: "seek", t: 2 });
  await feed({ text: "abcdefgh" });
  assert.equal(store.get().time, 2, "elsewhere the place is kept");
  await feed({ model: null });
  store.dispatch({ type: "seek", t: 8 });
  await feed({ text: "abcdefghi" });
  assert.equal(store.get().time, 8, "drawn weights have no answer to go to");
});

test("turning the reading round keeps the place in the sequence", async () => {
  const { store, settle } = bench({ config: { t: 1, bidirectional: true } });
  store.dispatch({ type: "select", direction: "reverse" });
  await settle();
  assert.equal(store.get().shown.direction, "reverse");
  assert.equal(store.get().time, 3);
  store.dispatch({ type: "select", t: 3 });
  await settle();
  assert.equal(store.get().time, 1);
});

test("of a trained network that nobody has touched only the step in sight is explained", async () => {
  const { store, calls, settle } = bench({ config: { t: 2, model: "names-gru" } });
  await settle();
  assert.deepEqual(calls.explain[0].rest[0], { from: 2, to: 2 });
  calls.explain[0].resolve([{ t: 2, label: "a", equations: [] }]);
  await settle();
  assert.equal(calls.explain.length, 1, "nothing more while it rests");
  store.dispatch({ type: "pick", pick: { signal: "h", path: "before" } });
  await settle();
  assert.equal(calls.explain.length, 2, "a number of the step before is asked about");
});

test("explanations are asked for once and kept", async () => {
  const { store, calls, settle } = bench();
  await settle();
  assert.equal(calls.explain.length, 1);
  assert.deepEqual(calls.explain[0].rest[0], { from: 1, to: 3 }, "a short run is asked for whole");
  calls.explain[0].resolve([1, 2, 3].map((t) => ({ t, label: "a", equations: [] })));
  await settle();
  assert.equal(store.get().explained.size, 3);
  store.dispatch({ type: "seek", t: 3 });
  await settle();
  assert.equal(calls.explain.length, 1);
  store.dispatch({ type: "select", unit: 2 });
  await settle();
  assert.equal(calls.explain.length, 2);
  assert.equal(calls.explain[1].config.unit, 2);
});

test("playing asks for the steps to come", async () => {
  const { store, calls, settle } = bench({ config: { t: 1, model: "names-gru" } });
  await settle();
  calls.explain[0].resolve([{ t: 1, label: "a", equations: [] }]);
  await settle();
  store.dispatch({ type: "play" });
  await settle();
  assert.deepEqual(calls.explain[1].rest[0], { from: 2, to: 3 });
});

test("time turns round inside the same step, and the gradient of the run is asked for once", async () => {
  const { store, calls, settle } = bench({ config: { t: 2, fold: true } });
  store.dispatch({ type: "configure", changes: { backward: true } });
  await settle();
  assert.equal(store.link().t, 2);
  assert.equal(store.link().fold, false);
  store.dispatch({ type: "seek", t: 0 });
  await settle();
  assert.equal(calls.gradient.length, 1);
  assert.equal(calls.run.length, 0);
  const gradient = { from: 3, layers: [], inputs: new Float64Array(3) };
  calls.gradient[0].resolve(gradient);
  await settle();
  assert.equal(store.get().gradient, gradient);
  assert.equal(store.link().t, 1);
  store.dispatch({ type: "configure", changes: { backward: false } });
  await settle();
  assert.deepEqual([store.get().time, store.link().t], [1, 1]);
});

test("what is differentiated is the network's own loss where it is known, else its last output", async () => {
  const { store, calls, settle } = bench();
  store.dispatch({ type: "configure", changes: { backward: true } });
  await settle();
  store.dispatch({ type: "configure", changes: { seed: 1 } });
  calls.run[0].resolve({ ...traceOf(CONFIG), total: 0.5 });
  await settle();
  await settle();
  assert.deepEqual(calls.gradient.map(({ rest }) => rest[0]), ["last", "own"]);
});

test("a new run has its own gradient, and an answer about the old one is put aside", async () => {
  const { store, calls, settle } = bench({ config: { backward: true } });
  await settle();
  store.dispatch({ type: "configure", changes: { seed: 1 } });
  await settle();
  calls.run[0].resolve(traceOf(calls.run[0].config, 1));
  await settle();
  assert.deepEqual(calls.gradient.map(({ config }) => config.seed), [0, 1]);
  calls.gradient[0].resolve({ from: 1 });
  await settle();
  assert.equal(store.get().gradient, null);
  calls.gradient[1].resolve({ from: 3 });
  await settle();
  assert.deepEqual(store.get().gradient, { from: 3 });
});

test("the link carries the time and the fold of the picture", () => {
  const { store } = bench();
  store.dispatch({ type: "seek", t: 2 });
  assert.equal(store.link().t, 2);
  assert.equal(store.link().fold, false);
  store.dispatch({ type: "fold", fold: true });
  assert.equal(store.link().fold, true);
});

test("nothing moves, no frame is asked for", async () => {
  const { calls, settle, asleep } = bench();
  await settle();
  calls.explain[0].resolve([1, 2, 3].map((t) => ({ t, label: "a", equations: [] })));
  await settle();
  assert.ok(asleep());
});

test("one input is fed: another kind puts the first aside", () => {
  const { store } = bench();
  store.dispatch({ type: "configure", changes: { vectors: [[1, 2]] } });
  const { text, series, vectors } = store.get().config;
  assert.deepEqual([text, series, vectors], [null, null, [[1, 2]]]);
  store.dispatch({ type: "configure", changes: { text: "ab" } });
  assert.equal(store.get().config.vectors, null);
});

test("what was said to be right goes with its input, what was asked of a network with the network", () => {
  const { store } = bench({ config: { model: "names-gru", generate: 2, target: ["a"] } });
  const asked = () => [store.get().config.generate, store.get().config.target];
  store.dispatch({ type: "configure", changes: { theme: "dark", text: "abc" } });
  assert.deepEqual(asked(), [2, ["a"]], "nothing of it changed");
  store.dispatch({ type: "configure", changes: { generate: 3 } });
  assert.deepEqual(asked(), [3, ["a"]]);
  store.dispatch({ type: "configure", changes: { text: "abcd" } });
  assert.deepEqual(asked(), [3, null]);
  store.dispatch({ type: "configure", changes: { target: ["b"] } });
  store.dispatch({ type: "configure", changes: { model: null } });
  assert.deepEqual(asked(), [0, null]);
});

test("the card of a trained network is asked for once, and its loss is no trouble", async () => {
  const { store, calls, settle } = bench({ config: { model: "dates-gru" } });
  store.dispatch({ type: "look-up" });
  calls.card[0].reject(new Offline());
  await settle();
  assert.deepEqual([store.get().card, store.get().status], [null, "ready"]);
  store.dispatch({ type: "look-up" });
  calls.card[1].resolve({ id: "dates-gru", examples: [], targets: [] });
  await settle();
  store.dispatch({ type: "look-up" });
  assert.equal(calls.card.length, 2);
  assert.equal(calls.card[1].config, "dates-gru");
  assert.equal(store.get().card.id, "dates-gru");
  store.dispatch({ type: "configure", changes: { model: null } });
  store.dispatch({ type: "look-up" });
  assert.equal(calls.card.length, 2);
});

const RECIPE = "cell=rnn&until=60";
const EXAMPLE = { input: { text: "Axx?" }, targets: ["A"] };

test("a network as trained so far is made before anything is run, and then reads its own example", async () => {
  const { store, calls, settle, training } = bench({ config: { trained: RECIPE, text: null, t: 3 } });
  store.start();
  await settle();
  assert.deepEqual([store.get().status, store.get().training.status, calls.run.length], ["training", "starting", 0]);
  assert.equal(store.link().t, 3);
  await training.all[0].tell("start", { example: EXAMPLE });
  training.all[0].silent({ update: 40 });
  await settle();
  assert.deepEqual([store.get().training.update, store.get().training.until], [40, 60]);
  await training.all[0].end({ rnn: { cell: "rnn" } });
  await settle();
  assert.deepEqual([store.get().training, store.get().config.text, calls.run[0].config.text], [null, "Axx?", "Axx?"]);
  calls.run[0].resolve(traceOf({ ...CONFIG, text: "Axx?" }));
  await settle();
  assert.deepEqual([store.get().status, store.get().time, store.link().trained], ["ready", 3, RECIPE]);
});

test("a stopped training begins again when asked; another network puts it aside", async () => {
  const { store, calls, settle, training } = bench({ config: { trained: RECIPE, text: null } });
  store.start();
  await settle();
  store.dispatch({ type: "stop" });
  store.dispatch({ type: "configure", changes: { unit: 2 } });
  await settle();
  assert.deepEqual([store.get().training.status, training.all.length, training.all[0].signal.aborted], ["stopped", 1, true]);
  store.dispatch({ type: "retry" });
  assert.equal(training.all.length, 2);
  store.dispatch({ type: "configure", changes: { trained: null, scheme: "orthogonal" } });
  await settle();
  assert.deepEqual([store.get().training, training.all[1].signal.aborted, calls.run[0].config.text], [null, true, "hello"]);
});

test("what a link had wrong is still said once its network is there, and no longer after a change", async () => {
  const problems = [{ field: "trained", message: "one of three" }];
  const { store, calls, settle, training } = bench({ config: { trained: RECIPE }, problems });
  store.start();
  await settle();
  await training.all[0].tell("start", { example: EXAMPLE });
  await training.all[0].end({ rnn: { cell: "rnn" } });
  await settle();
  calls.run[0].resolve(traceOf(CONFIG));
  await settle();
  assert.deepEqual(store.get().problems, problems);
  store.dispatch({ type: "configure", changes: { text: "ab" } });
  calls.run[1].resolve(traceOf({ ...CONFIG, text: "ab" }));
  await settle();
  assert.deepEqual(store.get().problems, []);
});

test("a trained network that is left for another size can be had back, with what it was fed", async () => {
  const { store, settle } = bench({ config: { model: "names-gru", generate: 4, t: 2 } });
  const configure = (changes) => store.dispatch({ type: "configure", changes });
  configure({ text: "abcd" });
  assert.equal(store.get().left, null, "another input is no other network");
  configure({ hidden_size: 3, model: null, trained: null });
  configure({ num_layers: 2, text: "xyz", model: null, trained: null });
  await settle();
  assert.equal(store.get().left.model, "names-gru");
  store.dispatch({ type: "back" });
  const { config, left } = store.get();
  assert.deepEqual([config.model, config.generate, config.text, config.hidden_size, config.num_layers], ["names-gru", 4, "abcd", 2, 1]);
  assert.equal(left, null);
  configure({ scheme: "normal", model: null, trained: null });
  assert.equal(store.get().left, null, "these weights were asked for");
});
