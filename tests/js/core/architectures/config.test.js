// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { architecturesQuery } from "../../../../static/js/core/architectures/config.js";

test("a link names the input only where it is not the example, and so reads back", () => {
  const given = { text: "a & b", picture: null, target: "" };
  const config = /** @type {any} */ ({ type: "many-to-one", given, t: null, speed: 1, loop: false, lang: "fr", theme: null });
  assert.equal(architecturesQuery(config, given), "type=many-to-one&lang=fr");
  const other = new URLSearchParams(architecturesQuery({ ...config, t: 3 }, { ...given, text: "c" }));
  assert.deepEqual(Object.fromEntries(other), { type: "many-to-one", text: "a & b", t: "3", lang: "fr" });
});
