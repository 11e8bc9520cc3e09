import assert from "node:assert/strict";
import test from "node:test";
import { raceField } from "../../../../static/js/core/race/config.js";
import { knobPosition, knobValue } from "../../../../static/js/views/race/knobs.js";

const close = (a, b) => assert.ok(Math.abs(a - b) < 1e-5, `${a} is not ${b}`);

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
