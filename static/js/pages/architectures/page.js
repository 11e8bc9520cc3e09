// @ts-check
/** Architectures: the wiring. */
import { architecturesQuery } from "../../core/architectures/config.js";
import { copyText } from "../../core/share.js";
import { setText } from "../../lib/svg.js";
import { createAbout } from "../../views/architectures/about.js";
import { createEnlarged } from "../../views/architectures/enlarged.js";
import { createFeed } from "../../views/architectures/feed.js";
import { createRow } from "../../views/architectures/row.js";
import { createSentence } from "../../views/architectures/sentence.js";
import { createSound, playAlong } from "../../views/architectures/sound.js";
import { createArchitecturesTransport } from "../../views/architectures/transport.js";
import { createNotice } from "../../views/notice/notice.js";
import { KEYS, equip, listenToKeys, readPageData } from "../boot.js";
import { startShell } from "../shell.js";
import { createArchitecturesApi } from "./calls.js";
import { createArchitecturesStore } from "./store.js";

/** @typedef {import("../../core/architectures/state.js").ArchitecturesIntent} Intent */

const data = readPageData(document);
const { types, config, problems, maxSteps, labels } = data;
const create = (/** @type {import("../boot.js").Parts} */ parts) => createArchitecturesStore({ types, config, problems, maxSteps, names: labels, api: createArchitecturesApi(), ...parts });
const { store, context, mount } = equip(window, data, create);
const query = () => architecturesQuery(store.link(), store.get().type.given);

mount("types", (root, ctx) => createRow(root, ctx, labels));
mount("transport", createArchitecturesTransport);
mount("sentence", (root, ctx) => createSentence(root, ctx, labels));
mount("feed", (root, ctx) => createFeed(root, ctx, labels));
mount("notice", createNotice);
mount("enlarged", (root, ctx) => createEnlarged(root, ctx, labels));
mount("about", createAbout);
store.subscribe(playAlong(createSound(window)));

document.getElementById("copy")?.addEventListener("click", async () => {
  const copied = await copyText(`${window.location.origin}/architectures?${query()}`, document);
  const status = document.getElementById("copied");
  if (status) setText(status, copied ? context._("Copied") : context._("The browser did not allow copying."));
});
/** @type {Record<string, Intent>} */
const keys = { ...KEYS, Escape: { type: "whole" } };
listenToKeys(document, store, keys);
startShell(window, store, query);
store.flush();
