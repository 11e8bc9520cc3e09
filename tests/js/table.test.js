import assert from "node:assert/strict";
import test from "node:test";
import { typedNumber, typedRows, typedSeries } from "../../static/js/lib/format.js";
import { looksNumeric, readRows, readTable } from "../../static/js/lib/table.js";

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

test("numbers read back from what the field shows are the same numbers", () => {
  for (const series of [[0.1, -0, 1e21, 5e-324], [1 / 3], [1, 2, 3, 1.7976931348623157e308]]) {
    assert.deepStrictEqual(values(series.join(", ")), [series.map((v) => v + 0)]);
  }
});

test("rows are read a line each, or between semicolons on one line", () => {
  const rows = (text, options) => readRows(text, options).rows;
  for (const text of ["1, 2\n3.5, -4", "1, 2; 3.5, -4", "1\t2\n3.5\t−4", "1 2\n3.5 -4", "1;2\r\n3.5;-4\n"]) {
    assert.deepEqual(rows(text), [[1, 2], [3.5, -4]], JSON.stringify(text));
  }
  assert.deepEqual(rows("0,5\t1\n2,25\t0"), [[0.5, 1], [2.25, 0]], "a comma is a decimal point between tabs");
  assert.deepEqual(rows("1,2\n3"), [[1, 2], [3]], "ragged rows are left to be refused by name");
  assert.deepEqual(readRows("  "), { rows: [], odd: null });
});

test("the first thing in a row that is not a number is named", () => {
  assert.equal(readRows("1, 2\n3, four").odd, "four");
  assert.equal(readRows("1, 1e999").odd, "1e999");
});

test("numbers and rows read back from what the French field shows are the same", () => {
  const lang = "fr";
  for (const series of [[0.439, 1, -2.5], [0.5], [1, 2], [1e-7, 3]]) {
    assert.deepEqual(readTable(typedSeries(series, lang), { lang }).columns[0].values, series, typedSeries(series, lang));
  }
  assert.equal(typedSeries([0.439, 1], lang), "0,439; 1");
  assert.equal(typedSeries([0.439, 1], "en"), "0.439, 1");
  for (const rows of [[[1.184, 0.382], [1.083, 0]], [[0.5, 1]], [[1, 0], [0, 0.25]]]) {
    for (const between of ["; ", "\n"]) {
      for (const way of ["en", "fr"]) assert.deepEqual(readRows(typedRows(rows, way, between), { lang: way }).rows, rows, way + typedRows(rows, way, between));
    }
  }
});

test("a number that is typed keeps every digit, with the comma of French", () => {
  assert.deepEqual([typedNumber(2.5, "fr"), typedNumber(2.5, "en"), typedNumber(9007199254740991, "fr")], ["2,5", "2.5", "9007199254740991"]);
});
