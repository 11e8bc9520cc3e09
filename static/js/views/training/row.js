// @ts-check
/** One network on the example: how well it does, what it holds step by step, what comes back to each step, and what it says. */
import { nameOf } from "../../core/training/config.js";
import { exploreLink } from "../../core/training/links.js";
import { shownLook } from "../../core/training/state.js";
import { decoderFrom } from "../../core/training/task.js";
import { createHeatmapCanvas, px, restyle } from "../../lib/canvas.js";
import { html, set, setText } from "../../lib/svg.js";
import { createAnswer, roomAbove } from "./answers.js";
import { drawGradient } from "./gradient-row.js";
import { memoryOf, showsHeld } from "./memory.js";
import { figure, isMore, measuredOn, metricText, taskWords } from "./task-words.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */
/** @typedef {import("../../core/training/state.js").TrainContext} TrainContext */
/** @typedef {import("../../core/training/events.js").Learner} Learner */
/** @typedef {import("../../core/training/config.js").TrainCell} TrainCell */

const HEIGHTS = [340, 232, 152]; // of a strip and what stands above it, when there are one, two or three
const SMALLEST = 96;
const ONE_STEP = 44;
const NARROW = 430; // one at a time: a phone

/**
 * @param {HTMLElement} parent @param {TrainContext} context @param {TrainCell} cell
 * @param {TrainState["task"]} task @param {Record<string, string>} names  labels in the page's language
 */
export function createRow(parent, context, cell, task, names) {
  const { _, ngettext } = context;
  const signal = cell === "lstm" ? "c" : "h";
  const element = html(parent, "article", { class: "strip-row", "data-racer": cell, "aria-label": nameOf(cell) });
  const name = html(element, "div", { class: "strip-name" });
  html(name, "h2", { class: cell === "lstm" ? "sig sig-c" : "" }, nameOf(cell));
  const share = html(name, "p", { class: "strip-share" });
  const [number, unit] = [html(share, "b", {}, "–"), html(share, "span")];
  const about = html(name, "p", { class: "strip-about" });
  const open = html(name, "a", { class: "strip-open", hidden: true }, _("Open in Explore"));
  const picture = html(element, "div", { class: "strip-picture" });
  const above = html(picture, "div", { class: "strip-above" });
  const memory = html(picture, "div", { class: "strip-memory" });
  html(memory, "i", { class: `math sig sig-${signal}`, "aria-hidden": "true" }, signal);
  const strip = html(memory, "canvas", { role: "img" });
  const split = html(memory, "i", { class: "strip-split", "aria-hidden": "true" });
  const said = html(memory, "p", { class: "strip-said", "aria-hidden": "true" });
  const back = html(picture, "div", { class: "strip-back" });
  const gradient = html(back, "canvas", { class: "strip-gradient", role: "img" });
  html(back, "span", { class: "strip-gradient-name", "aria-hidden": "true" }, _("gradient ←"));
  const side = html(element, "div", { class: "strip-side" });
  const answer = createAnswer({ side, above }, context, task, names);
  const heatmap = createHeatmapCanvas(strip);
  const steps = task.example.steps.length;
  const decoder = decoderFrom(task.example);
  restyle(split, { left: `${(100 * (decoder ?? 0)) / steps}%` });
  set(split, { hidden: decoder === null });
  set(back, { hidden: steps === 1 });
  /** @type {unknown[]} */
  let drawn = [];

  /** @param {TrainState} now @param {Learner|null} learner */
  function describe(now, learner) {
    const metric = learner?.metric;
    const value = metric === undefined ? { number: "–", unit: "" } : figure(now.task, metric, context);
    setText(number, value.number);
    set(share, { "data-long": value.number.length > 3 });
    setText(unit, value.unit);
    const { guess } = now.task;
    const beside = metric === undefined || !isMore(now.task, metric)
      ? _("a guess: {figure}", { figure: metricText(now.task, guess.metric, context) })
      : measuredOn(now.task, context).of;
    setText(about, `${taskWords(now.config, context).counted}\n${beside}`);
    const update = now.status === "idle" ? undefined : shownLook(now)?.update;
    set(open, { hidden: update === undefined, href: update === undefined ? null : exploreLink(now.config, now.task, cell, update) });
  }

  /** @param {TrainState} now @param {Learner|null} learner */
  function overlay(now, learner) {
    if (learner === null) return { text: now.status === "idle" ? _("press play") : "", at: 0.5 };
    if (learner.diverged) return { text: _("diverged at update {update}", { update: learner.update }), at: 0.5 };
    const { lasts } = learner;
    if (!showsHeld(now) || lasts === null || lasts === undefined || lasts >= steps) return { text: "", at: 0.5 };
    return { text: ngettext("forgotten after {n} step", "forgotten after {n} steps", lasts, { n: lasts }), at: (lasts + steps) / 2 / steps };
  }

  /** @param {TrainState} now @param {number} width */
  function height({ config }, width) {
    if (steps === 1) return ONE_STEP;
    return Math.max(SMALLEST, (width < NARROW ? HEIGHTS[2] : HEIGHTS[config.cell.length - 1]) - roomAbove(task));
  }

  return {
    element,
    /** @param {TrainState} now @param {Learner|null} learner @param {number} width */
    draw(now, learner, width) {
      const palette = context.palette();
      const about = [learner, width, palette.key, now.config, now.status, now.task];
      if (width < 1 || about.every((part, i) => part === drawn[i])) return;
      drawn = about;
      describe(now, learner);
      const { text, at } = overlay(now, learner);
      setText(said, text);
      restyle(said, { left: `${100 * at}%`, translate: `${-100 * at}%` }); // within the strip, wherever it is
      const tall = height(now, width);
      restyle(picture, { "--strip": px(tall), "--above": px(roomAbove(task)) });
      const { values, T, H } = memoryOf(now, learner);
      heatmap.draw({ signal: { name: "h", role: "state" }, values: values ?? new Float32Array(T * H), T, H, width, height: tall, overflow: null }, palette);
      restyle(strip, { width: px(width), height: px(tall) });
      if (steps > 1) drawGradient(gradient, learner?.log10_gradient ?? [], steps, width, palette);
      label(now, learner, text);
      answer.draw(learner, width);
    },
  };

  /** What the pictures say, in words. @param {TrainState} now @param {Learner|null} learner @param {string} text */
  function label(now, learner, text) {
    const reach = learner?.log10_gradient?.[0];
    const held = showsHeld(now) && learner?.lasts === steps;
    const words = text || (learner === null ? _("nothing yet") : held ? _("the first letter is still there at the end") : _("the memory on the example"));
    set(strip, { "aria-label": _("{name}: {said}", { name: nameOf(cell), said: words }) });
    set(gradient, { "aria-label": typeof reach === "number" ? _("{share} of the gradient at the end reaches step 1", { share: context.format.share(reach) }) : _("no gradient yet") });
  }
}
