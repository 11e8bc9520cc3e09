// @ts-check
/** A line above the strips: the server is busy or gone, or a link had something wrong in it. */
import { lastUpdate } from "../../core/training/state.js";
import { html, setText } from "../../lib/svg.js";

/** @typedef {import("../../core/training/state.js").TrainState} TrainState */

/** @param {HTMLElement} root @param {import("../../core/training/state.js").TrainContext} context @returns {import("../../core/training/state.js").TrainView} */
export function createTrainNotice(root, { _, ngettext, emit }) {
  root.replaceChildren();
  const line = html(root, "div", { class: "notice-line", hidden: true });
  const words = html(line, "p", { role: "status" });
  const seconds = html(line, "span", { class: "notice-seconds" });
  const again = html(line, "button", { class: "button", type: "button" });
  again.addEventListener("click", () => emit({ type: "retry" }));

  /** @param {TrainState} state */
  function message({ status, problems }) {
    if (status === "busy") return _("Others are training, as many as the server can serve at once.");
    if (status === "offline") return _("Not connected. What was trained so far is kept.");
    return problems.flatMap(({ field, message }) => (isBeside(field) ? [] : [named(field, message)])).join(" ");
  }

  /** @param {string|null} field */
  const inForm = (field) => root.ownerDocument.querySelector(`[data-field="${field}"]`);

  /** Is it said in sight beside its field? A panel may be shut, and of several in a row one is shown. @param {string|null} field */
  const isBeside = (field) => inForm(field)?.querySelector("[data-problem]")?.checkVisibility() === true;

  /** With the name of its field, which is elsewhere. @param {string|null} field @param {string} said */
  const named = (field, said) => {
    const name = inForm(field)?.querySelector("label, legend")?.textContent;
    return name ? _("{field}: {message}", { field: name, message: said }) : said;
  };

  /** @param {TrainState} state */
  function wait({ status, retryIn }) {
    const n = retryIn ?? 0;
    if (status === "busy") return ngettext("Yours starts in about {n} s.", "Yours starts in about {n} s.", n, { n });
    return status === "offline" ? ngettext("Trying again in {n} s.", "Trying again in {n} s.", n, { n }) : "";
  }

  return {
    update(state) {
      const text = message(state);
      const update = lastUpdate(state);
      setText(words, text);
      setText(seconds, wait(state));
      setText(again, update > 0 ? _("Go on from update {update}", { update }) : _("Try now"));
      line.hidden = text === "";
      again.hidden = state.retryIn === null;
    },
    destroy: () => root.replaceChildren(),
  };
}
