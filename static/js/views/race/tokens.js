// @ts-check
/** What every step reads, over the lanes: the gradient arrives at words, not at numbers. */
import { labelName } from "../../core/labels.js";
import { px, restyle } from "../../lib/canvas.js";
import { shortLabel, tokenText } from "../../lib/label-text.js";
import { html, set } from "../../lib/svg.js";

/** @typedef {import("../../core/race/race.js").Race} Race */
/** @typedef {import("./lane.js").RaceGrid} RaceGrid */

const LETTER = 7; // of the smallest type, in pixels
const LEAST = 10; // of a step that shows its letter

/** The label of a step as the page calls it; "" where it has none. @param {Race} race @param {number} t from 1 @param {Record<string, string>} names */
export const tokenOf = ({ answer }, t, names) => tokenText(labelName(answer?.read?.[t - 1] ?? "", names));

/** How many letters of a label a step has room for; 0: none of it is shown. @param {number} pitch */
export const lettersFor = (pitch) => (pitch < LEAST ? 0 : Math.max(1, Math.floor((pitch - 4) / LETTER)));

/** A note without its octave and its length where they have no room. @param {string} token @param {number} letters */
export const fitted = (token, letters) => shortLabel(token.length > letters ? token.replace(/\d·.+$/, "") : token, letters);

/** @param {HTMLElement} root @param {Record<string, string>} names */
export function createTokens(root, names) {
  const row = html(root, "div", { class: "race-tokens", "aria-hidden": "true", hidden: true });
  return (/** @type {Race} */ race, /** @type {RaceGrid} */ grid) => {
    const letters = race.answer?.read ? lettersFor(grid.pitch) : 0;
    set(row, { hidden: letters === 0 });
    set(root, { "data-tokens": letters > 0 });
    row.replaceChildren();
    for (let t = 1; letters > 0 && t <= race.T; t++) {
      restyle(html(row, "span", {}, fitted(tokenOf(race, t, names), letters)), { left: px(grid.x(t)) });
    }
  };
}
