// @ts-check
/** Where a number comes from, opened under its equation: the terms of a sum as signed bars, or the step that left it. */
import { BEFORE, childPath, compact, gateOf, nodeAt, operands, subscript, visible } from "../../core/run/inside.js";
import { clamp } from "../../lib/easing.js";
import { html, set, setText, svg } from "../../lib/svg.js";
import { createTokenLine, nameOf, operation } from "./substitution.js";

/** @typedef {import("../../core/run/inside.js").Inside} Inside */
/** @typedef {import("../../core/types.js").Node} Node */
/** @typedef {import("../../core/types.js").Pick} Pick */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../lib/format.js").Format} Format */

/**
 * One summand.
 * @typedef {object} Term
 * @property {string} name      as it stands under its bar
 * @property {number} value
 * @property {string} formula   with four decimals
 * @property {string} exact     with all digits
 * @property {string} [path]    of the node, when it can be opened in turn
 */

/** @param {number} v @param {(v: number) => string} write */
const bracketed = (v, write) => (write(v).startsWith("−") ? `(${write(v)})` : write(v));

/**
 * Every number that a sum adds up: products of a matrix row one by one, biases, and other operands whole.
 * @param {Node} node a sum or a matrix product @param {string} path of the node @param {Inside} inside @param {Format} format
 * @returns {Term[]}
 */
export function termsOf(node, path, inside, format) {
  if (node.op === "sum") return node.args.flatMap((arg, i) => termsOf(arg, childPath(path, i), inside, format));
  if (node.op === "dot") return productsOf(node, inside, format);
  const formula = (/** @type {(v: number) => string} */ write) => `${nameOf(node, inside)} = ${write(node.value)}`;
  const written = { formula: formula((v) => format.number(v, 4)), exact: formula(format.exact) };
  if (node.op !== "bias") return [{ name: nameOf(node, inside), value: node.value, path, ...written }];
  const [letter, index = ""] = node.symbol.split("_");
  return [{ name: index.length > 1 ? letter + SMALL[index] : letter, value: node.value, path, ...written }];
}

/** @type {Record<string, string>} */
const SMALL = { xn: "ₓ", hn: "ₕ" };

/** @param {Node & {op: "dot"}} dot @param {Inside} inside @param {Format} format @returns {Term[]} */
function productsOf({ symbol, of, terms }, inside, format) {
  if (terms.length === 0) return [{ name: of, value: 0, formula: `${of}${subscript(inside.t)} = 0`, exact: `${of}${subscript(inside.t)} = 0` }];
  const character = of === "x" && inside.layer === 1 && inside.kind === "text";
  return terms.map(({ index, weight, input, product }) => {
    const column = character ? `“${visible(inside.label)}”` : index;
    const vector = gateOf({ of }) ? `(${gateOf({ of })}⊙h)[${index}]` : `${of}[${column}]`;
    const formula = (/** @type {(v: number) => string} */ write) =>
      `${symbol}[${inside.unit},${column}] × ${vector} = ${write(weight)} × ${character ? write(input).replace(/[.,]0+$/, "") : bracketed(input, write)} = ${write(product)}`;
    return {
      name: character || (of === "x" && terms.length === 1) ? of : of + subscript(index),
      value: product,
      formula: formula((v) => format.number(v, 4)),
      exact: formula(format.exact),
    };
  });
}

/**
 * At most `limit` bars: the largest in their own order, then all others together.
 * @param {Term[]} terms @param {number} limit @returns {{kept: Term[], others: number, rest: number}}
 */
export function shortlist(terms, limit) {
  if (terms.length <= limit) return { kept: terms, others: 0, rest: 0 };
  const size = (/** @type {Term} */ term) => (Number.isNaN(term.value) ? Infinity : Math.abs(term.value));
  const largest = new Set([...terms].sort((a, b) => size(b) - size(a)).slice(0, limit - 1));
  const rest = terms.reduce((sum, term) => (largest.has(term) ? sum : sum + term.value), 0);
  return { kept: terms.filter((term) => largest.has(term)), others: terms.length - largest.size, rest };
}

/** Do the numbers, rounded so, add up to the rounded total? @param {number[]} values @param {number} total @param {number} digits */
export function addsUp(values, total, digits) {
  const sum = values.reduce((a, v) => a + Number(v.toFixed(digits)), 0);
  return !Number.isFinite(total) || Math.round(sum * 100) === Math.round(total * 100);
}

/** The sum behind a number: itself, or the first among its operands. @param {Node} node @param {string} path @returns {{node: Node, path: string}|null} */
export function sumBehind(node, path) {
  if (node.op === "sum" || (node.op === "dot" && node.terms.length > 1)) return { node, path };
  for (const [i, arg] of operands(node).entries()) {
    const found = sumBehind(arg, childPath(path, i));
    if (found) return found;
  }
  return null;
}

