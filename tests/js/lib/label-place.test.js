import assert from "node:assert/strict";
import test from "node:test";
import { bestPlace } from "../../../static/js/lib/label-place.js";

test("a name stands beside its own curve and on no other", () => {
  const heightAt = (k) => 100 + k;
  const place = { width: 60, from: 40, x: (k) => (39 - k) * 20, left: 0, right: 800, low: 240 };
  const box = bestPlace({ ...place, heightAt, others: [(k) => 80 + k], taken: [] });
  assert.ok(box.top > 100);
  const next = bestPlace({ ...place, heightAt, others: [], taken: [box] });
  assert.ok(Math.abs(next.left - box.left) > 60 || Math.abs(next.top - box.top) >= 16);
  assert.equal(bestPlace({ ...place, heightAt: () => NaN, others: [], taken: [] }), null);
});
