// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { createTranslator } from "../../../static/js/pages/boot.js";

test("numbers in a sentence are spelt as its language spells them, texts are left as they are", () => {
  const words = "from {min} to {max}, not {value}";
  const values = { min: 0.25, max: 4, value: "0.5" };
  const french = createTranslator({ lang: "fr", messages: { [words]: "de {min} à {max}, pas {value}" } });
  assert.equal(french._(words, values), "de 0,25 à 4, pas 0.5");
  assert.equal(createTranslator({ lang: "en", messages: {} })._(words, values), "from 0.25 to 4, not 0.5");
});

test("one and many follow the language", () => {
  const french = createTranslator({ lang: "fr", messages: { "{n} step": ["{n} pas seul", "{n} pas"] } });
  assert.equal(french.ngettext("{n} step", "{n} steps", 1.5, { n: 1.5 }), "1,5 pas");
  assert.equal(french.ngettext("{n} step", "{n} steps", 0), "0 pas seul");
});
