import assert from "node:assert/strict";
import test from "node:test";
import { createExplanations, explainKey, nextWindow, termsPerStep } from "../../../../static/js/pages/explore/explanations.js";
import { CELLS } from "../../cells.js";
import { complete } from "../../complete.js";
import { random } from "../../random.js";

const none = () => false;
const within = (from, to) => (t) => t >= from && t <= to;
const short = complete({ text: "hello world" });
const shortTrace = { T: 11, labels: [..."hello world"] };
const wide = complete({ series: Array(500).fill(0), hidden_size: 256 });
const wideTrace = { T: 500, labels: wide.series.map(String) };
const explained = ({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => ({ t: from + i, label: "", equations: [] }));

test("the products of a step are gates × (inputs + units)", () => {
  assert.equal(termsPerStep(short, CELLS.lstm, shortTrace.labels), 4 * (8 + 8));
  assert.equal(termsPerStep({ ...short, cell: "gru" }, CELLS.gru, shortTrace.labels), 3 * (8 + 8));
  assert.equal(termsPerStep({ ...short, cell: "dense" }, CELLS.dense, shortTrace.labels), 8);
  assert.equal(termsPerStep(wide, CELLS.lstm, wideTrace.labels), 4 * (1 + 256));
  assert.equal(termsPerStep({ ...short, num_layers: 2, layer: 2, bidirectional: true }, CELLS.lstm, shortTrace.labels), 4 * (16 + 8));
});

test("a short run is asked for whole, once", () => {
  const book = createExplanations();
  const steps = book.need(short, CELLS.lstm, shortTrace, 3);
  assert.deepEqual(steps, { from: 1, to: 11 });
  assert.equal(book.need(short, CELLS.lstm, shortTrace, 5), null, "it is on its way");
  book.keep(short, explained(steps));
  assert.equal(book.need(short, CELLS.lstm, shortTrace, 11), null);
  assert.equal(book.known(short).get(7).t, 7);
});

test("nothing is asked for while there is nothing to read", () => {
  assert.equal(nextWindow({ T: 0, position: 1, ahead: 1, size: 10, known: none }), null);
});

test("after a jump the window lies around the step, mostly ahead of the reader", () => {
  assert.deepEqual(nextWindow({ T: 500, position: 100, ahead: 1, size: 20, known: none }), { from: 95, to: 114 });
  assert.deepEqual(nextWindow({ T: 500, position: 100, ahead: -1, size: 20, known: none }), { from: 86, to: 105 });
});

test("the window keeps its size at both ends", () => {
  assert.deepEqual(nextWindow({ T: 500, position: 1, ahead: 1, size: 20, known: none }), { from: 1, to: 20 });
  assert.deepEqual(nextWindow({ T: 500, position: 500, ahead: 1, size: 20, known: none }), { from: 481, to: 500 });
  assert.deepEqual(nextWindow({ T: 500, position: 500, ahead: -1, size: 20, known: none }), { from: 481, to: 500 });
});

test("the next window is fetched before the first runs out, and what is known is not fetched again", () => {
  const known = within(1, 21);
  assert.equal(nextWindow({ T: 500, position: 15, ahead: 1, size: 21, known: within(1, 23) }), null);
  assert.deepEqual(nextWindow({ T: 500, position: 15, ahead: 1, size: 21, known }), { from: 22, to: 42 });
  assert.deepEqual(nextWindow({ T: 500, position: 406, ahead: -1, size: 21, known: within(400, 500) }), { from: 379, to: 399 });
});

test("a gap between two known stretches is filled, no more", () => {
  const known = (t) => within(1, 10)(t) || within(14, 40)(t);
  assert.deepEqual(nextWindow({ T: 500, position: 10, ahead: 1, size: 20, known }), { from: 11, to: 13 });
});

test("wherever the reader stands, an unknown step is in the window asked for, which fits the limit", () => {
  const next = random(5);
  for (let i = 0; i < 5000; i++) {
    const T = 1 + Math.floor(next() * 60);
    const size = 1 + Math.floor(next() * 20);
    const position = 1 + Math.floor(next() * T);
    const steps = new Set(Array.from({ length: T }, (_, t) => t + 1).filter(() => next() < 0.5));
    const ahead = next() < 0.5 ? 1 : -1;
    const window = nextWindow({ T, position, ahead, size, known: (t) => steps.has(t) });
    if (!steps.has(position)) assert.ok(within(window.from, window.to)(position), JSON.stringify({ T, size, position, window }));
    if (window === null) continue;
    assert.ok(window.from >= 1 && window.to <= T && window.to - window.from < size);
    assert.ok(!steps.has(window.from) && !steps.has(window.to));
  }
});

test("reading a long, wide run from end to end asks for every step once, in modest windows", () => {
  const book = createExplanations();
  const asked = [];
  for (let t = 1; t <= wideTrace.T; t++) {
    const steps = book.need(wide, CELLS.lstm, wideTrace, t);
    if (!steps) continue;
    asked.push(...explained(steps).map((step) => step.t));
    assert.ok((steps.to - steps.from + 1) * termsPerStep(wide, CELLS.lstm, wideTrace.labels) <= 6000);
    book.keep(wide, explained(steps));
    assert.ok(book.known(wide).has(t));
  }
  assert.deepEqual(asked, Array.from({ length: 500 }, (_, i) => i + 1));
  assert.ok(book.known(wide).size <= 20, "old windows are forgotten");
});

test("looking ahead never aborts an answer that is awaited, a jump does", () => {
  const book = createExplanations();
  const [first, second] = [1, 300].map((t) => {
    const steps = book.need(wide, CELLS.lstm, wideTrace, t);
    book.keep(wide, explained(steps));
    return steps;
  });
  assert.ok(book.need(wide, CELLS.lstm, wideTrace, first.to - 1), "looks ahead");
  assert.equal(book.need(wide, CELLS.lstm, wideTrace, second.to), null, "the reader has what it needs here");
  assert.ok(within(397, 403)(book.need(wide, CELLS.lstm, wideTrace, 400).from), "the reader has nothing there");
});

test("what failed may be asked for again, and a late failure does not undo a newer request", () => {
  const book = createExplanations();
  const first = book.need(wide, CELLS.lstm, wideTrace, 1);
  book.drop(first);
  const again = book.need(wide, CELLS.lstm, wideTrace, 1);
  assert.deepEqual(again, first);
  const newer = book.need(wide, CELLS.lstm, wideTrace, 300);
  book.drop(again);
  assert.equal(book.need(wide, CELLS.lstm, wideTrace, newer.from), null);
});

test("another unit, layer, direction or network is another explanation; t and theme are not", () => {
  const keys = [
    short, { ...short, unit: 2 }, { ...short, seed: 1 }, { ...short, layer: 2 }, { ...short, direction: "reverse" },
  ].map(explainKey);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(explainKey({ ...short, t: 4, theme: "dark", fold: false }), explainKey(short));
});

test("coming back to a unit looked at before asks for nothing", () => {
  const book = createExplanations();
  for (const unit of [1, 2, 3]) book.keep({ ...short, unit }, explained(book.need({ ...short, unit }, CELLS.lstm, shortTrace, 1)));
  assert.equal(book.need({ ...short, unit: 1 }, CELLS.lstm, shortTrace, 4), null);
  assert.equal(book.known({ ...short, unit: 1 }).size, 11);
});

test("what is known keeps its identity until more arrives", () => {
  const book = createExplanations();
  assert.equal(book.known(short), book.known({ ...short, unit: 2 }));
  book.keep(short, explained({ from: 1, to: 3 }));
  const known = book.known(short);
  assert.equal(book.known(short), known);
  book.keep(short, explained({ from: 4, to: 5 }));
  assert.notEqual(book.known(short), known);
});
