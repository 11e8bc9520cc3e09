import assert from "node:assert/strict";
import test from "node:test";
import { parseField } from "../../../../static/js/core/parse-field.js";
import {
  FIELDS, apiQuery, runOptions, characters, fieldOf, inputOf, networkOf, serialise, withinBounds, stepCount,
} from "../../../../static/js/core/run/config.js";
import { complete } from "../../complete.js";
import { random, randomConfig } from "../../random.js";

const landing = complete({ text: "hello world", gain: 2.5 });

test("of a page that opens inside a run, what differs from that is written", () => {
  const trained = complete({ text: "Ada lived", model: "entities-lstm", t: 2, fold: false });
  const written = (changes) => serialise({ ...trained, ...changes }, trained);
  assert.equal(written({}), "");
  assert.equal(written({ t: 0 }), "t=0");
  assert.equal(written({ t: 1, unit: 3 }), "t=1&unit=3");
  assert.equal(written({ fold: true }), "fold=true");
  assert.equal(written({ text: "Ada" }), "text=Ada&model=entities-lstm&t=2");
});

test("of a trained network the place is always said, for a link without one opens at its end", () => {
  const trained = complete({ text: "3 mai 24", model: "dates-gru" });
  const written = (changes) => serialise({ ...trained, ...changes }, landing);
  assert.equal(written({ t: 18, fold: false }), "text=3+mai+24&model=dates-gru&t=18");
  assert.equal(written({ t: 0, fold: false }), "text=3+mai+24&model=dates-gru&fold=false");
  assert.equal(written({ t: 0, fold: true }), "text=3+mai+24&model=dates-gru&fold=true");
  assert.equal(written({ t: 4, fold: true }), "text=3+mai+24&model=dates-gru&t=4&fold=true");
});

test("the page as it opens by itself has an empty query", () => {
  assert.equal(serialise(landing, landing), "");
});

test("moving through the page's own example writes only the place", () => {
  assert.equal(serialise({ ...landing, t: 3, fold: false, unit: 2 }, landing), "t=3&unit=2");
});

test("changing one knob writes the whole network and its input", () => {
  assert.equal(serialise({ ...landing, hidden_size: 4 }, landing), "cell=lstm&text=hello+world&hidden_size=4&gain=2.5");
});

test("a link to keep names network and input even where they are the page's own", () => {
  assert.equal(serialise({ ...landing, t: 1, fold: false }), "cell=lstm&text=hello+world&gain=2.5&t=1");
});

test("numbers stay readable in a link", () => {
  assert.equal(serialise(complete({ series: [0.1, -0, 1e21, 2] })), "cell=lstm&series=0.1,-0,1e%2B21,2");
  assert.equal(serialise(complete({ vectors: [[0.5, -0], [1, 2]] })), "cell=lstm&vectors=0.5,-0;1,2");
});

test("the order of a link does not depend on how the configuration was made", () => {
  const backward = Object.fromEntries(Object.entries({ ...landing, seed: 7, t: 2 }).reverse());
  assert.equal(serialise(backward), serialise({ ...landing, seed: 7, t: 2 }));
});

test("a text is counted in code points, as Python does, not in UTF-16 units", () => {
  assert.deepEqual(characters("a👩🏽é"), ["a", "👩", "🏽", "é"]);
  assert.equal(stepCount({ text: "𝛔".repeat(2000), series: null }), 2000);
  assert.equal(parseField(fieldOf("text"), "𝛔".repeat(2000)).problem, undefined);
  assert.match(parseField(fieldOf("text"), "𝛔".repeat(2001)).problem, /2001 steps/);
});

test("the place follows a shrinking network and stays otherwise", () => {
  const config = complete({ text: "abc", t: 3, unit: 8 });
  assert.equal(withinBounds(config), config);
  const place = ({ t, unit, layer, direction }) => [t, unit, layer, direction];
  const smaller = { ...config, hidden_size: 4, text: "a", layer: 2, direction: /** @type {const} */ ("reverse") };
  assert.deepEqual(place(withinBounds(smaller)), [1, 4, 1, "forward"]);
  assert.equal(withinBounds({ ...config, text: "" }).t, 0);
});

test("the API is told nothing about the page, and nothing that its cell does not have", () => {
  const everything = { ...complete({ text: "a" }), forget_bias: 1, update_bias: 2, form: "reset_before", nonlinearity: "relu", spectral_radius: 0.9, t: 1, fold: false, lang: "fr", theme: "dark", loop: true, speed: 2, unit: 3 };
  const asked = (cell) => apiQuery({ ...everything, cell });
  assert.equal(asked("dense"), "cell=dense&text=a&nonlinearity=relu");
  assert.equal(asked("rnn"), "cell=rnn&text=a&nonlinearity=relu&spectral_radius=0.9");
  assert.equal(asked("lstm"), "cell=lstm&text=a&spectral_radius=0.9&forget_bias=1");
  assert.equal(asked("gru"), "cell=gru&text=a&form=reset_before&spectral_radius=0.9&update_bias=2");
});

test("the query and the JSON of a call say the same", () => {
  const next = random(3);
  for (let i = 0; i < 500; i++) {
    const config = randomConfig(next);
    const { init = {}, ...network } = networkOf(config);
    const flat = { ...network, ...init, ...inputOf(config) };
    const spelt = Object.fromEntries(new URLSearchParams(apiQuery(config)));
    assert.deepEqual(Object.keys(spelt).sort(), Object.keys(flat).sort());
    for (const [name, text] of Object.entries(spelt)) {
      const value = name === "vectors" ? text.split(";").map((row) => row.split(",").map(Number)) : parseField(fieldOf(name), text).value;
      assert.deepStrictEqual(value, flat[name]);
    }
  }
});

test("a page's query without the page's own fields is the API's query", () => {
  const next = random(4);
  for (let i = 0; i < 300; i++) {
    const config = randomConfig(next);
    const page = new URLSearchParams(serialise(config));
    for (const { name, page: own, cells } of FIELDS) if (own || (cells && !cells.includes(config.cell))) page.delete(name);
    assert.equal(page.toString(), new URLSearchParams(apiQuery(config)).toString());
  }
});

test("half a surrogate pair never leaves the page", () => {
  const config = complete({ text: "a\ud83d" });
  assert.equal(apiQuery(config), "cell=lstm&text=a%EF%BF%BD");
  assert.deepEqual(inputOf(config), { text: "a\ufffd" });
});

test("a trained network is its name and what it is fed: the rest is its own", () => {
  const config = complete({ cell: "gru", hidden_size: 64, model: "dates-gru", text: "3 mai 24", seed: 7, t: 12, fold: false });
  assert.equal(serialise(config), "text=3+mai+24&model=dates-gru&t=12");
  assert.equal(apiQuery(config), "text=3+mai+24&model=dates-gru");
  assert.deepEqual(networkOf(config), { model: "dates-gru" });
  assert.equal(withinBounds(config).t, 12, "its decoder goes on after the last character");
});

test("what a trained network is asked goes with it, and with no other", () => {
  const config = complete({ model: "adding-lstm", vectors: [[0.5, 1]], generate: 3, target: [0.5, null], t: 1, fold: false });
  assert.equal(serialise(config), "vectors=0.5,1&model=adding-lstm&generate=3&target=0.5,&t=1");
  assert.deepEqual(runOptions(config), { generate: 3, target: [0.5, null] });
  assert.deepEqual(networkOf(config), { model: "adding-lstm" });
  const drawn = { ...config, model: null };
  assert.equal(apiQuery(drawn), "cell=lstm&vectors=0.5,1");
  assert.deepEqual(runOptions(drawn), {});
});
