// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { named, targetsIn, unnamed } from "../../../static/js/core/labels.js";

test("what would be right is read by the names of the page and by the labels themselves", () => {
  const names = { person: "qui", place: "où", "♪C": "do" };
  const labels = ["–", "person", "place"];
  assert.equal(named("person – place", labels, names), "qui – où");
  assert.equal(unnamed("qui – où", labels, names), "person – place");
  assert.equal(unnamed("Person - OU do", labels, names), "person – place do");
  assert.equal(unnamed(" 2024–05-03 ", [..."0123456789-"], names), "2024-05-03");
});

test("notes are read as everywhere on the page, and typed in any way that says the same", () => {
  const names = { "♪C": "do", "♪D": "ré", "♪E": "mi", "♪G": "sol", "■": "fin" };
  const labels = ["E4:0.5", "E4:1", "E4:1.5", "D4:1", "G♯3:2", "C4:1.25", "■"];
  const text = labels.join(" ");
  assert.equal(named(text, labels, names), "mi4·½ mi4·1 mi4·1½ ré4·1 sol♯3·2 do4·1¼ fin");
  for (const typed of [text, named(text, labels, names), named(text, labels, {}), "mi4·0,5 MI4 e4·1.5 re4 sol#3·2 C4:1¼ Fin"]) {
    assert.equal(unnamed(typed, labels, names), text);
  }
  assert.equal(unnamed("E4·7 H4", labels, names), "E4·7 H4");
});

test("targets are the signs of a text, or its words", () => {
  assert.deepEqual(targetsIn("20-1", ["0", "1", "2", "-"]), ["2", "0", "-", "1"]);
  assert.deepEqual(targetsIn(" person –  place ", ["person", "–", "place"]), ["person", "–", "place"]);
  assert.equal(targetsIn("", ["a"]), null);
});
