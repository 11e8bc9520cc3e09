import assert from "node:assert/strict";
import test from "node:test";
import {
  FIELDS, apiQuery, characters, complete, fieldOf, inputOf, networkOf, parseConfig, parseField, serialise, settle, stepCount,
} from "../../static/js/core/config.js";
import { random, randomConfig } from "./random.js";

const landing = complete({ text: "hello world", gain: 2.5 });
const parse = (query) => parseConfig(query, landing);
const read = (query) => {
  const { config, problems } = parse(query);
  assert.deepEqual(problems, []);
  return config;
};

test("every configuration comes back from its link, bit for bit", () => {
  const next = random(1);
  for (let i = 0; i < 2000; i++) {
    const config = randomConfig(next);
    assert.deepStrictEqual(read(serialise(config, landing)), config, serialise(config, landing));
    assert.deepStrictEqual(read(serialise(config)), config, serialise(config));
  }
});

test("a link survives the browser's own normalisation", () => {
  const next = random(2);
  for (let i = 0; i < 500; i++) {
    const config = randomConfig(next);
    const { search } = new URL(`https://example.org/?${serialise(config)}`);
    assert.deepStrictEqual(read(search), config, search);
  }
});

test("the page as it opens by itself has an empty query", () => {
  assert.equal(serialise(landing, landing), "");
  assert.deepEqual(read(""), landing);
});

test("moving through the page's own example writes only the place", () => {
  assert.equal(serialise({ ...landing, t: 3, fold: false, unit: 2 }, landing), "t=3&unit=2");
  assert.deepEqual(read("t=3&unit=2"), { ...landing, t: 3, unit: 2, fold: false });
});

test("changing one knob writes the whole network and its input", () => {
  assert.equal(serialise({ ...landing, hidden_size: 4 }, landing), "cell=lstm&text=hello+world&hidden_size=4&gain=2.5");
});

test("a link to keep names network and input even where they are the page's own", () => {
  assert.equal(serialise({ ...landing, t: 1, fold: false }), "cell=lstm&text=hello+world&gain=2.5&t=1");
});

test("a query that names part of a network takes the rest from the API's defaults, not from the example", () => {
  const config = read("cell=gru");
  assert.equal(config.gain, 1);
  assert.equal(config.text, "hello world");
});

test("naming a series puts the example's text aside", () => {
  const config = read("series=0.5,-1,2e3");
  assert.deepEqual([config.text, config.series], [null, [0.5, -1, 2000]]);
});

test("numbers stay readable in a link", () => {
  assert.equal(serialise(complete({ series: [0.1, -0, 1e21, 2] })), "cell=lstm&series=0.1,-0,1e%2B21,2");
});

test("the order of a link does not depend on how the configuration was made", () => {
  const backward = Object.fromEntries(Object.entries({ ...landing, seed: 7, t: 2 }).reverse());
  assert.equal(serialise(backward), serialise({ ...landing, seed: 7, t: 2 }));
});

test("a text is counted in code points, as Python does, not in UTF-16 units", () => {
  assert.deepEqual(characters("a👩🏽é"), ["a", "👩", "🏽", "é"]);
  assert.equal(stepCount({ text: "𝛔".repeat(2000), series: null }), 2000);
  assert.deepEqual(parse(`text=${"𝛔".repeat(2000)}`).problems, []);
  assert.equal(parse(`text=${"𝛔".repeat(2001)}`).problems[0].field, "text");
});

test("an empty text is not a mistake", () => {
  assert.equal(read("text=").text, "");
  assert.equal(serialise(complete({ text: "" })), "cell=lstm&text=");
});

for (const [query, field] of [
  ["hidden_size=0", "hidden_size"],
  ["hidden_size=257", "hidden_size"],
  ["hidden_size=2.5", "hidden_size"],
  ["hidden_size=", "hidden_size"],
  ["hidden_size=0x8", "hidden_size"],
  ["num_layers=five", "num_layers"],
  ["seed=-1", "seed"],
  ["seed=9007199254740993", "seed"],
  ["gain=NaN", "gain"],
  ["gain=Infinity", "gain"],
  ["gain=1e999", "gain"],
  ["gain=1,5", "gain"],
  ["cell=LSTM", "cell"],
  ["form=", "form"],
  ["hidden_size=1e999", "hidden_size"],
  ["bidirectional=yes", "bidirectional"],
  ["series=1,two,3", "series"],
  ["series=1,,3", "series"],
  ["series=1,1e999", "series"],
  [`series=${"1,".repeat(2000)}1`, "series"],
  ["colour=red", null],
  ["speed=100", "speed"],
  ["t=99", "t"],
  ["unit=9", "unit"],
  ["layer=2", "layer"],
  ["direction=reverse", "direction"],
]) {
  test(`${query.slice(0, 30)} is named as a problem and keeps its default`, () => {
    const { config, problems } = parse(query);
    assert.deepEqual(problems.map((problem) => problem.field), [field]);
    assert.doesNotMatch(problems[0].message, /[{}]/);
    if (field !== null && field !== "series") assert.deepEqual(config[field], fieldOf(field).fallback);
  });
}

test("of a setting that comes twice, the first one counts and the reader is told", () => {
  const { config, problems } = parse("seed=1&seed=2");
  assert.equal(config.seed, 1);
  assert.deepEqual(problems.map(({ field }) => field), ["seed"]);
});

test("text and series together: the text is taken and said so", () => {
  const { config, problems } = parse("text=ab&series=1");
  assert.deepEqual([config.text, config.series, problems[0].field], ["ab", null, "series"]);
});

test("problems are told in the page's language", () => {
  const { problems } = parseConfig("hidden_size=0", landing, (msgid, values) => `${msgid}|${values.max}`);
  assert.equal(problems[0].message, "{value} is out of range. Give a number from {min} to {max}.|256");
});

test("the spectral radius can be left to the weights", () => {
  assert.deepEqual(parseField(fieldOf("spectral_radius"), ""), { value: null });
});

test("the place follows a shrinking network and stays otherwise", () => {
  const config = complete({ text: "abc", t: 3, unit: 8 });
  assert.equal(settle(config), config);
  const place = ({ t, unit, layer, direction }) => [t, unit, layer, direction];
  const smaller = { ...config, hidden_size: 4, text: "a", layer: 2, direction: /** @type {const} */ ("reverse") };
  assert.deepEqual(place(settle(smaller)), [1, 4, 1, "forward"]);
  assert.equal(settle({ ...config, text: "" }).t, 0);
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
    for (const [name, text] of Object.entries(spelt)) assert.deepStrictEqual(parseField(fieldOf(name), text).value, flat[name]);
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
  assert.equal(settle(config).t, 12, "its decoder goes on after the last character");
});
