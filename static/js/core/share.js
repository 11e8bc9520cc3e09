// @ts-check
/** What leaves any page as text: the code of a frame, and the copying of anything. */
import { html } from "../lib/svg.js";

/** A frame around any address. @param {string} src @param {{title: string, height: number}} frame */
export function frameCode(src, { title, height }) {
  return `<iframe src="${attribute(src)}" title="${attribute(title)}" width="100%" height="${height}" loading="lazy" style="border:0" allow="clipboard-write"></iframe>`;
}

/** @param {string} text */
const attribute = (text) =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/**
 * Copies text where the browser allows it. A sandboxed or cross-site frame may refuse; then the answer is false and the
 * caller shows `selectableField`.
 * @param {string} text @param {Document} document @returns {Promise<boolean>}
 */
export async function copyText(text, document) {
  try {
    await /** @type {Window} */ (document.defaultView).navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelection(text, document);
  }
}

/** @param {string} text @param {Document} document */
function copySelection(text, document) {
  const focused = /** @type {HTMLElement|null} */ (document.activeElement);
  const field = html(document.body, "textarea", { readonly: true, "aria-hidden": "true", tabindex: -1 });
  field.style.cssText = "position:fixed;inset:0 auto auto -100vw";
  field.value = text;
  field.select();
  const copied = document.execCommand("copy"); // deprecated, and the only way left without the permission
  field.remove();
  focused?.focus();
  return copied;
}

/**
 * A field that holds the text, selected, for the reader to copy by hand.
 * @param {HTMLElement} root @param {string} text @param {string} label @returns {HTMLTextAreaElement}
 */
export function selectableField(root, text, label) {
  const field = html(root, "textarea", { readonly: true, "aria-label": label, rows: 3, class: "copy-by-hand", spellcheck: "false" });
  field.value = text;
  field.focus();
  field.select();
  return field;
}

/** Copies a text, or shows it where the browser does not allow that. @param {Document} document @param {string} text @param {string} label */
export async function copyOrShow(document, text, label) {
  if (await copyText(text, document)) return;
  const root = document.getElementById("share");
  const field = root && selectableField(root, text, label);
  field?.addEventListener("blur", () => field.remove());
  throw new Error("the browser did not allow copying");
}
