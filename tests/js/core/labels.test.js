// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { targetsIn, withNames, withoutNames } from "../../../static/js/core/labels.js";

test("what would be right is read by the names of the page and by the labels themselves", () => {
  const names = { person: "qui", place: "où", "♪C": "do" };
  const labels = ["–", "person", "place"];
  assert.equal(withNames("person – place", labels, names), "qui – où");
  assert.equal(withoutNames("qui – où", labels, names), "person – place");
  assert.equal(withoutNames("Person - OU do", labels, names), "person – place do");
  assert.equal(withoutNames(" 2024–05-03 ", [..."0123456789-"], names), "2024-05-03");
});

test("notes are read as everywhere on the page, and typed in any way that says the same", () => {
  const names = { "♪C": "do", "♪D": "ré", "♪E": "mi", "♪G": "sol", "■": "fin" };
  const labels = ["E4:0.5", "E4:1", "E4:1.5", "D4:1", "G♯3:2", "C4:1.25", "■"];
  const text = labels.join(" ");
  assert.equal(withNames(text, labels, names), "mi4·½ mi4·1 mi4·1½ ré4·1 sol♯3·2 do4·1¼ fin");
  for (const typed of [text, withNames(text, labels, names), withNames(text, labels, {}), "mi4·0,5 MI4 e4·1.5 re4 sol#3·2 C4:1¼ Fin"]) {
    assert.equal(withoutNames(typed, labels, names), text);
  }
  assert.equal(withoutNames("E4·7 H4", labels, names), "E4·7 H4");
});

test("targets are the signs of a text, or its words", () => {
  assert.deepEqual(targetsIn("20-1", ["0", "1", "2", "-"]), ["2", "0", "-", "1"]);
  assert.deepEqual(targetsIn(" person –  place ", ["person", "–", "place"]), ["person", "–", "place"]);
  assert.equal(targetsIn("", ["a"]), null);
});
