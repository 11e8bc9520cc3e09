import assert from "node:assert/strict";
import test from "node:test";
import { parseField, unfitRows } from "../../../static/js/core/parse-field.js";
import { fieldOf, serialise } from "../../../static/js/core/run/config.js";
import { complete } from "../complete.js";

test("an empty text is not a mistake", () => {
  assert.equal(parseField(fieldOf("text"), "").value, "");
  assert.equal(serialise(complete({ text: "" })), "cell=lstm&text=");
});

for (const [name, text] of [
  ["hidden_size", "0"], ["hidden_size", "257"], ["hidden_size", "2.5"], ["hidden_size", ""], ["hidden_size", "0x8"], ["hidden_size", "1e999"],
  ["num_layers", "five"], ["seed", "-1"], ["seed", "9007199254740993"], ["gain", "NaN"], ["gain", "Infinity"], ["gain", "1e999"], ["gain", "1,5"],
  ["cell", "LSTM"], ["form", ""], ["bidirectional", "yes"], ["generate", "-1"], ["speed", "100"],
  ["series", "1,two,3"], ["series", "1,,3"], ["series", "1,1e999"], ["series", `${"1,".repeat(2000)}1`],
]) {
  test(`${name}: “${text.slice(0, 12)}” is refused in plain words`, () => {
    const { value, problem } = parseField(fieldOf(name), text);
    assert.equal(value, undefined);
    assert.doesNotMatch(problem, /[{}]/);
  });
}

test("rows of numbers are of one length, not too wide and not too many", () => {
  const refused = (rows) => unfitRows(rows, (msgid, values) => `${msgid}|${Object.values(values)}`)?.problem ?? "";
  assert.equal(refused([[1, 2], [3, 4]]), "");
  assert.equal(refused([]), "");
  assert.match(refused([[1, 2], [3]]), /^Row .*\|2,1,2$/);
  assert.match(refused([Array(513).fill(0)]), /\|513,512$/);
  assert.match(refused(Array(2001).fill([0])), /\|2001,2000$/);
});

test("what is wrong is told in the page's language", () => {
  const { problem } = parseField(fieldOf("hidden_size"), "0", (msgid, values) => `${msgid}|${values.max}`);
  assert.equal(problem, "{value} is out of range. Give a number from {min} to {max}.|256");
});

test("the spectral radius can be left to the weights", () => {
  assert.deepEqual(parseField(fieldOf("spectral_radius"), ""), { value: null });
});
