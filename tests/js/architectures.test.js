// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { architecturesQuery, exploreLink, runBody, trainLink } from "../../static/js/core/architectures-config.js";
import { pictureOf, pixelsOf } from "../../static/js/core/pictures.js";
import { decodeRun, lossUntil, shortened } from "../../static/js/core/architectures.js";
import { createArchitecturesStore } from "../../static/js/core/architectures-store.js";
import { named, targetsIn, unnamed } from "../../static/js/core/target.js";
import { frequencyOf, noteOf } from "../../static/js/core/melody.js";
import { createFormat } from "../../static/js/lib/format.js";
import { figureText } from "../../static/js/views/architectures/figures.js";
import { labelText, wholeLabel } from "../../static/js/views/architectures/labels.js";
import { backWire, planLarge, planSmall } from "../../static/js/views/architectures/plan.js";

/** An encoder–decoder of one unit that reads n letters and writes m. @param {number} n @param {number} m */
function answer(n, m) {
  const steps = Array.from({ length: n + m }, (_, i) => ({
    t: i + 1, label: i < n ? "a" : i === n ? "▸" : "x", emit: i >= n, phase: i < n ? "encoder" : "decoder", known: i !== 1,
    feed: i > n ? "previous_output" : "input",
  }));
  return {
    steps,
    layers: [{ layer: 0, cell: "gru", hidden_size: 1, signals: { h: steps.map((_, i) => [i / 10]) } }],
    outputs: { kind: "softmax", labels: ["x", "y"], values: steps.map(({ emit }) => (emit ? [0.75, 0.25] : null)) },
    loss: { per_step: steps.map(({ emit }) => (emit ? 0.5 : null)), total: m / 2 },
  };
}

const run = decodeRun(answer(3, 2), ["x", "y"]);

test("a run tells what each step is fed, says and should say", () => {
  assert.deepEqual(run.steps.map(({ feed }) => feed), ["given", "given", "given", "sign", "fed"]);
  assert.deepEqual(run.steps.map(({ said }) => said), [null, null, null, "x", "x"]);
  assert.deepEqual(run.steps.map(({ right }) => right), [null, null, null, "x", "y"]);
  assert.deepEqual(run.steps.map(({ known }) => known), [true, false, true, true, true]);
  assert.equal(run.steps[3].sure, 0.75);
  assert.deepEqual([run.inputs, run.outputs], [3, 2]);
});

test("the loss adds up step by step to the total", () => {
  assert.deepEqual([0, 3, 4, 5].map((t) => lossUntil(run, t)), [0, 0, 0.5, 1]);
  assert.equal(lossUntil(run, run.T), run.total);
});

test("a network that goes on by itself has one phase, an encoder–decoder two", () => {
  const melody = answer(1, 3);
  melody.steps[0].emit = true;
  melody.outputs.values[0] = [1, 0];
  assert.ok(decodeRun(melody, null).steps.every(({ phase }) => phase === "encoder"));
  assert.deepEqual(run.steps.map(({ phase }) => phase), ["encoder", "encoder", "encoder", "decoder", "decoder"]);
});

test("the row of five leaves out the middle of long phases, never their ends", () => {
  const long = decodeRun(answer(9, 10), null);
  assert.deepEqual(shortened(long).map(({ step }) => step.t), [1, 2, 9, 10, 11, 19]);
  assert.deepEqual(shortened(long).map(({ skipped }) => skipped), [false, false, true, false, false, true]);
  assert.deepEqual(shortened(run).map(({ step }) => step.t), [1, 2, 3, 4, 5]);
});

test("columns go from left to right, with a gap before the decoder, and a fed-back letter ends at its chip", () => {
  for (const plan of [planSmall(run, false, 40, () => 8), planLarge(run, false, 800, () => ({ fed: 1, said: 1 }))]) {
    const gaps = plan.steps.slice(1).map(({ x }, i) => x - plan.steps[i].x);
    assert.ok(gaps.every((gap) => gap > plan.cell.w));
    assert.ok(gaps[2] > gaps[1]);
    const last = plan.steps[4];
    assert.ok(last.x + last.w / 2 <= plan.width);
    assert.ok(backWire(plan, 4).endsWith(`H${last.x - last.w / 2 - 1}`));
  }
});

