// @ts-check
/** What leaves any page as text: frames, commands, and the copying of them. All pure but the copying. */
import { html } from "../lib/svg.js";
import { trainingQuery } from "./trained-networks.js";

/** A frame around any address. @param {string} src @param {{title: string, height: number}} frame */
export function frameCode(src, { title, height }) {
  return `<iframe src="${attribute(src)}" title="${attribute(title)}" width="100%" height="${height}" loading="lazy" style="border:0" allow="clipboard-write"></iframe>`;
}

/** @param {string} text */
const attribute = (text) =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** A POST as a command. @param {string} url @param {string} body JSON */
export const curlPost = (url, body) => [`curl --fail-with-body ${quote(url)}`, HEADER, `--data-binary ${quote(body)}`].join(" \\\n  ");

const HEADER = "--header 'Content-Type: application/json'";

/**
 * Commands that train networks again and post each with what is asked of it. They need jq.
 * @param {string} recipe @param {string} url @param {Record<string, object>} asked  by cell: the body without its network @param {string} origin
 */
export function curlTrained(recipe, url, asked, origin) {
  const train = [`${curl(`${origin}/api/v1/train?${trainingQuery(recipe)}`)}`, "sed -n 's/^data: //p'", "tail -n 1 > networks.json"].join(" \\\n  | ");
  const posts = Object.entries(asked).map(([cell, fields]) =>
    [`jq ${quote(`{network: .networks.${cell}} + ${JSON.stringify(fields)}`)} networks.json`, `curl --fail-with-body ${quote(url)} ${HEADER} --data-binary @-`].join(" \\\n  | "));
  return [train, ...posts].join("\n");
}

/** A GET as a command. @param {string} url */
export const curl = (url) => `curl --fail-with-body ${quote(url)}`;

/** One word of a POSIX shell, whatever is in it. @param {string} text */
const quote = (text) => `'${text.replace(/'/g, `'\\''`)}'`;

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
