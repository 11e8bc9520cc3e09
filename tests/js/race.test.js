import assert from "node:assert/strict";
import test from "node:test";
import { decodeRace, mainLane, blendRace, raceBlendable } from "../../static/js/core/race.js";
import { RACE_DEFAULTS, raceField, raceKey, raceQuery, racerQuery } from "../../static/js/core/race-config.js";
import { createFormat } from "../../static/js/lib/format.js";
import { bestPlace } from "../../static/js/lib/labels.js";
import { litSpans, raceGrid } from "../../static/js/lib/lane.js";
import { curvePath, decades, range, ticks } from "../../static/js/views/race/curves.js";
import { knobPosition, knobValue } from "../../static/js/views/race/knobs.js";
import { mapPixels, tops } from "../../static/js/views/race/map.js";
import { outcomeOf, outcomeSentence, reason } from "../../static/js/views/race/outcome.js";
import { presetOf, presetSettings } from "../../static/js/views/race/presets.js";
import { fitted, lettersFor, tokenOf } from "../../static/js/views/race/tokens.js";
import { answers, raceState, words } from "./race.js";

const lane = (share, horizon = null) => ({ state: "h", share: Float32Array.from(share), start: 0, horizon: { share: horizon, float32: null } });
const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-5, `${a} is not ${b}`);

test("an answer becomes what is left by distance from the loss", () => {
  const race = decodeRace(answers({ rnn: [-4, -2, 0.5], lstm: [-1, -1, 0], c: [-0.5, -0.25, 0] }));
  assert.deepEqual([race.T, race.from], [3, 3]);
  assert.deepEqual([...race.runners.rnn.lanes[0].share], [0, -2.5, -4.5]);
  assert.equal(race.runners.rnn.lanes[0].start, 0.5);
  assert.equal(mainLane(race.runners.lstm).state, "c");
});

test("a loss before the end starts the way there, and a gradient of zero is minus infinity", () => {
  const race = decodeRace(answers({ rnn: [-Infinity, -1, 0, NaN] }, { steps: 3 }));
  assert.deepEqual([race.T, race.from], [4, 3]);
  assert.deepEqual([...race.runners.rnn.lanes[0].share], [0, -1, -Infinity]);
});

test("a cell that overflowed starts its way where its numbers are good", () => {
  const parts = answers({ rnn: [-2, 0, NaN, NaN] }, { steps: 4 });
  parts.rnn.loss.steps = [2];
  const race = decodeRace(parts);
  assert.equal(race.from, 4);
  assert.equal(race.runners.rnn.lanes[0].share.length, 2);
});

test("between two races lie races of the same shape, and exact zeros stay zeros", () => {
  const [a, b] = [decodeRace(answers({ rnn: [-4, 0] })), decodeRace(answers({ rnn: [-Infinity, 0], gru: [-2, 0] }))];
  const half = blendRace(a, b, 0.5);
  assert.deepEqual([...half.runners.rnn.lanes[0].share], [0, -Infinity]);
  close(half.runners.gru.lanes[0].share[1], -1.5);
  assert.ok(raceBlendable(a, b));
  assert.ok(!raceBlendable(a, decodeRace(answers({ rnn: [-4, -1, 0] }))));
});

test("a racer is asked for its own settings only, so that another's knob leaves its answer in the browser's cache", () => {
  const changed = { ...RACE_DEFAULTS, forget_bias: 3 };
  assert.equal(racerQuery(changed, "rnn"), racerQuery(RACE_DEFAULTS, "rnn"));
  assert.notEqual(racerQuery(changed, "lstm"), racerQuery(RACE_DEFAULTS, "lstm"));
  assert.equal(raceKey({ ...RACE_DEFAULTS, horizon: "float32", t: 3, lang: "fr" }), raceKey(RACE_DEFAULTS));
  assert.equal(racerQuery({ ...RACE_DEFAULTS, input: "text", text: "a b", at: 2 }, "gru"),
    "cell=gru&hidden_size=24&spectral_radius=0.5&scheme=orthogonal&update_bias=0&seed=0&text=a+b&at=2");
});

test("the page as it opens by itself has an empty query, and a query says what differs", () => {
  assert.equal(raceQuery(RACE_DEFAULTS), "");
  assert.equal(raceQuery({ ...RACE_DEFAULTS, spectral_radius: 1, t: 0, text: "unused" }), "spectral_radius=1&t=0");
  assert.equal(raceQuery({ ...RACE_DEFAULTS, input: "text", length: 99 }), "input=text");
});

test("a knob goes to every value of its range, and its handle to where the value is", () => {
  for (const name of ["length", "hidden_size", "spectral_radius", "forget_bias", "update_bias"]) {
    const field = raceField(name);
    assert.equal(knobValue(field, 0), field.min);
    assert.equal(knobValue(field, 100), field.max);
    for (let position = 0; position <= 100; position += 0.5) {
      const value = knobValue(field, position);
      assert.equal(knobValue(field, knobPosition(field, value)), value, `${name} = ${value}`);
    }
  }
  close(knobPosition(raceField("length"), 100), 50); // 5 to 2000 by its logarithm
});

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

