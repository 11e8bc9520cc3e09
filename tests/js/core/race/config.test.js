import assert from "node:assert/strict";
import test from "node:test";
import { RACE_DEFAULTS, raceKey, raceQuery, racerQuery } from "../../../../static/js/core/race/config.js";

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
