// @ts-check
/** What is known of the network at work: its card, as it ships with it. */
import { html } from "../../lib/svg.js";

/** @typedef {import("../../core/architectures-store.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures-store.js").ArchitecturesView} View */
/** @typedef {import("../../core/architectures.js").Figure} Figure */

/** @param {HTMLElement} root @param {Context} context @returns {View} */
export function createAbout(root, { _, ngettext, format }) {
  const body = html(root, "div");
  let shown = "";
  /** @type {Record<string, string>} */
  const names = { accuracy: _("right"), exact: _("exactly right"), "notes right": _("notes right"), F1: "F1" };
  const figure = (/** @type {Figure} */ { name, value }) =>
    name === "F1" ? `F1 = ${format.number(value)}` : `${format.number(100 * value, 1)}\u202f% ${names[name] ?? name}`;
  return {
    update({ type }) {
      if (type.model === shown) return;
      shown = type.model;
      const { title, description, data, known_failures, metric, everyday, command } = type.card;
      body.replaceChildren();
      html(body, "h2", {}, title);
      html(body, "p", {}, description);
      const list = html(body, "dl");
      const row = (/** @type {string} */ name, /** @type {string} */ words, /** @type {"span"|"code"} */ tag = "span") => {
        html(list, "dt", {}, name);
        html(html(list, "dd"), tag, {}, words);
      };
      row(_("On data it never saw"), ngettext("{figure}, of one example", "{figure}, of {n} examples", metric.held_out, { figure: figure(metric), n: metric.held_out }));
      for (const one of Object.values(everyday)) {
        row(_("On what people type"), ngettext("{figure}, of one example", "{figure}, of {n} examples", one.examples, { figure: figure(one), n: one.examples }));
      }
      row(_("Known failures"), known_failures.join(" "));
      row(_("Data"), data);
      row(_("Made by"), command, "code");
    },
    destroy: () => root.replaceChildren(),
  };
}
