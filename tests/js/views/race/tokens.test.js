import assert from "node:assert/strict";
import test from "node:test";
import { fitted, lettersFor, tokenOf } from "../../../../static/js/views/race/tokens.js";

test("a step shows as many letters of what it reads as it has room for, and a note its name first of all", () => {
  assert.deepEqual([6, 14, 40].map(lettersFor), [0, 1, 5]);
  const race = { answer: { read: [" ", "E4:1.5", "person"] } };
  const names = { person: "who", "♪E": "mi" };
  assert.deepEqual([1, 2, 3, 4].map((t) => tokenOf(race, t, names)), ["␣", "mi4·1½", "who", ""]);
  assert.equal(tokenOf({ answer: null }, 1, names), "");
  assert.deepEqual([fitted("mi4·1½", 3), fitted("mi4·1½", 6), fitted("Lovelace", 4)], ["mi", "mi4·1½", "Lov…"]);
});
