import assert from "node:assert/strict";
import test from "node:test";
import { route } from "../../../../static/js/views/diagrams/parts.js";

test("a wire turns at rounded corners", () => {
  assert.equal(route([[0, 0], [20, 0], [20, 30]]), "M0 0L12 0Q20 0 20 8L20 30");
});
