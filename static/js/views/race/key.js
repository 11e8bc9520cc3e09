// @ts-check
/** What the colours mean, and the choice of what counts as lost. */
import { restyle } from "../../lib/canvas.js";
import { html, set, setText } from "../../lib/svg.js";
import { DEPTH, light } from "./lane.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/race/state.js").RaceContext} RaceContext */

const STOPS = 7;

/** @param {HTMLElement} root @param {RaceContext} context */
export function createKey(root, context) {
  const { _, format, emit } = context;
  html(root, "h2", {}, _("What is left"));
  const choice = html(root, "div", { class: "segmented race-horizon", role: "group", "aria-label": _("What counts as lost") });
  const buttons = [["share", format.percent(0.01), _("Lost: less than a hundredth is left")], ["float32", "float32", _("Lost: too small for a float32 to add to the largest")]].map(([horizon, words, title]) => {
    const button = html(choice, "button", { type: "button", title, "data-horizon": horizon }, words);
    button.addEventListener("click", () => emit({ type: "configure", changes: { horizon: /** @type {"share"|"float32"} */ (horizon) } }));
    return button;
  });
  const list = html(root, "ul", { class: "race-key" });
  const rows = Array.from({ length: STOPS }, () => {
    const row = html(list, "li");
    return { patch: html(row, "i"), words: html(row, "span") };
  });
  return {
    /** @param {RaceState} state */
    update({ config, shown }) {
      for (const button of buttons) set(button, { "aria-pressed": String(button.dataset.horizon === config.horizon) });
      const depth = DEPTH[shown.horizon];
      rows.forEach(({ patch, words }, i) => {
        const log10 = (-i * depth) / (STOPS - 1);
        restyle(patch, { background: light(context.palette(), log10, depth) });
        const share = format.share(Math.round(log10 * 1e6) / 1e6);
        setText(words, i === 0 ? _("all of it") : i === STOPS - 1 ? _("{size} or less", { size: share }) : share);
      });
    },
  };
}
