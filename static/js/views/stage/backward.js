// @ts-check
/**
 * The gradient on its way back: a mark at the loss, where no bars of loss stand, a light round every state that it has reached, as bright as what is
 * left of it, a pulse on the wires it takes now, and under each token what that input adds to the loss.
 */
import { leftAt } from "../../core/run/gradient.js";
import { move, span } from "../../lib/easing.js";
import { html, set } from "../../lib/svg.js";
import { createPiece } from "./travel.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Gradient} Gradient */
/** @typedef {import("../../core/run/reading.js").Reading} Reading */
/** @typedef {import("../../lib/palette.js").Palette} Palette */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Row} Row */

/** The part of a step in which the pulse walks; then the cell lights. */
const WALK = 0.7;
const MARK = 20;

/** @param {HTMLElement} layer @param {Scene} scene @param {number} count columns */
export function createBackward(layer, scene, count) {
  const columns = Array.from({ length: count }, () => createLights(layer, scene));
  const mark = html(layer, "div", { class: "stage-loss", style: `width: ${MARK}px; height: ${MARK}px; visibility: hidden` }, "L");
  const pulses = scene.rows.flatMap((row) => row.layout.memories.map((memory) => createPulse(layer, row, memory)));
  const start = createPiece(layer, { x: -4.5, y: -4.5, w: 9, h: 9 }, "stage-pulse");
  let shown = false;

  const hide = () => {
    if (!shown) return;
    shown = false;
    for (const column of columns) column.hide();
    for (const pulse of pulses) pulse.hide();
    start.hide();
    mark.style.visibility = "hidden";
  };

  /**
   * @param {State} state @param {Reading} reading @param {Palette} palette
   * @param {(i: number) => number} positionOf column i shows which position
   * @param {(position: number) => number} x
   */
  const draw = (state, reading, palette, positionOf, x) => {
    const { gradient } = state;
    if (!reading.backward || !gradient || gradient.from === 0 || state.unroll < 1) return hide();
    shown = true;
    columns.forEach((column, i) => {
      const p = positionOf(i);
      if (p < 1 || p > reading.T) column.hide();
      else column.draw(gradient, p, reached(reading, p), x(p), palette);
    });
    const seen = Array.from({ length: count }, (_, i) => positionOf(i)).includes(gradient.from);
    mark.style.visibility = seen && !scene.loss ? "inherit" : "hidden";
    mark.style.transform = `translate(${x(gradient.from) - MARK / 2}px, ${scene.outputs[0].y + scene.outputs[0].h / 2 - MARK / 2}px)`;
    drawPulses(gradient, reading, palette, x);
  };

  /** @param {Gradient} gradient @param {Reading} reading @param {Palette} palette @param {(p: number) => number} x */
  const drawPulses = (gradient, reading, palette, x) => {
    const progress = reading.gone - Math.floor(reading.gone);
    const p = reading.position;
    const along = move(span(progress, 0, WALK));
    const walks = progress > 0 && progress < 1;
    const from = reading.reverse ? p - 1 : p + 1;
    for (const pulse of pulses) {
      if (walks && from >= 1 && from <= reading.T) pulse.draw(gradient, p, x(from) + (x(p) - x(from)) * along, along, palette);
      else pulse.hide();
    }
    if (!walks || !gradient.losses.includes(p)) return start.hide();
    const top = /** @type {Row} */ (scene.rows.at(-1));
    const [y0, y1] = [scene.loss?.base ?? scene.outputs[0].y, top.y + top.layout.strips.h.y];
    start.element.style.backgroundColor = palette.grad(0);
    start.place(x(p) + top.layout.output.x * along, y0 + (y1 - y0) * along);
  };

  return { draw, hide };
}

/** Has the gradient come to a position? @param {Reading} reading @param {number} p */
function reached({ gone, T, reverse }, p) {
  const distance = reverse ? p - 1 : T - p; // from where it starts
  return gone >= distance + 1 || (gone > distance && gone - distance >= WALK);
}

/** The lights of one column, and the bar under its token. @param {HTMLElement} layer @param {Scene} scene */
function createLights(layer, scene) {
  const root = html(layer, "div", { class: "stage-lights" });
  const lights = scene.rows.flatMap((row) =>
    Object.entries(row.layout.strips).map(([state, { x, y, w, h }]) => {
      const style = `left: ${x}px; top: ${row.y + y}px; width: ${w}px; height: ${h}px`;
      return { row, state, element: html(root, "i", { class: "stage-light", style }) };
    }),
  );
  const { w, h } = scene.chip;
  const bar = html(root, "i", { class: "stage-share", style: `left: ${-w / 2}px; top: ${scene.chipY + h + 3}px; width: ${w}px` });
  let drawn = "";
  return {
    hide() {
      if (drawn !== "") root.style.visibility = "hidden";
      drawn = "";
    },
    /** @param {Gradient} gradient @param {number} p @param {boolean} lit @param {number} x @param {Palette} palette */
    draw(gradient, p, lit, x, palette) {
      const sizes = lights.map(({ row, state }) => (lit ? leftAt(gradient, row, state, p) : NaN));
      const share = lit ? (gradient.inputs[p - 1] ?? 0) : 0;
      const key = [x.toFixed(2), palette.key, share.toFixed(4), ...sizes.map((v) => v.toFixed(3))].join();
      if (key === drawn) return;
      if (drawn === "") root.style.visibility = "inherit";
      drawn = key;
      root.style.marginLeft = `${x.toFixed(2)}px`;
      lights.forEach(({ element }, i) => {
        set(element, { "data-lit": !Number.isNaN(sizes[i]), "data-grown": sizes[i] > 0.3 });
        if (!Number.isNaN(sizes[i])) element.style.color = palette.grad(sizes[i]);
      });
      bar.style.transform = `scaleX(${share})`;
    },
  };
}

/** A pulse on the line between two cells. @param {HTMLElement} layer @param {Row} row @param {Row["layout"]["memories"][0]} memory */
function createPulse(layer, row, { signal, y }) {
  const piece = createPiece(layer, { x: -4.5, y: row.y + y - 4.5, w: 9, h: 9 }, "stage-pulse");
  return {
    hide: piece.hide,
    /** @param {Gradient} gradient @param {number} p where it goes @param {number} x @param {number} along @param {Palette} palette */
    draw(gradient, p, x, along, palette) {
      const size = leftAt(gradient, row, signal, p);
      if (!(size > -Infinity)) return piece.hide(); // nothing walks there
      piece.element.style.backgroundColor = palette.grad(size);
      piece.place(x, 0, 1 - span(along, 0.96, 1));
    },
  };
}
