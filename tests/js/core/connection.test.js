import assert from "node:assert/strict";
import test from "node:test";
import { createConnection } from "../../../static/js/core/connection.js";
import { ApiProblem, Busy, Offline } from "../../../static/js/core/errors.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A connection with a hand on its answers and its clock. */
function bench(options = {}) {
  const [sent, shown, timers] = [[], [], []];
  let line = {};
  const connection = createConnection({
    send: (question, signal) => new Promise((resolve, reject) => sent.push({ question, signal, resolve, reject })),
    show: (question, answer) => shown.push([question, answer]),
    change: (changes) => void (line = { ...line, ...changes }),
    timer: { set: (f, ms) => (timers.push({ f, ms }), timers.at(-1)), clear: (one) => void (timers.includes(one) && timers.splice(timers.indexOf(one), 1)) },
    ...options,
  });
  return { connection, sent, shown, timers, line: () => line, pass: () => timers.shift().f() };
}

test("a question is loading, then its answer is shown and the line is ready", async () => {
  const { connection, sent, shown, line } = bench();
  connection.ask("a");
  assert.equal(line().status, "loading");
  sent[0].resolve(1);
  await settled();
  assert.deepEqual([shown, line().status, line().problems], [[["a", 1]], "ready", []]);
});

test("without patience a newer question puts the older aside at once", async () => {
  const { connection, sent, shown } = bench();
  connection.ask("a");
  connection.ask("b");
  assert.equal(sent[0].signal.aborted, true);
  sent[0].resolve(1);
  sent[1].resolve(2);
  await settled();
  assert.deepEqual(shown, [["b", 2]]);
});

test("with patience the older answer is shown while it comes in time, then the newest question is sent", async () => {
  const { connection, sent, shown, timers } = bench({ patience: 150 });
  for (const question of ["a", "b", "c"]) connection.ask(question);
  assert.deepEqual([sent.length, timers.map(({ ms }) => ms)], [1, [150]]);
  sent[0].resolve(1);
  await settled();
  assert.deepEqual([shown, sent.at(-1).question, sent.length, timers.length], [[["a", 1]], "c", 2, 0]);
});

test("with patience an answer that is overdue is put aside", async () => {
  const { connection, sent, shown, pass } = bench({ patience: 150 });
  connection.ask("a");
  connection.ask("b");
  pass();
  sent[0].reject(sent[0].signal.reason);
  await settled();
  assert.deepEqual([shown, sent.at(-1).question], [[], "b"]);
});

test("a refusal says why, and is not asked again", async () => {
  const { connection, sent, timers, line } = bench();
  connection.ask("a");
  sent[0].reject(new ApiProblem(422, [{ field: "gain", message: "is too large" }]));
  await settled();
  assert.deepEqual([line().status, line().problems, timers.length], ["refused", [{ field: "gain", message: "is too large" }], 0]);
});

for (const [what, error, seconds] of [["nobody answers", new Offline(), 5], ["all are busy", new Busy(2), 2]]) {
  test(`where ${what} the seconds are counted down and the question is asked again`, async () => {
    const { connection, sent, line, pass } = bench();
    connection.ask("a");
    sent[0].reject(error);
    await settled();
    for (let left = seconds; left > 0; left--) {
      assert.equal(line().retryIn, left);
      pass();
    }
    assert.deepEqual([line().status, line().retryIn, sent.map(({ question }) => question)], ["loading", null, ["a", "a"]]);
  });
}

test("who finds out elsewhere that nobody answers starts the same countdown", () => {
  const { connection, sent, line, pass } = bench();
  connection.lost("a");
  assert.deepEqual([line().status, line().retryIn], ["offline", 5]);
  for (let i = 0; i < 5; i++) pass();
  assert.deepEqual(sent.map(({ question }) => question), ["a"]);
});

test("nothing more is heard of a question that was dropped", async () => {
  const { connection, sent, shown, timers, line } = bench();
  connection.ask("a");
  connection.drop();
  sent[0].reject(new Offline());
  await settled();
  assert.deepEqual([sent[0].signal.aborted, shown, timers.length, line().status], [true, [], 0, "loading"]);
});
