import assert from "node:assert/strict";
import test from "node:test";
import { linesOf, shortLabel, tokenText } from "../../../static/js/lib/label-text.js";

test("white space is shown and long numbers are cut, a negative number has a true minus", () => {
  assert.deepEqual([" ", "\n", "a", "-1.5"].map(tokenText), ["␣", "⏎", "a", "−1.5"]);
  assert.equal(shortLabel("3.14159265", 6), "3.141…");
  assert.equal(shortLabel("👩‍🚀", 3), "👩‍🚀");
});

test("a title too long for a line takes two, and only what is longer still is cut", () => {
  const lines = (label) => linesOf(label, 9, 10);
  assert.deepEqual(lines("Reel"), ["Reel"]);
  assert.deepEqual(lines("Minor jig"), ["Minor jig"]);
  assert.deepEqual(lines("Ode to Joy"), ["Ode to", "Joy"]);
  assert.deepEqual(lines("Au clair de la lune"), ["Au clair", "de la lune"]);
  assert.deepEqual(lines("Charlemagne"), ["Charlema…"]);
  assert.deepEqual(lines("Charlemagne the Great"), ["Charlemag…", "the Great"]);
  assert.deepEqual(lines("a very long title of a song"), ["a very", "long titl…"]);
});
