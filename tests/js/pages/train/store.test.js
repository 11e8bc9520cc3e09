import assert from "node:assert/strict";
import test from "node:test";
import { ApiProblem, Busy, Offline } from "../../../../static/js/core/errors.js";
import { TRAIN_FIELDS } from "../../../../static/js/core/training/config.js";
import { linkedConfig, shownLook } from "../../../../static/js/core/training/state.js";
import { createTrainStore } from "../../../../static/js/pages/train/store.js";
import { DATES, DIGITS, RECALL, TASKS, started } from "../../train-tasks.js";

const DEFAULTS = Object.fromEntries(TRAIN_FIELDS.map(({ name, fallback }) => [name, fallback]));
const look = (update) => ({ name: "progress", data: { update, seconds_left: 1, cells: {}, samples: [] } });
const start = started(RECALL);
const end = { name: "end", data: { reason: "done", update: 300, networks: { lstm: "weights" } } };
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A store whose runs are fed by hand, and whose seconds pass when they are told to. */
function bench(changes = {}) {
  const runs = [];
  const timers = new Set();
  const open = async function* (query, signal) {
    const run = { query, signal, queue: [], wake: () => {} };
    runs.push(run);
    signal.addEventListener("abort", () => run.wake());
    for (;;) {
      while (run.queue.length === 0 && !signal.aborted) await new Promise((resolve) => (run.wake = resolve));
      signal.throwIfAborted();
      const event = run.queue.shift();
      if (event === null) return;
      if (event instanceof Error) throw event;
      yield event;
    }
  };
  const store = createTrainStore({
    config: { ...DEFAULTS, ...changes }, tasks: TASKS, problems: [], open,
    frames: { request: () => 1, cancel: () => {}, now: () => 0 },
    timer: { set: (call) => (timers.add(call), call), clear: (call) => timers.delete(call) },
  });
  const tell = async (...events) => {
    runs.at(-1).queue.push(...events);
    runs.at(-1).wake();
    await settled();
  };
  const second = async () => {
    for (const call of [...timers]) timers.delete(call) && call();
    await settled();
  };
  const updates = () => store.get().looks.map(({ update }) => update);
  return { store, runs, tell, second, updates, send: (type, more = {}) => store.dispatch({ type, ...more }) };
}

test("a pause leaves the server, and going on asks for the run from the last update, which is not told twice", async () => {
  const { store, runs, tell, updates, send } = bench();
  send("toggle");
  await tell(start, look(0), look(5));
  assert.equal(store.get().status, "training");
  send("toggle");
  assert.equal(runs[0].signal.aborted, true);
  assert.equal(store.get().status, "paused");
  send("toggle");
  await tell(start, look(5), look(10));
  assert.match(runs[1].query, /&from=5&weights=false$/);
  assert.deepEqual(updates(), [0, 5, 10]);
});

test("a visitor who went back stays there while the training goes on, and comes back to now", async () => {
  const { store, tell, send } = bench();
  send("toggle");
  await tell(start, look(0), look(5), look(10));
  send("scrub", { update: 4 });
  assert.equal(shownLook(store.get()).update, 5);
  await tell(look(15));
  assert.equal(shownLook(store.get()).update, 5);
  send("step", { by: -1 });
  assert.equal(shownLook(store.get()).update, 0);
  send("now");
  assert.equal(shownLook(store.get()).update, 15);
});

test("what is done is trained on to twice as many updates; another seed starts from nothing", async () => {
  const { store, runs, tell, updates, send } = bench();
  send("toggle");
  await tell(start, look(0), look(300), end, null);
  assert.equal(store.get().status, "done");
  send("toggle");
  assert.match(runs[1].query, /updates=600.*from=300/);
  send("configure", { changes: { seed: 7 } });
  assert.equal(runs[1].signal.aborted, true);
  assert.deepEqual([store.get().status, updates()], ["idle", []]);
});

test("another pace goes on with the same run at once", async () => {
  const { runs, tell, updates, send } = bench();
  send("toggle");
  await tell(start, look(0), look(5));
  send("configure", { changes: { every: 20 } });
  assert.match(runs[1].query, /every=20&seed=0&from=5&weights=false$/);
  assert.deepEqual(updates(), [0, 5]);
});

test("a connection that is cut keeps what was trained and goes on by itself", async () => {
  const { store, runs, tell, second, updates, send } = bench();
  send("toggle");
  await tell(start, look(0), look(5), new Offline());
  assert.deepEqual([store.get().status, store.get().retryIn, updates()], ["offline", 5, [0, 5]]);
  for (let i = 0; i < 5; i++) await second();
  assert.match(runs[1].query, /from=5/);
});

test("a busy server is asked again when it said so; a refusal waits for the visitor", async () => {
  const { store, runs, tell, second, send } = bench();
  send("toggle");
  await tell(new Busy(2));
  assert.deepEqual([store.get().status, store.get().retryIn, store.get().playing], ["busy", 2, true]);
  await second();
  await second();
  assert.equal(runs.length, 2);
  await tell(new ApiProblem(422, [{ field: "seed", message: "no" }]));
  assert.deepEqual([store.get().status, store.get().problems], ["refused", [{ field: "seed", message: "no" }]]);
});

test("the networks of an earlier update are asked for as a run that ends there", async () => {
  const { store, runs, tell } = bench();
  const asked = store.trained(40);
  await settled();
  await tell(start, look(40), end);
  assert.deepEqual(await asked, { lstm: "weights" });
  assert.match(runs[0].query, /&from=40&until=40$/);
});

