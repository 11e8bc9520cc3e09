// @ts-check
/** The state of a race backward, and what its views ask for. Types only: nothing here runs. */

/** @typedef {import("../connection.js").Line} Line */
/** @typedef {import("./config.js").RaceConfig} RaceConfig */
/** @typedef {import("./race.js").LossMap} LossMap */
/** @typedef {import("./race.js").Race} Race */
/** A figure of Plotly's. @typedef {{data: any[], layout: any}} Figure */
/**
 * @typedef {object} RaceState
 * @property {RaceConfig} config          what the knobs say
 * @property {RaceConfig} shown           the config whose race is on screen
 * @property {Race|null} race
 * @property {LossMap|null} map           the open map, once it is there
 * @property {Line} mapLine
 * @property {Figure|null} figure   of the open chart, once it is there
 * @property {Line} figureLine
 * @property {number} time                steps that the gradient has come back: 0 only the loss is lit … race.from all
 * @property {boolean} playing
 * @property {number|null} hover          the distance from the loss that is pointed at
 * @property {Line["status"]} status
 * @property {Line["problems"]} problems
 * @property {number|null} retryIn        seconds until the next try, when offline
 * @property {import("../trained-networks.js").Made|null} made          the trained networks of config, once they are there
 * @property {import("../types.js").Training|null} training  how far those are that are being made
 */
/**
 * @typedef {{type: "configure", changes: Partial<RaceConfig>}
 *   | {type: "seek", t: number}
 *   | {type: "step", by: number}
 *   | {type: "play"} | {type: "pause"} | {type: "toggle"}
 *   | {type: "path", at: number, t: number}
 *   | {type: "hover", distance: number|null}
 *   | {type: "retry"} | {type: "stop"}} RaceIntent  stop: the training; path: from the loss of step `at` back to the state of step t, both from 1
 */
/** @typedef {import("../types.js").Context<RaceState, RaceIntent>} RaceContext */
/** @typedef {import("../types.js").View<RaceState>} RaceView */

export {};
