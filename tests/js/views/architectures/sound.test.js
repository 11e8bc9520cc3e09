// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { noteOf } from "../../../../static/js/core/notes.js";
import { frequencyOf } from "../../../../static/js/views/architectures/sound.js";

test("notes have the pitch that their names say", () => {
  const note = (/** @type {string} */ label) => frequencyOf(/** @type {any} */ (noteOf(label)));
  assert.equal(note("A4:1"), 440);
  assert.equal(note("A3:2"), 220);
  assert.ok(Math.abs(note("C4:1") - 261.626) < 0.001);
  assert.equal(note("E♭4:1"), note("D♯4:1"));
  assert.equal(noteOf("E♭4:1.5")?.beats, 1.5);
  assert.equal(noteOf("■"), null);
});
