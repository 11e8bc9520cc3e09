// @ts-check
/**
 * An expression with its numbers in: "σ(−0.38 − 0.77 − 0.60)". Rendered from the evaluated tree alone, so a cell of
 * tomorrow needs nothing here.
 */
import { FUNCTIONS, childPath, gateOf, operands, subscript } from "../../core/run/inside.js";
import { html, set, setText } from "../../lib/svg.js";

/** @typedef {import("../../core/run/inside.js").Inside} Inside */
/** @typedef {import("../../core/types.js").Node} Node */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../lib/format.js").Format} Format */

/**
 * A piece of a substitution: a number that can be picked, or what stands between numbers.
 * @typedef {{text: string, path?: string, sig?: string|null, node?: Node, optional?: boolean}} Token  optional: a bracket that comes with a minus
 */

const NAMES = { sigmoid: "σ", tanh: "tanh", relu: "relu", identity: "" };
const MOST_DIGITS = 6;
const DIGIT = 7.25; // width of a figure at 13 px

/** @param {Node} node */
const isLeaf = (node) => operands(node).length === 0;

/** The hue a number wears: its signal's, h's for what memory adds; inputs and biases are plain. @param {Node} node */
function hueOf(node) {
  if (node.op === "ref") return node.symbol;
  return node.op === "dot" && node.of !== "x" ? "h" : null;
}

/**
 * The pieces of an expression with its numbers in. The count depends on the shape of the tree alone, never on the
 * numbers, so a step changes texts and nothing else.
 * @param {Node} tree @param {(v: number) => string} write
 * @param {{path?: string, closed?: (node: Node) => boolean}} [options] path: where `tree` stands in its equation;
 *   closed: nodes to show as one number
 * @returns {Token[]}
 */
export function tokens(tree, write, { path = "", closed = () => false } = {}) {
  const isNumber = (/** @type {Node} */ node) => isLeaf(node) || closed(node);
  /** The number that begins a term, whose sign the term takes. @param {Node} node @returns {Node|null} */
  const leading = (node) => (isNumber(node) ? node : node.op === "product" ? leading(node.args[0]) : null);
  const isNegative = (/** @type {Node|null} */ node) => node !== null && write(node.value).startsWith("−");
  /** @type {Token[]} */
  const out = [];

  /** @param {Node} node @param {string} at @param {boolean} bare without its sign @param {boolean} factor after a ×: negatives in brackets */
  const visit = (node, at, bare, factor) => {
    if (isNumber(node)) {
      const wrap = factor && isNegative(node);
      if (factor) out.push({ text: wrap ? "(" : "", optional: true });
      out.push({ text: write(node.value).replace(/^−/, bare ? "" : "−"), path: at, sig: hueOf(node), node });
      if (factor) out.push({ text: wrap ? ")" : "", optional: true });
      return;
    }
    const args = operands(node);
    if (node.op === "call") {
      out.push({ text: `${NAMES[node.function]}(` });
      visit(args[0], childPath(at, 0), false, false);
      out.push({ text: ")" });
    } else if (node.op === "complement") {
      out.push({ text: factor ? "(1 − " : "1 − " });
      visit(args[0], childPath(at, 0), false, true);
      out.push({ text: factor ? ")" : "" });
    } else if (node.op === "product") {
      args.forEach((arg, i) => {
        if (i > 0) out.push({ text: " × " });
        const compound = arg.op === "sum" && !isNumber(arg);
        if (compound) out.push({ text: "(" });
        visit(arg, childPath(at, i), bare && i === 0, i > 0 || arg.op === "complement");
        if (compound) out.push({ text: ")" });
      });
    } else {
      args.forEach((arg, i) => {
        const minus = i > 0 && isNegative(leading(arg));
        if (i > 0) out.push({ text: minus ? " − " : " + " });
        visit(arg, childPath(at, i), minus, false);
      });
    }
  };
  visit(tree, path, false, false);
  return out;
}

/** The value of a tree whose numbers were rounded. @param {Node} node @param {(v: number) => number} round @param {(node: Node) => boolean} closed @returns {number} */
function roughly(node, round, closed) {
  if (isLeaf(node) || closed(node)) return round(node.value);
  const args = operands(node).map((arg) => roughly(arg, round, closed));
  if (node.op === "sum") return args.reduce((a, b) => a + b, 0);
  if (node.op === "product") return args.reduce((a, b) => a * b, 1);
  if (node.op === "complement") return 1 - args[0];
  return node.op === "call" ? FUNCTIONS[node.function](args[0]) : node.value;
}

/**
 * Do the numbers, written with so many decimals, give the results on the page, which have two?
 * @param {Node} tree @param {number} digits @param {(node: Node) => boolean} [closed] nodes shown as one number
 */
export function agrees(tree, digits, closed = () => false) {
  const results = tree.op === "call" && !closed(tree.args[0]) ? [tree, tree.args[0]] : [tree];
  const round = (/** @type {number} */ v) => Number(v.toFixed(digits));
  return results.every((node) => !Number.isFinite(node.value) || Math.round(roughly(node, round, closed) * 100) === Math.round(node.value * 100));
}

