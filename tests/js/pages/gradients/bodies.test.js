import assert from "node:assert/strict";
import test from "node:test";
import { RACE_DEFAULTS, raceKey, raceQuery } from "../../../../static/js/core/race/config.js";
import { lossBody, racersOf } from "../../../../static/js/pages/gradients/bodies.js";

const MADE = { networks: { lstm: { cell: "lstm" }, rnn: { cell: "rnn" } }, example: { input: { text: "ab" }, targets: ["x", "y", "x"] } };
const RUN = {
  steps: [{ emit: false }, { emit: true }, { emit: false }, { emit: true }, { emit: true }].map((step) => ({ label: "a", ...step })),
  outputs: { kind: "softmax", labels: ["x", "y"], values: [null, [0.9, 0.1], null, [0.2, 0.8], [0.3, 0.7]] },
};
const body = (changes, all) => lossBody({ ...RACE_DEFAULTS, trained: "r", ...changes }, MADE, "lstm", RUN, all);

test("the loss of the example is that of its last answer, or of the one at the step that is asked for", () => {
  assert.deepEqual(body({}), {
    body: { network: { cell: "lstm" }, input: { text: "ab" }, target: [null, null, "x"], loss: { at: "own" } },
    answer: { kind: "softmax", right: "x", known: true, read: ["a", "a", "a", "a", "a"] },
  });
  assert.deepEqual(body({ at: 4 }).body.target, [null, "y", null]);
  assert.deepEqual(body({ at: 4 }, true).body.target, ["x", "y", "x"]);
});

test("of a text whose answer nobody gave, what the network says counts as right", () => {
  const { body: asked, answer } = body({ input: "text", text: "other" });
  assert.deepEqual([asked.input, asked.target, answer.known], [{ text: "other" }, [null, null, "y"], false]);
  assert.deepEqual(body({ input: "text", text: "other" }, true).body.target, ["x", "y", "y"]);
  assert.equal(body({ input: "text", text: "ab" }).answer.right, "x");
});

test("a step that emits nothing is left to the engine to refuse", () => {
  assert.deepEqual(body({ at: 3 }).body, { network: { cell: "lstm" }, input: { text: "ab" }, loss: { at: 3 } });
});

test("the racers keep the order of the page, and the address of trained networks names no knob", () => {
  assert.deepEqual(racersOf(MADE), ["rnn", "lstm"]);
  const config = { ...RACE_DEFAULTS, trained: "cell=rnn&until=3", hidden_size: 9, length: 7, clip: 2 };
  assert.equal(raceQuery(config), "clip=2&trained=cell%3Drnn%26until%3D3");
  assert.match(raceQuery({ ...config, input: "text" }), /text=hello\+world/);
  assert.equal(raceKey(config), raceKey({ ...config, seed: 5, length: 9 }));
  assert.notEqual(raceKey(config), raceKey({ ...config, at: 2 }));
});

test("a forecast has its loss where what came is known", () => {
  const made = { networks: MADE.networks, example: { input: { series: [1, 2] }, targets: [[3], [4]] } };
  const at = (t) => lossBody({ ...RACE_DEFAULTS, trained: "r", at: t }, made, "lstm", RUN);
  assert.deepEqual([at(null).body.target, at(null).answer.right], [[null, [4], null], [4]]);
  assert.deepEqual([at(5).body.target, at(5).answer], [[null, null, null], { kind: "softmax", right: null, known: true, read: null }]);
});
