// @ts-check
/** A button that opens a panel in place. Esc closes it and gives the focus back. */
import { set } from "../../lib/svg.js";

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} panel
 * @param {{light?: boolean, opened?: () => void}} [options]  light: whatever happens outside closes it too
 */
export function createDisclosure(button, panel, { light = true, opened } = {}) {
  const document = button.ownerDocument;
  const isOpen = () => !panel.hidden;
  /** @param {boolean} open @param {boolean} [focus] */
  const toggle = (open, focus = false) => {
    if (open === isOpen()) return;
    panel.hidden = !open;
    set(button, { "aria-expanded": String(open) });
    if (open) opened?.();
    if (focus) button.focus();
  };
  const inside = (/** @type {EventTarget|null} */ target) =>
    target instanceof Node && (panel.contains(target) || button.contains(target));
  const onClick = () => toggle(!isOpen());
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    event.stopPropagation();
    toggle(false, true);
  };
  /** @param {Event} event */
  const onOutside = (event) => {
    if (isOpen() && !inside(event.target)) toggle(false);
  };
  button.addEventListener("click", onClick);
  for (const element of [button, panel]) element.addEventListener("keydown", onKey);
  const away = light ? ["pointerdown", "focusin"] : [];
  for (const type of away) document.addEventListener(type, onOutside);
  return {
    close: (focus = false) => toggle(false, focus),
    isOpen,
    destroy() {
      button.removeEventListener("click", onClick);
      for (const element of [button, panel]) element.removeEventListener("keydown", onKey);
      for (const type of away) document.removeEventListener(type, onOutside);
    },
  };
}
