// @ts-check
/** What happened, in one sentence, and under it why, or what the chosen preset teaches. */
import { writeMarks } from "../../lib/marks.js";
import { html, set, setText } from "../../lib/svg.js";
import { outcomeSentence, reason } from "./outcome-words.js";

/** @typedef {import("../../core/race/state.js").RaceState} RaceState */

/**
 * @param {HTMLElement} root
 * @param {import("../../core/race/state.js").RaceContext} context
 * @param {(config: RaceState["config"]) => string|null} lesson  of the preset that the settings are
 * @param {Record<string, string>} names  what labels of trained networks are called
 * @returns {import("../../core/race/state.js").RaceView}
 */
export function createOutcome(root, context, lesson, names) {
  const line = root.querySelector(".outcome-line") ?? html(root, "p", { class: "outcome-line" });
  const why = html(root, "p", { class: "outcome-why" });
  let written = "";
  return {
    update(state) {
      set(root, { "aria-live": state.playing ? "off" : "polite" });
      const text = outcomeSentence(state, context);
      if (text !== written && text !== "") writeMarks(line, text);
      written = text;
      setText(why, lesson(state.shown) ?? reason(state, { ...context, names }));
    },
    destroy: () => root.replaceChildren(),
  };
}
