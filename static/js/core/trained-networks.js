// @ts-check
/**
 * Networks as trained so far, each named by its recipe: the query of a run of GET /train, up to an update. Training is
 * deterministic, so the server makes the same network again, in silence, and the page keeps it.
 */
import { createConnection } from "./connection.js";
import { trainingQuery, updateOf } from "./recipe.js";

/** @typedef {import("./training/events.js").Trained} Trained */
/** @typedef {import("./types.js").Training} Training */
/**
 * What a recipe made.
 * @typedef {object} Made
 * @property {Record<string, Trained>} networks  by cell; those whose numbers are no longer finite are left out
 * @property {"softmax"|"linear"} [kind]  what they say: probabilities of labels, or numbers
 * @property {{input: Record<string, any>, targets: any[]}} example  what every network of the task is shown
 */
/** @typedef {ReturnType<typeof createTrainings>} Trainings */

const KEPT = 3;

/** @param {string} recipe @returns {Training} */
const begun = (recipe) => ({ recipe, status: "starting", update: 0, until: updateOf(recipe), retryIn: null, detail: "" });

/**
 * @param {object} parts
 * @param {import("./training/events.js").OpenRun} parts.open
 * @param {import("./clock.js").Timer} [parts.timer]
 */
export function createTrainings({ open, timer }) {
  /** @type {Map<string, Made>} */
  const made = new Map();
  /** @type {Training|null} */
  let training = null;
  let notify = (/** @type {Training|null} */ _now) => {};

  /** @param {Partial<Training>} changes */
  function change(changes) {
    if (training === null) return;
    training = { ...training, ...changes };
    notify(training);
  }

  const connection = createConnection({
    send: follow,
    change({ status, problems, ...rest }) {
      if (training === null || status === "ready") return; // as the training ended
      if (status === "loading") return change(begun(training.recipe));
      change({ ...rest, ...(status && { status }), ...(problems && { detail: problems.map(({ message }) => message).join(" ") }) });
    },
    ...(timer && { timer }),
  });

  /** @param {string} recipe */
  function train(recipe) {
    training = begun(recipe);
    connection.ask(recipe);
  }

  /** @param {string} recipe @param {AbortSignal} signal */
  async function follow(recipe, signal) {
    /** @type {Omit<Made, "networks">|null} */
    let about = null;
    /** @type {Set<string>} */
    let lost = new Set();
    const report = ({ update = 0 }) => void (signal.aborted || change({ status: "training", update }));
    for await (const event of open(trainingQuery(recipe), signal, report)) {
      if (signal.aborted) return;
      if (event.name === "start") {
        about = { kind: event.data.kind, example: event.data.example };
        report({});
      } else if (event.name === "progress") {
        lost = new Set(Object.entries(event.data.cells).flatMap(([cell, { diverged }]) => (diverged === "not a number" ? [cell] : [])));
      } else finished(recipe, event.data, /** @type {Omit<Made, "networks">} */ (about), lost);
    }
  }

  /** @param {string} recipe @param {import("./training/events.js").End} end @param {Omit<Made, "networks">} about @param {Set<string>} lost */
  function finished(recipe, { reason, update, networks }, about, lost) {
    const whole = Object.entries(networks).filter(([cell]) => !lost.has(cell));
    if (reason === "time") return change({ status: "time", update });
    if (whole.length === 0) return change({ status: "diverged", update });
    made.set(recipe, { networks: /** @type {Made["networks"]} */ (Object.fromEntries(whole)), ...about });
    for (const old of made.keys()) if (made.size > KEPT) made.delete(old);
    training = null;
    notify(null);
  }

  return {
    /** What a recipe made, if it has. @param {string|null} recipe */
    of: (recipe) => (recipe === null ? null : (made.get(recipe) ?? null)),
    /** Begins, unless that recipe is under way or was stopped; another one is put aside. @param {string} recipe */
    make: (recipe) => void (training?.recipe === recipe || train(recipe)),
    again: () => void (training && train(training.recipe)),
    stop() {
      connection.drop();
      change({ status: "stopped", retryIn: null });
    },
    /** Nothing is wanted any more. */
    drop() {
      connection.drop();
      if (training === null) return;
      training = null;
      notify(null);
    },
    /** Who is told of every change; null: nothing is being made. @param {(now: Training|null) => void} listener */
    listen: (listener) => void (notify = listener),
  };
}
