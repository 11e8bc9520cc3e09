// @ts-check
/** A picture and what the network takes it for, beside the one step it needs: draw, and see every answer change. */
import { pictureOf, pixelsOf } from "../../core/pixels.js";
import { currentStep } from "../../core/run/reading.js";
import { html, set, setText } from "../../lib/svg.js";
import { createDrawing } from "../drawing/drawing.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */

const PIXEL = 20;

/** @param {HTMLElement} root @param {Context} context @returns {import("../../core/types.js").View} */
export function createVerdict(root, context) {
  const { _, emit, format } = context;
  const pad = html(root, "div", { class: "verdict-pad" });
  const drawing = createDrawing(pad, context, (picture) => emit({ type: "configure", changes: { vectors: [pixelsOf(picture)], target: null } }), PIXEL);
  const box = html(root, "section", { class: "verdict-answers" });
  const title = html(box, "h2");
  const list = html(box, "ul");
  /** @type {ReturnType<typeof createAnswer>[]} */
  let answers = [];
  /** @type {State|null} */
  let last = null;

  function createAnswer(/** @type {string} */ label) {
    const item = html(list, "li");
    html(item, "b", {}, label);
    const bar = html(html(item, "i"), "i");
    const share = html(item, "span");
    return (/** @type {number|null} */ value, /** @type {boolean} */ said) => {
      set(item, { class: said ? "is-said" : null });
      bar.style.width = `${(100 * (value ?? 0)).toFixed(2)}%`;
      setText(share, value === null ? "" : format.percent(value));
    };
  }

  return {
    update(state) {
      const { trace, card, config } = state;
      const outputs = trace?.fed === "picture" ? trace.outputs : null;
      set(root, { hidden: outputs === null || state.unroll < 1 });
      if (!trace || !outputs) return;
      if (card?.id !== config.model && last?.config.model !== config.model) emit({ type: "look-up" });
      if (last?.card !== card || last?.trace?.fed !== "picture") drawing.offer(samples(state));
      const { position } = currentStep(state);
      const done = state.time >= position;
      if (last?.trace !== trace || last.time !== state.time || last.config !== config) {
        drawing.fill(pictureOf((config.vectors ?? trace.rows)?.[position - 1] ?? [])); // what is drawn, before the answer to it
        if (answers.length !== outputs.labels.length) {
          list.replaceChildren();
          answers = outputs.labels.map(createAnswer);
        }
        const { said } = trace.steps[position - 1];
        setText(title, done ? _("It says {said}", { said: said ?? "" }) : _("What will it say?"));
        answers.forEach((show, i) => show(done ? (outputs.values[position - 1]?.[i] ?? null) : null, done && outputs.labels[i] === said));
      }
      last = state;
    },
    destroy: () => root.replaceChildren(),
  };
}

/** The pictures on the card, each with its digit; before it is here, the one that is fed. @param {State} state */
function samples({ card, config, trace }) {
  if (card?.id !== config.model || card === null) return [{ picture: pictureOf(trace?.rows?.[0] ?? []), target: trace?.steps[0].right ?? "" }];
  return card.examples.map(({ vectors }, i) => ({ picture: pictureOf(vectors?.[0] ?? []), target: String(card.targets[i][0]) }));
}
