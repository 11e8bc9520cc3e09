// @ts-check
/**
 * What is told of the run on screen beside its states, once it is looked at: where numbers come from, its gradient, and
 * the card of its network.
 */
import { ApiProblem, Offline } from "../../core/errors.js";
import { apiQuery, isTrained } from "../../core/run/config.js";
import { currentStep } from "../../core/run/reading.js";
import { createExplanations } from "./explanations.js";

/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Config} Config */

/**
 * @param {object} parts
 * @param {import("./api.js").Api} parts.api
 * @param {() => State} parts.now
 * @param {(changes: Partial<State>) => void} parts.change
 * @param {() => void} parts.offline   the server does not answer
 */
export function createDetails({ api, now, change, offline }) {
  const explanations = createExplanations();
  /** Where explanations were last looked for. @type {{shown?: Config, explained?: State["explained"], position?: number, alone?: boolean}} */
  let looked = {};
  /** The run and the step that the page opened with. @type {{shown: Config, position: number}|null} */
  let first = null;
  /** The run whose gradient the server was last asked for. */
  let differentiated = "";

  /** @param {unknown} error @param {() => void} again lets it be asked for once more */
  function failed(error, again) {
    if (error instanceof ApiProblem) return; // it would be refused again
    again();
    if (error instanceof Offline) offline();
    else if (!(error instanceof DOMException)) throw error;
  }

  /** Has the reader of a trained network, whose many units weigh much, neither moved nor asked for anything? @param {State} state @param {number} position */
  function untouched({ shown, playing, pick }, position) {
    first ??= { shown, position };
    return isTrained(shown) && !playing && pick === null && first.shown === shown && first.position === position;
  }

  return {
    /** The explanations that are here, for the layer and the unit of a config. @param {Config} config */
    known: (config) => explanations.known(config),

    /** Fetches the explanations around the current step, when some are missing. */
    async explain() {
      const { shown, cell, trace, explained, status } = now();
      if (!trace || status === "offline") return;
      const { position } = currentStep(now());
      const alone = untouched(now(), position);
      if (looked.shown === shown && looked.explained === explained && looked.position === position && looked.alone === alone) return;
      looked = { shown, explained, position, alone };
      const steps = explanations.need(shown, cell, trace, position, alone);
      if (!steps) return;
      try {
        explanations.keep(shown, await api.explain(shown, steps));
        change({ explained: explanations.known(now().shown) });
      } catch (error) {
        failed(error, () => {
          explanations.drop(steps);
          looked = {};
        });
      }
    },

    /** Fetches the gradient of the run on screen, when time runs backward. */
    async differentiate() {
      const { shown, trace, status } = now();
      const query = apiQuery(shown);
      if (!trace || !shown.backward || query === differentiated || status === "offline") return;
      differentiated = query;
      try {
        const gradient = await api.gradient(shown, trace.total === null ? "last" : "own");
        if (differentiated === query) change({ gradient });
      } catch (error) {
        failed(error, () => {
          if (differentiated === query) differentiated = "";
        });
      }
    },

    /** Fetches the card of the trained network in force: its examples. Without it the page only offers less. */
    async lookUp() {
      const { config, card } = now();
      const { model } = config;
      if (model === null || card?.id === model) return;
      try {
        change({ card: await api.card(model) });
      } catch (error) {
        if (!(error instanceof ApiProblem || error instanceof Offline)) throw error;
      }
    },
  };
}
