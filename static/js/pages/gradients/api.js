// @ts-check
/** What Gradients needs of what runs its networks. Types only: nothing here runs. */

/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */
/** @typedef {import("../../core/race/race.js").LossMap} LossMap */
/** @typedef {import("../../core/race/race.js").Race} Race */
/** @typedef {{config: RaceConfig, look: {lang: string, theme: string}}} FigureQuestion   the chart that a config has open */
/**
 * @typedef {object} RaceApi
 * @property {(config: RaceConfig, signal: AbortSignal) => Promise<Race>} race
 * @property {(config: RaceConfig) => Promise<string>} exact  all answers as JSON text, {cell: …}, float64 to the last bit
 * @property {(config: RaceConfig) => Promise<Record<string, any>|null>} bodies  what POST /gradients is asked of each trained network, {cell: body}; null: they are not
 * @property {(config: RaceConfig, signal: AbortSignal) => Promise<LossMap>} map   of config's `map`
 * @property {(question: FigureQuestion, signal: AbortSignal) => Promise<import("../../core/race/state.js").Figure>} figure
 */

export {};
