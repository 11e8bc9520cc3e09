import assert from "node:assert/strict";
import test from "node:test";
import { STEP, UNROLL, advance, createPlayer, fold, moving, pause, play, seek, step } from "../../../static/js/core/player.js";

const rules = { T: 5, speed: 1, loop: false, snap: false };
const run = (player, ms, changes = {}) => {
  for (let left = ms; left > 0; left -= 10) player = advance(player, Math.min(10, left), { ...rules, ...changes });
  return player;
};

test("a step lasts STEP at speed 1 and half of it at speed 2", () => {
  assert.ok(Math.abs(run(play(createPlayer(0, false), 5), STEP).time - 1) < 1e-9);
  assert.ok(Math.abs(run(play(createPlayer(0, false), 5), STEP, { speed: 2 }).time - 2) < 1e-9);
});

test("playing stops at the last step, and play again starts from the beginning", () => {
  const done = run(play(createPlayer(4, false), 5), 2 * STEP);
  assert.deepEqual([done.time, done.playing], [5, false]);
  assert.deepEqual([play(done, 5).time, play(done, 5).playing], [0, true]);
});

test("backward, time falls from the last step to the first, and play again starts from the last", () => {
  const back = { backward: true };
  const player = play(createPlayer(5, false), 5, true);
  const half = run(player, 400, back);
  assert.ok(half.playing && half.time < 5 && half.time > 3);
  const done = run(player, 5 * STEP, back);
  assert.deepEqual([done.time, done.playing], [0, false]);
  assert.deepEqual([play(done, 5, true).time, play(done, 5, true).playing], [5, true]);
});

test("backward, a step on is one to the left and is played; one to the right is there at once", () => {
  const back = { backward: true };
  const left = step(createPlayer(3, false), -1, 5, false, true);
  assert.deepEqual([left.playing, left.time], [true, 3]);
  assert.deepEqual([run(left, STEP, back).time, run(left, STEP, back).playing], [2, false]);
  assert.equal(step(createPlayer(3, false), 1, 5, false, true).time, 4);
  assert.equal(step(createPlayer(0, false), -1, 5, false, true).time, 0);
});

test("a backward loop starts over at the loss", () => {
  const looping = run(play(createPlayer(0.1, false), 5, true), 200, { loop: true, backward: true });
  assert.deepEqual([looping.time, looping.playing], [0, true]);
  const again = run(looping, STEP, { loop: true, backward: true });
  assert.ok(again.playing && again.time > 3);
});

test("a loop rests at the end and starts over", () => {
  const looping = run(play(createPlayer(4.5, false), 5), STEP, { loop: true });
  assert.equal(looping.time, 5);
  assert.equal(looping.playing, true);
  const again = run(looping, 2 * STEP, { loop: true });
  assert.ok(again.playing && again.time > 0 && again.time < 5);
});

test("play unrolls a folded network before it reads", () => {
  const half = run(play(createPlayer(0, true), 5), UNROLL / 2);
  assert.ok(half.unroll > 0.4 && half.unroll < 0.6);
  assert.equal(half.time, 0);
  assert.ok(run(half, UNROLL / 2 + STEP).time > 0.9);
});

test("folding takes half as long as unrolling, and pauses", () => {
  const player = fold(play(createPlayer(2, false), 5), true);
  assert.equal(player.playing, false);
  assert.equal(run(player, UNROLL / 2 + 20).unroll, 0);
  assert.equal(run(player, UNROLL / 2 + 20).time, 2);
});

test("reduced motion unrolls at once", () => {
  assert.equal(advance(play(createPlayer(0, true), 5), 1, { ...rules, snap: true }).unroll, 1);
});

test("pausing completes nothing", () => {
  const mid = pause(run(play(createPlayer(0, false), 5), 400));
  assert.ok(mid.time > 0.4 && mid.time < 0.5);
  assert.equal(moving(mid), false);
});

test("a step forward plays one step and stops there", () => {
  const stepping = step(createPlayer(2, false), 1, 5, false);
  assert.equal(stepping.playing, true);
  const done = run(stepping, 2 * STEP);
  assert.deepEqual([done.time, done.playing, done.until], [3, false, null]);
});

test("pressing again while a step plays goes on to the step after it", () => {
  const twice = step(run(step(createPlayer(2, false), 1, 5, false), 300), 1, 5, false);
  assert.equal(twice.time, 3);
  assert.equal(run(twice, 2 * STEP).time, 4);
});

test("a step forward from mid-step ends where that step ends", () => {
  assert.equal(run(step(createPlayer(2.4, false), 1, 5, false), 2 * STEP).time, 3);
});

test("a step back is at once, and never before the start; reduced motion steps forward at once too", () => {
  assert.equal(step(createPlayer(2.4, false), -1, 5, false).time, 2);
  assert.equal(step(createPlayer(0, false), -1, 5, false).time, 0);
  assert.deepEqual(step(createPlayer(2, false), 1, 5, true).time, 3);
});

test("seeking stays inside the sequence and unrolls", () => {
  assert.equal(seek(createPlayer(0, true), Infinity, 5).time, 5);
  assert.equal(seek(createPlayer(3, true), -4, 5).time, 0);
  assert.equal(seek(createPlayer(3, true), 4, 5).aim, 1);
});

test("there is nothing to play in an empty sequence", () => {
  assert.equal(play(createPlayer(0, true), 0).playing, false);
});
