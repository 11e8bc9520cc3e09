// @ts-check
/** The player's buttons. */
import { html, set, svg } from "../lib/svg.js";

/** @typedef {import("../core/types.js").State} State */

export const ICONS = {
  start: "M3.5 3h2v12h-2zM15 3v12L6.5 9z",
  back: "M11 3v12L3 9zM12.5 3h2v12h-2z",
  play: "M5.5 3l9.5 6-9.5 6z",
  pause: "M4.5 3h3.2v12H4.5zM10.3 3h3.2v12h-3.2z",
  forward: "M7 3l8 6-8 6zM3.5 3h2v12h-2z",
  loop: "M4 7.5a3.8 3.8 0 0 1 3.8-3.3H11V2l3.6 3.1L11 8.2V6.1H7.8a1.9 1.9 0 0 0-1.9 1.5zM14 10.5a3.8 3.8 0 0 1-3.8 3.3H7V16l-3.6-3.1L7 9.8v2.1h3.2a1.9 1.9 0 0 0 1.9-1.5z",
};
const SPEEDS = /** @type {const} */ ([[0.25, "¼×"], [0.5, "½×"], [1, "1×"], [2, "2×"], [4, "4×"]]);

/**
 * @param {HTMLElement} root
 * @param {import("../core/types.js").Context} context
 * @returns {import("../core/types.js").View}
 */
export function createTransport(root, context) {
  const { _, emit } = context;
  root.replaceChildren();
  const button = playerButtons(root);
  const start = button("start", _("To the start")).element;
  const back = button("back", _("Step back")).element;
  const play = button("play", _("Play"), "transport-play");
  const forward = button("forward", _("Step forward")).element;
  const loop = button("loop", _("Start again at the end")).element;
  const speed = speedSelect(root, _("Speed"));

  /** @type {State|null} */
  let last = null;
  start.addEventListener("click", () => emit({ type: "seek", t: 0 }));
  back.addEventListener("click", () => emit({ type: "step", by: -1 }));
  play.element.addEventListener("click", () => emit({ type: "toggle" }));
  forward.addEventListener("click", () => emit({ type: "step", by: 1 }));
  loop.addEventListener("click", () => emit({ type: "configure", changes: { loop: !last?.config.loop }, replace: true }));
  speed.addEventListener("change", () => emit({ type: "configure", changes: { speed: Number(speed.value) }, replace: true }));

  /** @param {boolean} playing */
  const showPlaying = (playing) => {
    const label = playing ? _("Pause") : _("Play");
    set(play.path, { d: playing ? ICONS.pause : ICONS.play });
    set(play.element, { "aria-label": label, title: label });
  };

  return {
    update(state) {
      const T = state.trace?.T ?? 0;
      if (last?.playing !== state.playing) showPlaying(state.playing);
      if (last?.config !== state.config) {
        set(loop, { "aria-pressed": String(state.config.loop) });
        speed.value = String(nearestSpeed(state.config.speed));
      }
      start.disabled = back.disabled = T === 0 || state.time === 0;
      forward.disabled = T === 0 || state.time >= T;
      play.element.disabled = T === 0;
      last = state;
    },
    destroy: () => root.replaceChildren(),
  };
}

/** Makes the buttons of a player. @param {HTMLElement} root @param {boolean} [mirrored] it plays from right to left */
export function playerButtons(root, mirrored = false) {
  return (/** @type {keyof typeof ICONS} */ icon, /** @type {string} */ label, className = "icon-button") => {
    const element = html(root, "button", { type: "button", class: className, "aria-label": label, title: label });
    const size = className === "icon-button" ? 18 : 20;
    const picture = svg(element, "svg", { width: size, height: size, viewBox: "0 0 18 18", fill: "currentColor", "aria-hidden": "true" });
    return { element, path: svg(picture, "path", { d: ICONS[icon], transform: mirrored ? "matrix(-1 0 0 1 18 0)" : null }) };
  };
}

/** @param {HTMLElement} root @param {string} label */
export function speedSelect(root, label) {
  const box = html(root, "div", { class: "transport-speed" });
  const select = html(box, "select", { "aria-label": label, title: label, autocomplete: "off" });
  for (const [value, text] of SPEEDS) html(select, "option", { value }, text);
  const chevron = svg(box, "svg", { class: "icon", width: 14, height: 14, viewBox: "0 0 18 18", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "aria-hidden": "true" });
  svg(chevron, "path", { d: "M5 7l4 4 4-4" });
  return select;
}

/** The speed on offer next to the one in the link. @param {number} speed */
export const nearestSpeed = (speed) =>
  SPEEDS.map(([value]) => value).reduce((a, b) => (Math.abs(Math.log(b / speed)) < Math.abs(Math.log(a / speed)) ? b : a));
