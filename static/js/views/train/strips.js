// @ts-check
/** One example, run again through every network as it learns: what is left of its first letter, and what comes back to it. */
import { nameOf, racersOf } from "../../core/train-config.js";
import { shownLook } from "../../core/train-store.js";
import { createHeatmapCanvas, observeSize, px, restyle } from "../../lib/canvas.js";
import { html, set, setText } from "../../lib/svg.js";
import { drawGradient } from "./gradient-row.js";

/** @typedef {import("../../core/train-store.js").TrainState} TrainState */
/** @typedef {import("../../core/train-store.js").TrainContext} TrainContext */
/** @typedef {import("../../core/train-stream.js").Learner} Learner */
/** @typedef {import("../../core/race-config.js").Racer} Racer */

const HEIGHTS = [340, 232, 152]; // of a strip, when there are one, two or three
const NARROW = 430; // one at a time: a phone
const LETTER = 11; // CSS pixels that a letter needs
const PLAIN = 0.1; // above chance, before the figure stands for itself

/** @param {HTMLElement} root @param {TrainContext} context @returns {import("../../core/train-store.js").TrainView} */
export function createStrips(root, context) {
  const { _, emit } = context;
  root.replaceChildren();
  const tabs = html(root, "div", { class: "strips-tabs segmented", role: "group", "aria-label": _("Network") });
  const head = html(root, "div", { class: "strips-head" });
  const example = html(head, "p", { class: "strips-note" });
  html(example, "b", {}, _("one example"));
  html(example, "span", {}, _("re-run as it learns"));
  const middle = html(head, "div", { class: "strips-title" });
  const choice = html(middle, "div", { class: "segmented", role: "group", "aria-label": _("Show") });
  const shows = [["held", _("What is left of the first letter")], ["memory", _("Memory as it is")]].map(([show, word]) =>
    html(choice, "button", { type: "button", "data-show": show }, word));
  html(middle, "small", {}, _("a row is a unit, a column a step"));
  const letters = html(middle, "div", { class: "strips-letters", role: "img" });
  const answer = html(head, "p", { class: "strips-note" });
  html(answer, "b", {}, _("its answer"));
  const right = html(answer, "span");
  const body = html(root, "div", { class: "strips-body" });
  const key = html(root, "p", { class: "strips-key" });
  const blank = html(key, "span");
  html(key, "span", { class: "strips-ramp", "aria-hidden": "true" });
  const coloured = html(key, "span");

  choice.addEventListener("click", (event) => {
    const show = /** @type {HTMLElement} */ (event.target).dataset.show;
    if (show === "held" || show === "memory") emit({ type: "configure", changes: { show } });
  });
  tabs.addEventListener("click", (event) => {
    const cell = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-cell]"))?.dataset.cell;
    if (cell) emit({ type: "choose", cell: /** @type {Racer} */ (cell) });
  });

  /** @type {Map<Racer, ReturnType<typeof createRow>>} */
  let rows = new Map();
  /** @type {Map<Racer, HTMLElement>} */
  let heads = new Map();
  /** @type {TrainState|null} */
  let last = null;
  let width = 0;
  const stop = observeSize(letters, (now) => {
    width = now;
    if (last) draw(last, true);
  });

  /** @param {TrainState} state */
  function build({ config, task }) {
    body.replaceChildren();
    tabs.replaceChildren();
    rows = new Map(racersOf(config).map((cell) => [cell, createRow(body, context, cell, task.labels)]));
    heads = new Map(racersOf(config).map((cell) => [cell, html(tabs, "button", { type: "button", "data-cell": cell })]));
  }

  /** @param {TrainState} state */
  function spellExample({ task, config }) {
    const steps = config.distractors + 2;
    const known = task.example.length === steps;
    const words = known ? task.example : Array.from({ length: steps }, (_step, i) => (i === steps - 1 ? "?" : "·"));
    const pitch = width / steps;
    letters.replaceChildren(...words.flatMap((word, i) => {
      if (pitch < LETTER && i > 0 && i < steps - 1) return [];
      const letter = root.ownerDocument.createElement("span");
      letter.textContent = word;
      restyle(letter, { left: px((i + 0.5) * pitch) });
      set(letter, { "data-marked": i === 0 || i === steps - 1 });
      return [letter];
    }));
    set(letters, { "aria-label": known ? _("The example: {letters}", { letters: words.join(" ") }) : _("The example comes with the first picture.") });
    setText(right, known ? _("the right one is {letter}", { letter: words[0] }) : "");
  }

  /** @param {TrainState} state @param {boolean} all */
  function draw(state, all) {
    const { config, task, chosen } = state;
    if (all || last?.config.cell !== config.cell || last.task.labels !== task.labels) build(state);
    if (all || last?.task !== task || last.config.distractors !== config.distractors) spellExample(state);
    const held = config.show === "held";
    setText(blank, held ? _("blank: the first letter is forgotten") : _("orange: −1"));
    setText(coloured, held ? _("colour: it is still there") : _("blue: +1"));
    for (const button of shows) set(button, { "aria-pressed": String(button.dataset.show === config.show) });
    const look = shownLook(state);
    for (const [cell, row] of rows) {
      row.draw(state, look?.cells[cell] ?? null, width);
      const tab = /** @type {HTMLElement} */ (heads.get(cell));
      const metric = look?.cells[cell]?.metric;
      setText(tab, `${nameOf(cell)}${metric === undefined ? "" : ` ${context.format.percent(metric)}`}`);
      set(tab, { "aria-pressed": String(cell === chosen) });
      set(row.element, { "data-chosen": cell === chosen });
    }
    last = state;
  }

  return {
    update: (state) => draw(state, last === null),
    destroy() {
      stop();
      root.replaceChildren();
    },
  };
}

