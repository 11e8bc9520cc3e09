// @ts-check
/**
 * What diagrams are made of: wires, nodes, gauges, numbers. Wires and nodes are SVG; numbers are buttons laid over it,
 * so that they are read and reached like any other button. Nothing is scaled: a board is drawn for its width.
 */
import { noteInWords } from "../../core/notes.js";
import { compact, dataColour, pickKey, visible } from "../../core/run/inside.js";
import { html, set, setText, svg } from "../../lib/svg.js";

/** @typedef {import("../../core/run/inside.js").Inside} Inside */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").CellInfo} CellInfo */
/** @typedef {import("../../core/types.js").Pick} Pick */
/** @typedef {"travel"|"gates"|"write"|"emit"} Beat */
/** @typedef {[number, number]} Point */
/** @typedef {{form: string|null, nonlinearity: string|null}} Variant */
/**
 * @typedef {object} Diagram
 * @property {number} HEIGHT
 * @property {string[]} ORDER   signals as the diagram is read; the equations stand in the same order
 * @property {(board: Board, context: Context, variant: Variant) => void} draw
 */

const DESIGN_WIDTH = 344;
const CORNER = 8;
export const GAUGE = { width: 46, height: 52 };

/** A path along right angles with rounded corners. @param {Point[]} points */
export function route(points) {
  const [start, ...rest] = points;
  let d = `M${start[0]} ${start[1]}`;
  rest.forEach(([x, y], i) => {
    const next = rest[i + 1];
    if (!next) d += `L${x} ${y}`;
    else {
      const [px, py] = i === 0 ? start : rest[i - 1];
      const toward = (/** @type {number} */ fx, /** @type {number} */ fy) => {
        const far = Math.hypot(fx - x, fy - y) || 1;
        const r = Math.min(CORNER, far / 2);
        return `${x + ((fx - x) / far) * r} ${y + ((fy - y) / far) * r}`;
      };
      d += `L${toward(px, py)}Q${x} ${y} ${toward(next[0], next[1])}`;
    }
  });
  return d;
}

/**
 * @param {HTMLElement} parent @param {Context} context
 * @param {{width: number, height: number, cell: CellInfo, label: string}} options
 */
