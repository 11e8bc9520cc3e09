/** A whole configuration of a run from the few settings that a test names. */
import { FIELDS } from "../../static/js/core/run/config.js";

const FALLBACK = Object.fromEntries(FIELDS.map(({ name, fallback }) => [name, fallback]));

/** @param {Partial<import("../../static/js/core/types.js").Config>} some @returns {import("../../static/js/core/types.js").Config} */
export const complete = (some) => /** @type {any} */ ({ ...FALLBACK, ...some });
