// @ts-check
/** The chosen type, enlarged: every step with its real states, the letter that is fed back on its way, and the loss as it adds up. */
import { lossUntil } from "../../core/architectures/run.js";
import { labelText } from "../../core/label-names.js";
import { clamp } from "../../lib/easing.js";
import { writeMarks } from "../../lib/marks.js";
import { html, set, setText, svg } from "../../lib/svg.js";
import { BRISK, momentOf } from "../stage/beats.js";
import { inTwo, planLarge } from "./plan.js";
import { DONE, createPicture } from "./run-picture.js";
import { createShares } from "./shares.js";

/** @typedef {import("../../core/architectures/state.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} State */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesView} View */
/** @typedef {import("../../core/architectures/run.js").Run} Run */
/** @typedef {import("./plan.js").Plan} Plan */
/** @typedef {import("./run-picture.js").Progress} Progress */

const STEP_MS = 900; // --step
const DRAWINGS = 28; // times that a step under way is drawn anew
/** @type {Progress} */
const GHOST = { begun: false, current: false, walking: false, written: 0, emitted: 0, sounding: false, beat: null };

/** @param {HTMLElement} root @param {Context} context @param {import("../../core/labels.js").Names} names @returns {View} */
export function createEnlarged(root, context, names) {
  const { _, emit, format } = context;
  root.replaceChildren();
  const gutter = html(root, "div", { class: "enlarged-names" });
  const frame = html(root, "div", { class: "enlarged-frame", role: "group", tabindex: 0 });
  const canvas = html(frame, "div", { class: "enlarged-canvas" });
  const svgRoot = svg(canvas, "svg", { class: "arch-picture is-large", role: "img" });
  const walker = html(canvas, "div", { class: "arch-walker", "aria-hidden": "true", hidden: true });
  const dock = html(root, "div", { class: "enlarged-total" });
  const total = createTotal(dock, context);
  const shares = createShares(root, context, names);
  const caption = html(root, "p", { class: "enlarged-caption" });
  set(frame, { "aria-label": _("The run, step by step. Left and right move through time; a click on a step goes there.") });
  let width = 0;
  /** @type {{plan: Plan, picture: ReturnType<typeof createPicture>, key: string, drawn: string[]}|null} */
  let built = null;
  /** @type {State|null} */
  let last = null;
  let described = "";
  let played = false;
  /** The whole is shown from its start, where inputs enter. @type {unknown} */
  let begun = null;

  const observer = new ResizeObserver(([entry]) => {
    width = entry.contentRect.width - gutter.offsetWidth - dock.offsetWidth;
    if (last) update(last);
  });
  observer.observe(root);
  svgRoot.addEventListener("click", (event) => {
    if (!built) return;
    const x = event.clientX - svgRoot.getBoundingClientRect().left;
    const nearest = built.plan.steps.reduce((a, b) => (Math.abs(b.x - x) < Math.abs(a.x - x) ? b : a));
    emit({ type: "seek", t: nearest.step.t });
  });

  /** @param {State} state */
  function update(state) {
    last = state;
    if (width <= 0) return;
    const { run } = state;
    const given = state.shown[state.type.name];
    const key = `${run.id} ${width}`;
    if (built?.key !== key) {
      const length = (/** @type {string|null} */ label) => Array.from(labelText(label ?? "", names)).length;
      const long = (/** @type {import("../../core/architectures/run.js").RunStep} */ { label, said, right }) =>
        ({ fed: length(label), said: Math.max(length(said), length(right)) });
      const plan = planLarge(run, given.picture !== null, width, long);
      const picture = createPicture(svgRoot, plan, { states: run.states, units: run.units, pixels: given.picture, names, format });
      addPhases(svgRoot, canvas, plan, run, context);
      built = { plan, picture, key, drawn: run.steps.map(() => "") };
      writeGutter(gutter, plan, state, context);
      setText(caption, state.type.caption);
      caption.hidden = state.type.caption === "";
    }
    draw(built, state);
    const about = `${run.id} ${Math.ceil(state.time)}`;
    if (about !== described) set(svgRoot, { "aria-label": describe(state, context, names) });
    described = about;
    if (state.playing && !played) root.scrollIntoView({ block: "nearest", behavior: context.reducedMotion() ? "instant" : "smooth" });
    played = state.playing;
    total(run, state.time);
    shares(state, width - built.plan.width);
    set(root, { "data-ready": true });
  }

  /** @param {NonNullable<typeof built>} built @param {State} state */
  function draw({ plan, picture, drawn }, state) {
    const palette = context.palette();
    const k = state.whole ? state.run.T + 1 : clamp(Math.ceil(state.time), 0, state.run.T);
    const beat = clamp(state.time - (k - 1));
    const moment = momentOf(beat, STEP_MS / state.config.speed < BRISK);
    plan.steps.forEach((_planned, i) => {
      const current = i + 1 === k;
      const stage = current ? Math.floor(beat * DRAWINGS) : i + 1 < k ? "done" : "ghost";
      const sounding = state.sound && state.playing && i + 1 === Math.floor(state.time);
      const key = `${stage},${palette.key},${current},${sounding}`;
      if (drawn[i] === key) return;
      drawn[i] = key;
      picture.draw(i, { ...(current ? live(moment) : i + 1 < k ? DONE : GHOST), sounding }, palette);
    });
    walk(plan, picture, state, k, beat, moment);
    if (state.whole && begun !== plan) frame.scrollTo({ left: 0, behavior: "instant" });
    begun = state.whole ? plan : null;
    if (k > 0 && !state.whole) keepInSight(frame, plan.steps[k - 1].x, state.playing);
  }

  /** The letter on its way: along the wire from the output that it was, or up into the cell. @param {Plan} plan @param {ReturnType<typeof createPicture>} picture @param {State} state @param {number} k @param {number} beat @param {import("../stage/beats.js").Moment} moment */
  function walk(plan, picture, state, k, beat, moment) {
    const planned = plan.steps[k - 1];
    walker.hidden = !planned || beat >= 1 || moment.beat !== "travel" || state.shown[state.type.name].picture !== null;
    if (walker.hidden) return;
    const wire = picture.wire(k - 1);
    setText(walker, labelText(planned.step.label, names, 8));
    const { cell, chip } = plan;
    const rise = cell.y + cell.h - (chip.y + chip.h / 2);
    const at = wire
      ? wire.getPointAtLength(wire.getTotalLength() * moment.travel)
      : { x: planned.x, y: chip.y + chip.h / 2 + rise * moment.travel };
    walker.style.transform = `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px) translate(-50%, -50%)`;
  }

  return {
    update,
    destroy() {
      observer.disconnect();
      root.replaceChildren();
    },
  };
}