/**
 * One operation and its operands, each a single number, with as many decimals as really give the result.
 * @param {Node} node @param {Format} format @param {string} path of the node @returns {Token[]}
 */
export function operation(node, format, path) {
  const closed = (/** @type {Node} */ inner) => inner !== node && inner.op === "sum";
  let digits = 2;
  while (!agrees(node, digits, closed) && digits < MOST_DIGITS) digits++;
  return tokens(node, (v) => format.number(v, digits), { path, closed });
}

/** @param {Node} node @returns {boolean} */
const hasCall = (node) => node.op === "call" || operands(node).some(hasCall);

/**
 * The stages of a substitution: all numbers in; then, where a function is applied, its argument added up (or, if that
 * is a single number, the function worked out). Written with the fewest decimals that really give the results shown;
 * where the line has no room for them, the first sign is ≈.
 * @param {Node} tree @param {Format} format @param {number} width of the line
 * @returns {{stages: Token[][], lines: number, lead: "="|"≈"}} lines: to keep free, so that nothing below moves from step to step
 */
export function substitution(tree, format, width) {
  const workedOut = new Set(argumentsOf(tree));
  const closed = (/** @type {Node} */ node) => workedOut.has(node) || (node.op === "call" && node !== tree && isLeaf(node.args[0]));
  const last = hasCall(tree) ? [tokens(tree, (v) => format.number(v), { closed })] : [];
  const first = (/** @type {number} */ digits) => tokens(tree, (v) => format.number(v, digits));
  const room = (/** @type {number} */ digits) => widthOf(first(digits), digits);
  const rest = last.reduce((sum, stage) => sum + widthOf(stage, 2), 0);
  const lines = room(2) + rest <= width ? 1 : 1 + last.length;
  const available = lines === 1 ? width - rest : width;
  let digits = 2;
  while (!agrees(tree, digits) && digits < MOST_DIGITS && room(digits + 1) <= available) digits++;
  return { stages: [first(digits), ...last], lines: Math.max(lines, Math.ceil(room(2) / width)), lead: agrees(tree, digits) ? "=" : "≈" };
}

/** The room a line may take whatever its signs. @param {Token[]} stage @param {number} digits */
const widthOf = (stage, digits) =>
  stage.reduce((sum, { node, optional, text }) => sum + (node ? DIGIT * (digits + 1.5) : DIGIT * (optional ? 1.1 : 0.75 * text.length)), 3.2 * DIGIT);

/** Arguments of functions that are more than one number. @param {Node} node @returns {Node[]} */
const argumentsOf = (node) => [
  ...(node.op === "call" && !isLeaf(node.args[0]) ? [node.args[0]] : []),
  ...operands(node).flatMap(argumentsOf),
];

/**
 * A node's name in letters, such as "U_f h₄": for screen readers and explanations.
 * @param {Node} node @param {Inside} inside @returns {string}
 */
export function nameOf(node, inside) {
  const time = (/** @type {0|-1} */ at) => subscript(at === 0 ? inside.t : inside.previous);
  switch (node.op) {
    case "ref":
      return node.symbol + time(node.at);
    case "dot":
      return [node.symbol, gateOf(node) ? `(${gateOf(node)}${time(0)} ⊙ h${time(-1)})` : node.of + time(node.at)].join(" ");
    case "bias":
      return node.symbol;
    case "complement":
      return `1 − ${nameOf(node.args[0], inside)}`;
    case "call":
      return `${NAMES[node.function]}(${nameOf(node.args[0], inside)})`;
    case "sum":
      return node.args.map((arg) => nameOf(arg, inside)).join(" + ");
    case "product":
      return node.args.map((arg) => (arg.op === "sum" || arg.op === "complement" ? `(${nameOf(arg, inside)})` : nameOf(arg, inside))).join(" ⊙ ");
  }
}

/**
 * A row of tokens in the page: number buttons and the text between them.
 * @param {HTMLElement} root @param {Context} context @param {string} signal
 */
export function createTokenLine(root, context, signal) {
  /** @type {{element: HTMLElement, pickable: boolean}[]} */
  let pieces = [];
  let shape = "";
  return {
    /** @param {Token[]} list @param {Inside} inside @param {string} [lead] */
    update(list, inside, lead = "") {
      const all = lead ? [{ text: lead }, ...list] : list;
      const next = all.map((token) => token.path ?? "·").join("|");
      if (next !== shape) {
        shape = next;
        root.replaceChildren();
        pieces = all.map((token) =>
          token.path === undefined
            ? { element: html(root, "span"), pickable: false }
            : { element: html(root, "button", { type: "button", class: "inspector-number", "data-signal": signal, "data-path": token.path }), pickable: true },
        );
      }
      all.forEach((token, i) => {
        const { element, pickable } = pieces[i];
        setText(element, token.text);
        if (!pickable || !token.node) return;
        set(element, {
          class: token.sig ? `inspector-number sig-${token.sig}` : "inspector-number",
          title: context.format.exact(token.node.value),
          "aria-label": `${nameOf(token.node, inside)}: ${token.node.value < 0 && !token.text.startsWith("−") ? "−" : ""}${token.text}`,
        });
      });
    },
  };
}
