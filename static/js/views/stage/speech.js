// @ts-check
/** What leaves at the top of a step: what the network says, how sure it is, how wrong that is; or h itself where it says nothing. */
import { shortLabel, tokenText } from "../../lib/label-text.js";
import { set, setText, svg } from "../../lib/svg.js";
import { createStrip } from "./strip.js";

/** @typedef {import("../../lib/palette.js").Palette} Palette */
/** @typedef {import("../../core/types.js").SpokenStep} SpokenStep */
/** @typedef {import("./strip.js").Fill} Fill */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {(fills: (Fill|null)[], palette: Palette, step: SpokenStep|null) => void} Output */

const SURE = 40; // length of the bar
const CHARACTER = 7.5; // width of one
const FIGURE = 6; // in numbers, with their points and spaces
const LARGE = 110; // pitch at which words are written large, with the share beside them

/** @param {SVGElement} parent @param {Scene} scene @returns {Output} */
export function createSpeech(parent, scene) {
  const { y } = scene.outputs[0];
  const roomy = scene.pitch >= 60;
  const large = scene.pitch >= LARGE;
  const line = svg(parent, "text", { "text-anchor": "middle", y: y + 4 });
  const said = svg(line, "tspan", { class: "stage-said" });
  const share = svg(line, "tspan", { class: "stage-sureness", dx: 5 });
  const room = svg(parent, "rect", { class: "stage-sure-room", x: -SURE / 2, y: y + 11, width: SURE, height: 3, rx: 1.5 });
  const bar = svg(parent, "rect", { class: "stage-sure", x: -SURE / 2, y: y + 11, height: 3, rx: 1.5 });
  const wire = svg(parent, "path", { class: "stage-feed", d: scene.outputWire });
  const judge = scene.loss ? createLoss(parent, scene, scene.loss, y) : null;
  svg(parent, "path", { class: "stage-arrow stage-feed", d: scene.outputArrow });
  return (fills, _palette, step) => {
    const ready = fills.every((fill) => fill !== null) && step !== null;
    const spoken = ready ? step.said : null;
    const sure = ready ? step.sure : null;
    const text = spoken === null ? (ready ? "·" : "") : shortLabel(tokenText(spoken), Math.floor(scene.pitch / (sure === null ? FIGURE : CHARACTER)));
    const word = Array.from(text).length > 2;
    const beside = roomy && sure !== null && (large || !word);
    setText(said, text);
    set(said, { class: `stage-said${word && !large ? " is-word" : ""}${ready && step.wrong ? " is-wrong" : ""}` });
    setText(share, beside ? `${Math.round(100 * sure)}\u202f%` : "");
    set(line, { x: beside ? 0 : 0.01 }); // a text that only grows is not laid out again
    for (const part of [room, bar]) set(part, { visibility: sure === null ? "hidden" : null });
    set(bar, { width: SURE * (sure ?? 0) });
    wire.classList.toggle("is-ghost", !ready);
    judge?.(ready ? step : null);
  };
}

/**
 * The loss of a step, a bar on the line that all of them stand on, with its number; the right answer small above a wrong one.
 * @param {SVGElement} parent @param {Scene} scene @param {NonNullable<Scene["loss"]>} loss @param {number} y of the output
 */
function createLoss(parent, { pitch }, { base, room, most, number }, y) {
  svg(parent, "path", { class: "stage-loss-line", d: `M${-pitch / 2} ${base + 0.5}H${pitch / 2}` });
  const bar = svg(parent, "rect", { class: "stage-loss-bar", x: -9, width: 18, rx: 1.5 });
  const value = svg(parent, "text", { class: "stage-loss-number", "text-anchor": "middle" });
  const right = svg(parent, "text", { class: "stage-right", "text-anchor": "middle", y: y - 14 });
  return (/** @type {SpokenStep|null} */ step) => {
    const height = step?.loss == null ? 0 : Math.max(1.5, (Math.min(step.loss, most) / most) * room);
    set(bar, { y: base - height, height });
    set(value, { y: base - height - 4 });
    setText(value, step?.loss == null || pitch < 40 ? "" : number(step.loss));
    setText(right, step?.wrong ? shortLabel(tokenText(step.right ?? ""), Math.floor(pitch / CHARACTER)) : "");
  };
}

/** h of the last layer, lying. @param {SVGElement} parent @param {Scene} scene @returns {Output} */
export function createOutput(parent, scene) {
  const strips = scene.outputs.map((box) => createStrip(parent, box, scene.units, true));
  const wire = svg(parent, "path", { class: "stage-feed", d: scene.outputWire });
  svg(parent, "path", { class: "stage-arrow stage-feed", d: scene.outputArrow });
  return (fills, palette) => {
    wire.classList.toggle("is-ghost", fills.every((fill) => fill === null));
    strips.forEach((strip, i) => {
      const fill = fills[i];
      if (fill) strip.fill(fill, palette);
      else strip.blank(false);
    });
  };
}