/** @param {HTMLElement} parent @param {TrainContext} context @param {Racer} cell @param {string[]} labels */
function createRow(parent, context, cell, labels) {
  const { _, ngettext, format } = context;
  const state = cell === "lstm" ? "c" : "h";
  const element = html(parent, "article", { class: "strip-row", "data-racer": cell, "aria-label": nameOf(cell) });
  const name = html(element, "div", { class: "strip-name" });
  html(name, "h2", { class: cell === "lstm" ? "sig sig-c" : "" }, nameOf(cell));
  const share = html(name, "p", { class: "strip-share" });
  const figure = html(share, "b", {}, "–");
  const unit = html(share, "span");
  const about = html(name, "p", { class: "strip-about" });
  const picture = html(element, "div", { class: "strip-picture" });
  html(picture, "i", { class: `math sig sig-${state}`, "aria-hidden": "true" }, state);
  const strip = html(picture, "canvas", { role: "img" });
  const said = html(picture, "p", { class: "strip-said", "aria-hidden": "true" });
  const gradient = html(picture, "canvas", { class: "strip-gradient", role: "img" });
  html(picture, "span", { class: "strip-gradient-name", "aria-hidden": "true" }, _("gradient ←"));
  const answers = html(element, "ul", { class: "strip-answer", "aria-label": _("its answer") });
  const bars = labels.map((label) => {
    const line = html(answers, "li");
    html(line, "span", { class: "strip-label" }, label);
    const bar = html(html(line, "span", { class: "strip-bar", "aria-hidden": "true" }), "span");
    return { line, bar, share: html(line, "span", { class: "strip-probability" }) };
  });
  const heatmap = createHeatmapCanvas(strip);
  /** @type {unknown[]} */
  let drawn = [];

  /** @param {TrainState} now @param {Learner|null} learner */
  function describe(now, learner) {
    const { guess, unseen } = now.task;
    const metric = learner?.metric;
    const [number, sign] = metric === undefined ? ["–", ""] : format.percent(metric).split("\u202f");
    setText(figure, number);
    setText(unit, sign);
    const poor = metric === undefined || metric < guess.metric + PLAIN;
    const against = poor ? _("chance is {share}", { share: format.percent(guess.metric) }) : ngettext("of {n} new one", "of {n} new ones", unseen, { n: unseen });
    const named = _("named right");
    setText(about, `${named}\n${against}`);
  }

  /** @param {TrainState} now @param {Learner|null} learner @param {number} steps */
  function overlay(now, learner, steps) {
    if (learner === null) return { text: now.status === "idle" ? _("press play") : "", at: 0.5 };
    if (learner.diverged) return { text: _("diverged at update {update}", { update: learner.update }), at: 0.5 };
    const { lasts } = learner;
    if (now.config.show === "memory" || lasts === null || lasts === undefined || lasts >= steps) return { text: "", at: 0.5 };
    return { text: ngettext("forgotten after {n} step", "forgotten after {n} steps", lasts, { n: lasts }), at: (lasts + steps) / 2 / steps };
  }

  return {
    element,
    /** @param {TrainState} now @param {Learner|null} learner @param {number} width */
    draw(now, learner, width) {
      const steps = now.config.distractors + 2;
      const palette = context.palette();
      const about = [learner, width, palette.key, now.config.show, now.config.distractors, now.status, now.task];
      if (width < 1 || about.every((part, i) => part === drawn[i])) return;
      drawn = about;
      describe(now, learner);
      const { text, at } = overlay(now, learner, steps);
      setText(said, text);
      restyle(said, { left: `${100 * at}%`, translate: `${-100 * at}%` }); // within the strip, wherever it is
      const H = now.config.hidden_size;
      const height = width < NARROW ? HEIGHTS[2] : HEIGHTS[now.config.cell.length - 1];
      restyle(picture, { "--strip": px(height) });
      const values = (now.config.show === "held" ? learner?.held : learner?.memory) ?? new Float32Array(steps * H);
      const signal = { name: "h", role: /** @type {const} */ ("state") };
      heatmap.draw({ signal, values, T: steps, H, width, height, overflow: null }, palette);
      restyle(strip, { width: px(width), height: px(height) });
      drawGradient(gradient, learner?.log10_gradient ?? [], steps, width, palette);
      label(learner, steps, text);
      answer(now, learner);
    },
  };

  /** What the pictures say, in words. @param {Learner|null} learner @param {number} steps @param {string} text */
  function label(learner, steps, text) {
    const reach = learner?.log10_gradient?.[0];
    const said = text || (learner?.lasts === steps ? _("the first letter is still there at the end") : _("nothing yet"));
    set(strip, { "aria-label": _("{name}: {said}", { name: nameOf(cell), said }) });
    set(gradient, { "aria-label": typeof reach === "number" ? _("{share} of the gradient at the end reaches step 1", { share: format.share(reach) }) : _("no gradient yet") });
  }

  /** @param {TrainState} now @param {Learner|null} learner */
  function answer({ task }, learner) {
    const chances = learner?.outputs?.at(-1);
    bars.forEach(({ line, bar, share: text }, i) => {
      const p = chances?.[i] ?? 0;
      restyle(bar, { transform: `scaleX(${p})` });
      setText(text, chances ? format.percent(p) : "–");
      set(line, { "data-right": labels[i] === task.example[0] });
    });
  }
}
