// @ts-check
/** The names beside the picture: what each row is. Rows of other layers are buttons that select them. */
import { html, set, svg } from "../../lib/svg.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Context} Context */

/** @param {HTMLElement} frame @param {Context} context */
export function createGutter(frame, context) {
  const { _ } = context;
  const root = html(frame, "div", { class: "stage-gutter" });
  const letters = svg(frame, "svg", { class: "stage-letters", "aria-hidden": "true" });

  /** @param {number} y centre @param {string} signal @param {string} name @param {string} note @param {boolean} [phone] */
  function label(y, signal, name, note, phone = false) {
    const block = html(root, "div", { class: "stage-label", style: `top: ${y.toFixed(0)}px` });
    if (signal) html(block, "i", { class: `stage-letter-name sig-${signal}` }, signal);
    if (phone) return;
    html(block, "b", {}, name);
    html(block, "span", {}, note);
  }

  return {
    /** @param {Scene} scene @param {State} state @param {import("../../lib/columns.js").TimeAxis} axis @param {boolean} phone */
    plan(scene, state, axis, phone) {
      root.replaceChildren();
      letters.replaceChildren();
      const selected = scene.rows.find((row) => row.selected) ?? scene.rows[0];
      const notes = state.cell.states.includes("c")
        ? { c: [_("cell state"), _("what it keeps")], h: [_("hidden state"), _("what it shows")] }
        : { h: [_("hidden state"), state.cell.states.length ? _("what it keeps and shows") : _("no memory of it")] };
      if (!phone && scene.loss) label(scene.loss.base - 12, "", _("loss"), _("of each step"));
      if (!phone) label(scene.outputs[0].y + 4, "", _("output"), state.shown.backward && !scene.loss ? _("the loss reads h") : scene.speaks ? _("what it says") : _("h, passed on"));
      for (const [signal, box] of Object.entries(selected.layout.strips)) {
        const [name, note] = notes[/** @type {"h"} */ (signal)];
        const line = selected.layout.memories.find((m) => m.signal === signal)?.y ?? box.y + box.h / 2;
        label(selected.y + line, signal, name, note, phone);
      }
      const word = state.trace?.task === "melody" ? _("note") : _("word");
      const tokens = { token: scene.numeric ? word : _("letter"), number: _("number"), marked: _("number, + counts"), pair: _("two numbers"), picture: _("picture"), strip: _("row") };
      const token = tokens[scene.fed];
      if (!phone) label(scene.chipY + scene.chip.h / 2, "", _("input"), state.shown.backward ? _("bar: its part in L") : token);
      const x = axis.gutter + axis.pitch / 2 - selected.layout.width / 2 - (phone ? 10 : 9);
      set(letters, { width: axis.gutter + axis.pitch / 2, height: scene.height });
      for (const [signal, box] of Object.entries(selected.layout.gauges)) {
        if (axis.pitch < 60) break;
        svg(letters, "text", { class: `stage-gate-name sig-${signal}`, x, y: selected.y + box.y + box.h / 2, "text-anchor": "middle", "dominant-baseline": "central" }, signal);
      }
      if (scene.rows.length > 1) layerButtons(root, scene, phone, context);
    },
    /** @param {State} state */
    update(state) {
      const hidden = state.unroll < 0.75;
      set(letters, { visibility: hidden ? "hidden" : null });
      root.classList.toggle("is-folded", hidden);
    },
  };
}

/** @param {HTMLElement} root @param {Scene} scene @param {boolean} phone @param {Context} context */
function layerButtons(root, scene, phone, { _, emit }) {
  for (const row of scene.rows) {
    const arrow = row.reverse ? "←" : "→";
    const n = row.layer + 1;
    const text = phone ? `${n}${arrow}` : row.reverse ? _("layer {n}, backward", { n }) : _("layer {n}", { n });
    const y = row.selected ? row.y + 8 : row.y + row.layout.height / 2;
    const button = html(root, "button", {
      class: "stage-layer", type: "button", style: `top: ${y.toFixed(0)}px`, "aria-pressed": row.selected ? "true" : "false",
      "aria-label": row.reverse ? _("Show layer {n}, read backward", { n }) : _("Show layer {n}, read forward", { n }),
    }, text);
    button.addEventListener("click", () => emit({ type: "select", layer: n, direction: row.direction }));
  }
}
