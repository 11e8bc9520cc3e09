// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { exploreLink, trainLink } from "../../../../static/js/core/architectures/links.js";

test("links keep language and theme, and the text where there is one", () => {
  const config = /** @type {any} */ ({ lang: "fr", theme: "dark" });
  assert.equal(exploreLink({ model: "sentiment-lstm", steps: 2 }, { text: "pas mal" }, config), "/?model=sentiment-lstm&text=pas+mal&t=2&lang=fr&theme=dark");
  assert.equal(exploreLink({ model: "digits-dense", steps: 1 }, {}, { lang: null, theme: null }), "/?model=digits-dense&t=1");
  assert.equal(exploreLink({ model: "digits-dense", steps: 1 }, { text: null, picture: "0g8" }, { lang: null, theme: null }), "/?model=digits-dense&vectors=0,1,0.5&t=1");
  assert.equal(trainLink("dates", config), "/train?task=dates&lang=fr&theme=dark");
});
