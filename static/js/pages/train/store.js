// @ts-check
/**
 * The state of the Train page. Events of a run and intents come in, a new TrainState goes out to the subscribers, at
 * most once a frame. The server keeps nothing of a run: to pause is to leave, and to go on is to ask for the same run
 * from the update that was heard of last.
 */
import { createClock, wall } from "../../core/clock.js";
import { ApiProblem, Busy, Offline } from "../../core/errors.js";
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

const RETRY = 5; // seconds
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
  /** @type {Set<(state: TrainState) => void>} */
  const subscribers = new Set();
  let current = new AbortController();
  /** @type {unknown} */
  let later = null;
  /** @param {string} id */
  const taskOf = (id) => /** @type {Task} */ (tasks.find((task) => task.id === id));
  /** @type {TrainState} */
  let state = {
    config, task: taskBeforeRun(taskOf(config.task), config), status: "idle", looks: [], at: null, until: null,
    chosen: /** @type {TrainCell} */ (racersOf(config).at(-1)), playing: false, problems, retryIn: null,
  };
  const clock = createClock(frames, () => {
    for (const subscriber of subscribers) subscriber(state);
    return false;
  });

  /** @param {Partial<TrainState>} changes */
  function change(changes) {
    state = { ...state, ...changes };
    state.playing = RUNNING.has(state.status);
    clock.wake();
  }

  function leave() {
    current.abort();
    timer.clear(later);
  }

  /** Trains on from the last update, to the one of a link or to the end. */
  async function go() {
    leave();
    const { signal } = (current = new AbortController());
    change({ status: "starting", at: null, retryIn: null, problems: [] });
    try {
      for await (const event of open(asked(), signal)) {
        if (signal.aborted) return;
        take(event);
      }
    } catch (error) {
      if (!signal.aborted) failed(error);
    }
  }

  /** A run is made again in few looks, so that it takes a moment. */
  function asked() {
    const { config: now, until } = state;
    const every = until === null ? now.every : now.every * Math.ceil(until / REMADE / now.every);
    return runQuery({ ...now, every: Math.max(1, every) }, { from: lastUpdate(state), until, weights: false });
  }

  /** @param {import("../../core/training/events.js").TrainEvent} event */
  function take(event) {
    if (event.name === "start") {
      know(event.data);
      change({ status: "training" });
    } else if (event.name === "progress") change({ looks: extended(state.looks, event.data) });
    else {
      const { reason, update } = event.data;
      change({ status: reason === "done" && update < state.config.updates ? "paused" : reason, until: null });
    }
  }

  /** What a run tells of its task. @param {import("../../core/training/events.js").Start} start */
  function know({ kind, labels, metric, guess, unseen, example }) {
    const task = { ...state.task, kind, labels, metric, guess, unseen, example };
    if (JSON.stringify(task) !== JSON.stringify(state.task)) change({ task });
  }

  /** @param {unknown} error */
  function failed(error) {
    if (error instanceof ApiProblem) change({ status: "refused", problems: error.problems });
    else if (error instanceof Busy) wait("busy", error.seconds);
    else if (error instanceof Offline) wait("offline", RETRY);
    else throw error;
  }

  /** @param {Status} status @param {number} seconds */
  function wait(status, seconds) {
    change({ status, retryIn: seconds });
    const count = () => {
      const left = (state.retryIn ?? 0) - 1;
      if (left <= 0) return void go();
      change({ retryIn: left });
      later = timer.set(count, 1000);
    };
    later = timer.set(count, 1000);
  }

  /** @param {Status} status */
  function halt(status) {
    leave();
    change({ status, retryIn: null, until: null });
  }

  function reset() {
    leave();
    change({ status: "idle", looks: [], at: null, until: null, retryIn: null });
    later = timer.set(() => void rest(), REST);
  }

  /** Looks at the untrained networks. Where that fails there is nothing to see yet, as before it. */
  async function rest() {
    const { signal } = (current = new AbortController());
    try {
      for await (const event of open(runQuery(state.config, { until: 0, weights: false }), signal)) {
        if (signal.aborted) return;
        if (event.name === "start") know(event.data);
        if (event.name === "progress") change({ looks: [event.data] });
      }
    } catch (error) {
      if (!signal.aborted && !(error instanceof ApiProblem || error instanceof Busy || error instanceof Offline)) throw error;
    }
  }

  /** From the same seed, at once. */
  function again() {
    reset();
    void go();
  }

  /** Plays, pauses, goes on; what is done is trained on, what has diverged starts again. */
  function toggle() {
    const { status, config: now } = state;
    if (RUNNING.has(status)) return halt("paused");
    if (status === "diverged") return again();
    if (status === "done") change({ config: { ...now, updates: Math.min(MAX_UPDATES, lastUpdate(state) + now.updates) } });
    if (lastUpdate(state) < MAX_UPDATES) void go();
  }

  /** Makes the run of a link again, up to the update that it shows; without one, nothing is trained. */
  function remake() {
    const { update } = state.config;
    if (update === null) return reset();
    change({ until: Math.min(update, state.config.updates), config: { ...state.config, update: null } });
    void go();
  }

  /** @param {Partial<TrainConfig>} changes */
  function configure(changes) {
    const before = state.config;
    const after = begun({ ...before, ...changes }, before);
    change({ config: after, problems: state.problems.filter(({ field }) => field === null || !(field in changes)) });
    const chosen = after.cell.includes(state.chosen) ? state.chosen : /** @type {TrainCell} */ (racersOf(after).at(-1));
    if (runKey(after) !== runKey(before)) {
      reset();
      change({ chosen, task: taskBeforeRun(taskOf(after.task), after) });
    } else if (after.updates !== before.updates || after.every !== before.every) paced();
  }

  /** Another task brings its own settings, and those who can learn it. @param {TrainConfig} after @param {TrainConfig} before @returns {TrainConfig} */
  function begun(after, before) {
    if (after.task === before.task) return after;
    const { defaults, cells } = taskOf(after.task);
    const cell = before.cell.every((name) => cells.includes(name)) ? before.cell : cells;
    return { ...after, ...defaults, cell, seed: before.seed };
  }

  /** A run under way goes on at the new pace; one that is done may now be longer. */
  function paced() {
    if (RUNNING.has(state.status)) void go();
    else if (state.status === "done" && state.config.updates > lastUpdate(state)) change({ status: "paused" });
  }

  /** Shows a look; the last one is now, and moves on with the training. @param {number} index */
  function see(index) {
    const last = state.looks.length - 1;
    const shown = Math.max(0, index);
    change({ at: shown >= last ? null : shown });
  }

  /** @type {{[K in TrainIntent["type"]]: (intent: Extract<TrainIntent, {type: K}>) => void}} */
  const handlers = {
    configure: ({ changes }) => configure(changes),
    toggle,
    stop: () => state.looks.length > 0 && state.status !== "done" && halt("stopped"),
    reset,
    again,
    retry: () => void go(),
    remake,
    scrub: ({ update }) => see(nearest(state.looks, update)),
    step: ({ by }) => see((state.at ?? state.looks.length - 1) + by),
    now: () => change({ at: null }),
    choose: ({ cell }) => change({ chosen: cell }),
  };

  return {
    get: () => state,
    /** @param {TrainIntent} intent */
    dispatch: (intent) => /** @type {(intent: any) => void} */ (handlers[intent.type])(intent),
    /** @param {(state: TrainState) => void} subscriber */
    subscribe(subscriber) {
      subscribers.add(subscriber);
      clock.wake();
      return () => void subscribers.delete(subscriber);
    },
    flush() {
      for (const subscriber of subscribers) subscriber(state);
    },
    /**
     * The networks as they were after an update: trained again, which gives the same to the last bit.
     * @param {number} update @returns {Promise<Partial<Record<TrainCell, Trained>>>}
     */
    async trained(update) {
      const run = open(runQuery(state.config, { from: update, until: update }), new AbortController().signal);
      for await (const event of run) if (event.name === "end") return event.data.networks;
      throw new Offline();
    },
    destroy() {
      leave();
      clock.stop();
      subscribers.clear();
    },
  };
}

/** @typedef {ReturnType<typeof createTrainStore>} TrainStore */
