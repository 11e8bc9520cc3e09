import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { arrive, clamp, cubicBezier, leave, lerp, move, span } from "../../../static/js/lib/easing.js";

const TOKENS = readFileSync(new URL("../../../static/css/tokens.css", import.meta.url), "utf8");

/** The same curve by bisection on x, without derivatives: slow and sure. */
function reference(x1, y1, x2, y2, p) {
  const at = (a, b, s) => 3 * a * s * (1 - s) ** 2 + 3 * b * s ** 2 * (1 - s) + s ** 3;
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (at(x1, x2, middle) < p) low = middle;
    else high = middle;
  }
  return at(y1, y2, low);
}

for (const [name, ease] of [["--ease-move", move], ["--ease-out", arrive], ["--ease-in", leave]]) {
  test(`${name} of tokens.css is the curve that the player uses`, () => {
    const [, numbers] = new RegExp(`${name}: cubic-bezier\\(([^)]*)\\)`).exec(TOKENS);
    const [x1, y1, x2, y2] = numbers.split(",").map(Number);
    for (let p = 0; p <= 1; p += 1 / 128) {
      assert.ok(Math.abs(ease(p) - reference(x1, y1, x2, y2, p)) < 1e-6, `at ${p}: ${ease(p)}`);
    }
  });
}

test("CSS's own ease goes through the points that browsers draw", () => {
  const ease = cubicBezier(0.25, 0.1, 0.25, 1);
  for (const [p, q] of [[0.25, 0.40851], [0.5, 0.8024], [0.75, 0.96046]]) assert.ok(Math.abs(ease(p) - q) < 1e-4, `${p} → ${ease(p)}`);
});

test("curves with flat or vertical ends are solved too", () => {
  for (const points of [[1, 0, 0, 1], [0, 1, 1, 0], [0, 0, 1, 1], [0, 1, 0, 1], [1, 0, 1, 0], [0.9, 0, 0.1, 1]]) {
    for (let p = 0.01; p < 1; p += 0.01) {
      const wanted = reference(...points, p);
      assert.ok(Math.abs(cubicBezier(...points)(p) - wanted) < 1e-3, `${points} at ${p}: ${cubicBezier(...points)(p)}, not ${wanted}`);
    }
  }
});

test("an easing starts at 0, ends at 1, holds outside and never turns back", () => {
  for (const ease of [move, arrive, leave]) {
    assert.deepEqual([ease(-1), ease(0), ease(1), ease(2)], [0, 0, 1, 1]);
    for (let p = 0; p < 1; p += 0.01) assert.ok(ease(p + 0.01) >= ease(p));
  }
});

test("span, lerp and clamp hold at their ends", () => {
  assert.deepEqual([span(0.1, 0.2, 0.6), span(0.5, 0.25, 0.75), span(0.9, 0.2, 0.6)], [0, 0.5, 1]);
  assert.deepEqual([lerp(2, 4, 0), lerp(2, 4, 0.25), lerp(2, 4, 1)], [2, 2.5, 4]);
  assert.deepEqual([clamp(-1), clamp(0.5), clamp(7), clamp(7, 0, 10)], [0, 0.5, 1, 7]);
});
