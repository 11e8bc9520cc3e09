// @ts-check
/** The player of the page: start, back, play, forward, again, listen, speed. */
import { html, set, setText } from "../../lib/svg.js";
import { createPlayerButtons } from "../transport/transport.js";

/** @typedef {import("../../core/architectures/state.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} State */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesView} View */

/** @param {HTMLElement} root @param {Context} context @returns {View} */
export function createArchitecturesTransport(root, { _, emit, document }) {
  root.replaceChildren();
  const buttons = createPlayerButtons(root, { _, emit }, {
    labels: { start: _("To the start"), back: _("Step back"), play: _("Play"), forward: _("Step forward") },
  });
  const listen = html(root, "button", { class: "button player-listen", type: "button", hidden: true });
  html(listen, "span", { "aria-hidden": "true" }, "♪");
  const words = html(listen, "span", { class: "player-words" });
  const audible = "AudioContext" in (document.defaultView ?? {});
  /** @type {State|null} */
  let last = null;
  listen.addEventListener("click", () => emit({ type: "listen" }));
  return {
    update(state) {
      const { config, playing, time, run, sound, type } = state;
      if (last?.playing !== playing) buttons.showPlaying(playing);
      if (last?.playing !== playing || last.sound !== sound) {
        const label = playing && sound ? _("Stop listening") : _("Listen");
        setText(words, label);
        set(listen, { "aria-label": label });
      }
      if (last?.config !== config) buttons.showConfig(config);
      listen.hidden = !audible || type.name !== "one-to-many";
      buttons.showTime(time, run.T);
      last = state;
    },
    destroy: () => root.replaceChildren(),
  };
}
