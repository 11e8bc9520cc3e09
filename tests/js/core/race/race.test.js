import assert from "node:assert/strict";
import test from "node:test";
import { blendRace, decodeRace, mainLane, raceBlendable } from "../../../../static/js/core/race/race.js";
import { answers } from "../../race.js";

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