/** A network that reads words and answers at each. @param {string} words */
function reading(words) {
  const steps = words.split(" ").map((label, i) => ({ t: i + 1, label, feed: "input", emit: true, phase: "encoder" }));
  return decodeRun({
    steps, layers: [{ layer: 0, cell: "lstm", hidden_size: 1, signals: { h: steps.map(() => [0]) } }],
    outputs: { kind: "softmax", labels: ["x"], values: steps.map(() => [1]) }, loss: null,
  }, null);
}
const sixEach = (/** @type {{label: string}} */ { label }) => 6 * label.length;

/** Do chips at one height keep apart, and clear of the wires to the lower ones? @param {import("../../static/js/views/architectures/plan.js").Plan} plan */
function roomy({ steps, width }) {
  for (const a of steps) {
    assert.ok(a.left >= 0 && a.left + a.w <= width, `${a.step.label} leaves the picture`);
    for (const b of steps) {
      if (b.x <= a.x) continue;
      if (a.y === b.y) assert.ok(b.left - a.left >= a.w + 1, `${a.step.label} touches ${b.step.label}`);
      const [upper, lower] = a.y < b.y ? [a, b] : [b, a];
      if (upper.y < lower.y) assert.ok(b.x - a.x >= upper.w / 2 + 3, `a wire runs through ${upper.step.label}`);
    }
  }
}

test("words that fit their columns stand on one line", () => {
  const plan = planSmall(reading("this was good"), false, 38, sixEach);
  assert.equal(new Set(plan.steps.map(({ y }) => y)).size, 1);
  assert.ok(plan.steps.every(({ letters }) => letters === Infinity));
  roomy(plan);
});

test("words that do not fit take two heights by turns and are whole up to two columns, longer ones are cut", () => {
  for (const pitch of [36, 38, 54]) {
    const plan = planSmall(reading("Paris works for Microsoft in Paris"), false, pitch, sixEach);
    roomy(plan);
    assert.ok(plan.steps.every(({ letters }) => letters === Infinity));
  }
  const plan = planSmall(reading("a Donaudampfschifffahrt b"), false, 38, sixEach);
  roomy(plan);
  assert.deepEqual(plan.steps.map(({ y }) => y > plan.steps[0].y), [false, true, false]);
  assert.ok(plan.steps[1].letters < 12 && plan.steps[1].letters * 6 > 40);
});

test("what is fed alone stands in the row of inputs, whole, under its cell and to the left of what is fed back", () => {
  const melody = answer(1, 3);
  melody.steps[0] = { ...melody.steps[0], label: "Au clair de la lune", emit: true };
  melody.outputs.values[0] = [1, 0];
  const plan = planSmall(decodeRun(melody, null), false, 36, sixEach);
  roomy(plan);
  assert.equal(plan.steps[0].letters, Infinity);
  assert.equal(plan.steps[0].y, plan.steps[1].y);
  const { x, left, w } = plan.steps[0];
  assert.ok(left + w > x + 8 && left + w < x + 18);
});

