import assert from "node:assert/strict";
import test from "node:test";
import { createFormat } from "../../static/js/lib/format.js";

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