/**
 * @param {HTMLElement} root @param {Context} context @param {string} signal whose equation the panel belongs to
 */
export function createProvenance(root, context, signal) {
  const { _, ngettext, format, emit } = context;
  const lineRoot = html(root, "p", { class: "inspector-origin-line" });
  const line = createTokenLine(lineRoot, context, signal);
  const head = html(root, "p", { class: "inspector-origin" });
  const chart = createBars(root, context, signal, (text) => setText(detail, text ?? resting));
  const detail = html(root, "p", { class: "inspector-detail" });
  const go = html(root, "button", { type: "button", class: "inspector-go" });
  const close = html(root, "button", { type: "button", class: "inspector-close", "aria-label": _("Close") }, "×");
  let resting = "";
  /** @type {() => void} */
  let follow = () => {};
  go.addEventListener("click", () => follow());
  close.addEventListener("click", () => emit({ type: "pick", pick: null }));

  /** @param {string} text @param {() => void} action */
  const offer = (text, action) => {
    setText(go, text);
    go.hidden = false;
    follow = action;
  };

  /** What a state held before this step. @param {Inside} inside @param {string} symbol @param {number} value */
  const origin = (inside, symbol, value) => {
    const values = { symbol: symbol + subscript(inside.previous), value: format.number(value), step: inside.previous };
    if (inside.k === 1) return value === 0 ? _("{symbol} is the initial state: zero.", values) : _("{symbol} = {value} is the initial state that was given.", values);
    offer(_("Go to step {step}", values), () => {
      emit({ type: "pick", pick: { signal: symbol, path: "" } });
      emit({ type: "seek", t: inside.k - 1 });
    });
    return _("{value} is {symbol}: what step {step} left in this unit.", values);
  };

  /** @param {Inside} inside @param {Node} node */
  const describe = (inside, node) => {
    const values = { value: format.number(node.value), symbol: nameOf(node, inside) };
    if (node.op === "bias" && node.parts.length > 1) {
      const [first, second] = node.parts.map((part) => format.number(part.value, 4));
      return _("{value} is the bias {symbol}, the same at every step. It is stored as two numbers, {first} and {second}.", { ...values, first, second });
    }
    if (node.op === "bias") return _("{value} is the bias {symbol}, the same at every step.", values);
    if (node.op === "dot") return termsOf(node, "", inside, format)[0].formula;
    if (node.op !== "ref") return "";
    if (node.at === -1) return origin(inside, node.symbol, node.value);
    offer(_("Show how {symbol} is made", values), () => emit({ type: "pick", pick: { signal: node.symbol, path: "" } }));
    return _("{value} is {symbol}, computed in this same step.", values);
  };

  /** A number that stands in no equation of this step, or in one that is not here yet. @param {Inside} inside @param {Pick} pick */
  const withoutNode = (inside, pick) =>
    pick.path === BEFORE ? origin(inside, signal, inside.value(signal, -1)) : _("The numbers of this step are on their way.");

  return {
    /** @param {Inside} inside @param {Pick|null} pick @param {Node|null} tree @param {number} width of the panel's row */
    update(inside, pick, tree, width) {
      root.hidden = pick === null;
      if (!pick) return;
      go.hidden = true;
      const node = inside.equation(signal) && tree && pick.path !== BEFORE ? nodeAt(tree, pick.path) : null;
      const sum = node && sumBehind(node, pick.path);
      const value = inside.exact(pick);
      const exact = value === null || !Number.isFinite(value) ? "" : _("Exactly {value}", { value: format.exact(value) });

      const inner = node && node.op !== "sum" && node.op !== "dot" && operands(node).length > 0 && pick.path !== "";
      lineRoot.hidden = !inner;
      if (inner) {
        line.update(operation(node, format, pick.path), inside, `${format.number(node.value)} = `);
      }
      if (sum) {
        const terms = termsOf(sum.node, sum.path, inside, format);
        const rounded = chart.update(terms, sum.node.value, width - 16);
        const values = { value: format.number(sum.node.value), n: terms.length };
        setText(head, rounded
          ? ngettext("{value} is the sum of {n} term, rounded here", "{value} is the sum of {n} terms, each rounded here", terms.length, values)
          : ngettext("{value} is the sum of {n} term", "{value} is the sum of {n} terms", terms.length, values));
      } else {
        chart.hide();
        setText(head, node ? describe(inside, node) : withoutNode(inside, pick));
      }
      head.hidden = head.textContent === "";
      resting = exact;
      if (!chart.pointed()) setText(detail, resting);
    },
  };
}

const HEIGHT = 82;
const AXIS = 34;
const TALLEST = 29;
const PITCH = 29; // the narrowest bar that a number fits over

