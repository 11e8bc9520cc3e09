import assert from "node:assert/strict";
import test from "node:test";
import { looksNumeric, readTable } from "../../../static/js/lib/pasted-numbers.js";

const values = (text, options) => readTable(text, options).columns.map((column) => column.values);
const names = (text, options) => readTable(text, options).columns.map((column) => column.name);

test("numbers may be separated by commas, spaces, tabs, semicolons or lines", () => {
  for (const text of ["1, 2, 3.5", "1 2 3.5", "1\t2\t3.5", "1;2;3.5", "1\n2\n3.5", " 1,2,3.5 \n", "1\r\n2\r\n3.5\r\n"]) {
    assert.deepEqual(values(text), [[1, 2, 3.5]], JSON.stringify(text));
  }
});

test("signs, exponents and the true minus are numbers", () => {
  assert.deepEqual(values("-1, +2, .5, 1e-3, −4"), [[-1, 2, 0.5, 0.001, -4]]);
});

test("a comma is a decimal point where something else separates the numbers", () => {
  assert.deepEqual(values("0,5; 1,25; -3"), [[0.5, 1.25, -3]]);
  assert.deepEqual(values("0,5\t1,25"), [[0.5, 1.25]]);
  assert.deepEqual(values("0,5 1,25 2"), [[0.5, 1.25, 2]]);
});

test("lines such as 0,5 are one number each in French and two columns in English", () => {
  assert.deepEqual(values("0,5\n1,25\n3,0", { lang: "fr" }), [[0.5, 1.25, 3]]);
  assert.deepEqual(values("0,5\n1,25\n3,0", { lang: "en" }), [[0, 1, 3], [5, 25, 0]]);
});

test("a word on top is the name and not a number", () => {
  assert.deepEqual(readTable("spots\n5\n11\n16").columns, [{ name: "spots", values: [5, 11, 16] }]);
  assert.deepEqual(names("year,spots\n1700,5\n1701,11"), ["year", "spots"]);
});

test("of a table only the columns of numbers are offered", () => {
  const text = "date;temp;note\n2024-01-01;3,5;cold\n2024-01-02;4,0;\n2024-01-03;;warm\n";
  assert.deepEqual(readTable(text).columns, [{ name: "temp", values: [3.5, 4] }]);
});

test("quoted cells are read", () => {
  assert.deepEqual(readTable('"","time","value"\n"1",1749,58\n"2",1749.08,62.6').columns.at(-1), { name: "value", values: [58, 62.6] });
});

test("the first thing that is not a number is named", () => {
  assert.deepEqual(readTable("1, two, 3"), { columns: [], odd: "two" });
  assert.deepEqual(readTable("hello world"), { columns: [], odd: "hello" });
  assert.equal(readTable("1e999, 2, 3").odd, "1e999");
});

test("nothing gives nothing and blames nothing", () => {
  for (const text of ["", "  \n \n", ",", ";"]) assert.deepEqual(readTable(text), { columns: [], odd: null }, JSON.stringify(text));
});

test("a paste is a series from three numbers on, and words never are", () => {
  for (const text of ["1,2,3", "x,y\n1,2\n3,4\n5,6", "0,5;1;2"]) assert.ok(looksNumeric(text), text);
  for (const text of ["hello world", "12", "1 2", "abc 1 2 3 def", "The 3 cats", "2024-01-02"]) assert.ok(!looksNumeric(text), text);
});
