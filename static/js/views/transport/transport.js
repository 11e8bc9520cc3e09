// @ts-check
/** The buttons of a player: to the start, back, play, on, again at the end, speed; in Explore the switch that turns time round as well. */
import { html, set, svg } from "../../lib/svg.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {{type: "seek", t: number}|{type: "step", by: number}|{type: "toggle"}|{type: "configure", changes: {loop?: boolean, speed?: number}}} PlayerIntent */

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
  const { _ } = context;
  root.replaceChildren();
  /** @type {ReturnType<typeof waySwitch>} */
  let showWay = () => {};
  const buttons = createPlayerButtons(root, context, {
    labels: { start: _("To the start"), back: _("Step back"), play: _("Play"), forward: _("Step forward") },
    beforeSpeed: () => void (showWay = waySwitch(root, context)),
  });
  /** @type {State|null} */
  let last = null;
  return {
    update(state) {
      const { config, playing, time, trace } = state;
      if (last?.playing !== playing || last.config.backward !== config.backward) buttons.showPlaying(playing, config.backward);
      if (last?.config !== config) {
        showWay(config.backward);
        buttons.showConfig(config);
      }
      buttons.showTime(time, trace?.T ?? 0);
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

/**
 * @param {HTMLElement} root
 * @param {{_: import("../../core/types.js").Context["_"], emit: (intent: PlayerIntent) => void}} context
 * @param {object} options
 * @param {{start: string, back: string, play: string, forward: string}} options.labels  back stands to the left of play
 * @param {boolean} [options.leftward]  it plays from right to left: on is back
 * @param {(root: HTMLElement) => void} [options.beforeSpeed]
 */
export function createPlayerButtons(root, { _, emit }, { labels, leftward = false, beforeSpeed }) {
  const button = playerButtons(root, leftward);
  const start = button("start", labels.start).element;
  const back = button("back", labels.back).element;
  const play = button("play", labels.play, "transport-play");
  const forward = button("forward", labels.forward).element;
  const loop = leftward ? null : button("loop", _("Start again at the end")).element;
  beforeSpeed?.(root);
  const speed = speedSelect(root, _("Speed"));
  const by = leftward ? 1 : -1;
  let looping = false;
  start.addEventListener("click", () => emit({ type: "seek", t: 0 }));
  back.addEventListener("click", () => emit({ type: "step", by }));
  play.element.addEventListener("click", () => emit({ type: "toggle" }));
  forward.addEventListener("click", () => emit({ type: "step", by: -by }));
  loop?.addEventListener("click", () => emit({ type: "configure", changes: { loop: !looping } }));
  speed.addEventListener("change", () => emit({ type: "configure", changes: { speed: Number(speed.value) } }));

  return {
    /** @param {boolean} playing @param {boolean} [mirrored] */
    showPlaying(playing, mirrored = leftward) {
      const label = playing ? _("Pause") : labels.play;
      set(play.path, { d: playing ? ICONS.pause : ICONS.play, transform: mirrored ? MIRRORED : null });
      set(play.element, { "aria-label": label, title: label });
    },
    /** @param {{loop?: boolean, speed: number}} config */
    showConfig(config) {
      looping = config.loop === true;
      if (loop) set(loop, { "aria-pressed": String(looping) });
      speed.value = String(nearestSpeed(config.speed));
    },
    /** @param {number} time @param {number} T */
    showTime(time, T) {
      const [first, last] = leftward ? [forward, back] : [back, forward];
      start.disabled = first.disabled = T === 0 || time === 0;
      last.disabled = T === 0 || time >= T;
      play.element.disabled = T === 0;
    },
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
function speedSelect(root, label) {
  const box = html(root, "div", { class: "transport-speed" });
  const select = html(box, "select", { "aria-label": label, title: label, autocomplete: "off" });
  for (const [value, text] of SPEEDS) html(select, "option", { value }, text);
  const chevron = svg(box, "svg", { class: "icon", width: 14, height: 14, viewBox: "0 0 18 18", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "aria-hidden": "true" });
  svg(chevron, "path", { d: "M5 7l4 4 4-4" });
  return select;
}

/** The speed on offer next to the one in the link. @param {number} speed */
const nearestSpeed = (speed) =>
  SPEEDS.map(([value]) => value).reduce((a, b) => (Math.abs(Math.log(b / speed)) < Math.abs(Math.log(a / speed)) ? b : a));
