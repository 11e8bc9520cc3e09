import assert from "node:assert/strict";
import test from "node:test";
import { csv, fileName } from "../../../static/js/core/export.js";
import { complete } from "../complete.js";

const answer = {
  steps: [{ t: 1, label: "," }, { t: 2, label: '"' }, { t: 3, label: "\n" }, { t: 4, label: " " }, { t: 5, label: "e\u0301" }],
  layers: [
    { layer: 0, direction: "forward", hidden_size: 2, signals: { c: [[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]], h: [[0.1, -0.30000000000000004], [5e-324, 1e21], [null, 0], [1, 1], [1, 1]] } },
    { layer: 1, direction: "reverse", hidden_size: 1, signals: { h: [[0.5], [0.25], [1], [2], [3]] } },
  ],
};
/** RFC 4180, read by a regular expression. */
const readCsv = (text) =>
  [...text.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/g)].map(([, line]) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, q, plain]) => (q === undefined ? plain : q.replace(/""/g, '"'))),
  );
const rows = readCsv([...csv(answer)].join(""));

test("the table is tidy: a header, then one number a row, step by step", () => {
  assert.deepEqual(rows[0], ["t", "label", "layer", "direction", "signal", "unit", "value"]);
  assert.equal(rows.length, 1 + 5 * (2 + 2 + 1));
  assert.deepEqual(rows.slice(1, 6), [
    ["1", ",", "1", "forward", "c", "1", "1"],
    ["1", ",", "1", "forward", "c", "2", "2"],
    ["1", ",", "1", "forward", "h", "1", "0.1"],
    ["1", ",", "1", "forward", "h", "2", "-0.30000000000000004"],
    ["1", ",", "2", "reverse", "h", "1", "0.5"],
  ]);
});

test("labels survive, whatever character they are", () => {
  for (const { t, label } of answer.steps) assert.equal(rows.find((row) => row[0] === String(t))[1], label);
});

test("numbers read back to the same float64, and what is not finite is left empty", () => {
  const h = (t) => rows.filter((row) => row[0] === String(t) && row[4] === "h" && row[3] === "forward").map((row) => row[6]);
  assert.deepEqual(h(2).map(Number), [5e-324, 1e21]);
  assert.deepEqual(h(3), ["", "0"]);
});

test("a file is named after what it holds, in characters that every file system takes", () => {
  assert.equal(fileName(complete({ text: "Hello, world!" }), "csv"), "unrolled-lstm-hello-world.csv");
  assert.equal(fileName(complete({ text: "../..\\: été" }), "json"), "unrolled-lstm-été.json");
  assert.equal(fileName(complete({ text: "?" }), "svg"), "unrolled-lstm.svg");
  assert.equal(fileName(complete({ series: [1, 2, 3] }), "png"), "unrolled-lstm-series-3.png");
  assert.ok([...fileName(complete({ text: "𝛔".repeat(500) }), "json")].length < 70);
});
