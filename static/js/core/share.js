// @ts-check
/** What leaves the page as text: links, embed code, and the call behind the picture as curl or Python. All pure but `copyText`. */
import { bodyOf, isLong } from "./api.js";
import { apiQuery, askedOf, inputOf, isMade, networkOf, serialise } from "./config.js";
import { trainingQuery } from "./trained.js";
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
 * @param {Config} config @param {string} origin @param {Record<string, any>} [input] what is fed, where the config does not say it
 */
export function asCurl(config, origin, input = inputOf(config)) {
  const run = `${origin}/api/v1/run`;
  if (isMade(config)) return curlTrained(/** @type {string} */ (config.trained), run, { [config.cell]: { input, ...askedOf(config) } }, origin);
  if (!isLong(config)) return curl(`${run}?${apiQuery(config)}`);
  return curlPost(run, JSON.stringify(bodyOf(config)));
}

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
 * The call as a Python program that needs only httpx.
 * @param {Config} config @param {string} origin @param {Record<string, any>} [input] what is fed, where the config does not say it
 */
export function asPython(config, origin, input = inputOf(config)) {
  const asked = Object.entries(askedOf(config)).map(([name, value]) => `, "${name}": ${python(value)}`).join("");
  return `${isMade(config) ? "import json\n\n" : ""}import httpx

${pythonNetwork(config, origin)}
sequence = ${python(input)}

answer = httpx.post(${python(`${origin}/api/v1/run`)}, json={"network": network, "input": sequence${asked}})
answer.raise_for_status()
trace = answer.json()

h = trace["layers"][-1]["signals"]["h"]  # one row a timestep, one number a unit, exact
print(h[-1])
`;
}

/** @param {Config} config @param {string} origin */
function pythonNetwork(config, origin) {
  if (!isMade(config)) return `network = ${python(networkOf(config))}`;
  return `# Training is deterministic: the same numbers every time.
training = httpx.get(${python(`${origin}/api/v1/train?${trainingQuery(String(config.trained))}`)}, timeout=None)
training.raise_for_status()
end = [line for line in training.text.splitlines() if line.startswith("data: ")][-1]
network = json.loads(end.removeprefix("data: "))["networks"][${python(config.cell)}]`;
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
