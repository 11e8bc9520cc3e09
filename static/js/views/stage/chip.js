// @ts-check
/** What a step is fed, in its chip: a letter, a word, a number, a number with its mark, two numbers, a picture, or a row as a strip. */
import { clamp } from "../../lib/easing.js";
import { linesOf, tokenText } from "../../lib/label-text.js";
import { set, setText, svg } from "../../lib/svg.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../../lib/palette.js").Palette} Palette */
/**
 * @typedef {object} Token
 * @property {string} label
 * @property {number[]|null} row     what is fed, where it is numbers
 * @property {import("../../core/types.js").SpokenStep|null} step   what it is fed and says
 * @property {boolean} read           the token has been read (or is being read)
 * @property {boolean} current
 * @property {boolean} overflow
 */

const CHARACTER = 7; // width of one in a chip of words or numbers
const SMALL = 6.3; // on two lines
const TWO_LINES = 6.5; // from the middle of a chip to that of each

/** @param {SVGElement} parent @param {Scene} scene @returns {(picture: Token, palette: Palette) => void} */
export function createChip(parent, scene) {
  const { w, h } = scene.chip;
  const group = svg(parent, "g", { class: "stage-chip" });
  svg(group, "rect", { x: -w / 2, y: scene.chipY, width: w, height: h, rx: 8 });
  const content = (CONTENTS[scene.fed] ?? asText)(group, scene);
  const look = `${scene.fed === "picture" || scene.fed === "strip" ? " is-drawn" : ""}${scene.numeric ? (scene.pitch < 110 ? " is-number" : " is-wide") : ""}`;
  const unknown = scene.speaks ? createMark(group, scene, "stage-unknown", "!") : null;
  return (picture, palette) => {
    const { step, read, current } = picture;
    if (unknown) set(unknown, { visibility: step?.known === false ? null : "hidden" });
    set(group, { class: `stage-chip${step && step.feed !== "given" ? " is-fed" : ""}${look}${read ? "" : " is-ghost"}${current ? " is-current" : ""}` });
    content(picture, palette);
  };
}

/** @typedef {(parent: SVGElement, scene: Scene) => (picture: Token, palette: Palette) => void} Content */

/** @type {Record<string, Content>} */
const CONTENTS = { marked: asMarked, pair: asPair, picture: asPicture, strip: asStrip };

/** @param {SVGElement} parent @param {number} y */
const line = (parent, y) => svg(parent, "text", { x: 0, y, "text-anchor": "middle", "dominant-baseline": "central" });

/** @type {Content} */
function asText(parent, { chip, chipY, numeric, fed, text: local }) {
  const middle = chipY + chip.h / 2;
  const [text, under] = [line(parent, middle), line(parent, middle + TWO_LINES)];
  set(under, { class: "is-line" });
  const most = numeric ? Math.floor(chip.w / CHARACTER) : 2;
  /** A number too long for its chip is rounded, never cut. @param {string} label @param {number|undefined} value */
  const short = (label, value) => (fed === "number" && label.length > most ? [numberText(value, { text: local })] : linesOf(tokenText(label), most, Math.floor(chip.w / SMALL)));
  return ({ label, row, overflow }) => {
    const [first, second = ""] = overflow ? ["∞"] : short(label, row?.[0]);
    setText(text, first);
    setText(under, second);
    set(text, { y: middle - (second ? TWO_LINES : 0), class: second ? "is-line" : null });
  };
}

/** @type {Content} */
function asMarked(parent, scene) {
  const text = line(parent, scene.chipY + scene.chip.h / 2);
  const mark = createMark(parent, scene, "stage-mark", "+");
  return ({ row, overflow }) => {
    setText(text, overflow ? "∞" : numberText(row?.[0], scene));
    set(mark, { visibility: row?.[1] ? null : "hidden" });
  };
}

/** @type {Content} */
function asPair(parent, scene) {
  const { chip, chipY } = scene;
  const lines = [-TWO_LINES, TWO_LINES].map((dy) => line(parent, chipY + chip.h / 2 + dy));
  return ({ row, overflow }) => lines.forEach((text, i) => setText(text, overflow ? "∞" : numberText(row?.[i], scene)));
}

/** @type {Content} */
function asPicture(parent, { chip, chipY }) {
  const side = chip.w - 8;
  const group = svg(parent, "g", { class: "stage-pixels", transform: `translate(${4 - chip.w / 2} ${chipY + 4})` });
  let drawn = /** @type {number[]|null} */ (null);
  return ({ row }) => {
    if (row === drawn) return;
    drawn = row;
    group.replaceChildren();
    const across = Math.sqrt(row?.length ?? 0);
    const size = side / across;
    row?.forEach((value, i) => {
      if (value > 0) svg(group, "rect", { x: (i % across) * size, y: Math.floor(i / across) * size, width: size + 0.2, height: size + 0.2, "fill-opacity": clamp(value).toFixed(3) });
    });
  };
}

/** @type {Content} */
function asStrip(parent, { chip, chipY }) {
  const group = svg(parent, "g");
  let drawn = "";
  return ({ row }, palette) => {
    const key = `${row?.join()} ${palette.key}`;
    if (key === drawn) return;
    drawn = key;
    group.replaceChildren();
    const size = (chip.w - 8) / (row?.length ?? 1);
    row?.forEach((value, i) => svg(group, "rect", {
      class: "stage-value", x: 4 - chip.w / 2 + i * size, y: chipY + 6, width: Math.max(size - 0.5, 0.5), height: chip.h - 12, style: `fill: ${palette.state(clamp(value, -1, 1))}`,
    }));
  };
}

/** @param {number|undefined} value @param {Pick<Scene, "text">} scene */
const numberText = (value, { text }) => (value === undefined ? "" : text(String(Number(value.toPrecision(3)))));

/** A sign at the corner of a chip. @param {SVGElement} parent @param {Scene} scene @param {string} kind @param {string} sign */
function createMark(parent, { chip, chipY }, kind, sign) {
  const group = svg(parent, "g", { class: kind });
  svg(group, "circle", { cx: chip.w / 2, cy: chipY, r: 7.5 });
  svg(group, "text", { x: chip.w / 2, y: chipY, "text-anchor": "middle", "dominant-baseline": "central" }, sign);
  return group;
}
