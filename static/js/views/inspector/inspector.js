// @ts-check
/** The inspector: one unit of one cell at one step, drawn as it is wired and written as it is computed. */
import { BEFORE, insideOf, nodeAt, pickKey } from "../../core/run/inside.js";
import { currentStep } from "../../core/run/reading.js";
import { html, set, setText } from "../../lib/svg.js";
import { createDiagram, orderOf } from "../diagrams/index.js";
import { createEquations } from "./equations.js";
import { createUnits } from "./units.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").View} View */
/** @typedef {import("../../core/types.js").Pick} Pick */

const USUAL_WIDTH = 344;
const TOO_FAST = 250; // ms a step: beats would only flicker

/** @param {HTMLElement} element the room between its paddings */
function innerWidth(element) {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  return element.clientWidth - (parseFloat(style?.paddingLeft ?? "") || 0) - (parseFloat(style?.paddingRight ?? "") || 0);
}

/** @param {State} state The written variant that is on screen. */
const variantOf = ({ cell, shown }) =>
  cell.variants.find(
    (v) => (v.form === null || v.form === shown.form) && (v.nonlinearity === null || v.nonlinearity === shown.nonlinearity),
  ) ?? cell.variants[0];

/**
 * Which beat of a step is under way.
 * @param {number} beat 0 … 1 @returns {"travel"|"gates"|"write"|"emit"|"rest"}
 */
export function beatName(beat) {
  if (beat <= 0 || beat >= 1) return "rest";
  return beat < 0.4 ? "travel" : beat < 0.65 ? "gates" : beat < 0.85 ? "write" : "emit";
}

/**
 * Where in the record a number stands, for the other views to point at; null for what is not recorded.
 * @param {import("../../core/run/inside.js").Inside} inside @param {Pick} number @returns {import("../../core/types.js").Hover|null}
 */
export function placeOf(inside, { signal, path }) {
  const tree = inside.equation(signal)?.tree;
  const node = path !== "" && path !== BEFORE && tree ? nodeAt(tree, path) : null;
  if (path !== "" && path !== BEFORE && node?.op !== "ref") return null;
  const [name, at] = node?.op === "ref" ? [node.symbol, node.at] : [signal, path === BEFORE ? -1 : 0];
  const t = at === 0 ? inside.t : inside.previous;
  return t < 1 || t > inside.T ? null : { signal: name, t, unit: inside.unit };
}

