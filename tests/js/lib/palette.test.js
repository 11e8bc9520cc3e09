import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { parseColour, ramp, readPalette } from "../../../static/js/lib/palette.js";

const CSS = readFileSync(new URL("../../../static/css/tokens.css", import.meta.url), "utf8");
const block = (selector) => CSS.slice(CSS.indexOf(selector)).split("}")[0];
const tokensOf = (text) => Object.fromEntries([...text.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
const light = tokensOf(block(":root {"));
const THEMES = { light, dark: { ...light, ...tokensOf(block(':root[data-theme="dark"]')) } };

const paletteOf = (tokens) =>
  readPalette({ ownerDocument: { defaultView: { getComputedStyle: () => ({ getPropertyValue: (name) => ` ${tokens[name]} ` }) } } });

const css = (hex) => `rgb(${parseColour(hex).join(" ")})`;
/** Relative luminance (WCAG): an independent measure of how light a colour is. */
const luminance = (rgb) => {
  const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const levels = (rgb) => Array.from({ length: rgb.length / 3 }, (_, i) => luminance([...rgb.slice(3 * i, 3 * i + 3)]));

for (const [theme, tokens] of Object.entries(THEMES)) {
  const palette = paletteOf(tokens);

  test(`${theme}: the ends and the stops of every scale are the tokens`, () => {
    assert.deepEqual([palette.state(-1), palette.state(1)], [css(tokens["--state-n4"]), css(tokens["--state-p4"])]);
    assert.deepEqual([palette.open(0), palette.open(1)], [css(tokens["--open-0"]), css(tokens["--open-4"])]);
    assert.deepEqual([palette.grad(0), palette.grad(-3)], [css(tokens["--grad-6"]), css(tokens["--grad-0"])]);
    for (const [v, name] of [[0, "0"], [0.5, "p2"], [-0.5, "n2"], [0.75, "p3"], [-0.25, "n1"]]) {
      const [got, wanted] = [palette.state(v).match(/\d+/g).map(Number), parseColour(tokens[`--state-${name}`])];
      assert.ok(got.every((c, i) => Math.abs(c - wanted[i]) <= 2), `state(${v}) is ${got}, the token ${wanted}`);
    }
  });

  test(`${theme}: each scale only ever gets lighter or only ever darker, away from zero on both sides`, () => {
    const state = levels(palette.stateRGB);
    const open = levels(palette.openRGB);
    const sign = theme === "light" ? 1 : -1;
    const falls = (values) => values.every((v, i) => i === 0 || sign * (values[i - 1] - v) >= -2e-3);
    assert.ok(falls(state.slice(128)), "state, zero to one");
    assert.ok(falls(state.slice(0, 128).reverse()), "state, zero to minus one");
    assert.ok(falls(open), "open");
  });

  test(`${theme}: neighbouring levels are never far apart`, () => {
    for (const rgb of [palette.stateRGB, palette.openRGB]) {
      for (let i = 3; i < rgb.length; i++) assert.ok(Math.abs(rgb[i] - rgb[i - 3]) <= 5);
    }
  });
}

test("values beyond a scale take its end, and what is not a number takes its start", () => {
  const palette = paletteOf(light);
  assert.deepEqual([palette.state(7), palette.state(-7)], [palette.state(1), palette.state(-1)]);
  assert.deepEqual([palette.grad(2), palette.grad(-40), palette.grad(-Infinity)], [palette.grad(0), palette.grad(-3), palette.grad(-3)]);
  assert.equal(palette.open(NaN), palette.open(0));
});

test("a state that is not a number has the colour of nothing, not of minus one", () => {
  const palette = paletteOf(light);
  assert.equal(palette.state(NaN), palette.state(0));
});

test("canvas and CSS show the same colour", () => {
  const palette = paletteOf(light);
  for (const v of [-1, -0.3, 0.2, 1]) {
    const i = Math.round(((v + 1) / 2) * 255);
    assert.equal(palette.state(v), `rgb(${[...palette.stateRGB.slice(3 * i, 3 * i + 3)].join(" ")})`);
  }
});

test("halfway between black and white is the grey that looks halfway, as OKLab has it", () => {
  assert.deepEqual([...ramp([[0, 0, 0], [255, 255, 255]], 3)].slice(3, 6), [99, 99, 99]);
});

test("halfway between blue and yellow is what CSS Color 4 mixes in oklab", () => {
  // color-mix(in oklab, blue, yellow): L .7099, a −.0519, b −.0566 by hand from the two colours' coordinates
  const [r, g, b] = [...ramp([[0, 0, 255], [255, 255, 0]], 3)].slice(3, 6);
  assert.ok(Math.abs(r - 108) <= 2 && Math.abs(g - 171) <= 2 && Math.abs(b - 199) <= 2, `${r} ${g} ${b}`);
});

test("the key tells the themes apart", () => {
  assert.notEqual(paletteOf(THEMES.light).key, paletteOf(THEMES.dark).key);
});
