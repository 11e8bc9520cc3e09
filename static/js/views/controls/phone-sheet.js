// @ts-check
/** On a phone the rarer settings move out of the row into the panel, which then is a sheet over the player. */

export const PHONE = "(max-width: 599px)";

/**
 * @param {HTMLElement} root   the form of the controls
 * @returns {{destroy(): void}}
 */
export function createSheet(root) {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const [row, panel, fields] = [".controls-row", ".controls-panel", ".controls-panel-fields"].map(find);
  const [weights, more, end] = [".controls-weights", ".controls-more", ".controls-end"].map(find);
  const phone = /** @type {Window} */ (root.ownerDocument.defaultView).matchMedia(PHONE);
  const place = () => {
    if (phone.matches) {
      fields.before(end, weights);
      return;
    }
    more.before(weights);
    row.append(end);
  };
  place();
  phone.addEventListener("change", place);
  return {
    destroy() {
      phone.removeEventListener("change", place);
      if (panel.contains(weights)) more.before(weights);
      if (panel.contains(end)) row.append(end);
    },
  };
}
