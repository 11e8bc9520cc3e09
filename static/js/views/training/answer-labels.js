// @ts-check
/** An answer a step: what the network says above each, and the right one small above what is wrong. */
import { labelText } from "../../core/label-names.js";
import { noteOf } from "../../core/notes.js";
import { emitting, rightLabels } from "../../core/training/task.js";
import { px, restyle } from "../../lib/canvas.js";
import { html, set, setText } from "../../lib/svg.js";

const LETTER = 10.5; // CSS pixels that a letter needs: below, a dot is right and a cross is wrong
const GLYPH = 7;

/** @type {import("./answer-types.js").CreateAnswer} */
export function createLabels({ above }, { _, ngettext, format }, { example }, names) {
  const line = html(above, "div", { class: "strip-labels", role: "img" });
  const right = rightLabels(example);
  const steps = example.steps.length;
  const columns = emitting(example).map((t) => {
    const column = html(line, "span");
    return { t, column, small: html(column, "small"), said: html(column, "b") };
  });
  return {
    draw(learner, width) {
      const pitch = width / steps;
      const room = Math.max(2, Math.floor(pitch / GLYPH));
      const said = learner?.said?.map(String) ?? null;
      columns.forEach(({ t, column, small, said: word }, i) => {
        const wrong = said !== null && right[i] !== null && said[i] !== right[i];
        const tight = pitch < LETTER;
        restyle(column, { left: px((t + 0.5) * pitch) });
        set(column, { "data-wrong": wrong });
        setText(word, said === null ? "" : tight ? (wrong ? "×" : "·") : labelText(said[i], names, room));
        setText(small, wrong && !tight ? corrected(said[i], String(right[i]), names, room, format) : "");
      });
      const n = said === null ? 0 : said.filter((label, i) => label === right[i]).length;
      const spelt = said?.map((label) => labelText(label, names)).join(" ") ?? "";
      set(line, { "aria-label": said === null ? _("no answer yet") : ngettext("says {said}: {n} of {count} right", "says {said}: {n} of {count} right", n, { said: spelt, n, count: said.length }) });
    },
  };
}

/** The right label; of two notes that bear one name, what tells them apart. @param {string} said @param {string} right @param {Record<string, string>} names @param {number} room @param {import("../../lib/format.js").Format} format */
function corrected(said, right, names, room, format) {
  const [ours, theirs] = [noteOf(said), noteOf(right)];
  if (room < 3 || !ours || !theirs || ours.name !== theirs.name) return labelText(right, names, room);
  return ours.octave === theirs.octave ? `×${format.exact(theirs.beats)}` : `${theirs.name}${theirs.octave}`;
}