/**
 * Signed bars, one a term.
 * @param {HTMLElement} root @param {Context} context @param {string} signal
 * @param {(text: string|null) => void} point  what to say while a bar is pointed at
 */
function createBars(root, context, signal, point) {
  const { _, format } = context;
  const board = svg(root, "svg", { class: "inspector-bars", height: HEIGHT, role: "group" });
  const axis = svg(board, "path", { class: "inspector-axis" });
  /** @type {{group: SVGGElement, hit: SVGRectElement, bar: SVGRectElement, number: SVGTextElement, name: SVGTextElement, title: SVGTitleElement, formula: string}[]} */
  let bars = [];
  let current = -1;

  const grow = (/** @type {number} */ count) => {
    while (bars.length > count) bars.pop()?.group.remove();
    while (bars.length < count) {
      const group = svg(board, "g", { class: "inspector-bar", tabindex: bars.length === 0 ? 0 : -1 });
      const title = svg(group, "title");
      const hit = svg(group, "rect", { class: "inspector-bar-hit", y: 0, height: HEIGHT });
      const bar = svg(group, "rect", { rx: 2 });
      const number = svg(group, "text", { class: "inspector-bar-number" });
      group.append(" ");
      const name = svg(group, "text", { class: "inspector-bar-name", y: HEIGHT - 5 });
      bars.push({ group, hit, bar, number, name, title, formula: "" });
    }
  };
  const indexOf = (/** @type {Event} */ event) => bars.findIndex(({ group }) => group.contains(/** @type {Element|null} */ (event.target)));
  const enter = (/** @type {Event} */ event) => {
    current = indexOf(event);
    point(bars[current]?.formula ?? null);
  };
  const leave = () => {
    current = -1;
    point(null);
  };
  board.addEventListener("pointerover", enter);
  board.addEventListener("pointerleave", leave);
  board.addEventListener("focusin", enter);
  board.addEventListener("focusout", leave);
  board.addEventListener("keydown", (event) => {
    const from = indexOf(event);
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: bars.length - 1 }[event.key];
    if (from >= 0 && (event.key === "Enter" || event.key === " ")) bars[from].group.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else if (to === undefined) return;
    else {
      const target = bars[clamp(to, 0, bars.length - 1)];
      for (const { group } of bars) group.setAttribute("tabindex", group === target.group ? "0" : "-1");
      target.group.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    pointed: () => current >= 0 && current < bars.length && (point(bars[current].formula), true),
    hide() {
      set(board, { class: "inspector-bars is-hidden" });
      current = -1;
    },
    /** @param {Term[]} terms @param {number} total @param {number} width @returns {boolean} the numbers shown do not add up to the total shown */
    update(terms, total, width) {
      const { kept, others, rest } = shortlist(terms, clamp(Math.floor(width / PITCH), 4, 12));
      const together = _("The other {n} together: {value}", { n: others, value: format.number(rest, 4) });
      /** @type {Term[]} */
      const shown = others ? [...kept, { name: _("rest"), value: rest, formula: together, exact: together }] : kept;
      const values = shown.map((term) => term.value);
      const pitch = width / shown.length;
      const digits = !addsUp(values, total, 2) && pitch >= 36 && addsUp(values, total, 3) ? 3 : 2;
      const largest = Math.max(1e-12, ...values.map((v) => (Number.isFinite(v) ? Math.abs(v) : 0)));
      set(board, { class: "inspector-bars", width, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-label": _("Terms of the sum") });
      set(axis, { d: `M0 ${AXIS}H${width}` });
      grow(shown.length);
      shown.forEach((term, i) => {
        const { group, hit, bar, number, name, title } = bars[i];
        const size = Number.isFinite(term.value) ? (Math.abs(term.value) / largest) * TALLEST : TALLEST;
        const breadth = Math.min(44, pitch - 8);
        const centre = (i + 0.5) * pitch;
        const negative = term.value < 0;
        bars[i].formula = term.formula;
        set(hit, { x: i * pitch, width: pitch });
        set(bar, { class: negative ? "inspector-bar-negative" : "inspector-bar-positive", x: centre - breadth / 2, width: breadth, y: negative ? AXIS : AXIS - size, height: Math.max(1, size) });
        set(number, { x: centre, y: negative ? AXIS - 6 : AXIS + 14 });
        const figure = Math.abs(term.value) < 100 ? format.short(term.value, digits) : compact(format, term.value);
        setText(number, figure);
        set(name, { x: centre });
        setText(name, term.name);
        setText(title, term.path === undefined ? term.exact : ""); // what can be opened says it there
        set(group, { role: term.path === undefined ? "img" : "button", "aria-label": `${figure} ${term.name}: ${term.formula}`, "data-signal": term.path === undefined ? null : signal, "data-path": term.path });
      });
      return !addsUp(values, total, digits);
    },
  };
}
