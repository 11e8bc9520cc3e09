// @ts-check
/** What every page of views shares: data block → store → views, keys, and the address that follows. */
import { createApi } from "../core/api.js";
import { windowFrames } from "../core/clock.js";
import { serialise } from "../core/config.js";
import { createStore } from "../core/store.js";
import { decodeTrace } from "../core/trace.js";
import { createFormat } from "../lib/format.js";
import { readPalette } from "../lib/palette.js";

/** @typedef {import("../core/types.js").Context} Context */
/** @typedef {import("../core/types.js").Config} Config */
/** @typedef {import("../core/types.js").View} View */
/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/store.js").Store} Store */
/**
 * @typedef {object} PageData
 * @property {"en"|"fr"} lang
 * @property {Record<string, string|string[]>} messages
 * @property {import("../core/types.js").CellInfo[]} cells
 * @property {Record<string, any>} limits
 * @property {any[]} examples
 * @property {Config} landing    the page as it opens by itself
 * @property {Config} config
 * @property {any} trace
 * @property {State["problems"]} problems
 */

const ADDRESS_DELAY = 300; // ms: browsers refuse more than about a hundred changes of the address in half a minute
const PLAYING_DELAY = 2000;

/** @param {Document} document @returns {PageData} */
export const readPageData = (document) => JSON.parse(document.getElementById("page-data")?.textContent ?? "{}");

/** @param {string} text @param {Record<string, string|number>} [values] */
const fill = (text, values = {}) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** @param {PageData} data */
export function createTranslator({ messages, lang }) {
  const plural = (/** @type {number} */ n) => (lang === "fr" ? n > 1 : n !== 1);
  return {
    /** @type {Context["_"]} */
    _: (msgid, values) => fill(String(messages[msgid] ?? msgid), values),
    /** @type {Context["ngettext"]} */
    ngettext: (one, many, n, values) => {
      const forms = messages[one];
      const [first, second] = Array.isArray(forms) ? forms : [one, many];
      return fill(plural(n) ? second : first, { n, ...values });
    },
  };
}

/**
 * @param {Window & typeof globalThis} window
 * @returns {{data: PageData, store: Store, context: Context, mount: (id: string, create: (root: HTMLElement, context: Context) => View) => void, api: import("../core/api.js").Api}}
 */
export function boot(window) {
  const { document } = window;
  const data = readPageData(document);
  const api = createApi({ base: "/api/v1" });
  const words = createTranslator(data);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {Store} */
  const store = createStore({
    config: data.config,
    trace: data.trace ? decodeTrace(data.trace, data.config) : null,
    problems: data.problems,
    cells: data.cells,
    api,
    frames: windowFrames(window),
    reducedMotion: () => still.matches,
    _: words._,
  });
  let palette = readPalette(document.documentElement);
  const repaint = () => {
    palette = readPalette(document.documentElement);
    store.flush();
  };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  /** @type {Context} */
  const context = {
    document,
    emit: store.dispatch,
    now: store.get,
    ...words,
    palette: () => palette,
    format: createFormat(data.lang),
    reducedMotion: () => still.matches,
  };
  /** @param {string} id @param {(root: HTMLElement, context: Context) => View} create */
  const mount = (id, create) => {
    const root = document.getElementById(id);
    if (root) store.subscribe(create(root, context).update);
  };
  return { data, store, context, mount, api };
}

/** The address says what is on screen. @param {Window} window @param {Store} store @param {Config} landing @param {(query: string) => void} [follow] */
export function keepAddress(window, store, landing, follow) {
  /** @type {number|undefined} */
  let timer;
  let written = "";
  const write = () => {
    timer = undefined;
    const query = serialise(store.link(), landing);
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

/** Space, ←, →, Home, End, Esc, wherever nothing else wants them. @param {Document} document @param {ReturnType<typeof createStore>} store */
export function listenToKeys(document, store) {
  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest?.(FIELDS)) return;
    const widget = target.closest?.(WIDGETS);
    const pressable = target.closest?.("button, a, summary");
    /** @type {Record<string, import("../core/types.js").Intent>} */
    const keys = {
      ArrowLeft: { type: "step", by: -1 },
      ArrowRight: { type: "step", by: 1 },
      Home: { type: "seek", t: 0 },
      End: { type: "seek", t: Infinity },
    };
    if (event.key === "Escape") store.dispatch({ type: "pick", pick: null });
    else if (event.key === " " && !pressable && !widget) store.dispatch({ type: "toggle" });
    else if (keys[event.key] && !widget) store.dispatch(keys[event.key]);
    else return;
    event.preventDefault();
  });
}
