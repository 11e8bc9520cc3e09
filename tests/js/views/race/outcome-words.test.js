import assert from "node:assert/strict";
import test from "node:test";
import { outcomeOf, outcomeSentence, reason } from "../../../../static/js/views/race/outcome-words.js";
import { raceState, words } from "../../race.js";

const lane = (share, horizon = null) => ({ state: "h", share: Float32Array.from(share), start: 0, horizon: { share: horizon, float32: null } });

test("what became of a gradient: it vanishes, survives, explodes, or has no way at all", () => {
  assert.deepEqual(outcomeOf(lane([0, -1, -2.1, -3], 2), "share"), { kind: "vanishes", steps: 2, left: -3 });
  assert.equal(outcomeOf(lane([0, -1, -1]), "share").kind, "survives");
  assert.equal(outcomeOf(lane([0, -3, 3.5], 1), "share").kind, "explodes");
  assert.equal(outcomeOf(lane([0]), "share").kind, "nothing");
  assert.equal(outcomeOf(lane([]), "share").kind, "nothing");
});

test("the sentence names who is blind beyond where, and who carries", () => {
  const state = raceState({ rnn: [-4, -2, 0], gru: [-1, -1, 0], lstm: [-1, 0, 0], c: [-1, 0, 0] }, { horizons: { rnn: 1 } });
  assert.equal(outcomeSentence(state, words),
    "The RNN is blind beyond <b>1 step</b>. The GRU carries the signal to the start. The LSTM’s cell state carries the signal to the start.");
  assert.match(outcomeSentence({ ...state, time: 1 }, words), /Backpropagation/);
  assert.match(outcomeSentence({ ...state, time: 0 }, words), /Press play/);
});

test("a reason is given only where the numbers have it", () => {
  const vanished = { rnn: [-4, 0], gru: [-4, 0], lstm: [-4, 0], c: [-4, 0] };
  const all = { rnn: 1, gru: 1, lstm: 1 };
  assert.match(reason(raceState(vanished, { horizons: all, kept: -0.3 }), words), /^An LSTM vanishes too: its forget gates keep 50/);
  assert.match(reason(raceState(vanished, { horizons: { rnn: 1, gru: 1 } }), words), /^A GRU without a bias/);
  assert.match(reason(raceState(vanished, { horizons: { rnn: 1 } }), words), /^Each step back multiplies the RNN’s gradient by at most 0.50/);
  assert.match(reason(raceState({ ...vanished, rnn: [4, 0] }), words), /Clipping/);
  assert.match(reason(raceState(vanished, { overflow: 7 }), words), /overflows at step 7/);
  assert.equal(reason(raceState({ rnn: [-1, 0] }), words), "");
});

test("what is right is called as the pages call it", () => {
  const state = raceState({ rnn: [-1, 0] });
  const taught = (answer) => ({ ...state, race: { ...state.race, answer } });
  const names = { date: "when" };
  assert.match(reason(taught({ kind: "softmax", right: "date", known: true }), { ...words, names }), /at step 2, where “when” is right/);
  assert.match(reason(taught({ kind: "softmax", right: "7", known: true }), { ...words, names }), /where “7” is right/);
  assert.match(reason(taught({ kind: "linear", right: [0.5, -1], known: true }), words), /where 0\.50, −1\.00 is right/);
});
