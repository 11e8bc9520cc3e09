// @ts-check
/** What leaves the page as text: links, embed code, and the call behind the picture as curl or Python. All pure but `copyText`. */
import { bodyOf, isLong } from "./api.js";
import { apiQuery, askedOf, inputOf, networkOf, serialise } from "./config.js";
import { html } from "../lib/svg.js";

/** @typedef {import("./types.js").Config} Config */

/**
 * The absolute address of a page in this very state. It names the network and the input even where they are the
 * page's own, so that it means the same next year.
 * @param {Config} config
 * @param {{origin: string, path?: string}} page  path: "/" or "/embed/unrolled"
 */
export const pageLink = (config, { origin, path = "/" }) => `${origin}${path}?${serialise(config)}`;

/**
 * HTML to paste into a course page.
 * @param {Config} config
 * @param {{origin: string, title: string, path?: string, height?: number}} frame
 */
export function embedCode(config, { origin, title, path = "/embed/unrolled", height = 560 }) {
  return frameCode(pageLink(config, { origin, path }), { title, height });
}

/** A frame around any address. @param {string} src @param {{title: string, height: number}} frame */
export function frameCode(src, { title, height }) {
  return `<iframe src="${attribute(src)}" title="${attribute(title)}" width="100%" height="${height}" loading="lazy" style="border:0" allow="clipboard-write"></iframe>`;
}

/** @param {string} text */
const attribute = (text) =>
  text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/**
 * The call as a command for any POSIX shell. Its answer is exact.
 * @param {Config} config @param {string} origin
 */
export function asCurl(config, origin) {
  const run = `${origin}/api/v1/run`;
  if (!isLong(config)) return curl(`${run}?${apiQuery(config)}`);
  const body = JSON.stringify(bodyOf(config));
  return [`curl --fail-with-body ${quote(run)}`, `--header 'Content-Type: application/json'`, `--data-binary ${quote(body)}`].join(" \\\n  ");
}

/** A GET as a command. @param {string} url */
export const curl = (url) => `curl --fail-with-body ${quote(url)}`;

/** One word of a POSIX shell, whatever is in it. @param {string} text */
const quote = (text) => `'${text.replace(/'/g, `'\\''`)}'`;

/**
 * The call as a Python program that needs only httpx.
 * @param {Config} config @param {string} origin
 */
export function asPython(config, origin) {
  const asked = Object.entries(askedOf(config)).map(([name, value]) => `, "${name}": ${python(value)}`).join("");
  return `import httpx

network = ${python(networkOf(config))}
sequence = ${python(inputOf(config))}

answer = httpx.post(${python(`${origin}/api/v1/run`)}, json={"network": network, "input": sequence${asked}})
answer.raise_for_status()
trace = answer.json()

h = trace["layers"][-1]["signals"]["h"]  # one row a timestep, one number a unit, exact
print(h[-1])
`;
}

/** A JSON value as a Python literal. @param {unknown} value @returns {string} */
function python(value) {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return pythonString(value);
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value).map(([key, item]) => `${python(key)}: ${python(item)}`).join(", ")}}`;
  }
  return String(value);
}

/** JSON's escapes mean the same in Python; what an editor or terminal might swallow is escaped too. @param {string} text */
const pythonString = (text) =>
  JSON.stringify(text).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (character) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);

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