/** The step under way. @param {import("../stage/beats.js").Moment} moment @returns {Progress} */
function live({ beat, write, rise }) {
  const done = beat === null;
  return { begun: true, current: true, walking: beat === "travel", written: done ? 1 : write, emitted: done ? 1 : rise, sounding: false, beat };
}

/** Scrolls the strip so that a column is in sight, and no more than that. @param {HTMLElement} frame @param {number} x @param {boolean} playing */
function keepInSight(frame, x, playing) {
  const margin = Math.min(120, frame.clientWidth / 4);
  const { scrollLeft, clientWidth, scrollWidth } = frame;
  if (scrollWidth <= clientWidth || (x > scrollLeft + margin && x < scrollLeft + clientWidth - margin)) return;
  frame.scrollTo({ left: x - clientWidth * (playing ? 0.3 : 0.5), behavior: "instant" });
}

/** What the rows are, pinned at the left. @param {HTMLElement} root @param {Plan} plan @param {State} state @param {Context} context */
function writeGutter(root, plan, { run, type }, { _ }) {
  root.replaceChildren();
  const row = (/** @type {number} */ y, /** @type {string} */ name, /** @type {string} */ help) => {
    const label = html(root, "div", { class: "enlarged-name", style: `--y: ${y}px` });
    writeMarks(html(label, "p"), name);
    html(label, "p", { class: "enlarged-help" }, help);
    return label;
  };
  row(plan.loss.base - 14, _("<b>loss</b> <l>L</l><s>t</s>"), _("−ln p(right)"));
  row(plan.said - 6, _("<b>output</b>"), _("and how sure"));
  row(plan.cell.y + plan.cell.h / 2, _("<h>h</h> <b>hidden state</b>"), run.cell === "dense" ? _("{units} neurons", { units: run.units }) : _("{units} units, {cell}", { units: run.units, cell: run.cell.toUpperCase() }));
  const input = row(plan.chip.y + 16, _("<b>input</b>"), type.of);
  const feeds = new Set(run.steps.map(({ feed }) => feed));
  const keys = /** @type {const} */ ([["given", _("given")], ["fed", _("fed back")], ["sign", _("start sign")]]);
  if (feeds.size < 2) return;
  for (const [feed, words] of keys) if (feeds.has(feed)) html(input, "p", { class: `enlarged-key is-${feed}` }, words);
}

