// @ts-check
/** The player of the page: start, back, play, forward, again, listen, speed. */
import { html, set, setText } from "../../lib/svg.js";
import { ICONS, nearestSpeed, playerButtons, speedSelect } from "../transport/transport.js";

/** @typedef {import("../../core/architectures/state.js").ArchitecturesContext} Context */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} State */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesView} View */

/** @param {HTMLElement} root @param {Context} context @returns {View} */
export function createPlayer(root, { _, emit, document }) {
  root.replaceChildren();
  const button = playerButtons(root);
  const start = button("start", _("To the start")).element;
  const back = button("back", _("Step back")).element;
  const play = button("play", _("Play"), "transport-play");
  const forward = button("forward", _("Step forward")).element;
  const loop = button("loop", _("Start again at the end")).element;
  const speed = speedSelect(root, _("Speed"));
  const listen = html(root, "button", { class: "button player-listen", type: "button", hidden: true });
  html(listen, "span", { "aria-hidden": "true" }, "♪");
  const words = html(listen, "span", { class: "player-words" });
  const audible = "AudioContext" in (document.defaultView ?? {});
  /** @type {State|null} */
  let last = null;
  start.addEventListener("click", () => emit({ type: "seek", t: 0 }));
  back.addEventListener("click", () => emit({ type: "step", by: -1 }));
  play.element.addEventListener("click", () => emit({ type: "toggle" }));
  forward.addEventListener("click", () => emit({ type: "step", by: 1 }));
  loop.addEventListener("click", () => emit({ type: "configure", changes: { loop: !last?.config.loop } }));
  speed.addEventListener("change", () => emit({ type: "configure", changes: { speed: Number(speed.value) } }));
  listen.addEventListener("click", () => emit({ type: "listen" }));
  return {
    update(state) {
      const { config, playing, time, run, sound, type } = state;
      if (last?.playing !== playing || last.sound !== sound) {
        const label = playing ? _("Pause") : _("Play");
        set(play.path, { d: playing ? ICONS.pause : ICONS.play });
        set(play.element, { "aria-label": label, title: label });
        const heard = playing && sound ? _("Stop listening") : _("Listen");
        setText(words, heard);
        set(listen, { "aria-label": heard });
      }
      if (last?.config !== config) {
        set(loop, { "aria-pressed": String(config.loop) });
        speed.value = String(nearestSpeed(config.speed));
      }
      listen.hidden = !audible || type.name !== "one-to-many";
      start.disabled = back.disabled = time === 0;
      forward.disabled = time >= run.T;
      last = state;
    },
    destroy: () => root.replaceChildren(),
  };
}
