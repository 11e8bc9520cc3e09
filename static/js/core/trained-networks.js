// @ts-check
/**
 * Networks as trained so far, each named by its recipe: the query of a run of GET /train, up to an update. Training is
 * deterministic, so the server makes the same network again, in silence, and the page keeps it.
 */
import { wall } from "./clock.js";
import { ApiProblem, Busy, Offline } from "./errors.js";
import { fieldOf } from "./run/config.js";

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

const RETRY = 5; // seconds
const KEPT = 3;
const UNDER_WAY = new Set(["starting", "training", "busy", "offline"]);

/** @param {Training|null} training */
export const isUnderWay = (training) => training !== null && UNDER_WAY.has(training.status);

/** The update that a recipe ends after. @param {string} recipe */
export const updateOf = (recipe) => Number(new URLSearchParams(recipe).get("until"));

/** The cells of a recipe. @param {string} recipe */
export const cellsOf = (recipe) => (new URLSearchParams(recipe).get("cell") ?? "").split(",");

/** The query of GET /train that makes it, with one look at the end. @param {string} recipe */
export const trainingQuery = (recipe) => `${recipe}&from=${updateOf(recipe)}`;

/** The settings of a page that are the example of a network. @param {Made} made */
export const exampleOf = ({ example }) => Object.fromEntries(Object.entries(example.input).filter(([name]) => fieldOf(name) !== null));

/**
 * @param {object} parts
 * @param {import("./training/events.js").OpenRun} parts.open
 * @param {import("./clock.js").Timer} [parts.timer]
 */
export function createTrainings({ open, timer = wall }) {
  /** @type {Map<string, Made>} */
  const made = new Map();
  /** @type {Training|null} */
  let training = null;
  let current = new AbortController();
  /** @type {unknown} */
  let retryTimer = null;
  let notify = (/** @type {Training|null} */ _now) => {};

  /** @param {Partial<Training>} changes */
  function change(changes) {
    if (training === null) return;
    training = { ...training, ...changes };
    notify(training);
  }

  function abort() {
    current.abort();
    timer.clear(retryTimer);
  }

  /** @param {string} recipe */
  async function train(recipe) {
    abort();
    const { signal } = (current = new AbortController());
    training = { recipe, status: "starting", update: 0, until: updateOf(recipe), retryIn: null, detail: "" };
    notify(training);
    try {
      await follow(recipe, signal);
    } catch (error) {
      if (!signal.aborted) failed(error);
    }
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

  /** @param {unknown} error */
  function failed(error) {
    if (error instanceof Busy) wait("busy", error.seconds);
    else if (error instanceof Offline) wait("offline", RETRY);
    else if (error instanceof ApiProblem) change({ status: "refused", detail: error.message });
    else throw error;
  }

  /** @param {"busy"|"offline"} status @param {number} seconds */
  function wait(status, seconds) {
    change({ status, retryIn: seconds });
    const count = () => {
      const left = (training?.retryIn ?? 0) - 1;
      if (left <= 0) return again();
      change({ retryIn: left });
      retryTimer = timer.set(count, 1000);
    };
    retryTimer = timer.set(count, 1000);
  }

  const again = () => void (training && train(training.recipe));

  return {
    /** What a recipe made, if it has. @param {string|null} recipe */
    of: (recipe) => (recipe === null ? null : (made.get(recipe) ?? null)),
    /** Begins, unless that recipe is under way or was stopped; another one is put aside. @param {string} recipe */
    make: (recipe) => void (training?.recipe === recipe || train(recipe)),
    again,
    stop() {
      abort();
      change({ status: "stopped", retryIn: null });
    },
    /** Nothing is wanted any more. */
    drop() {
      abort();
      if (training === null) return;
      training = null;
      notify(null);
    },
    /** Who is told of every change; null: nothing is being made. @param {(now: Training|null) => void} listener */
    listen: (listener) => void (notify = listener),
  };
}