test("a preset is recognised whatever the seed, the size and what is only looked at", () => {
  const presets = [{ title: "a", lesson: "", settings: {} }, { title: "b", lesson: "", settings: { spectral_radius: 2 } }];
  assert.equal(presetOf(presets, { ...RACE_DEFAULTS, seed: 9, hidden_size: 3, map: "gru", t: 1 }), presets[0]);
  assert.equal(presetOf(presets, { ...RACE_DEFAULTS, ...presetSettings(presets[1]) }), presets[1]);
  assert.equal(presetOf(presets, { ...RACE_DEFAULTS, forget_bias: 1 }), null);
});

test("lanes have a box a step, and a column of the screen where steps are narrower", () => {
  const few = raceGrid(500, 20, 60);
  assert.deepEqual([few.width, few.pitch], [440, 22]);
  const boxes = litSpans(Float32Array.from([0, -1, -2]), few, 1);
  assert.deepEqual(boxes.map(([, , log10]) => log10), [0, -1, -2]);
  assert.ok(boxes[0][0] > boxes[1][0]); // the loss is on the right
  const many = raceGrid(460, 2000, 60);
  const columns = litSpans(Float32Array.from({ length: 2000 }, (_, k) => -k), many, 1);
  assert.equal(columns.length, 400);
  assert.equal(columns.at(-1)[2], -2);
  assert.ok(columns[0][2] <= -1995);
});

test("a curve leaves a gap where a gradient is exactly zero, and always reaches its last point", () => {
  const path = curvePath(Float32Array.from([0, -1, -Infinity, -3, -4]), (k) => k, (v) => v, 1);
  assert.equal(path, "M0.0 0.0L1.0 -1.0M3.0 -3.0L4.0 -4.0");
  assert.match(curvePath(new Float32Array(100), (k) => k, (v) => v, 7), /L99\.0 0\.0$/);
});

test("the axis holds everything, has few lines and no more numbers than have room", () => {
  assert.deepEqual(range(decodeRace(answers({ rnn: [-2000.4, 0], gru: [5.2, 0] }))), [-2001, 6]);
  assert.deepEqual(range(decodeRace(answers({ rnn: [-Infinity, 0] }))), [-3, 0]);
  for (const span of [3, 12, 100, 2000, 20000]) assert.ok(span / decades(span) <= 21);
  for (const [steps, pitch] of [[40, 22], [2000, 0.4], [5, 180]]) {
    const found = ticks(steps, pitch);
    assert.ok(found.every((k, i) => k < steps && (i === 0 || (k - found[i - 1]) * pitch >= 47)));
  }
});

test("a name stands beside its own curve and on no other", () => {
  const heightAt = (k) => 100 + k;
  const place = { width: 60, from: 40, x: (k) => (39 - k) * 20, left: 0, right: 800, low: 240 };
  const box = bestPlace({ ...place, heightAt, others: [(k) => 80 + k], taken: [] });
  assert.ok(box.top > 100);
  const next = bestPlace({ ...place, heightAt, others: [], taken: [box] });
  assert.ok(Math.abs(next.left - box.left) > 60 || Math.abs(next.top - box.top) >= 16);
  assert.equal(bestPlace({ ...place, heightAt: () => NaN, others: [], taken: [] }), null);
});

test("the map is coloured by its largest, or each row by its own, and empty where the loss comes first", () => {
  const map = { cell: "rnn", T: 2, sizes: Float32Array.from([0, -Infinity, -1, -2]), sumError: 0 };
  assert.deepEqual([...tops(map, "absolute")], [0, 0]);
  assert.deepEqual([...tops(map, "relative")], [0, -1]);
  const ramp = Uint32Array.from({ length: 4 }, (_, i) => i + 10);
  assert.deepEqual([...mapPixels(map, "absolute", 3, ramp)], [13, 0, 12, 11]);
  assert.deepEqual([...mapPixels(map, "relative", 3, ramp)], [13, 0, 13, 12]);
});

test("sizes and shares are written with the digits that matter, in both languages", () => {
  const [en, fr] = ["en", "fr"].map(createFormat);
  assert.deepEqual([0, -0.55, -1.5, -2.5, -12.3, -2000.5, -Infinity].map(en.share), ["100\u202f%", "28\u202f%", "3\u202f%", "0.3\u202f%", "5 × 10⁻¹³", "3 × 10⁻²⁰⁰¹", "0"]);
  assert.deepEqual([0.5, 1.2, 2.43, 5.3].map(en.size), ["3.2", "16", "270", "2 × 10⁵"]);
  assert.equal(en.size(-0.001), "1 × 10⁰");
  assert.equal(fr.share(-2.5), "0,3\u202f%");
  assert.equal(en.tenTo(-12), "10⁻¹²");
});

test("a step shows as many letters of what it reads as it has room for, and a note its name first of all", () => {
  assert.deepEqual([6, 14, 40].map(lettersFor), [0, 1, 5]);
  const race = { answer: { read: [" ", "E4:1.5", "person"] } };
  const names = { person: "who", "♪E": "mi" };
  assert.deepEqual([1, 2, 3, 4].map((t) => tokenOf(race, t, names)), ["␣", "mi4·1½", "who", ""]);
  assert.equal(tokenOf({ answer: null }, 1, names), "");
  assert.deepEqual([fitted("mi4·1½", 3), fitted("mi4·1½", 6), fitted("Lovelace", 4)], ["mi", "mi4·1½", "Lov…"]);
});
