import assert from "node:assert/strict";
import test from "node:test";
import { BEATS, momentOf } from "../../static/js/views/stage/beats.js";
import { cellLayout, compactLayout, lowerPath, lowered, mirrorPath, mirrored } from "../../static/js/views/stage/layout.js";
import { loopShape, openedLoop, slideOf, unrollBeats } from "../../static/js/views/stage/loop.js";
import { hitTest } from "../../static/js/views/stage/hit.js";
import { planScene } from "../../static/js/views/stage/scene.js";
import { unitBox } from "../../static/js/views/stage/strip.js";
import { linesOf, shortLabel, tokenText } from "../../static/js/views/stage/labels.js";
import { timeAxis } from "../../static/js/lib/columns.js";

const SIZE = { width: 50, strip: 103 };
const LOOP = loopShape({ right: 25, left: -25, y: 60, reach: 30, top: -12, radius: 12 });

test("the beats fill a step: travel, gates, write, emit", () => {
  assert.deepEqual([0.1, 0.5, 0.7, 0.9].map((p) => momentOf(p, false).beat), ["travel", "gates", "write", "emit"]);
  assert.equal(momentOf(0, false).beat, null);
  assert.equal(momentOf(1, false).beat, null);
  assert.equal(Object.values(BEATS).reduce((sum, [from, to]) => sum + to - from, 0).toFixed(9), "1.000000000");
});

test("the old state arrives before the gates fill, and the new one is written after they have", () => {
  assert.equal(momentOf(0.4, false).travel, 1);
  assert.equal(momentOf(0.4, false).gauge("f"), 0);
  const written = momentOf(0.65, false);
  assert.deepEqual([written.gauge("f"), written.gauge("n"), written.write], [1, 1, 0]);
  assert.equal(momentOf(0.85, false).write, 1);
  assert.equal(momentOf(0.85, false).rise, 0);
});

test("a GRU's candidate waits for its reset gate", () => {
  const early = momentOf(0.49, false);
  assert.ok(early.gauge("r") > 0 && early.gauge("n") === 0);
});

test("when steps are brisk only travel is drawn", () => {
  assert.equal(momentOf(0.9, true).beat, "travel");
  assert.equal(momentOf(0.9, true).write, 0);
});

test("every part of a cell stands inside it", () => {
  for (const cell of ["dense", "rnn", "lstm", "gru"]) {
    for (const layout of [cellLayout(cell, SIZE), compactLayout(cell, 50), mirrored(cellLayout(cell, { width: 32, strip: 81 }))]) {
      for (const box of [...Object.values(layout.strips), ...Object.values(layout.gauges)]) {
        assert.ok(box.x >= -layout.width / 2 && box.x + box.w <= layout.width / 2, cell);
        assert.ok(box.y >= 0 && box.y + box.h <= layout.height, cell);
      }
    }
  }
});

test("the LSTM hands on c and h, the RNN and GRU h, the neuron nothing", () => {
  const memories = (cell) => cellLayout(cell, SIZE).memories.map((m) => m.signal).join("");
  assert.deepEqual(["lstm", "gru", "rnn", "dense"].map(memories), ["ch", "h", "h", ""]);
});

test("mirroring twice changes nothing", () => {
  const layout = cellLayout("lstm", SIZE);
  const rounded = (value) => JSON.parse(JSON.stringify(value, (_, v) => (typeof v === "number" ? Number(v.toFixed(6)) : v)));
  assert.deepEqual(rounded(mirrored(mirrored(layout))), rounded(layout));
  assert.equal(mirrorPath("M-25 60H10.5V3"), "M25 60H-10.5V3");
});

test("a cell drawn lower down keeps its shape", () => {
  const [layout, low] = [cellLayout("lstm", SIZE), lowered(cellLayout("lstm", SIZE), 100)];
  assert.equal(low.strips.c.y, layout.strips.c.y + 100);
  assert.equal(lowerPath("M-25 60H10.5V3", 7), "M-25 67H10.5V10");
});

test("a closed loop ends at the cell's left edge, where it leads in", () => {
  const end = openedLoop(LOOP, { x: 25, y: 60 }, 0).at(-1);
  assert.ok(Math.abs(end.x - -25) < 1.5 && Math.abs(end.y - 60) < 1.5, JSON.stringify(end));
});

test("an opened loop is a straight wire of the same length to the right", () => {
  const points = openedLoop(LOOP, { x: 25, y: 60 }, 1);
  assert.ok(points.every((p) => p.y === 60));
  assert.ok(Math.abs(points.at(-1).x - 25 - LOOP.length) < 1e-6);
});

