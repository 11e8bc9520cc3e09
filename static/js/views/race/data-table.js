// @ts-check
/** The numbers behind a figure as a table, for those who read rather than look. Built only while it is open. */
import { html } from "../../lib/svg.js";

/**
 * @param {HTMLElement} parent @param {Pick<import("../../core/race/state.js").RaceContext, "_">} context
 * @param {{caption: string, columns: string[]}} words
 */
export function createDataTable(parent, { _ }, { caption, columns }) {
  const details = html(parent, "details", { class: "heatmaps-table race-table" });
  html(details, "summary", {}, _("Show as table"));
  const frame = html(details, "div", { class: "heatmaps-scroll", tabindex: 0, role: "region", "aria-label": caption });
  /** @type {unknown[]} */
  let about = [];
  /** @type {(() => string[][])|null} */
  let rows = null;
  let built = false;

  function build() {
    if (!details.open || rows === null || built) return;
    built = true;
    frame.replaceChildren();
    const table = html(frame, "table");
    html(table, "caption", {}, caption);
    const head = html(html(table, "thead"), "tr");
    for (const column of columns) html(head, "th", { scope: "col" }, column);
    const body = html(table, "tbody");
    for (const [first, ...rest] of rows()) {
      const row = html(body, "tr");
      html(row, "th", { scope: "row" }, first);
      for (const text of rest) html(row, "td", {}, text);
    }
  }
  details.addEventListener("toggle", build);

  return {
    /** @param {unknown[]} parts what the rows are made of @param {() => string[][]} next */
    update(parts, next) {
      rows = next;
      if (parts.length === about.length && parts.every((part, i) => part === about[i])) return;
      about = parts;
      built = false;
      build();
    },
    /** @param {boolean} shown */
    show: (shown) => void (details.hidden = !shown),
  };
}
