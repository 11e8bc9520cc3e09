// @ts-check
/**
 * The state of Train, which the events of a run change. The server keeps nothing of a run: to pause is to leave, and to go
 * on is to ask for the same run from the update that was heard of last.
 */
import { wall } from "../../core/clock.js";
import { createConnection } from "../../core/connection.js";
import { ApiProblem, Busy, Offline } from "../../core/errors.js";
import { createStore } from "../../core/store.js";
import { MAX_UPDATES, racersOf, runKey, runQuery } from "../../core/training/config.js";
import { lastUpdate, nearest } from "../../core/training/state.js";
import { taskBeforeRun } from "../../core/training/task.js";

/** @typedef {import("../../core/training/config.js").TrainConfig} TrainConfig */
/** @typedef {import("../../core/training/config.js").TrainCell} TrainCell */
/** @typedef {import("../../core/training/task.js").Task} Task */
/** @typedef {import("../../core/training/events.js").Look} Look */
/** @typedef {import("../../core/training/events.js").Trained} Trained */
/** @typedef {import("../../core/training/state.js").Status} Status */
/** @typedef {import("../../core/training/state.js").TrainIntent} TrainIntent */
/** @typedef {import("../../core/training/state.js").TrainState} TrainState */

const REST = 300; // ms without another change, after which the untrained networks are looked at
const REMADE = 20; // looks at most of a run that is made again
const RUNNING = new Set(["starting", "training", "busy"]);

/** A look more; one that is known already, as after a pause, takes its place. @param {Look[]} looks @param {Look} look */
const extended = (looks, look) => [...looks.filter(({ update }) => update < look.update), look];

/**
 * @param {object} parts
 * @param {TrainConfig} parts.config
 * @param {Task[]} parts.tasks            all that can be learnt
 * @param {TrainState["problems"]} parts.problems
 * @param {import("../../core/training/events.js").OpenRun} parts.open
 * @param {import("../../core/clock.js").Frames} parts.frames
 * @param {import("../../core/clock.js").Timer} [parts.timer]
 */
