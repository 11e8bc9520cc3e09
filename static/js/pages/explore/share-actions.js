// @ts-check
/** What the Share menu does: links, code and files of what is on screen. */
import { serialise } from "../../core/run/config.js";
import { copyOrShow, frameCode } from "../../core/share.js";

/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/types.js").Config} Config */

/**
 * @param {Window} window
 * @param {{store: {get(): import("../../core/types.js").State, link(): Config}, api: import("./api.js").Api, context: Context}} parts
 */
export function shareActions(window, { store, api, context }) {
  const { document } = window;
  const { _ } = context;
  const origin = window.location.origin;
  const shown = () => ({ ...store.link(), ...shownSettings(store.get().shown) });

  const copy = (/** @type {string} */ text) => copyOrShow(document, text, _("Copy this text"));
  const files = () => import("../../core/export.js"); // few visits take a file away
  /** @type {typeof import("./code.js")|null} */
  let code = null;
  const writer = async () => (code ??= await import("./code.js"));
  const picture = async () => {
    const element = document.querySelector("svg.stage-picture");
    if (!(element instanceof SVGSVGElement)) throw new Error("the stage has no picture");
    const title = element.getAttribute("aria-label") ?? "Unrolled";
    const beside = element.parentElement?.querySelectorAll(".stage-column, .stage-gutter, .stage-letters");
    return (await files()).standaloneSvg(element, { background: context.palette().token("--surface-page"), title, beside });
  };
  const save = async (/** @type {string} */ extension, /** @type {Blob} */ content) => {
    const { download, fileName } = await files();
    download(document, fileName(shown(), extension), content);
  };

  return {
    copyLink: () => copy(pageLink(shown(), { origin })),
    copyEmbed: () => copy(embedCode(shown(), { origin, title: _("A recurrent network, unrolled") })),
    /** A browser lets a page copy in answer to a click, not long after it: the script is there before. */
    prepare: () => writer().catch(() => {}),
    copyCurl: async () => copy((await writer()).asCurl(shown(), origin, api.input(shown()))),
    copyPython: async () => copy((await writer()).asPython(shown(), origin, api.input(shown()))),
    downloadJson: async () => save("json", new Blob([await api.exact(shown())], { type: "application/json" })),
    downloadCsv: async () => save("csv", new Blob([...(await files()).csv(JSON.parse(await api.exact(shown())))], { type: "text/csv" })),
    saveSvg: async () => save("svg", new Blob([(await picture()).text], { type: "image/svg+xml" })),
    savePng: async () => save("png", await (await files()).toPng(document, await picture())),
  };
}

/** The run on screen, which the controls may have left behind. @param {Config} shown */
function shownSettings(shown) {
  const { t: _t, fold: _fold, speed: _speed, loop: _loop, lang: _lang, theme: _theme, ...rest } = shown;
  return rest;
}

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
