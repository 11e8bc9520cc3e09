// @ts-check
/** Below the run: how good the network at work is, the others of its type, and where one like it can be watched while it learns. */
import { exploreLink, trainLink } from "../../core/architectures/links.js";
import { html, set, setText } from "../../lib/svg.js";
import { figureText } from "./figures.js";

/** @typedef {import("../../core/architectures/state.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} State */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesView} View */
/** @typedef {import("../../core/architectures/run.js").Card} Card */
/** @typedef {import("../../core/architectures/run.js").Other} Other */

/** @param {HTMLElement} root @param {Context} context @returns {View} */
export function createAbout(root, context) {
  const { _ } = context;
  root.replaceChildren();
  const quality = html(root, "section", { class: "about-part" });
  html(quality, "h2", {}, _("How good this network is"));
  const figures = html(quality, "ul", { class: "about-figures" });
  const details = html(quality, "details");
  html(details, "summary", {}, _("About this network"));
  const body = html(details, "div");
  const family = html(root, "section", { class: "about-part" });
  const named = html(family, "h2");
  const others = html(family, "ul", { class: "about-others" });
  const learning = html(root, "section", { class: "about-part" });
  html(learning, "h2", {}, _("Before it was this good"));
  html(learning, "p", {}, _("A trained network has hardly any loss left. Half-trained, it shows where it still errs."));
  const train = html(learning, "a", { class: "about-train" }, _("Watch one learn this"));
  let shown = "";
  return {
    update({ type, config }) {
      const key = `${type.name} ${config.theme}`;
      if (key === shown) return;
      shown = key;
      writeFigures(figures, type.card, context);
      writeCard(body, type.card, context);
      set(family, { hidden: type.others.length === 0 });
      setText(named, type.more);
      others.replaceChildren();
      for (const title of new Set(type.others.map((other) => other.title))) {
        writeOther(others, title, type.others.filter((other) => other.title === title), config, context);
      }
      set(train, { href: trainLink(type.card.task, config) });
    },
    destroy: () => root.replaceChildren(),
  };
}

/** @param {HTMLElement} list @param {Card} card @param {Context} context */
function writeFigures(list, { metric, everyday, baselines }, { _, ngettext, format }) {
  list.replaceChildren();
  const row = (/** @type {import("../../core/architectures/run.js").Figure} */ figure, /** @type {string} */ words) => {
    const item = html(list, "li");
    html(item, "b", {}, figureText(figure, _, format));
    html(item, "span", {}, words);
  };
  row(metric, ngettext("on one example that it never saw", "on {n} examples that it never saw", metric.held_out, { n: metric.held_out }));
  for (const [name, one] of Object.entries(everyday)) row(one, onWhat(name, one.examples, ngettext));
  if (baselines.likeliest_next) row(baselines.likeliest_next, _("on the same, by the note that follows most often"));
  if (baselines.triples) row(baselines.triples, _("on the same, by the note that most often follows the last two"));
}

/** What a set of examples is. @param {string} name @param {number} n @param {Context["ngettext"]} ngettext */
function onWhat(name, n, ngettext) {
  if (name === "negations") return ngettext("on one negation written by hand", "on {n} negations written by hand", n, { n });
  if (name === "by_heart") return ngettext("on the tune that it learnt by heart", "on the {n} tunes that it learnt by heart", n, { n });
  return ngettext("on one sentence written by hand", "on {n} sentences written by hand", n, { n });
}

/** @param {HTMLElement} root @param {Card} card @param {Context} context */
function writeCard(root, { title, description, data, known_failures, command }, { _ }) {
  root.replaceChildren();
  html(root, "h3", {}, title);
  html(root, "p", {}, description);
  const list = html(root, "dl");
  const row = (/** @type {string} */ name, /** @type {string} */ words, /** @type {"span"|"code"} */ tag = "span") => {
    html(list, "dt", {}, name);
    html(html(list, "dd"), tag, {}, words);
  };
  row(_("Known failures"), known_failures.join(" "));
  row(_("Data"), data);
  row(_("Made by"), command, "code");
}

/** A task, and a link for each cell that has learnt it. @param {HTMLElement} list @param {string} title @param {Other[]} networks @param {State["config"]} config @param {Context} context */
function writeOther(list, title, networks, config, { _, format }) {
  const item = html(list, "li");
  html(item, "span", {}, title);
  const links = html(item, "span", { class: "about-links" });
  for (const other of networks) {
    const link = html(links, "a", { href: exploreLink(other, {}, config) });
    html(link, "b", {}, other.cell.toUpperCase());
    html(link, "span", {}, ` ${figureText(other.metric, _, format)}`);
  }
}