export function createTrainStore({ config, tasks, problems, open, frames, timer = wall }) {
  /** @param {string} id */
  const taskOf = (id) => /** @type {Task} */ (tasks.find((task) => task.id === id));
  /** The look at the untrained networks, and the wait before it. */
  let glance = new AbortController();
  /** @type {unknown} */
  let rest = null;

  /** @type {import("../../core/store.js").Handlers<TrainIntent>} */
  const handlers = {
    configure: ({ changes }) => configure(changes),
    toggle,
    stop: () => get().looks.length > 0 && get().status !== "done" && halt("stopped"),
    reset,
    again,
    retry: train,
    remake,
    scrub: ({ update }) => lookAt(nearest(get().looks, update)),
    step: ({ by }) => lookAt((get().at ?? get().looks.length - 1) + by),
    now: () => change({ at: null }),
    choose: ({ cell }) => change({ chosen: cell }),
  };
  /** @type {TrainState} */
  const first = {
    config, task: taskBeforeRun(taskOf(config.task), config), status: "idle", looks: [], at: null, until: null,
    chosen: /** @type {TrainCell} */ (racersOf(config).at(-1)), playing: false, problems, retryIn: null,
  };
  /** @type {import("../../core/store.js").Store<TrainState, TrainIntent>} */
  const store = createStore({ state: first, handlers, frames });
  const { get } = store;

  /** @param {Partial<TrainState>} changes */
  function change(changes) {
    store.change({ ...changes, playing: RUNNING.has(changes.status ?? get().status) });
  }

  // ------------------------------------------------------------------------------------------- the run

  const connection = createConnection({
    async send(/** @type {void} */ _question, signal) {
      for await (const event of open(nextPart(), signal)) {
        if (signal.aborted) return;
        take(event);
      }
    },
    change({ status, ...rest }) {
      if (status === "ready") return; // as the run ended
      change(status === "loading" ? { status: "starting", at: null, retryIn: null, problems: [] } : { ...rest, ...(status && { status }) });
    },
    timer,
  });

  function leave() {
    connection.drop();
    glance.abort();
    timer.clear(rest);
  }

  /** Trains on from the last update, to the one of a link or to the end. */
  function train() {
    leave();
    connection.ask();
  }

  /** What is still to be run. A run is made again in few looks, so that it takes a moment. */
  function nextPart() {
    const { config, until } = get();
    const every = until === null ? config.every : config.every * Math.ceil(until / REMADE / config.every);
    return runQuery({ ...config, every: Math.max(1, every) }, { from: lastUpdate(get()), until, weights: false });
  }

  /** @param {import("../../core/training/events.js").TrainEvent} event */
  function take(event) {
    if (event.name === "start") {
      learnTask(event.data);
      change({ status: "training" });
    } else if (event.name === "progress") change({ looks: extended(get().looks, event.data) });
    else {
      const { reason, update } = event.data;
      change({ status: reason === "done" && update < get().config.updates ? "paused" : reason, until: null });
    }
  }

  /** What a run tells of its task. @param {import("../../core/training/events.js").Start} start */
  function learnTask({ kind, labels, metric, guess, unseen, example }) {
    const task = { ...get().task, kind, labels, metric, guess, unseen, example };
    if (JSON.stringify(task) !== JSON.stringify(get().task)) change({ task });
  }

  /** @param {Status} status */
  function halt(status) {
    leave();
    change({ status, retryIn: null, until: null });
  }

  function reset() {
    leave();
    change({ status: "idle", looks: [], at: null, until: null, retryIn: null });
    rest = timer.set(() => void lookAtUntrained(), REST);
  }

  /** Where the untrained networks cannot be had there is nothing to see yet, as before. */
  async function lookAtUntrained() {
    const { signal } = (glance = new AbortController());
    try {
      for await (const event of open(runQuery(get().config, { until: 0, weights: false }), signal)) {
        if (signal.aborted) return;
        if (event.name === "start") learnTask(event.data);
        if (event.name === "progress") change({ looks: [event.data] });
      }
    } catch (error) {
      if (!signal.aborted && !(error instanceof ApiProblem || error instanceof Busy || error instanceof Offline)) throw error;
    }
  }

  // ------------------------------------------------------------------------------------------- the intents

  /** From the same seed, at once. */
  function again() {
    reset();
    train();
  }

  /** Plays, pauses, goes on; what is done is trained on, what has diverged starts again. */
  function toggle() {
    const { status, config } = get();
    if (RUNNING.has(status)) return halt("paused");
    if (status === "diverged") return again();
    if (status === "done") change({ config: { ...config, updates: Math.min(MAX_UPDATES, lastUpdate(get()) + config.updates) } });
    if (lastUpdate(get()) < MAX_UPDATES) train();
  }

  /** Makes the run of a link again, up to the update that it shows; without one, nothing is trained. */
  function remake() {
    const { config } = get();
    if (config.update === null) return reset();
    change({ until: Math.min(config.update, config.updates), config: { ...config, update: null } });
    train();
  }

  /** @param {Partial<TrainConfig>} changes */
  function configure(changes) {
    const { config: before, problems, chosen } = get();
    const after = withTask({ ...before, ...changes }, before);
    change({ config: after, problems: problems.filter(({ field }) => field === null || !(field in changes)) });
    if (runKey(after) !== runKey(before)) {
      reset();
      change({
        chosen: after.cell.includes(chosen) ? chosen : /** @type {TrainCell} */ (racersOf(after).at(-1)),
        task: taskBeforeRun(taskOf(after.task), after),
      });
    } else if (after.updates !== before.updates || after.every !== before.every) changePace();
  }

  /** Another task brings its own settings, and those who can learn it. @param {TrainConfig} after @param {TrainConfig} before @returns {TrainConfig} */
  function withTask(after, before) {
    if (after.task === before.task) return after;
    const { defaults, cells } = taskOf(after.task);
    const cell = before.cell.every((name) => cells.includes(name)) ? before.cell : cells;
    return { ...after, ...defaults, cell, seed: before.seed };
  }

  /** A run under way goes on at the new pace; one that is done may now be longer. */
  function changePace() {
    const { status, config } = get();
    if (RUNNING.has(status)) train();
    else if (status === "done" && config.updates > lastUpdate(get())) change({ status: "paused" });
  }

  /** Shows a look; the last one is now, and moves on with the training. @param {number} index */
  function lookAt(index) {
    const shown = Math.max(0, index);
    change({ at: shown >= get().looks.length - 1 ? null : shown });
  }

  return {
    ...store,
    /**
     * The networks as they were after an update: trained again, which gives the same to the last bit.
     * @param {number} update @returns {Promise<Partial<Record<TrainCell, Trained>>>}
     */
    async trained(update) {
      const run = open(runQuery(get().config, { from: update, until: update }), new AbortController().signal);
      for await (const event of run) if (event.name === "end") return event.data.networks;
      throw new Offline();
    },
    destroy() {
      store.destroy();
      leave();
    },
  };
}

/** @typedef {ReturnType<typeof createTrainStore>} TrainStore */