const words = {
  _: (/** @type {string} */ text, /** @type {any} */ values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  ngettext: (/** @type {string} */ one, /** @type {string} */ more, /** @type {number} */ n, /** @type {any} */ values) => (n > 1 ? more : one).replace(/\{(\w+)\}/g, (_all, name) => values[name]),
  format: createFormat("en"),
};

test("a note is called by its letter or its syllable, and in full with its octave and its length", () => {
  const french = { "♪C": "do", "♪G": "sol" };
  assert.equal(labelText("C4:1", {}), "C");
  assert.equal(labelText("G♯3:1", french), "sol♯");
  assert.equal(labelText("C", french), "C");
  assert.equal(wholeLabel("C4:1.5", {}, /** @type {any} */ (words)), "C4, 1½ beats");
  assert.equal(wholeLabel("G♯3:1", french, /** @type {any} */ (words)), "sol♯3, 1 beat");
  assert.deepEqual([3, 2].map((letters) => labelText("■", { "■": "fin" }, letters)), ["fin", "■"]);
  assert.deepEqual([4, 2].map((letters) => labelText("person", { person: "who" }, letters)), ["who", "w…"]);
  assert.equal(wholeLabel("■", { "■": "fin" }, /** @type {any} */ (words)), "fin");
});

test("every metric of a card has its words", () => {
  const text = (/** @type {string} */ name, /** @type {number} */ value) => figureText({ name, value }, /** @type {any} */ (words._), words.format);
  assert.equal(text("accuracy", 0.9333), "93.3\u202f% right");
  assert.equal(text("exact", 1), "100\u202f% exactly right");
  assert.equal(text("F1", 0.8825), "F1 = 0.88");
  assert.equal(text("bits a letter", 3.0756), "3.08 bits a letter");
  assert.equal(text("mean error", 0.1279), "mean error 0.128");
  assert.equal(text("within 0.04", 0.077), "7.7\u202f% within 0.04");
});

test("what would be right is read by the names of the page and by the labels themselves", () => {
  const names = { person: "qui", place: "où", "♪C": "do" };
  const labels = ["–", "person", "place"];
  assert.equal(named("person – place", labels, names), "qui – où");
  assert.equal(unnamed("qui – où", labels, names), "person – place");
  assert.equal(unnamed("Person - OU do", labels, names), "person – place do");
  assert.equal(unnamed(" 2024–05-03 ", [..."0123456789-"], names), "2024-05-03");
});

test("notes are read as everywhere on the page, and typed in any way that says the same", () => {
  const names = { "♪C": "do", "♪D": "ré", "♪E": "mi", "♪G": "sol", "■": "fin" };
  const labels = ["E4:0.5", "E4:1", "E4:1.5", "D4:1", "G♯3:2", "C4:1.25", "■"];
  const text = labels.join(" ");
  assert.equal(named(text, labels, names), "mi4·½ mi4·1 mi4·1½ ré4·1 sol♯3·2 do4·1¼ fin");
  for (const typed of [text, named(text, labels, names), named(text, labels, {}), "mi4·0,5 MI4 e4·1.5 re4 sol#3·2 C4:1¼ Fin"]) {
    assert.equal(unnamed(typed, labels, names), text);
  }
  assert.equal(unnamed("E4·7 H4", labels, names), "E4·7 H4");
});

/** The page's store with one network that reads n letters and writes m, and a hand on its frames. @param {Partial<import("../../static/js/core/architectures-config.js").PageConfig>} [config] */
function page(config = {}) {
  const given = { text: "abc", picture: null, target: "" };
  const type = { name: "many-to-many-unequal", unit: "character", labels: ["x", "y"], given, examples: [given], longest: null, run: answer(3, 2) };
  const frames = { request: () => 1, cancel: () => {}, now: () => 0 };
  const store = createArchitecturesStore(/** @type {any} */ ({
    types: [type, { ...type, name: "many-to-one" }], maxSteps: 9, names: {}, problems: [], frames, reducedMotion: () => true, ...words,
    config: { type: type.name, given, t: null, speed: 1, loop: false, lang: null, theme: null, ...config },
  }));
  return { store, at: () => { const { whole, time } = store.get(); return [whole, time, store.link().t]; } };
}

test("at rest the whole run is shown and no step of it is pointed at, unless the link names one", () => {
  assert.deepEqual(page().at(), [true, 5, null]);
  assert.deepEqual(page({ t: 2 }).at(), [false, 2, 2]);
  assert.deepEqual(page({ t: 5 }).at(), [false, 5, 5]);
  assert.deepEqual(page({ t: 9 }).at(), [false, 5, 5]);
});

test("back from the whole is to its last step, and another type or Esc shows the whole again", () => {
  const { store, at } = page();
  store.dispatch({ type: "step", by: -1 });
  assert.deepEqual(at(), [false, 5, 5]);
  store.dispatch({ type: "step", by: -1 });
  assert.deepEqual(at(), [false, 4, 4]);
  store.dispatch({ type: "whole" });
  assert.deepEqual(at(), [true, 5, null]);
  store.dispatch({ type: "seek", t: 1 });
  store.dispatch({ type: "choose", name: "many-to-one" });
  assert.deepEqual(at(), [true, 5, null]);
});

test("what cannot be right is said in the words of the page before anybody is asked", () => {
  const { store } = page();
  const says = (/** @type {string} */ target) => (store.dispatch({ type: "feed", given: { target } }), store.get().problems.map(({ message }) => message));
  assert.deepEqual(says("xyx"), ["2 outputs leave: give 2 answers, not 3."]);
  assert.deepEqual(says("xq"), ["“q” is nothing this network can say. It can say: x, y"]);
});

test("links keep language and theme, and the text where there is one", () => {
  const config = /** @type {any} */ ({ lang: "fr", theme: "dark" });
  assert.equal(exploreLink({ model: "sentiment-lstm", steps: 2 }, { text: "pas mal" }, config), "/?model=sentiment-lstm&text=pas+mal&t=2&lang=fr&theme=dark");
  assert.equal(exploreLink({ model: "digits-dense", steps: 1 }, {}, { lang: null, theme: null }), "/?model=digits-dense&t=1");
  assert.equal(exploreLink({ model: "digits-dense", steps: 1 }, { text: null, picture: "0g8" }, { lang: null, theme: null }), "/?model=digits-dense&vectors=0,1,0.5&t=1");
  assert.equal(trainLink("dates", config), "/train?task=dates&lang=fr&theme=dark");
});

test("targets are the signs of a text, or its words", () => {
  assert.deepEqual(targetsIn("20-1", ["0", "1", "2", "-"]), ["2", "0", "-", "1"]);
  assert.deepEqual(targetsIn(" person –  place ", ["person", "–", "place"]), ["person", "–", "place"]);
  assert.equal(targetsIn("", ["a"]), null);
});

test("a link names the input only where it is not the example, and so reads back", () => {
  const given = { text: "a & b", picture: null, target: "" };
  const config = /** @type {any} */ ({ type: "many-to-one", given, t: null, speed: 1, loop: false, lang: "fr", theme: null });
  assert.equal(architecturesQuery(config, given), "type=many-to-one&lang=fr");
  const other = new URLSearchParams(architecturesQuery({ ...config, t: 3 }, { ...given, text: "c" }));
  assert.deepEqual(Object.fromEntries(other), { type: "many-to-one", text: "a & b", t: "3", lang: "fr" });
});

test("a picture is sent as pixels from 0 to 1, and targets are padded for a network that stops by itself", () => {
  assert.deepEqual(pixelsOf("0g8"), [0, 1, 0.5]);
  assert.equal(pictureOf([0, 1, 0.5, -3, 7]), "0g80g");
  assert.equal(pictureOf(pixelsOf("0123456789abcdefg")), "0123456789abcdefg");
  const type = /** @type {any} */ ({ model: "m", longest: 3 });
  assert.deepEqual(runBody(type, { text: "a", picture: null, target: "" }, ["x"]).target, ["x", null, null]);
  assert.deepEqual(runBody(type, { text: null, picture: "g0", target: "" }, null).input, { vectors: [[1, 0]] });
});

test("notes have the pitch that their names say", () => {
  const note = (/** @type {string} */ label) => frequencyOf(/** @type {any} */ (noteOf(label)));
  assert.equal(note("A4:1"), 440);
  assert.equal(note("A3:2"), 220);
  assert.ok(Math.abs(note("C4:1") - 261.626) < 0.001);
  assert.equal(note("E♭4:1"), note("D♯4:1"));
  assert.equal(noteOf("E♭4:1.5")?.beats, 1.5);
  assert.equal(noteOf("■"), null);
});
