// @ts-check
/** Clipping by norm: the size of all parameter gradients together, before and after. */
import { parseField } from "../../core/parse-field.js";
import { RACERS, raceField } from "../../core/race/config.js";
import { restyle } from "../../lib/canvas.js";
import { clamp } from "../../lib/easing.js";
import { plainNumber, typedNumber } from "../../lib/format.js";
import { html, set, setText } from "../../lib/svg.js";
import { NAMES } from "./outcome-words.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */
/** @typedef {import("../../core/race/race.js").Clip} Clip */

const START = 1; // what the switch clips to

/** log10 of the norms on screen, lowest and highest, with a little room. @param {Clip[]} clips */
function span(clips) {
  const sizes = clips.flatMap(({ log10_before, threshold }) => [log10_before ?? 0, Math.log10(threshold)]).filter(Number.isFinite);
  return [Math.min(...sizes) - 0.3, Math.max(...sizes) + 0.3];
}

/** @param {HTMLElement} root @param {RaceContext} context @returns {import("../../core/race/state.js").RaceView} */
export function createClipping(root, context) {
  const { _, emit, format } = context;
  const field = /** @type {import("../../core/race/config.js").RaceField} */ (raceField("clip"));
  const { lang } = root.ownerDocument.documentElement;
  root.replaceChildren();
  html(root, "h2", { id: "clipping-title" }, _("Clipping an explosion"));
  html(root, "p", { class: "race-intro" }, _("A gradient that is too long is cut to a given norm before the weights take their step: its direction stays."));
  const controls = html(root, "div", { class: "race-controls" });
  const box = html(controls, "div", { class: "field race-clip-field" });
  html(box, "label", { for: "clip" }, _("Clip to the norm"));
  const input = html(box, "input", { class: "input", id: "clip", type: "text", inputmode: "decimal", autocomplete: "off", placeholder: _("off"), "aria-describedby": "clip-problem" });
  const problem = html(box, "p", { class: "field-problem", id: "clip-problem", hidden: true });
  const toggle = html(controls, "button", { class: "button", type: "button" });
  const list = html(root, "div", { class: "race-clips", role: "table", "aria-label": _("The norm of all parameter gradients") });
  const head = html(list, "div", { role: "row", class: "race-clip is-head" });
  for (const words of [_("Cell"), _("before"), _("after")]) html(head, "span", { role: "columnheader" }, words);
  const rows = RACERS.map((cell) => {
    const row = html(list, "div", { role: "row", class: "race-clip" });
    html(row, "span", { role: "rowheader" }, NAMES[cell]);
    const [before, after] = [html(row, "span", { role: "cell" }), html(row, "span", { role: "cell" })];
    const line = html(row, "i", { class: "race-clip-line", "aria-hidden": "true" });
    return { cell, row, before, after, whole: html(line, "b"), kept: html(line, "u") };
  });
  const read = () => parseField(field, plainNumber(input.value), _);
  let mine = "";
  input.addEventListener("input", () => {
    const { value, problem: wrong } = read();
    mine = wrong ?? "";
    showProblem(mine);
    if (wrong === undefined) emit({ type: "configure", changes: { clip: /** @type {number|null} */ (value) } });
  });
  toggle.addEventListener("click", () => {
    mine = "";
    emit({ type: "configure", changes: { clip: context.now().config.clip === null ? START : null } });
  });

  /** @param {string} message */
  function showProblem(message) {
    setText(problem, message);
    set(problem, { hidden: message === "" });
    set(box, { "data-invalid": message !== "" });
    set(input, { "aria-invalid": message === "" ? null : "true" });
  }

  return {
    update({ config, race, problems }) {
      if (mine === "" && read().value !== config.clip) input.value = config.clip === null ? "" : typedNumber(config.clip, lang);
      showProblem(mine || (problems.find((one) => one.field === "clip")?.message ?? ""));
      setText(toggle, config.clip === null ? _("Clip to 1") : _("Do not clip"));
      const clips = rows.flatMap(({ cell }) => race?.runners[cell]?.clip ?? []);
      set(list, { hidden: clips.length === 0 });
      if (clips.length === 0) return;
      const [low, high] = span(clips);
      const along = (/** @type {number} */ log10) => String(clamp((log10 - low) / (high - low)).toFixed(4));
      for (const { cell, row, before, after, whole, kept } of rows) {
        const clip = race?.runners[cell]?.clip;
        set(row, { hidden: !clip });
        if (!clip) continue;
        const size = clip.log10_before;
        setText(before, size === null ? "–" : format.size(size));
        const left = size === null ? null : Math.min(size, Math.log10(clip.threshold));
        setText(after, left === null ? "–" : left === size ? _("the same") : format.size(left));
        restyle(whole, { transform: `scaleX(${along(size ?? low)})` });
        restyle(kept, { transform: `scaleX(${along(left ?? low)})` });
      }
    },
    destroy: () => root.replaceChildren(),
  };
}
