import assert from "node:assert/strict";
import test from "node:test";
import { createFormat, typedNumber, typedRows, typedSeries } from "../../../static/js/lib/format.js";
import { readRows, readTable } from "../../../static/js/lib/pasted-numbers.js";

const en = createFormat("en");
const fr = createFormat("fr");

test("numbers have two decimals and a true minus sign", () => {
  assert.deepEqual([0.154, -0.65, 12, 0].map((v) => en.number(v)), ["0.15", "−0.65", "12.00", "0.00"]);
});

test("French writes a comma", () => {
  assert.deepEqual([fr.number(-0.65), fr.signed(0.88), fr.short(0.15), fr.number(1.2e7), fr.exact(0.1)], ["−0,65", "+0,88", ",15", "1,2 × 10⁷", "0,1"]);
});

test("what rounds to zero has no sign", () => {
  assert.deepEqual([en.number(-0.001), en.number(-0), en.signed(0.001), en.signed(-0.001)], ["0.00", "0.00", "0.00", "0.00"]);
});

test("a sign is written in front of positive numbers where asked", () => {
  assert.deepEqual([0.88, -0.88, Infinity].map((v) => en.signed(v)), ["+0.88", "−0.88", "+∞"]);
});

test("large numbers, and with many digits small ones, are powers of ten with one digit before the point", () => {
  assert.deepEqual([123456, -1.5e300, 100000].map((v) => en.number(v)), ["1.2 × 10⁵", "−1.5 × 10³⁰⁰", "1.0 × 10⁵"]);
  assert.equal(en.number(0.0000123, 4), "1.2 × 10⁻⁵");
  assert.equal(en.number(999999), "1.0 × 10⁶");
  assert.equal(en.number(99999.999), "1.0 × 10⁵");
});

test("infinite and missing numbers say so", () => {
  assert.deepEqual([Infinity, -Infinity, NaN].map((v) => en.number(v)), ["∞", "−∞", "?"]);
  assert.deepEqual([Infinity, -Infinity, NaN].map((v) => en.exact(v)), ["∞", "−∞", "?"]);
});

test("the exact form loses no digit of a float64", () => {
  for (const v of [0.1 + 0.2, -1 / 3, 5e-324, 1.7976931348623157e308, 1e21, 123456789.12345679]) {
    const exponent = (/** @type {string} */ digits) => [...digits].map((d) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(d)).map((i) => (i === 0 ? "-" : i - 1)).join("");
    const text = en.exact(v).replace("−", "-").replace(/ × 10(.*)/, (_, digits) => `e${exponent(digits)}`);
    assert.equal(Number(text), v, en.exact(v));
  }
});

test("a gauge leaves out the zero before the point", () => {
  assert.deepEqual([0.15, -0.87, 1, 10.5, 0].map((v) => en.short(v)), [".15", "−.87", "1.00", "10.50", ".00"]);
});

test("percent has a narrow space that does not break", () => {
  assert.equal(fr.percent(0.154), "15\u202f%");
});

test("sizes and shares are written with the digits that matter, in both languages", () => {
  const [en, fr] = ["en", "fr"].map(createFormat);
  assert.deepEqual([0, -0.55, -1.5, -2.5, -12.3, -2000.5, -Infinity].map(en.share), ["100\u202f%", "28\u202f%", "3\u202f%", "0.3\u202f%", "5 × 10⁻¹³", "3 × 10⁻²⁰⁰¹", "0"]);
  assert.deepEqual([0.5, 1.2, 2.43, 5.3].map(en.size), ["3.2", "16", "270", "2 × 10⁵"]);
  assert.equal(en.size(-0.001), "1 × 10⁰");
  assert.equal(fr.share(-2.5), "0,3\u202f%");
  assert.equal(en.tenTo(-12), "10⁻¹²");
});

const values = (text, options) => readTable(text, options).columns.map((column) => column.values);

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
