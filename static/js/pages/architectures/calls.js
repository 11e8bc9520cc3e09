// @ts-check
/** What Architectures asks of the server. */
import { createCall, parse, post } from "../../core/api.js";
import { decodeRun } from "../../core/architectures/run.js";
import { targetsIn } from "../../core/labels.js";
import { pixelsOf } from "../../core/pixels.js";

/** @typedef {import("../../core/architectures/run.js").ArchitectureType} ArchitectureType */
/** @typedef {import("../../core/architectures/run.js").Given} Given */

/** @param {import("../../core/api.js").CallOptions} [options] @returns {import("./api.js").ArchitecturesApi} */
export function createArchitecturesApi(options) {
  const call = createCall(options);
  return {
    async run({ type, given }, signal) {
      const target = targetsIn(given.target, type.labels);
      const answer = await call(post("/run", runBody(type, given, target)), signal, fieldAt);
      return decodeRun(parse(answer), target);
    },
  };
}

/**
 * The body of POST /run.
 * @param {ArchitectureType} type @param {Given} given @param {string[]|null} target
 */
export function runBody({ model, longest }, { text, picture }, target) {
  const input = picture === null ? { text } : { vectors: [pixelsOf(picture)] };
  const padding = Array.from({ length: Math.max(0, (longest ?? 0) - (target?.length ?? 0)) }, () => null);
  return { network: { model }, input, ...(target && { target: [...target, ...padding] }), encoding: "base64" };
}

/** The field that a JSON pointer of the API is about. @param {string} pointer */
const fieldAt = (pointer) => (pointer.startsWith("/target") ? "target" : pointer.startsWith("/input/vectors") ? "picture" : "text");
