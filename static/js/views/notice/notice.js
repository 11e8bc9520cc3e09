// @ts-check
/** A line above the stage: the server is gone, a link had something wrong in it, numbers grew too large. */
import { html, setText } from "../../lib/svg.js";

/** What this view shows of a page's state. @typedef {Pick<import("../../core/types.js").State, "status"|"problems"|"retryIn"> & {trace?: import("../../core/types.js").Trace|null}} State */

/**
 * @param {HTMLElement} root
 * @param {Pick<import("../../core/types.js").Context<State, {type: "retry"}>, "_"|"ngettext"|"emit">} context
 * @param {{fields?: ReadonlySet<string>}} [options]  settings whose problems are said beside them instead
 * @returns {import("../../core/types.js").View<State>}
 */
export function createNotice(root, context, { fields = fieldsOf(root.ownerDocument) } = {}) {
  const { _, ngettext, emit } = context;
  root.replaceChildren();
  const line = html(root, "div", { class: "notice-line", hidden: true });
  const words = html(line, "p", { role: "status" });
  const seconds = html(line, "span", { class: "notice-seconds" });
  const again = html(line, "button", { class: "button", type: "button", hidden: true }, _("Try now"));
  again.addEventListener("click", () => emit({ type: "retry" }));
  /** @type {State|null} */
  let last = null;

  /** @param {State} state @returns {string} */
  function message({ status, problems, trace }) {
    if (status === "offline") return _("Not connected. Your settings are kept.");
    const loose = problems.filter(({ field }) => field === null || !fields.has(field) || isPutAway(field));
    if (loose.length > 0) return loose.map(named).join(" ");
    if (trace?.overflow) {
      const { t, signal } = trace.overflow;
      return _("At step {t} a number in {signal} grew too large for a computer (over 10³⁰⁸). What follows cannot be shown.", { t, signal });
    }
    return "";
  }

  /** Here no label beside it says which setting it is. @param {State["problems"][number]} problem */
  const named = ({ field, message }) =>
    field === null || new RegExp(`\\b${field}\\b`).test(message) ? message : _("{field}: {message}", { field, message });

  /** Is the place for a setting's problems in a panel that is shut? @param {string} field */
  const isPutAway = (field) => root.ownerDocument.querySelector(`[data-problem="${field}"]`)?.parentElement?.checkVisibility() === false;

  return {
    update(state) {
      const same = last && last.status === state.status && last.problems === state.problems && last.retryIn === state.retryIn;
      if (same && last?.trace?.id === state.trace?.id) return;
      last = state;
      const text = message(state);
      setText(words, text);
      line.hidden = text === "";
      const offline = state.status === "offline";
      again.hidden = !offline;
      const left = state.retryIn ?? 0;
      setText(seconds, offline ? ngettext("Trying again in {n} s.", "Trying again in {n} s.", left, { n: left }) : "");
    },
    destroy: () => root.replaceChildren(),
  };
}

/** The settings that have their own place for problems on this page. @param {Document} document */
function fieldsOf(document) {
  const names = [...document.querySelectorAll("[data-problem]")].map((slot) => String(/** @type {HTMLElement} */ (slot).dataset.problem));
  return new Set(names.includes("input") ? [...names, "text", "series", "vectors"] : names);
}
