// @ts-check
/** Calls of the API as commands for any POSIX shell. Pure. */
import { trainingQuery } from "./recipe.js";

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
