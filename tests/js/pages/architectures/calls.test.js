// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureOf, pixelsOf } from "../../../../static/js/core/pixels.js";
import { runBody } from "../../../../static/js/pages/architectures/calls.js";

test("a picture is sent as pixels from 0 to 1, and targets are padded for a network that stops by itself", () => {
  assert.deepEqual(pixelsOf("0g8"), [0, 1, 0.5]);
  assert.equal(pictureOf([0, 1, 0.5, -3, 7]), "0g80g");
  assert.equal(pictureOf(pixelsOf("0123456789abcdefg")), "0123456789abcdefg");
  const type = /** @type {any} */ ({ model: "m", longest: 3 });
  assert.deepEqual(runBody(type, { text: "a", picture: null, target: "" }, ["x"]).target, ["x", null, null]);
  assert.deepEqual(runBody(type, { text: null, picture: "g0", target: "" }, null).input, { vectors: [[1, 0]] });
});
