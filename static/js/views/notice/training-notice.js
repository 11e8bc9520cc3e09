// @ts-check
/** In the place of the picture while a network is trained again: how far it is, what keeps it, and a way out. */
import { html, set, setText } from "../../lib/svg.js";

/** What this view shows of a page's state. @typedef {{training: import("../../core/types.js").Training|null}} State */

const UNDER_WAY = new Set(["starting", "training", "busy", "offline"]);

/**
 * @param {HTMLElement} root
 * @param {Pick<import("../../core/types.js").Context<State, {type: "retry"}|{type: "stop"}>, "_"|"ngettext"|"emit">} context
 * @param {string} title  what the network is called
 * @returns {import("../../core/types.js").View<State>}
 */
export function createTrainingNotice(root, { _, ngettext, emit }, title) {
  set(root, { hidden: root.dataset.status === undefined }); // the page comes with these words while its network is on its way
  root.replaceChildren();
  html(root, "p", { class: "training-title" }, title);
  const words = html(root, "p", { class: "training-words", role: "status" }, _("Training again from the seed of this link: the same numbers every time."));
  const bar = html(root, "div", { class: "training-bar", role: "progressbar", "aria-label": _("Training") });
  const filled = html(bar, "i");
  const line = html(root, "div", { class: "training-line" });
  const count = html(line, "p", { class: "training-count" });
  const button = html(line, "button", { class: "button", type: "button", hidden: true });
  /** @type {State["training"]} */
  let last = null;
  button.addEventListener("click", () => emit({ type: last?.status === "starting" || last?.status === "training" ? "stop" : "retry" }));

  /** @param {NonNullable<State["training"]>} training */
  function message({ status, update, until, detail }) {
    const values = { n: update, count: until };
    switch (status) {
      case "busy": return _("Others are training, as many as the server can serve at once.");
      case "offline": return _("The connection was cut off.");
      case "stopped": return _("Stopped before it was trained.");
      case "time": return _("The server gives a run no more time, and it had come to update {n} of {count} only. Ask for fewer updates or fewer units.", values);
      case "diverged": return _("This training diverges: its numbers grow too large for a computer by update {n}, and there is no network to show.", values);
      case "refused": return _("The server cannot train this network.") + (detail && ` ${detail}`);
      default: return _("Training again from the seed of this link: the same numbers every time.");
    }
  }

  /** @param {NonNullable<State["training"]>} training */
  function tally({ status, update, until, retryIn }) {
    if (status === "busy" || status === "offline") return ngettext("Trying again in {n} s.", "Trying again in {n} s.", retryIn ?? 0, { n: retryIn ?? 0 });
    return status === "training" || status === "stopped" ? _("update {update} of {updates}", { update, updates: until }) : "";
  }

  /** What the button does. @param {NonNullable<State["training"]>} training */
  const offer = ({ status }) =>
    status === "starting" || status === "training" ? _("Stop") : status === "busy" || status === "offline" ? _("Try now") : _("Train it again");

  return {
    update({ training }) {
      if (training === last) return;
      last = training;
      set(root, { hidden: training === null });
      if (training === null) return;
      const { status, update, until } = training;
      setText(words, message(training));
      setText(count, tally(training));
      setText(button, offer(training));
      set(button, { hidden: false });
      set(root, { "data-status": status });
      set(bar, { hidden: !isUnderWay(training) && status !== "stopped", "aria-valuemin": 0, "aria-valuemax": until, "aria-valuenow": update });
      filled.style.transform = `scaleX(${until > 0 ? update / until : 0})`;
    },
    destroy: () => root.replaceChildren(),
  };
}

/** @param {import("../../core/types.js").Training|null} training */
const isUnderWay = (training) => training !== null && UNDER_WAY.has(training.status);
