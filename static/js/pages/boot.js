// @ts-check
/** What every page of views shares: data block → store → views, keys, and the address that follows. */
import { windowFrames } from "../core/clock.js";
import { createFormat } from "../lib/format.js";
import { readPalette } from "../lib/palette.js";

/** @typedef {import("../core/types.js").Context} Context */

/** What the data block of every page has. @typedef {{lang: "en"|"fr", messages: Record<string, string|string[]>}} Spoken */

const ADDRESS_DELAY = 300; // ms: browsers refuse more than about a hundred changes of the address in half a minute
const PLAYING_DELAY = 2000;

/** @param {Document} document @returns {any} the data block of the page */
export const readPageData = (document) => JSON.parse(document.getElementById("page-data")?.textContent ?? "{}");

/** @param {string} text @param {Record<string, string|number>} values @param {string} point the decimal sign of numbers */
const fill = (text, values, point) =>
  text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name] ?? whole;
    return typeof value === "number" ? String(value).replace(".", point) : value;
  });

/** @param {Spoken} data */
export function createTranslator({ messages, lang }) {
  const point = lang === "fr" ? "," : ".";
  const plural = (/** @type {number} */ n) => (lang === "fr" ? n > 1 : n !== 1);
  return {
    /** @type {Context["_"]} */
    _: (msgid, values = {}) => fill(String(messages[msgid] ?? msgid), values, point),
    /** @type {Context["ngettext"]} */
    ngettext: (one, many, n, values) => {
      const forms = messages[one];
      const [first, second] = Array.isArray(forms) ? forms : [one, many];
      return fill(plural(n) ? second : first, { n, ...values }, point);
    },
  };
}

/**
 * What a store is made of, apart from its own data.
 * @typedef {object} Parts
 * @property {import("../core/clock.js").Frames} frames
 * @property {() => boolean} reducedMotion
 * @property {Context["_"]} _
 * @property {Context["ngettext"]} ngettext
 */
/**
 * A store as a page needs it.
 * @typedef {object} PageStore
 * @property {() => any} get
 * @property {(intent: any) => void} dispatch
 * @property {(subscriber: (state: any) => void) => () => void} subscribe
 * @property {() => void} flush
 */
/** @template St @typedef {St extends {get: () => infer S} ? S : never} StateOf */
/** @template St @typedef {St extends {dispatch: (intent: infer I) => void} ? I : never} IntentOf */
/** @template St @typedef {import("../core/types.js").Context<StateOf<St>, IntentOf<St>>} ContextOf */

/**
 * The store of a page with what its views need: words, colours, numbers, motion.
 * @template {PageStore} St
 * @param {Window & typeof globalThis} window @param {Spoken} data @param {(parts: Parts) => St} create
 */
export function equip(window, data, create) {
  const { document } = window;
  const words = createTranslator(data);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const reducedMotion = () => still.matches;
  const store = create({ frames: windowFrames(window), reducedMotion, ...words });
  let palette = readPalette(document.documentElement);
  const repaint = () => {
    palette = readPalette(document.documentElement);
    store.flush();
  };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  /** @type {ContextOf<St>} */
  const context = {
    document,
    emit: store.dispatch,
    now: store.get,
    ...words,
    palette: () => palette,
    format: createFormat(data.lang),
    reducedMotion,
  };
  /** @param {string} id @param {(root: HTMLElement, context: ContextOf<St>) => import("../core/types.js").View<StateOf<St>>} create */
  const mount = (id, create) => {
    const root = document.getElementById(id);
    if (root) store.subscribe(create(root, context).update);
  };
  return { store, context, mount };
}

/**
 * Writes a query into the address when it changes, not too often.
 * @param {Window} window @param {{subscribe(subscriber: (state: {playing: boolean}) => void): void}} store
 * @param {() => string} spell @param {(query: string) => void} [follow]
 */
export function writeAddress(window, store, spell, follow) {
  /** @type {number|undefined} */
  let timer;
  let written = "";
  const write = () => {
    timer = undefined;
    const query = spell();
    if (query === written) return;
    written = query;
    try {
      window.history.replaceState(null, "", query ? `?${query}` : window.location.pathname);
    } catch {
      // A frame without an origin of its own has no address to write: its links still work.
    }
    follow?.(query);
  };
  let hurried = false;
  store.subscribe(({ playing }) => {
    if (timer !== undefined && (playing || hurried)) return;
    window.clearTimeout(timer);
    hurried = !playing;
    timer = window.setTimeout(write, playing ? PLAYING_DELAY : ADDRESS_DELAY);
  });
}

const FIELDS = "input, textarea, select, [contenteditable]";
const WIDGETS = "[role=slider], [role=radio], [role=tab], [role=grid], [role=listbox], [role=menu], [role=menuitem], [role=application]";

/** What keys mean on a page that reads a sequence. */
export const KEYS = /** @type {const} */ ({
  " ": { type: "toggle" },
  Escape: { type: "pick", pick: null },
  ArrowLeft: { type: "step", by: -1 },
  ArrowRight: { type: "step", by: 1 },
  Home: { type: "seek", t: 0 },
  End: { type: "seek", t: Infinity },
});

/**
 * Space, ←, →, Home, End, Esc, wherever nothing else wants them.
 * @template I
 * @param {Document} document @param {{dispatch(intent: I): void}} store @param {Readonly<Record<string, I>>} keys
 */
export function listenToKeys(document, store, keys) {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest?.(FIELDS)) return;
    const widget = target.closest?.(WIDGETS);
    const pressable = target.closest?.("button, a, summary");
    const intent = keys[event.key];
    if (!intent || (event.key !== "Escape" && widget) || (event.key === " " && pressable)) return;
    store.dispatch(intent);
    event.preventDefault();
  });
}