/** L, docked at the right. @param {HTMLElement} root @param {Context} context */
function createTotal(root, { _, ngettext, format }) {
  const sum = html(root, "p", { class: "enlarged-sum" });
  html(sum, "span", { class: "enlarged-letter math" }, "L");
  const number = html(sum, "b");
  const words = html(root, "p", { class: "enlarged-help" });
  return (/** @type {Run} */ run, /** @type {number} */ time) => {
    const known = run.total !== null;
    const t = Math.floor(time);
    setText(number, known ? format.number(lossUntil(run, t)) : "?");
    const counted = run.steps.filter(({ loss }) => loss !== null);
    const done = counted.filter((step) => step.t <= t).length;
    setText(words, !known ? _("Say what would be right, and the loss is counted.")
      : done < counted.length && counted.length === 1 ? _("not counted yet")
      : done < counted.length ? _("{done} of {count} losses so far", { done, count: counted.length })
      : ngettext("the only bar there is", "the sum of the {n} bars", done, { n: done }));
  };
}

/** Brackets under encoder and decoder, and what crosses between them. Their words stay in sight while the strip scrolls. @param {SVGSVGElement} root @param {HTMLElement} canvas @param {Plan} plan @param {Run} run @param {Context} context */
function addPhases(root, canvas, plan, run, { _ }) {
  for (const old of canvas.querySelectorAll(".arch-phase")) old.remove();
  if (!inTwo(run)) return;
  const group = svg(root, "g", { class: "arch-phases" });
  const [encoder, decoder] = ["encoder", "decoder"].map((name) => plan.steps.filter(({ step }) => step.phase === name));
  const y = plan.chip.y + plan.chip.h + 14;
  const drawPhase = (/** @type {import("./plan.js").PlannedStep[]} */ steps, /** @type {string} */ words, /** @type {string} */ short, /** @type {boolean} */ double) => {
    const [from, to] = [steps[0].x - plan.pitch / 2 + 4, steps[steps.length - 1].x + plan.pitch / 2 - 4];
    svg(group, "path", { class: "arch-bracket", d: `M${from} ${y - 5}v5H${to}v-5` });
    if (double) svg(group, "path", { class: "arch-bracket", d: `M${from + 4} ${y - 5}v2H${to - 4}v-2` });
    const label = html(canvas, "p", { class: "arch-phase", style: `left: ${from}px; top: ${y + 4}px; width: ${to - from}px` });
    html(label, "span", {}, textWidth(words) < Math.min(to - from, canvas.parentElement?.clientWidth ?? 0) ? words : short);
  };
  drawPhase(encoder, _("Encoder: reads {n}, says nothing, counts no loss", { n: encoder.length }), _("Encoder: {n}", { n: encoder.length }), false);
  drawPhase(decoder, _("Decoder: writes {n}, each fed to the next step", { n: decoder.length }), _("Decoder: {n}", { n: decoder.length }), true);
  const end = encoder[encoder.length - 1];
  const note = _("{units} numbers: all that the decoder knows", { units: run.units });
  if (end.x < textWidth(note) || plan.width > (canvas.parentElement?.clientWidth ?? 0)) return;
  const x = end.x + plan.cell.w / 2 + 16;
  svg(group, "text", { class: "arch-note", x, y: plan.cell.y - 14, "text-anchor": "end" }, note);
  svg(group, "path", { class: "arch-note-line", d: `M${x + 6} ${plan.cell.y - 8}V${plan.cell.y + plan.cell.h / 2 - 12}` });
}

/** Enough to tell whether words fit. @param {string} text */
const textWidth = (text) => text.length * 6.9;

/** @param {State} state @param {Context} context @param {import("../../core/labels.js").Names} names */
function describe({ run, time }, { _ }, names) {
  const said = run.steps.filter((step) => step.said !== null && step.t <= time).map((step) => labelText(/** @type {string} */ (step.said), names));
  return _("{t} of {T} steps read. Said so far: {said}.", { t: Math.floor(time), T: run.T, said: said.join(" ") || "–" });
}
