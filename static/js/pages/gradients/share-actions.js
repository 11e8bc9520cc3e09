// @ts-check
/** What the Share menu of the Gradients page does: links, code and the numbers of the race. */
import { curl, curlPost, curlTrained } from "../../core/commands.js";
import { download } from "../../core/export.js";
import { RACERS, raceQuery, racerQuery } from "../../core/race/config.js";
import { copyOrShow, frameCode } from "../../core/share.js";

/** @typedef {import("../../core/types.js").Context} Context */
/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */

/**
 * @param {Window} window
 * @param {{store: {link(): RaceConfig}, api: import("./api.js").RaceApi, context: Pick<Context, "_">}} parts
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
