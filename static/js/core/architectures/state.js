// @ts-check
/** The state of the five architectures on screen, and what their views ask for. Types only: nothing here runs. */

/** @typedef {import("../connection.js").Line} Line */
/** @typedef {import("./config.js").PageConfig} PageConfig */
/** @typedef {import("./run.js").ArchitectureType} ArchitectureType */
/** @typedef {import("./run.js").Given} Given */
/** @typedef {import("./run.js").Run} Run */
/**
 * @typedef {object} ArchitecturesState
 * @property {PageConfig} config
 * @property {ArchitectureType} type             the chosen one
 * @property {Record<string, Run>} runs          the last good run of every type
 * @property {Run} run                           of the chosen type
 * @property {Record<string, Given>} given       what each type is fed, as the fields say it
 * @property {Record<string, Given>} shown       what each run was fed
 * @property {number} time                       0 … run.T, fractional while playing, as in State
 * @property {boolean} whole             the run as a whole is shown, and no step of it pointed at
 * @property {boolean} playing
 * @property {boolean} sound                     the melody is to be heard
 * @property {Line["status"]} status
 * @property {Line["problems"]} problems
 * @property {number|null} retryIn
 */
/**
 * @typedef {{type: "choose", name: string}
 *   | {type: "feed", given: Partial<Given>}
 *   | {type: "configure", changes: Partial<Pick<PageConfig, "speed"|"loop"|"lang"|"theme">>}
 *   | {type: "seek", t: number}
 *   | {type: "step", by: number}
 *   | {type: "play"} | {type: "pause"} | {type: "toggle"} | {type: "whole"} | {type: "listen"} | {type: "retry"}} ArchitecturesIntent
 */
/** @typedef {import("../types.js").Context<ArchitecturesState, ArchitecturesIntent>} ArchitecturesContext */
/** @typedef {import("../types.js").View<ArchitecturesState>} ArchitecturesView */

export {};
