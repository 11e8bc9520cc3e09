// @ts-check
/** Pointers and keys on a picture, in the picture's own terms. */

/**
 * Hover, click and drag on a picture, in its own coordinates. Its children must not take pointer events.
 * A press that moves less than a few pixels is a click; a touch that moves up or down scrolls the page.
 * @param {HTMLElement} element
 * @param {{hover?: (x: number, y: number) => void, leave?: () => void, click: (x: number, y: number) => void,
 *   drag: (x: number) => void, drop?: (x: number) => void}} answers
 */
export function followPointer(element, { hover, leave, click, drag, drop }) {
  /** @type {{x: number, dragging: boolean}|null} */
  let press = null;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    press = { x: event.offsetX, dragging: false };
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (press && (press.dragging || Math.abs(event.offsetX - press.x) > 4)) {
      if (!press.dragging) leave?.();
      press.dragging = true;
      drag(event.offsetX);
    } else hover?.(event.offsetX, event.offsetY);
  });
  element.addEventListener("pointerup", (event) => {
    if (press?.dragging) drop?.(event.offsetX);
    else if (press) click(event.offsetX, event.offsetY);
    press = null;
    if (event.pointerType === "touch") leave?.();
  });
  element.addEventListener("pointercancel", (event) => {
    if (press?.dragging) drop?.(event.offsetX);
    press = null;
    leave?.();
  });
  element.addEventListener("pointerleave", () => {
    if (!press) leave?.();
  });
}

/**
 * Answers keys and keeps them from the page, which has its own use for arrows.
 * @param {HTMLElement} element @param {() => Partial<Record<string, () => void>>} answers by KeyboardEvent.key
 */
export function onKeys(element, answers) {
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const answer = answers()[event.key];
    if (!answer) return;
    event.preventDefault();
    event.stopPropagation();
    answer();
  });
}
