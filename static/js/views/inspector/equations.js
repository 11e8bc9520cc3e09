// @ts-check
/**
 * A cell's equations with their numbers put in: the formula, under it the substitution, beside it the value.
 * Rendered from the evaluated tree alone, so a cell of tomorrow needs nothing here.
 */
import { causes, dataColour, signalKey, subscript } from "../../core/run/inside.js";
import { html, set, setText } from "../../lib/svg.js";
import { createProvenance } from "./provenance.js";
import { createTokenLine, substitution } from "./substitution.js";

/** @typedef {import("../../core/run/inside.js").Inside} Inside */
/** @typedef {import("../../core/types.js").Node} Node */
/** @typedef {import("../../core/types.js").Pick} Pick */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").SignalInfo} SignalInfo */

const LINE_HEIGHT = 19;
// Widths of a character of a formula in large and small type and of an index, and the room of a value, in pixels.
const [LARGE, SMALL, INDEX, VALUE] = [11.6, 9, 6, 70];
const LONG = 26; // characters of a formula that ask for small type

/**
 * The equations of one variant of a cell, in the order the diagram is read.
 * @param {HTMLElement} root @param {Context} context
 * @param {{equations: {signal: string, mathml: string}[], signals: SignalInfo[], order: string[]}} cell
 */
export function createEquations(root, context, { equations, signals, order }) {
  const rank = (/** @type {string} */ signal) => (order.indexOf(signal) + 1 || order.length + 1);
  const rows = [...equations]
    .sort((a, b) => rank(a.signal) - rank(b.signal))
    .map((equation) => createRow(root, context, equation, signals.find((s) => s.name === equation.signal)));
  return {
    /** One call a row. @param {Inside} inside @param {Pick|null} pick @param {number} width @returns {(() => void)[]} */
    updates: (inside, pick, width) => rows.map((row) => () => row.update(inside, pick, width)),
    /** Full strength for these keys only; null: for all. @param {Set<string>|null} lit @param {string|null} own the row that is pointed at */
    light(lit, own) {
      for (const row of rows) row.element.classList.toggle("is-dim", lit !== null && row.signal !== own && !lit.has(signalKey(row.signal)));
    },
    /** @param {string|null} signal */
    mark(signal) {
      for (const row of rows) row.element.classList.toggle("is-hovered", row.signal === signal);
    },
    /** @param {string} signal @returns {HTMLElement|null} */
    resultOf: (signal) => rows.find((row) => row.signal === signal)?.result ?? null,
    /** @param {Pick} pick @returns {Set<string>} */
    causesOf: (pick) => causes(rows.find((row) => row.signal === pick.signal)?.tree() ?? null, pick),
    /** @param {string} signal */
    panelOf: (signal) => rows.find((row) => row.signal === signal)?.panel ?? null,
  };
}

/**
 * @param {HTMLElement} root @param {Context} context @param {{signal: string, mathml: string}} equation
 * @param {SignalInfo|undefined} info
 */
function createRow(root, context, { signal, mathml }, info) {
  const { format } = context;
  const element = html(root, "div", { class: "inspector-row", "data-row": signal, role: "group", "aria-label": info?.title ?? signal });
  const math = html(element, "div", { class: "inspector-math", title: info?.title });
  const times = showFormula(math, mathml);
  const long = (math.textContent ?? "").length > LONG;
  const fixed = [...math.querySelectorAll("msub > :last-child")].filter((index) => !times.includes(index)).map(({ textContent }) => textContent).join("");
  const letters = (math.textContent ?? "").length - fixed.length - times.map(({ textContent }) => textContent).join("").length;
  /** Is there room for the value beside the formula at every step of a sequence? @param {number} T @param {number} width */
  const hasRoom = (T, width) => letters * (long ? SMALL : LARGE) + (fixed.length + times.length * String(T).length) * INDEX + VALUE <= width;
  math.classList.toggle("is-long", long);
  const result = html(element, "button", { type: "button", class: "inspector-result", "data-signal": signal, "data-path": "" });
  const swatch = html(result, "i", { class: "inspector-swatch" });
  const shown = html(result, "span", { class: "inspector-result-number" });
  const line = html(element, "div", { class: "inspector-substitution" });
  const stages = [0, 1].map(() => html(line, "span", { class: "inspector-stage" }));
  const lines = stages.map((stage) => createTokenLine(stage, context, signal));
  const panel = html(element, "div", { class: "inspector-provenance", hidden: true });
  const provenance = createProvenance(panel, context, signal);
  /** @type {Node|null} */
  let tree = null;
  let drawn = "";
  /** @type {object|null} */
  let drawnFrom = null;

  return {
    element,
    signal,
    result,
    panel,
    tree: () => tree,
    /** @param {Inside} inside @param {Pick|null} pick @param {number} width */
    update(inside, pick, width) {
      const evaluated = inside.equation(signal);
      const value = inside.value(signal);
      const open = pick?.signal === signal ? pick : null;
      const key = [inside.t, inside.previous, inside.T, inside.unit, value, width, open ? `open ${open.path}` : "closed", context.palette().key].join(" ");
      if (key === drawn && evaluated === drawnFrom) return;
      drawn = key;
      drawnFrom = evaluated;
      for (const time of times) setText(time, String(time.getAttribute("data-offset") === "-1" ? inside.previous : inside.t));
      math.classList.toggle("is-alone", !hasRoom(inside.T, width));
      swatch.style.background = dataColour(context.palette(), info?.role ?? "state", signal, value);
      setText(shown, format.number(value));
      set(result, { title: evaluated ? format.exact(evaluated.value) : null, "aria-label": `${signal}${subscript(inside.t)}: ${format.number(value)}` });
      set(line, { "data-waiting": evaluated === null });
      if (evaluated) {
        tree = evaluated.tree;
        const { stages: parts, lines: kept, lead } = substitution(tree, format, width);
        lines.forEach((tokenLine, i) => tokenLine.update(parts[i] ?? [], inside, parts[i] ? (i === 0 ? `${lead} ` : " = ") : ""));
        line.style.minHeight = `${LINE_HEIGHT * kept}px`;
      } else {
        lines[0].update([], inside, "= …");
        lines[1].update([], inside);
      }
      provenance.update(inside, open, tree, width);
      for (const button of element.querySelectorAll("button[data-path]"))
        set(button, { "aria-expanded": open !== null && button.getAttribute("data-path") === open.path && !panel.contains(button) ? "true" : null });
    },
  };
}

/** Puts server-written MathML into the page and returns the elements that hold times. @param {HTMLElement} root @param {string} mathml @returns {Element[]} */
function showFormula(root, mathml) {
  const { DOMParser } = /** @type {Window & typeof globalThis} */ (root.ownerDocument.defaultView);
  const parsed = new DOMParser().parseFromString(mathml, "application/xml").documentElement;
  root.append(root.ownerDocument.importNode(parsed, true));
  return [...root.querySelectorAll(".time")];
}
