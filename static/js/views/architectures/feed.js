// @ts-check
/** What the visitor may change of the chosen type: what the network reads, and what would be right. */
import { exploreLink } from "../../core/architectures/links.js";
import { withNames, withoutNames } from "../../core/labels.js";
import { html, set, setText } from "../../lib/svg.js";
import { createDrawing } from "../drawing/drawing.js";

/** @typedef {import("../../core/architectures/state.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} State */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesView} View */

const LETTERS = { least: 12, most: 36, labels: 22 };

/** Are there many answers, a word each? @param {State["type"]} type */
const many = ({ name, labels }) => (name === "one-to-many" || name === "many-to-many") && labels.some((label) => label.length > 1);

/** @param {HTMLElement} root @param {Context} context @param {import("../../core/labels.js").Names} names @returns {View} */
export function createFeed(root, context, names) {
  const { _, emit } = context;
  root.replaceChildren();
  /** @type {State|null} */
  let last = null;
  const text = createField(root, "text", (value) => emit({ type: "feed", given: { text: value } }));
  const drawing = createDrawing(root, context, (picture) => emit({ type: "feed", given: { picture } }));
  const meant = (/** @type {string} */ value) => withoutNames(value, last?.type.labels ?? [], names);
  const target = createField(root, "target", (value) => emit({ type: "feed", given: { target: meant(value) } }), meant);
  setText(target.label, _("What would be right"));
  const explore = html(root, "a", { class: "button feed-explore" }, _("Open in Explore"));
  root.addEventListener("submit", (event) => event.preventDefault());
  return {
    update(state) {
      const { type, config, problems } = state;
      const given = state.given[type.name];
      const before = last;
      last = state;
      if (before?.type !== type) {
        setText(text.label, type.of);
        const longest = Math.max(...type.examples.map((example) => example.text?.length ?? 0));
        set(text.field, { hidden: type.unit === "picture", style: `--letters: ${Math.min(LETTERS.most, Math.max(LETTERS.least, longest))}` });
        drawing.offer(type.unit === "picture" ? type.examples : []);
        text.offer(type.examples);
        set(target.field, { style: `--letters: ${many(type) ? LETTERS.labels : Math.max(...type.labels.map((label) => label.length), 10)}` });
      }
      if (before?.given !== state.given || before.type !== type) {
        text.fill(given.text ?? "");
        target.fill(withNames(given.target, type.labels, names));
        if (given.picture !== null) drawing.fill(given.picture);
      }
      if (before?.problems !== problems) for (const one of [text, target]) one.complain(problems);
      set(explore, { href: exploreLink({ model: type.model, steps: state.run.T }, given, config) });
    },
    destroy: () => root.replaceChildren(),
  };
}

/** @param {HTMLElement} root @param {"text"|"target"} name @param {(value: string) => void} send @param {(value: string) => string} [meant] what a value says, where there are several ways to say it */
function createField(root, name, send, meant = (value) => value) {
  const field = html(root, "div", { class: `field feed-${name}` });
  const label = html(field, "label", { for: `feed-${name}` });
  const input = html(field, "input", {
    id: `feed-${name}`, class: "input", type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: 200,
    "aria-describedby": `${name}-problem`, list: name === "text" ? "feed-examples" : null,
  });
  const list = html(field, "datalist", { id: `feed-${name === "text" ? "examples" : "labels"}` });
  const problem = html(field, "p", { class: "field-problem", id: `${name}-problem`, "data-problem": name, hidden: true });
  input.addEventListener("input", () => send(input.value));
  return {
    field,
    label,
    /** @param {import("../../core/architectures/run.js").Given[]} examples */
    offer(examples) {
      list.replaceChildren();
      for (const { text } of examples) if (text !== null) html(list, "option", { value: text });
    },
    /** Leaves alone what says the same already, so that the caret stays. @param {string} value */
    fill(value) {
      if (meant(input.value) !== meant(value)) input.value = value;
    },
    /** @param {State["problems"]} problems */
    complain(problems) {
      const message = problems.find((one) => one.field === name)?.message ?? "";
      setText(problem, message);
      set(problem, { hidden: message === "" });
      set(field, { "data-invalid": message !== "" });
      set(input, { "aria-invalid": message === "" ? null : "true" });
    },
  };
}
