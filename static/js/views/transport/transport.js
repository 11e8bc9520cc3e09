// @ts-check
/** The player's buttons. */
import { html, set, svg } from "../../lib/svg.js";

/** @typedef {import("../../core/types.js").State} State */

export const ICONS = {
  start: "M3.5 3h2v12h-2zM15 3v12L6.5 9z",
  back: "M11 3v12L3 9zM12.5 3h2v12h-2z",
  play: "M5.5 3l9.5 6-9.5 6z",
  pause: "M4.5 3h3.2v12H4.5zM10.3 3h3.2v12h-3.2z",
  stop: "M4.5 4.5h9v9h-9z",
  forward: "M7 3l8 6-8 6zM3.5 3h2v12h-2z",
  loop: "M4 7.5a3.8 3.8 0 0 1 3.8-3.3H11V2l3.6 3.1L11 8.2V6.1H7.8a1.9 1.9 0 0 0-1.9 1.5zM14 10.5a3.8 3.8 0 0 1-3.8 3.3H7V16l-3.6-3.1L7 9.8v2.1h3.2a1.9 1.9 0 0 0 1.9-1.5z",
};
const MIRRORED = "matrix(-1 0 0 1 18 0)";
const SPEEDS = /** @type {const} */ ([[0.25, "¼×"], [0.5, "½×"], [1, "1×"], [2, "2×"], [4, "4×"]]);

/**
 * @param {HTMLElement} root
 * @param {import("../../core/types.js").Context} context
 * @returns {import("../../core/types.js").View}
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
  const way = waySwitch(root, context);
  const speed = speedSelect(root, _("Speed"));

  /** @type {State|null} */
  let last = null;
  start.addEventListener("click", () => emit({ type: "seek", t: 0 }));
  back.addEventListener("click", () => emit({ type: "step", by: -1 }));
  play.element.addEventListener("click", () => emit({ type: "toggle" }));
  forward.addEventListener("click", () => emit({ type: "step", by: 1 }));
  loop.addEventListener("click", () => emit({ type: "configure", changes: { loop: !last?.config.loop }, replace: true }));
  speed.addEventListener("change", () => emit({ type: "configure", changes: { speed: Number(speed.value) }, replace: true }));

  /** @param {boolean} playing @param {boolean} backward */
  const showPlaying = (playing, backward) => {
    const label = playing ? _("Pause") : _("Play");
    set(play.path, { d: playing ? ICONS.pause : ICONS.play, transform: backward ? MIRRORED : null });
    set(play.element, { "aria-label": label, title: label });
  };

  return {
    update(state) {
      const T = state.trace?.T ?? 0;
      const { backward } = state.config;
      if (last?.playing !== state.playing || last.config.backward !== backward) showPlaying(state.playing, backward);
      if (last?.config !== state.config) {
        way(backward);
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

/**
 * Forward, what the network reads; backward, what the loss says of it.
 * @param {HTMLElement} root @param {import("../../core/types.js").Context} context
 */
function waySwitch(root, { _, emit }) {
  const group = html(root, "div", { class: "segmented transport-way", role: "group", "aria-label": _("Direction of time") });
  const ways = /** @type {const} */ ([
    [false, "M3 9h10M9.5 5.5L13 9l-3.5 3.5", _("Forward: the states")],
    [true, "M15 9H5M8.5 5.5L5 9l3.5 3.5", _("Backward: the gradient of the loss")],
  ]);
  const buttons = ways.map(([backward, d, label]) => {
    const button = html(group, "button", { type: "button", title: label, "aria-label": label });
    const icon = svg(button, "svg", { width: 18, height: 18, viewBox: "0 0 18 18", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "aria-hidden": "true" });
    svg(icon, "path", { d });
    button.addEventListener("click", () => emit({ type: "configure", changes: { backward } }));
    return { button, backward };
  });
  return (/** @type {boolean} */ backward) => {
    for (const way of buttons) set(way.button, { "aria-pressed": String(way.backward === backward) });
  };
}

/** Makes the buttons of a player. @param {HTMLElement} root @param {boolean} [mirrored] it plays from right to left */
export function playerButtons(root, mirrored = false) {
  return (/** @type {keyof typeof ICONS} */ icon, /** @type {string} */ label, className = "icon-button") => {
    const element = html(root, "button", { type: "button", class: className, "aria-label": label, title: label });
    const size = className === "icon-button" ? 18 : 20;
    const picture = svg(element, "svg", { width: size, height: size, viewBox: "0 0 18 18", fill: "currentColor", "aria-hidden": "true" });
    return { element, path: svg(picture, "path", { d: ICONS[icon], transform: mirrored ? MIRRORED : null }) };
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
