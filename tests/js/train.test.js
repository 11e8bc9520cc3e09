import assert from "node:assert/strict";
import test from "node:test";
import { ApiProblem, Offline } from "../../static/js/core/api.js";
import { TRAIN_FIELDS, runQuery, trainQuery } from "../../static/js/core/train-config.js";
import { createTrainStore, shownLook } from "../../static/js/core/train-store.js";
import { Busy, createRuns } from "../../static/js/core/train-stream.js";
import { linePath, plotFrame, updateAt, updateX } from "../../static/js/lib/plot.js";
import { verdict } from "../../static/js/views/train/sentence.js";

const DEFAULTS = Object.fromEntries(TRAIN_FIELDS.map(({ name, fallback }) => [name, fallback]));
const TASK = { labels: ["A", "B"], guess: { loss: 0.69, metric: 0.5 }, unseen: 4, example: ["A", "x", "?"] };
const look = (update) => ({ name: "progress", data: { update, seconds_left: 1, cells: {}, samples: [] } });
const start = { name: "start", data: { ...TASK, example: { inputs: TASK.example, targets: ["A"] }, updates: 300 } };
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
    config: { ...DEFAULTS, ...changes }, task: TASK, problems: [], open,
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
  assert.match(runs[1].query, /&from=5$/);
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
  assert.match(runs[1].query, /every=20&from=5/);
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
  assert.match(runs[0].query, /updates=40&from=40/);
});

const streamed = (chunks, status = 200, headers = {}) => async () =>
  new Response(new ReadableStream({ start: (out) => (chunks.forEach((chunk) => out.enqueue(new TextEncoder().encode(chunk))), out.close()) }), { status, headers });
const heard = async (fetch) => {
  const names = [];
  for await (const event of createRuns({ fetch })("cell=lstm", new AbortController().signal)) names.push(event.name);
  return names;
};

test("events are read across the seams of the stream, and comments are passed over", async () => {
  const cell = '{"memory":{"dtype":"f4","shape":"1, 1","bdata":"AACAPw=="}}';
  const text = `event: start\ndata: {}\n\n: ping\n\nevent: progress\ndata: {"cells":{"lstm":${cell}}}\n\nevent: end\ndata: {}\n\n`;
  for (const seam of [1, 20, 40, 70]) {
    assert.deepEqual(await heard(streamed([text.slice(0, seam), text.slice(seam)])), ["start", "progress", "end"]);
  }
});

test("a stream that stops before its end was cut; a full server says when to come back", async () => {
  await assert.rejects(heard(streamed(["event: start\ndata: {}\n\n"])), Offline);
  await assert.rejects(heard(streamed(["{}"], 503, { "retry-after": "8" })), (error) => error instanceof Busy && error.seconds === 8);
  const problem = JSON.stringify({ detail: "x", errors: [{ pointer: "/seed", detail: "is -1" }] });
  await assert.rejects(heard(streamed([problem], 422)), (error) => error instanceof ApiProblem && error.problems[0].field === "seed");
});

test("the address names what differs from the defaults, a run its cells and no wishes of the page", () => {
  assert.equal(trainQuery(DEFAULTS), "");
  const config = { ...DEFAULTS, cell: ["rnn", "lstm"], seed: 5, show: "memory" };
  assert.equal(trainQuery(config), "cell=rnn,lstm&seed=5&show=memory");
  assert.equal(runQuery(config, 0), "cell=rnn,lstm&seed=5");
});

test("places on the axis of updates lead back to their updates, and values beyond an axis run along its edge", () => {
  const frame = plotFrame(500);
  for (const update of [0, 120, 300]) assert.ok(Math.abs(updateAt(frame, updateX(frame, update, 300), 300) - update) < 1e-9);
  assert.equal(linePath([{ x: 0, v: 5 }, { x: 1, v: null }, { x: 2, v: 1 }], (v) => v, [0, 2]), "M0.0 2.0M2.0 1.0");
});

test("the words follow the figures", () => {
  const words = { _: (text, values = {}) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]), format: { percent: String } };
  const said = (metric, diverged = null) => verdict({ metric, diverged }, "GRU", 0.25, words);
  assert.equal(said(1), "the GRU names it every time");
  assert.equal(said(0.9), "the GRU nearly always does");
  assert.equal(said(0.5), "the GRU tells some letters apart");
  assert.equal(said(0.3), "the GRU still guesses");
  assert.match(said(1, "loss"), /ten times that of a guess: try a smaller learning rate/);
});
