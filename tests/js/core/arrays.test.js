import assert from "node:assert/strict";
import test from "node:test";
import { decodeArray } from "../../../static/js/core/arrays.js";

const pack = (numbers, dtype = "f4") => {
  const bytes = new Uint8Array(new (dtype === "f4" ? Float32Array : Float64Array)(numbers).buffer);
  return { dtype, shape: `${numbers.length}`, bdata: Buffer.from(bytes).toString("base64") };
};

test("a base64 array holds the float32 nearest to each number, infinity and NaN included", () => {
  const numbers = [0.1, -0, 1e-45, 3.4e38, Infinity, -Infinity, NaN];
  assert.deepEqual(decodeArray(pack(numbers)), Float32Array.from(numbers));
});

test("a browser with native base64 gives the same array", (t) => {
  Uint8Array.fromBase64 = (text) => Uint8Array.from(Buffer.from(text, "base64"));
  t.after(() => delete Uint8Array.fromBase64);
  assert.deepEqual(decodeArray(pack([1.5, -2.25])), Float32Array.of(1.5, -2.25));
});

test("float64 in base64 is read too", () => {
  assert.deepEqual(decodeArray(pack([0.1, 1e300], "f8")), Float64Array.of(0.1, 1e300));
});

test("nested lists are read row by row, null as not a number", () => {
  assert.deepEqual(decodeArray([[1, 2], [null, 4]]), Float32Array.of(1, 2, NaN, 4));
});

test("an unknown kind of number is refused, not guessed", () => {
  assert.throws(() => decodeArray({ dtype: "i4", shape: "1", bdata: "AAAAAA==" }), /i4/);
});
