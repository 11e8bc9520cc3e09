// @ts-check
/** What Explore needs of what runs its networks, be it the server or the page itself. Types only: nothing here runs. */

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/types.js").ExplainedStep} ExplainedStep */
/** @typedef {import("../../core/types.js").Gradient} Gradient */
/** @typedef {import("../../core/types.js").Trace} Trace */
/** @typedef {{from: number, to: number}} Steps   both included, from 1 */
/** What is differentiated: the network's own loss, or its last output. @typedef {"own"|"last"} At */
/**
 * @typedef {object} Api
 * @property {(config: Config, signal?: AbortSignal) => Promise<Trace>} run
 * @property {(config: Config, steps: Steps, signal?: AbortSignal) => Promise<ExplainedStep[]>} explain
 *   of config's unit, layer and direction
 * @property {(config: Config, at: At, signal?: AbortSignal) => Promise<Gradient>} gradient
 * @property {(config: Config) => Record<string, any>} input   the Input that runs: the config's, or the own example of a network that was made
 * @property {(model: string) => Promise<import("../../core/types.js").Card>} card   of a trained network
 * @property {(config: Config, signal?: AbortSignal) => Promise<string>} exact   the whole answer as JSON text, float64 to the last bit
 *
 * Each rejects with ApiProblem, with Offline, or with an AbortError once a newer call of its kind or `signal` has put it aside.
 */

export {};