test("stop ends a run where it is: it can be trained on, or started again at once from the same seed", async () => {
  const { store, runs, tell, updates, send } = bench();
  send("toggle");
  await tell(start, look(0), look(5));
  send("stop");
  assert.equal(runs[0].signal.aborted, true);
  assert.deepEqual([store.get().status, updates()], ["stopped", [0, 5]]);
  send("toggle");
  assert.match(runs[1].query, /from=5/);
  send("stop");
  send("again");
  assert.doesNotMatch(runs[2].query, /from=/);
  assert.deepEqual([store.get().status, updates()], ["starting", []]);
});

test("another task brings its own settings and those who can learn it, and keeps the seed", async () => {
  const { store, send, tell } = bench({ seed: 9, cell: ["gru"] });
  send("toggle");
  await tell(start, look(0));
  send("configure", { changes: { task: "dates" } });
  const { config, task, status, looks } = store.get();
  assert.deepEqual([config.hidden_size, config.updates, config.seed, config.cell], [32, 1000, 9, ["gru"]]);
  assert.deepEqual([task, status, looks], [DATES, "idle", []]);
  send("configure", { changes: { task: "digits" } });
  assert.deepEqual([store.get().config.cell, store.get().chosen, store.get().task], [["dense"], "dense", DIGITS]);
});

test("what a run tells of its task is kept; the same again changes nothing", async () => {
  const { store, tell, send } = bench({ distractors: 2 });
  const foreseen = store.get().task;
  assert.equal(foreseen.example.steps.length, 4);
  send("toggle");
  await tell(start);
  const { task } = store.get();
  assert.deepEqual(task, RECALL);
  send("toggle");
  send("toggle");
  await tell(start);
  assert.equal(store.get().task, task);
});

test("a link to an update makes the run again up to there, in few looks, and waits", async () => {
  const { store, runs, tell, send } = bench({ update: 200 });
  send("remake");
  assert.match(runs[0].query, /every=10&seed=0&until=200&weights=false$/);
  assert.equal(linkedConfig(store.get()).update, 200);
  await tell(start, look(0), look(200), { name: "end", data: { reason: "done", update: 200, networks: {} } }, null);
  assert.deepEqual([store.get().status, store.get().until], ["paused", null]);
  send("toggle");
  assert.match(runs[1].query, /from=200&weights=false$/);
});

test("a link names the update on screen, but not one that moves on", async () => {
  const { store, tell, send } = bench();
  assert.equal(linkedConfig(store.get()).update, null);
  send("toggle");
  await tell(start, look(0), look(5), look(10));
  assert.equal(linkedConfig(store.get()).update, null);
  send("step", { by: -1 });
  assert.equal(linkedConfig(store.get()).update, 5);
  send("now");
  send("toggle");
  assert.equal(linkedConfig(store.get()).update, 10);
});

test("at rest the untrained networks are looked at, which trains nothing and writes nothing into the link", async () => {
  const { store, runs, tell, second, updates, send } = bench();
  send("remake");
  assert.equal(runs.length, 0);
  await second();
  assert.match(runs[0].query, /&until=0&weights=false$/);
  await tell(start, look(0));
  assert.deepEqual([store.get().status, store.get().playing, updates()], ["idle", false, [0]]);
  assert.deepEqual(store.get().task, { ...store.get().task, example: RECALL.example });
  assert.equal(linkedConfig(store.get()).update, null);
  send("step", { by: -1 });
  assert.equal(store.get().at, null);
  send("toggle");
  assert.doesNotMatch(runs[1].query, /from=|until=/);
  await tell(start, look(0), look(5));
  assert.deepEqual(updates(), [0, 5]);
});

test("of several changes at rest the last one is looked at, once, and an answer to an earlier one is not shown", async () => {
  const { runs, tell, second, updates, send } = bench();
  send("remake");
  await second();
  send("configure", { changes: { seed: 1 } });
  assert.equal(runs[0].signal.aborted, true);
  send("configure", { changes: { seed: 2 } });
  await tell(start, look(0));
  assert.deepEqual(updates(), []);
  await second();
  assert.equal(runs.length, 2);
  assert.match(runs[1].query, /seed=2&until=0&weights=false$/);
  await tell(start, look(0));
  send("configure", { changes: { show: "memory" } });
  await second();
  assert.deepEqual([runs.length, updates()], [2, [0]]);
});

test("where the untrained networks cannot be had, the page says nothing of it and stays as it is", async () => {
  for (const trouble of [new Offline(), new Busy(3), new ApiProblem(422, [{ field: "seed", message: "no" }])]) {
    const { store, runs, tell, second, send } = bench();
    send("remake");
    await second();
    await tell(trouble);
    await second();
    const { status, looks, problems, retryIn } = store.get();
    assert.deepEqual([status, looks, problems, retryIn, runs.length], ["idle", [], [], null, 1]);
  }
});

test("who presses play before the untrained networks were looked at does not wait for that", async () => {
  const { store, runs, tell, second, send } = bench();
  send("remake");
  send("toggle");
  await second();
  assert.equal(runs.length, 1);
  assert.doesNotMatch(runs[0].query, /until=/);
  await tell(start, look(0));
  assert.equal(store.get().status, "training");
});