test("while it opens the loop never swings higher than it stood", () => {
  const top = Math.min(...openedLoop(LOOP, { x: 25, y: 60 }, 0).map((p) => p.y));
  for (let open = 0.05; open < 1; open += 0.05) {
    assert.ok(Math.min(...openedLoop(LOOP, { x: 25, y: 60 }, open).map((p) => p.y)) >= top - 1e-6);
  }
});

test("copies slide out from left to right within one beat", () => {
  assert.deepEqual(unrollBeats(0.5), { hold: 1, open: 1, slide: 0, settle: 0 });
  assert.ok(slideOf(0.4, 0, 10) > slideOf(0.4, 5, 10));
  for (let i = 0; i < 10; i++) assert.equal(slideOf(1, i, 10), 1);
});

test("white space is shown and long numbers are cut, a negative number has a true minus", () => {
  assert.deepEqual([" ", "\n", "a", "-1.5"].map(tokenText), ["␣", "⏎", "a", "−1.5"]);
  assert.equal(shortLabel("3.14159265", 6), "3.141…");
  assert.equal(shortLabel("👩‍🚀", 3), "👩‍🚀");
});

test("a title too long for a line takes two, and only what is longer still is cut", () => {
  const lines = (label) => linesOf(label, 9, 10);
  assert.deepEqual(lines("Reel"), ["Reel"]);
  assert.deepEqual(lines("Minor jig"), ["Minor jig"]);
  assert.deepEqual(lines("Ode to Joy"), ["Ode to", "Joy"]);
  assert.deepEqual(lines("Au clair de la lune"), ["Au clair", "de la lune"]);
  assert.deepEqual(lines("Charlemagne"), ["Charlema…"]);
  assert.deepEqual(lines("Charlemagne the Great"), ["Charlemag…", "the Great"]);
  assert.deepEqual(lines("a very long title of a song"), ["a very", "long titl…"]);
});

const state = (changes = {}) => ({
  shown: { layer: 1, direction: "forward", bidirectional: false, hidden_size: 8, series: null, ...changes },
  cell: { name: "lstm", states: ["h", "c"], signals: [] },
  trace: { kind: "text", labels: [], steps: [], layers: (changes.layers ?? [[0, "forward"]]).map(([layer, direction]) => ({ layer, direction, hiddenSize: 8 })) },
});

test("switching the cell moves neither the tokens nor the outputs", () => {
  const scenes = ["lstm", "gru", "rnn", "dense"].map((name) => planScene({ ...state(), cell: { ...state().cell, name } }, 77, false));
  for (const scene of scenes) assert.deepEqual([scene.chipY, scene.height, scene.outputs], [scenes[0].chipY, scenes[0].height, scenes[0].outputs]);
});

test("layers are stacked from the input up, the selected one drawn in full", () => {
  const { rows } = planScene(state({ layer: 2, layers: [[0, "forward"], [1, "forward"], [2, "forward"]] }), 77, false);
  assert.deepEqual(rows.map((row) => row.selected), [false, true, false]);
  assert.ok(rows[0].y > rows[1].y && rows[1].y > rows[2].y);
  for (let i = 1; i < rows.length; i++) assert.ok(rows[i].y + rows[i].layout.height <= rows[i - 1].y);
});

test("a point on a unit finds its step, its signal and the unit", () => {
  const scene = planScene(state(), 77, false);
  const axis = timeAxis({ width: 946, T: 11, time: 4 });
  const box = scene.rows[0].layout.strips.c;
  for (const unit of [1, 4, 8]) {
    const u = unitBox(box, 8, false, unit - 1);
    const hit = hitTest(scene, axis, 11, axis.x(3) + u.x + u.w / 2, scene.rows[0].y + u.y + u.h / 2);
    assert.deepEqual([hit.t, hit.signal, hit.unit], [3, "c", unit]);
  }
  assert.equal(hitTest(scene, axis, 11, 20, 100), null);
  assert.equal(hitTest(scene, axis, 11, axis.x(11) + 77, 100), null);
  assert.deepEqual(hitTest(scene, axis, 11, axis.x(2), scene.chipY + 5), { t: 2, row: null, signal: null, unit: null });
});

test("the tokens of an encoder and a decoder have room for their names below, and nothing above moves", () => {
  const plain = state();
  const step = (phase) => ({ phase, said: null });
  const split = { ...plain, trace: { ...plain.trace, steps: [step("encoder"), step("encoder"), step("decoder")] } };
  const [one, two] = [planScene(plain, 77, false), planScene(split, 77, false)];
  assert.deepEqual([one.split, two.split], [0, 2]);
  assert.equal(one.chipY, two.chipY);
  assert.ok(two.phaseY > two.chipY + two.chip.h && two.phaseY + 14 < two.height && two.height > one.height);
});