export function createBoard(parent, context, { width, height, cell, label }) {
  const { format } = context;
  const root = html(parent, "div", { class: "inspector-board", role: "group", "aria-label": label });
  root.style.width = `${width}px`;
  root.style.height = `${height}px`;
  const drawing = svg(root, "svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const [wires, marks] = [svg(drawing, "g"), svg(drawing, "g")];
  /** @type {((inside: Inside) => void)[]} */
  const updates = [];
  const keyed = (/** @type {Element} */ element, /** @type {string|undefined} */ key) => key && element.setAttribute("data-key", key);
  const role = (/** @type {string} */ signal) => cell.signals.find((s) => s.name === signal)?.role ?? "state";
  const titleOf = (/** @type {Inside} */ inside, /** @type {Pick} */ pick) => {
    const exact = inside.exact(pick);
    return exact === null ? null : format.exact(exact);
  };
  const titled = (/** @type {string} */ signal) => cell.signals.find((s) => s.name === signal)?.title ?? signal;

  const board = {
    root,
    width,
    height,
    /** From the width the diagram was designed for to its own. @param {number} x */
    x: (x) => (x * width) / DESIGN_WIDTH,
    /** @param {(inside: Inside) => void} update */
    onUpdate: (update) => void updates.push(update),

    /**
     * @param {Point[]} points
     * @param {{sig?: string, key?: string, beats?: Beat[], kind?: "memory"|"gate"|"plain"|"none"}} [options]
     */
    wire(points, { sig, key, beats = [], kind = "plain" } = {}) {
      const names = [`inspector-wire is-${kind}`, sig && `sig-${sig}`, ...beats.map((beat) => `on-${beat}`)];
      const wire = svg(wires, "path", { class: names.filter(Boolean).join(" "), d: route(points) });
      keyed(wire, key);
    },
    /** Where a wire branches. @param {number} x @param {number} y @param {string} sig @param {string} [key] */
    joint(x, y, sig, key) {
      keyed(svg(wires, "circle", { class: `inspector-joint sig-${sig}`, cx: x, cy: y, r: 2.5 }), key);
    },
    /** @param {number} x @param {number} y @param {"left"|"right"|"up"|"down"} to @param {string} sig @param {string} [key] */
    arrow(x, y, to, sig, key) {
      const turn = { right: 0, down: 90, left: 180, up: 270 }[to];
      keyed(svg(wires, "path", { class: `inspector-arrow sig-${sig}`, d: "M0 0l-8 -4.5v9z", transform: `translate(${x} ${y}) rotate(${turn})` }), key);
    },
    /** An operation: × or +. @param {number} x @param {number} y @param {"×"|"+"} glyph @param {string} [key] */
    node(x, y, glyph, key) {
      const group = svg(marks, "g", { class: "inspector-node" });
      keyed(group, key);
      svg(group, "circle", { cx: x, cy: y, r: 10 });
      const arm = glyph === "×" ? "M-3.4 -3.4L3.4 3.4M3.4 -3.4L-3.4 3.4" : "M-4.6 0H4.6M0 -4.6V4.6";
      svg(group, "path", { d: arm, transform: `translate(${x} ${y})` });
    },
    /** A function or a matrix on a wire. @param {number} x @param {number} y @param {string} text @param {{key?: string, size?: number, math?: boolean}} [options] */
    pill(x, y, text, { key, size = 38, math = false } = {}) {
      const group = svg(marks, "g", { class: `inspector-pill${math ? " is-matrix" : ""}` });
      keyed(group, key);
      svg(group, "rect", { x: x - size / 2, y: y - 10, width: size, height: 20, rx: math ? 4 : 10 });
      const [letter, index] = text.split("_");
      const label_ = svg(group, "text", { x, y: y + 4.5 }, letter);
      if (index) svg(label_, "tspan", { dy: 3, class: "inspector-index" }, index);
    },
    /** Plain words. @param {number} x @param {number} y @param {string} text @param {"start"|"middle"|"end"} [anchor] */
    words: (x, y, text, anchor = "start") => svg(marks, "text", { class: "inspector-words", x, y, "text-anchor": anchor }, text),

    /**
     * A letter with the step it is of.
     * @param {number} x @param {number} y @param {string} symbol
     * @param {{at?: 0|-1|null, anchor?: "start"|"end"|"middle", key?: string}} [options] at: null for what is the same at every step
     */
    letter(x, y, symbol, { at = 0, anchor = "start", key } = {}) {
      const text = svg(marks, "text", { class: `inspector-letter sig-${symbol}`, x, y, "text-anchor": anchor }, symbol);
      keyed(text, key);
      if (at === null) return;
      const time = svg(text, "tspan", { dy: 3, class: "inspector-index" });
      updates.push((inside) => setText(time, String(at === 0 ? inside.t : inside.previous)));
    },

    /**
     * A number on a wire. value: from the record, when the exact one is not here yet.
     * @param {number} x @param {number} y centre line
     * @param {{pick: Pick, value: (inside: Inside) => number|null, name: (inside: Inside) => string, colour?: string|null, anchor?: "start"|"middle"|"end", key?: string, signed?: boolean}} options
     *   colour: the signal whose data colour the swatch shows; null for none
     */
    number(x, y, { pick, value, name, colour = null, anchor = "start", key = pickKey(pick), signed = true }) {
      const button = html(root, "button", { type: "button", class: `inspector-chip is-${anchor}`, "data-signal": pick.signal, "data-path": pick.path, "data-key": key });
      button.style.left = `${x}px`;
      button.style.top = `${y}px`;
      const swatch = colour === null ? null : html(button, "i", { class: "inspector-swatch" });
      const text = html(button, "span", { class: "inspector-chip-number" });
      updates.push((inside) => {
        const v = inside.number(pick) ?? value(inside);
        const shown = v === null ? "…" : compact(format, v, { signed });
        setText(text, shown);
        if (swatch && colour && v !== null) swatch.style.background = dataColour(context.palette(), role(colour), colour, v);
        set(button, { "aria-label": `${name(inside)}: ${shown}`, title: titleOf(inside, pick) });
      });
    },

    /**
     * A gate or candidate: its letter, its number and a gauge, centred on x.
     * @param {number} x @param {number} top @param {string} signal
     */
    gauge(x, top, signal) {
      const signed = role(signal) !== "gate";
      const button = html(root, "button", { type: "button", class: `inspector-gauge sig-${signal}`, "data-signal": signal, "data-path": "", "data-key": `${signal}@0` });
      button.style.left = `${x - GAUGE.width / 2}px`;
      button.style.top = `${top}px`;
      const tube = html(button, "span", { class: `inspector-tube${signed ? " is-signed" : ""}` });
      const level = html(tube, "i");
      html(button, "span", { class: "inspector-gauge-letter" }, signal);
      button.append(" "); // between letter and number when they are read out
      const number = html(button, "span", { class: "inspector-gauge-number" });
      updates.push((inside) => {
        const v = inside.value(signal);
        const share = Math.min(1, Math.abs(v) || 0) * 100;
        const from = signed ? 50 : 0;
        level.style.height = `${signed ? share / 2 : share}%`;
        level.style.bottom = `${v < 0 ? from - share / 2 : from}%`;
        const shown = format.short(v);
        setText(number, shown);
        set(button, { "aria-label": `${titled(signal)} ${signal} ${shown}`, title: titleOf(inside, { signal, path: "" }) });
      });
    },

    /** What is fed: x with its step, and in words. @param {number} x @param {number} y */
    input(x, y) {
      board.letter(x, y, "x", { key: "x@0" });
      const words = board.words(x + 20, y, "");
      updates.push((inside) => {
        setText(words, inputInWords(inside, context));
        set(words, { x: x + 12 + 6.2 * String(inside.t).length });
      });
    },
  };

  return {
    ...board,
    /** @param {Inside} inside */
    update(inside) {
      for (const update of updates) update(inside);
    },
    /** @param {Set<string>|null} lit */
    light(lit) {
      for (const element of root.querySelectorAll("[data-key]"))
        element.classList.toggle("is-dim", lit !== null && !lit.has(element.getAttribute("data-key") ?? ""));
    },
    /** @param {string} name */
    beat: (name) => set(root, { "data-beat": name }),
  };
}

/** @typedef {ReturnType<typeof createBoard>} Board */

/** @param {Inside} inside @param {Context} words */
export function inputInWords({ layer, kind, fed, words, label, t }, { _, ngettext }) {
  if (layer > 1) return _("output of layer {layer}", { layer: layer - 1 });
  if (kind === "series") return _("the number {label}", { label });
  if (fed === "picture") return _("a picture");
  if (kind === "vectors") return fed === "strip" ? _("row {t}", { t }) : `(${label})`;
  if (label === " ") return _("a space");
  if (label === "\n") return _("a line break");
  if (words || Array.from(label).length > 1) return _("“{label}”", { label: noteInWords(label, ngettext) });
  return /\p{L}/u.test(label) ? _("the letter “{label}”", { label: visible(label) }) : _("the character “{label}”", { label: visible(label) });
}
