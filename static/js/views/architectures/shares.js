// @ts-check
/** What the network weighs at a step: the probability of each thing that it could say, where there is room beside the run. */
import { wholeLabel } from "../../core/label-names.js";
import { html, set, setText } from "../../lib/svg.js";

/** @typedef {import("../../core/architectures/state.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} State */

const MOST = 10; // labels
const LEAST_ROOM = 240;
const PHONE = 600;

/** @param {HTMLElement} root @param {Context} context @param {import("../../core/labels.js").Names} names */
export function createShares(root, context, names) {
  const { _, format, document } = context;
  const box = html(root, "section", { class: "shares", hidden: true });
  const title = html(box, "h2");
  const list = html(box, "ul");
  let drawn = "";
  return (/** @type {State} */ { run, time }, /** @type {number} */ room) => {
    const t = Math.floor(time);
    const shares = run.shares[t - 1] ?? null;
    const narrow = document.documentElement.clientWidth < PHONE;
    set(box, { hidden: shares === null || (room < LEAST_ROOM && !narrow) });
    const key = `${run.id} ${t}`;
    if (shares === null || key === drawn) return;
    drawn = key;
    setText(title, _("What it could say at step {t}", { t }));
    list.replaceChildren();
    const order = run.labels.map((label, i) => ({ label, share: shares[i] }));
    const shown = order.length <= MOST ? order : order.sort((a, b) => b.share - a.share).slice(0, MOST);
    for (const { label, share } of shown) {
      const item = html(list, "li", { class: label === run.steps[t - 1].said ? "is-said" : null });
      html(item, "b", {}, wholeLabel(label, names, context));
      html(html(item, "i", { style: `--share: ${share.toFixed(4)}` }), "i");
      html(item, "span", {}, format.percent(share));
    }
  };
}
