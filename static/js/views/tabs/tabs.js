// @ts-check
/** On a phone: the wiring of the cell, its equations or the heatmaps, one at a time. The style sheet hides the others. */
import { html, set } from "../../lib/svg.js";

/** @typedef {"cell"|"equations"|"heatmaps"} Tab */

/**
 * @param {HTMLElement} root
 * @param {import("../../core/types.js").Context} context
 * @returns {import("../../core/types.js").View}
 */
export function createTabs(root, { _ }) {
  const page = /** @type {HTMLElement} */ (root.closest("[data-tab]"));
  const list = html(root, "div", { class: "tabs-list", role: "tablist", "aria-label": _("Below the stage") });
  /** @type {[Tab, string, string][]} */
  const rows = [["cell", _("Cell"), "inspector"], ["equations", _("Equations"), "inspector"], ["heatmaps", _("Heatmaps"), "heatmaps"]];
  const buttons = rows.map(([tab, title, panel]) =>
    html(list, "button", { type: "button", role: "tab", "data-tab-name": tab, "aria-controls": panel }, title));

  /** @param {number} index @param {boolean} [focus] */
  const choose = (index, focus = false) => {
    page.dataset.tab = rows[index][0];
    buttons.forEach((button, i) => set(button, { "aria-selected": String(i === index), tabindex: i === index ? 0 : -1 }));
    if (focus) buttons[index].focus();
  };
  const current = () => rows.findIndex(([tab]) => tab === page.dataset.tab);

  list.addEventListener("click", (event) => {
    const index = buttons.findIndex((button) => button === event.target);
    if (index >= 0) choose(index);
  });
  list.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    choose((current() + way + rows.length) % rows.length, true);
  });
  choose(Math.max(0, current()));
  /** @type {import("../../core/types.js").State["pick"]} */
  let picked = null;
  return {
    // A number opens under its equation: what was asked for must not stay hidden.
    update({ pick }) {
      if (pick !== picked && pick !== null) choose(1);
      picked = pick;
    },
    destroy: () => root.replaceChildren(),
  };
}
