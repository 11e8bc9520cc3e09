// @ts-check
/** What leaves the page as a file: the exact trace as JSON or CSV, and a view as SVG or PNG. */
import { html, set, svg } from "../lib/svg.js";

/** @typedef {import("./types.js").Config} Config */

/**
 * The answer of POST /run in its JSON encoding, as far as a table needs it.
 * @typedef {object} ExactAnswer
 * @property {{t: number, label: string}[]} steps
 * @property {{layer: number, direction: string, hidden_size: number, signals: Record<string, (number|null)[][]>}[]} layers
 */

/** "unrolled-lstm-hello-world.csv": safe on every file system. @param {Config} config @param {string} extension */
export function fileName({ cell, text, series, vectors }, extension) {
  const slug = (text ?? (vectors ? `vectors ${vectors.length}` : `series ${(series ?? []).length}`))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  const short = Array.from(slug).slice(0, 40).join("");
  return `${["unrolled", cell, short].filter(Boolean).join("-")}.${extension}`;
}

const COLUMNS = "t,label,layer,direction,signal,unit,value";

/**
 * The trace as a tidy table (RFC 4180), one number a row, step by step; t, layer and unit count from 1. Numbers read
 * back to the same float64; a cell is empty where the number is not finite. Given in parts, since a long trace has millions of rows.
 * @param {ExactAnswer} answer @returns {Generator<string>}
 */
export function* csv({ steps, layers }) {
  yield `${COLUMNS}\r\n`;
  for (const [row, { t, label }] of steps.entries()) {
    for (const { layer, direction, signals } of layers) {
      const place = `${t},${quoted(label)},${layer + 1},${direction}`;
      for (const [signal, values] of Object.entries(signals)) {
        yield values[row].map((value, unit) => `${place},${signal},${unit + 1},${value ?? ""}\r\n`).join("");
      }
    }
  }
}

/** @param {string} text */
const quoted = (text) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

/**
 * Saves a file from the page.
 * @param {Document} document @param {string} name @param {Blob} content
 */
export function download(document, name, content) {
  const url = URL.createObjectURL(content);
  const link = html(document.body, "a", { href: url, download: name, hidden: true });
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // some browsers read it only after the click has returned
}

// ------------------------------------------------------------------------------------------------------ pictures

const FONT = ["font-family", "font-size", "font-style", "font-weight", "font-variant-numeric", "letter-spacing"];
const INHERITED = [
  ...FONT, "fill", "fill-opacity", "fill-rule", "stroke", "stroke-opacity", "stroke-width", "stroke-linecap", "stroke-linejoin",
  "stroke-dasharray", "stroke-dashoffset", "paint-order", "visibility", "text-anchor", "dominant-baseline", "white-space",
];
const OWN = { opacity: "1", filter: "none", transform: "none" };
const INTERACTIVE = /^(class|style|tabindex|role|aria-.*|data-.*)$/;

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 24;

/**
 * A picture on the page as an SVG file that stands alone, in the theme in force: colours, fonts and strokes written
 * out, hidden parts left out.
 * @param {SVGSVGElement} picture
 * @param {{background: string, title: string, beside?: Iterable<Element>}} options  beside: pictures and words laid over it
 * @returns {{text: string, width: number, height: number}}
 */
export function standaloneSvg(picture, { background, title, beside = [] }) {
  const frame = picture.getBoundingClientRect();
  const [left, top] = [frame.left - MARGIN, frame.top - MARGIN];
  const [width, height] = [frame.width + 2 * MARGIN, frame.height + 2 * MARGIN];
  const sheet = picture.ownerDocument.createElementNS(SVG, "svg");
  set(sheet, { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}` });
  svg(sheet, "title", {}, title);
  svg(sheet, "rect", { width, height, fill: background });
  for (const element of [picture, ...beside]) {
    if (element instanceof SVGSVGElement) insert(sheet, element, left, top);
    else write(sheet, element, left, top);
  }
  return { text: new XMLSerializer().serializeToString(sheet), width, height };
}

/** A picture at its place. @param {Element} into @param {SVGSVGElement} picture @param {number} left @param {number} top */
function insert(into, picture, left, top) {
  const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  writeStyles(picture, copy, null);
  const box = picture.getBoundingClientRect();
  set(copy, { x: box.left - left, y: box.top - top, width: box.width, height: box.height, overflow: "visible" });
  into.append(copy);
}

/** Text of the page at its place, word by word, since lines break there. @param {Element} into @param {Element} words @param {number} left @param {number} top */
function write(into, words, left, top) {
  const document = words.ownerDocument;
  const texts = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const style = styleOf(/** @type {Element} */ (node.parentElement));
    for (const { 0: word, index } of style.visibility === "visible" ? (node.nodeValue ?? "").matchAll(/\S+/g) : []) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const box = range.getBoundingClientRect();
      const place = { x: box.left - left, y: box.top + box.height / 2 - top, "dominant-baseline": "central" };
      const font = FONT.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
      if (box.width > 1) svg(into, "text", { ...place, style: `${font};fill:${style.color};stroke:none` }, word);
    }
  }
}

/** @param {Element} element */
const styleOf = (element) => /** @type {Window} */ (element.ownerDocument.defaultView).getComputedStyle(element);

/** @param {Element} source @param {Element} copy @param {CSSStyleDeclaration|null} above the parent's style */
function writeStyles(source, copy, above) {
  const style = styleOf(source);
  for (const { name } of [...copy.attributes]) if (INTERACTIVE.test(name)) copy.removeAttribute(name);
  copy.setAttribute("style", declarations(style, above));
  const children = [...copy.children];
  [...source.children].forEach((child, i) => {
    if (drawn(child)) writeStyles(child, children[i], style);
    else children[i].remove();
  });
}

/** @param {Element} element */
const drawn = (element) => styleOf(element).display !== "none" || element.closest("defs, clipPath") !== null;

/** @param {CSSStyleDeclaration} style @param {CSSStyleDeclaration|null} above */
function declarations(style, above) {
  const value = (/** @type {string} */ name) => style.getPropertyValue(name);
  const inherited = INHERITED.filter((name) => value(name) !== above?.getPropertyValue(name));
  const own = Object.entries(OWN).flatMap(([name, initial]) => (value(name) === initial ? [] : [name]));
  const turned = own.includes("transform") ? ["transform-origin", "transform-box"] : [];
  return [...inherited, ...own, ...turned].map((name) => `${name}:${value(name)}`).join(";");
}

/**
 * The same picture in pixels.
 * @param {Document} document @param {{text: string, width: number, height: number}} svg @param {number} [scale]
 * @returns {Promise<Blob>}
 */
export async function toPng(document, { text, width, height }, scale = 2) {
  const image = document.createElement("img");
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture could not be drawn."))), "image/png");
  });
}
