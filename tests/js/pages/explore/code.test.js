import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { inputOf, networkOf, serialise, stepCount } from "../../../../static/js/core/run/config.js";
import { asCurl, asPython } from "../../../../static/js/pages/explore/code.js";
import { embedCode, pageLink } from "../../../../static/js/pages/explore/share-actions.js";
import { complete } from "../../complete.js";
import { random, randomConfig } from "../../random.js";

const origin = "https://unrolled.example";
const landing = complete({ text: "hello world", gain: 2.5 });

/** The words that a POSIX shell makes of a command's arguments. */
const words = (command) => execFileSync("/bin/sh", ["-c", command.replace(/^curl/, "printf '%s\\0'")], { encoding: "utf8" }).split("\0").slice(0, -1);

const unescape = (html) => html.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");

test("a copied link is the page's own, and survives the browser's normalisation", () => {
  const next = random(6);
  for (let i = 0; i < 300; i++) {
    const config = randomConfig(next);
    const link = new URL(pageLink(config, { origin }));
    assert.equal(new URLSearchParams(link.search).toString(), new URLSearchParams(serialise(config)).toString());
  }
});

test("a copied link names the example, which may change one day", () => {
  assert.equal(pageLink(landing, { origin }), `${origin}/?cell=lstm&text=hello+world&gain=2.5`);
});

test("embed code is one well-formed frame whose title cannot break out", () => {
  const config = complete({ text: `"><script>&amp;'` });
  const code = embedCode(config, { origin, title: `An LSTM reads “"><script>&”` });
  const [, src, title] = /^<iframe src="([^"<>]*)" title="([^"<>]*)" width="100%" height="\d+" loading="lazy" style="border:0" allow="clipboard-write"><\/iframe>$/.exec(code);
  assert.equal(unescape(src), pageLink(config, { origin, path: "/embed/unrolled" }));
  assert.equal(unescape(title), `An LSTM reads “"><script>&”`);
});

test("curl: a shell reads back the very address, whatever the text", () => {
  const next = random(7);
  for (let i = 0; i < 40; i++) {
    const config = randomConfig(next);
    const [flag, url, ...rest] = words(asCurl(config, origin));
    assert.deepEqual([flag, rest], ["--fail-with-body", []]);
    const { text = null, series = null, vectors = null } = Object.fromEntries(new URL(url).searchParams);
    assert.equal(text, config.text);
    if (config.series) assert.deepEqual(series.split(",").map(Number), config.series);
    if (config.vectors) assert.deepEqual(vectors.split(";").map((row) => row.split(",").map(Number)), config.vectors);
  }
});

test("curl: a long sequence is posted, and the shell reads back the very body", () => {
  const config = { ...landing, text: `it's "long" $HOME \`id\` \\ !\n%é👩`.repeat(40) };
  assert.ok(stepCount(config) < 2000);
  const [, url, header, type, data, body] = words(asCurl(config, origin));
  assert.deepEqual([url, header, type, data], [`${origin}/api/v1/run`, "--header", "Content-Type: application/json", "--data-binary"]);
  assert.deepEqual(JSON.parse(body), { network: networkOf(config), input: inputOf(config) });
});

test("Python: the dictionaries are written as Python writes them", () => {
  const program = asPython({ ...complete({ text: `a"\\\n\u2028é` }), bidirectional: true, spectral_radius: 0.5 }, origin);
  assert.match(program, /network = \{"cell": "lstm", "bidirectional": True, "init": \{"spectral_radius": 0\.5\}\}/);
  assert.match(program, /sequence = \{"text": "a\\"\\\\\\n\\u2028é"\}/);
  assert.match(asPython(complete({ series: [1, -0.5, 1e21] }), origin), /sequence = \{"series": \[1, -0\.5, 1e\+21\]\}/);
});
