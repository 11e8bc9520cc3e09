// @ts-check
/** What the Share menu does: links, code and files of what is on screen. */
import { copyText, asCurl, asPython, curl, curlPost, curlTrained, embedCode, frameCode, pageLink, selectableField } from "../core/share.js";
import { RACERS, raceQuery, racerQuery } from "../core/race-config.js";
import { csv, download, fileName, standaloneSvg, toPng } from "../core/export.js";

/** @typedef {import("../core/types.js").Context} Context */
/** @typedef {import("../core/types.js").Config} Config */
/** @typedef {import("../core/race-config.js").RaceConfig} RaceConfig */

/**
 * @param {Window} window
 * @param {{store: {get(): import("../core/types.js").State, link(): Config}, api: import("../core/api.js").Api, context: Context}} parts
 */
export function shareActions(window, { store, api, context }) {
  const { document } = window;
  const { _ } = context;
  const origin = window.location.origin;
  const shown = () => ({ ...store.link(), ...shownSettings(store.get().shown) });

  const copy = (/** @type {string} */ text) => copyOrShow(document, text, _("Copy this text"));
  const picture = () => {
    const element = document.querySelector("svg.stage-picture");
    if (!(element instanceof SVGSVGElement)) throw new Error("the stage has no picture");
    const title = element.getAttribute("aria-label") ?? "Unrolled";
    const beside = element.parentElement?.querySelectorAll(".stage-column, .stage-gutter, .stage-letters");
    return standaloneSvg(element, { background: context.palette().token("--surface-page"), title, beside });
  };
  const save = (/** @type {string} */ extension, /** @type {Blob} */ content) => download(document, fileName(shown(), extension), content);

  return {
    copyLink: () => copy(pageLink(shown(), { origin })),
    copyEmbed: () => copy(embedCode(shown(), { origin, title: _("A recurrent network, unrolled") })),
    copyCurl: () => copy(asCurl(shown(), origin, api.input(shown()))),
    copyPython: () => copy(asPython(shown(), origin, api.input(shown()))),
    downloadJson: async () => save("json", new Blob([await api.exact(shown())], { type: "application/json" })),
    downloadCsv: async () => save("csv", new Blob([...csv(JSON.parse(await api.exact(shown())))], { type: "text/csv" })),
    saveSvg: () => save("svg", new Blob([picture().text], { type: "image/svg+xml" })),
    savePng: async () => save("png", await toPng(document, picture())),
  };
}

/** Copies a text, or shows it where the browser does not allow that. @param {Document} document @param {string} text @param {string} label */
export async function copyOrShow(document, text, label) {
  if (await copyText(text, document)) return;
  const root = document.getElementById("share");
  const field = root && selectableField(root, text, label);
  field?.addEventListener("blur", () => field.remove());
  throw new Error("the browser did not allow copying");
}

/**
 * The same for the Gradients page.
 * @param {Window} window
 * @param {{store: {link(): RaceConfig}, api: import("../core/race-api.js").RaceApi, context: Pick<Context, "_">}} parts
 */
export function raceShareActions(window, { store, api, context }) {
  const { document } = window;
  const { _ } = context;
  const { origin } = window.location;
  const copy = (/** @type {string} */ text) => copyOrShow(document, text, _("Copy this text"));
  const address = (/** @type {string} */ path) => {
    const query = raceQuery(store.link());
    return `${origin}${path}${query && `?${query}`}`;
  };
  return {
    copyLink: () => copy(address("/gradients")),
    copyEmbed: () => copy(frameCode(address("/embed/gradients"), { title: _("Gradients through time"), height: 780 })),
    copyCurl: async () => copy(raceCommands(store.link(), await api.bodies(store.link()), origin)),
    downloadJson: async () => download(document, "unrolled-gradients.json", new Blob([await api.exact(store.link())], { type: "application/json" })),
  };
}

/** The calls of a race as commands. @param {RaceConfig} config @param {Record<string, any>|null} bodies  of trained networks @param {string} origin */
function raceCommands(config, bodies, origin) {
  const url = `${origin}/api/v1/gradients`;
  if (bodies === null) return RACERS.map((cell) => curl(`${url}?${racerQuery(config, cell)}`)).join("\n");
  if (config.trained === null) return Object.values(bodies).map((body) => curlPost(url, JSON.stringify(body))).join("\n");
  const asked = Object.fromEntries(Object.entries(bodies).map(([cell, { network: _, ...fields }]) => [cell, fields]));
  return curlTrained(config.trained, url, asked, origin);
}

/** The run on screen, which the controls may have left behind. @param {Config} shown */
function shownSettings(shown) {
  const { t: _t, fold: _fold, speed: _speed, loop: _loop, lang: _lang, theme: _theme, ...rest } = shown;
  return rest;
}
