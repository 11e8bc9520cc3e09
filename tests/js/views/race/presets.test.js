import assert from "node:assert/strict";
import test from "node:test";
import { RACE_DEFAULTS } from "../../../../static/js/core/race/config.js";
import { presetOf, presetSettings } from "../../../../static/js/views/race/presets.js";

test("a preset is recognised whatever the seed, the size and what is only looked at", () => {
  const presets = [{ title: "a", lesson: "", settings: {} }, { title: "b", lesson: "", settings: { spectral_radius: 2 } }];
  assert.equal(presetOf(presets, { ...RACE_DEFAULTS, seed: 9, hidden_size: 3, map: "gru", t: 1 }), presets[0]);
  assert.equal(presetOf(presets, { ...RACE_DEFAULTS, ...presetSettings(presets[1]) }), presets[1]);
  assert.equal(presetOf(presets, { ...RACE_DEFAULTS, forget_bias: 1 }), null);
});