/** @type {import("../../core/types.js").CreateView} */
export function createInspector(root, context) {
  const { _, emit } = context;
  root.classList.add("inspector");
  const heading = html(root, "h2", { class: "inspector-heading" });
  const step = html(heading, "span");
  const which = html(heading, "span", { class: "inspector-which" });
  const units = createUnits(html(root, "div", { class: "inspector-units" }), context);
  const cellPart = html(root, "section", { class: "inspector-cell", "aria-label": _("Wiring of the cell") });
  const equationsPart = html(root, "section", { class: "inspector-equations", "aria-label": _("Equations with numbers") });
  const empty = html(root, "p", { class: "inspector-empty" }, _("Nothing has been computed yet."));

  /** @type {ReturnType<typeof createDiagram>|null} */
  let diagram = null;
  /** @type {ReturnType<typeof createEquations>|null} */
  let equations = null;
  /** @type {State|null} */
  let last = null;
  /** @type {Pick|null} */
  let pick = null;
  let built = "";
  let drawn = "";
  let theme = "";
  let stepTime = 900;
  let width = innerWidth(root) || USUAL_WIDTH;
  /** Where focus goes when the panel closes. @type {HTMLElement|null} */
  let opener = null;
  /** Was the number picked here, so that its panel should be in sight? */
  let asked = false;

  const Observer = root.ownerDocument.defaultView?.ResizeObserver;
  const observer = Observer && new Observer(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (now === 0 || now === width) return;
    width = now;
    if (last) view.update(last);
  });
  observer?.observe(root);

  /** The number under an event. @param {Event} event @returns {{element: HTMLElement, pick: Pick}|null} */
  const numberAt = (event) => {
    const element = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest("[data-path]"));
    if (!element) return null;
    return { element, pick: { signal: element.getAttribute("data-signal") ?? "", path: element.getAttribute("data-path") ?? "" } };
  };
  let pointedAt = "";
  const light = (/** @type {Pick|null} */ pointed) => {
    const key = pointed ? pickKey(pointed) : "";
    if (key === pointedAt) return;
    pointedAt = key;
    const lit = pointed && equations ? equations.causesOf(pointed) : null;
    diagram?.light(lit);
    equations?.light(lit, pointed?.signal ?? null);
    const inside = pointed && last && insideOf(last);
    emit({ type: "hover", hover: inside ? placeOf(inside, pointed) : null });
  };

  /** @param {Event} event */
  const onClick = (event) => {
    const number = numberAt(event);
    if (!number) return;
    const same = pick && pick.signal === number.pick.signal && pick.path === number.pick.path;
    if (!number.element.closest(".inspector-provenance")) opener = number.element;
    asked = true;
    emit({ type: "pick", pick: same ? null : number.pick });
  };
  /** @param {Event} event */
  const onPoint = (event) => {
    const number = numberAt(event);
    if (event.type === "focusin" && !number?.element.matches(":focus-visible")) return;
    light(number?.pick ?? null);
  };
  const onLeave = () => light(null);
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key !== "Escape" || !pick) return;
    event.stopPropagation();
    emit({ type: "pick", pick: null });
  };
  root.addEventListener("click", onClick);
  root.addEventListener("pointerover", onPoint);
  root.addEventListener("pointerleave", onLeave);
  root.addEventListener("focusin", onPoint);
  root.addEventListener("focusout", onLeave);
  root.addEventListener("keydown", onKey);

  /** @param {State} state @param {number} size */
  const build = (state, size) => {
    const variant = variantOf(state);
    cellPart.replaceChildren();
    equationsPart.replaceChildren();
    diagram = createDiagram(cellPart, context, { cell: state.cell, form: variant.form, nonlinearity: variant.nonlinearity, width: size });
    equations = createEquations(equationsPart, context, { equations: variant.equations, signals: state.cell.signals, order: orderOf(state.cell.name) });
  };

  /** @param {State} state */
  const nameCell = ({ cell, shown }) => {
    const values = { cell: cell.name === "dense" ? _("neuron, no memory") : _("{name} cell", { name: cell.name.toUpperCase() }), layer: shown.layer };
    const layered = shown.num_layers > 1;
    if (!shown.bidirectional) return layered ? _("{cell}, layer {layer}", values) : values.cell;
    if (shown.direction === "reverse") return layered ? _("{cell}, layer {layer}, reading backward", values) : _("{cell}, reading backward", values);
    return layered ? _("{cell}, layer {layer}, reading forward", values) : _("{cell}, reading forward", values);
  };

  const view = {
    /** @param {State} state */
    update(state) {
      const palette = context.palette();
      const { position, beat } = currentStep(state);
      const moved =
        !last || last.trace !== state.trace || last.explained !== state.explained || last.shown !== state.shown || last.cell !== state.cell || last.pick !== state.pick;
      const key = `${position} ${width} ${palette.key}`;
      if (theme !== palette.key) stepTime = parseFloat(palette.token("--step")) || stepTime;
      theme = palette.key;
      let heir = null;
      if (moved || key !== drawn) {
        drawn = key;
        heir = redraw(state, state.playing && !moved);
      } else if (state.playing) {
        later.shift()?.();
      } else {
        for (const write of later.splice(0)) write();
      }
      if (!last || last.hover !== state.hover) equations?.mark(state.hover?.signal ?? null);
      const fast = state.playing && stepTime / state.shown.speed < TOO_FAST;
      diagram?.beat(fast ? "rest" : beatName(beat));
      last = state;
      heir?.focus(); // last, for it may bring the next update
    },
    destroy() {
      observer?.disconnect();
      root.removeEventListener("click", onClick);
      root.removeEventListener("pointerover", onPoint);
      root.removeEventListener("pointerleave", onLeave);
      root.removeEventListener("focusin", onPoint);
      root.removeEventListener("focusout", onLeave);
      root.removeEventListener("keydown", onKey);
      root.replaceChildren();
    },
  };

  /** What a new step still has to write: while playing one part a frame, so that no frame is held up. @type {(() => void)[]} */
  let later = [];

  /**
   * @param {State} state @param {boolean} paced
   * @returns {HTMLElement|null} what focus goes to, when what had it is gone
   */
  const redraw = (state, paced) => {
    const inside = insideOf(state);
    empty.hidden = inside !== null;
    for (const part of [heading, units.root, cellPart, equationsPart]) part.hidden = inside === null;
    if (!inside) return null;
    const { form, nonlinearity } = variantOf(state);
    const structure = `${inside.cell} ${form} ${nonlinearity} ${width}`;
    if (structure !== built) {
      built = structure;
      build(state, width);
    }
    setText(step, _("Inside step {t}", { t: inside.t }));
    setText(which, nameCell(state));
    set(which, { title: state.cell.title });
    units.update(inside.unit, inside.units);
    const focused = root.ownerDocument.activeElement;
    const closing = pick;
    pick = state.pick;
    later = [() => diagram?.update(inside), ...(equations?.updates(inside, pick, width) ?? [])];
    if (paced) return null;
    for (const write of later.splice(0)) write();
    if (pick && asked) equations?.panelOf(pick.signal)?.scrollIntoView({ block: "nearest" });
    asked = false;
    if (!closing || !focused || !root.contains(focused) || !focused.closest("[hidden]")) return null;
    const opened = pick ?? closing;
    return (!pick && opener?.isConnected ? opener : equations?.resultOf(opened.signal)) ?? null;
  };

  return view;
}
