// @ts-check
/**
 * The state of the Train page. Events of a run and intents come in, a new TrainState goes out to the subscribers, at
 * most once a frame. The server keeps nothing of a run: to pause is to leave, and to go on is to ask for the same run
 * from the update that was heard of last.
 */
import { ApiProblem, Offline } from "./api.js";
import { createClock } from "./clock.js";
import { MAX_UPDATES, racersOf, runKey, runQuery } from "./train-config.js";
import { Busy } from "./train-stream.js";

/** @typedef {import("./train-config.js").TrainConfig} TrainConfig */
/** @typedef {import("./train-config.js").Racer} Racer */
/** @typedef {import("./train-stream.js").Look} Look */
/** @typedef {import("./train-stream.js").Trained} Trained */
/** @typedef {"idle"|"starting"|"training"|"paused"|"stopped"|"done"|"time"|"diverged"|"busy"|"offline"|"refused"} Status */
/** @typedef {{labels: string[], guess: {loss: number, metric: number}, unseen: number, example: string[]}} Task */
/**
 * @typedef {object} TrainState
 * @property {TrainConfig} config
 * @property {Task} task
 * @property {Status} status
 * @property {Look[]} looks               of the run so far, by update
 * @property {number|null} at             the look that the visitor went back to; null: now
 * @property {Racer} chosen               the network of the checkpoints, and the one that a phone shows
 * @property {boolean} playing
 * @property {{field: string|null, message: string}[]} problems
 * @property {number|null} retryIn        seconds until the next try
 */
/**
 * @typedef {{type: "configure", changes: Partial<TrainConfig>}
 *   | {type: "toggle"} | {type: "stop"} | {type: "reset"} | {type: "retry"}
 *   | {type: "scrub", update: number} | {type: "step", by: number} | {type: "now"}
 *   | {type: "choose", cell: Racer}} TrainIntent
 */
/** @typedef {import("./types.js").Context<TrainState, TrainIntent>} TrainContext */
/** @typedef {import("./types.js").View<TrainState>} TrainView */

const RETRY = 5; // seconds
const RUNNING = new Set(["starting", "training", "busy"]);

/** The look on screen. @param {Pick<TrainState, "looks"|"at">} state @returns {Look|null} */
export const shownLook = ({ looks, at }) => looks[at ?? looks.length - 1] ?? null;

/** The last update that the page knows of. @param {Pick<TrainState, "looks">} state */
export const lastUpdate = ({ looks }) => looks.at(-1)?.update ?? 0;

/** The index of the look nearest to an update. @param {Look[]} looks @param {number} update */
export function nearest(looks, update) {
  const after = looks.findIndex((look) => look.update >= update);
  if (after <= 0) return after === 0 ? 0 : looks.length - 1;
  return looks[after].update - update < update - looks[after - 1].update ? after : after - 1;
}

/** A look more; one that is known already, as after a pause, takes its place. @param {Look[]} looks @param {Look} look */
const extended = (looks, look) => [...looks.filter(({ update }) => update < look.update), look];

/**
 * @param {object} parts
 * @param {TrainConfig} parts.config
 * @param {Task} parts.task
 * @param {TrainState["problems"]} parts.problems
 * @param {import("./train-stream.js").OpenRun} parts.open
 * @param {import("./clock.js").Frames} parts.frames
 * @param {{set(callback: () => void, ms: number): unknown, clear(id: any): void}} [parts.timer]
 */
export function createTrainStore({ config, task, problems, open, frames, timer = wall }) {
  /** @type {Set<(state: TrainState) => void>} */
  const subscribers = new Set();
  let current = new AbortController();
  /** @type {unknown} */
  let retryTimer = null;
  /** @type {TrainState} */
  let state = {
    config, task, status: "idle", looks: [], at: null, chosen: /** @type {Racer} */ (racersOf(config).at(-1)), playing: false, problems, retryIn: null,
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
    timer.clear(retryTimer);
  }

  /** Trains on from the last update. */
  async function go() {
    leave();
    const { signal } = (current = new AbortController());
    change({ status: "starting", at: null, retryIn: null, problems: [] });
    try {
      for await (const event of open(runQuery(state.config, lastUpdate(state)), signal)) {
        if (signal.aborted) return;
        take(event);
      }
    } catch (error) {
      if (!signal.aborted) failed(error);
    }
  }

  /** @param {import("./train-stream.js").TrainEvent} event */
  function take(event) {
    if (event.name === "start") {
      const { labels, guess, unseen, example } = event.data;
      change({ status: "training", task: { labels, guess, unseen, example: example.inputs } });
    } else if (event.name === "progress") change({ looks: extended(state.looks, event.data) });
    else change({ status: event.data.reason });
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
      retryTimer = timer.set(count, 1000);
    };
    retryTimer = timer.set(count, 1000);
  }

  /** @param {Status} status */
  function halt(status) {
    leave();
    change({ status, retryIn: null });
  }

  function reset() {
    leave();
    change({ status: "idle", looks: [], at: null, retryIn: null });
  }

  /** Plays, pauses, goes on; what is done is trained on, what has diverged starts again. */
  function toggle() {
    const { status, config: now } = state;
    if (RUNNING.has(status)) return halt("paused");
    if (status === "diverged") reset();
    if (status === "done") change({ config: { ...now, updates: Math.min(MAX_UPDATES, lastUpdate(state) + now.updates) } });
    if (lastUpdate(state) < MAX_UPDATES) void go();
  }

  /** @param {Partial<TrainConfig>} changes */
  function configure(changes) {
    const before = state.config;
    const after = { ...before, ...changes };
    change({ config: after, problems: state.problems.filter(({ field }) => field === null || !(field in changes)) });
    const chosen = after.cell.includes(state.chosen) ? state.chosen : /** @type {Racer} */ (racersOf(after).at(-1));
    if (chosen !== state.chosen) change({ chosen });
    if (runKey(after) !== runKey(before) || after.updates < lastUpdate(state)) reset();
    else if (after.every !== before.every || after.updates !== before.updates) paced();
  }

  /** The same run at another pace, or to another end. */
  function paced() {
    if (RUNNING.has(state.status)) void go();
    else if (state.status === "done" && state.config.updates > lastUpdate(state)) change({ status: "paused" });
  }

  /** Shows a look; the last one is now, and moves on with the training. @param {number} index */
  function see(index) {
    const last = state.looks.length - 1;
    change({ at: index >= last ? null : Math.max(0, index) });
  }

  /** @type {{[K in TrainIntent["type"]]: (intent: Extract<TrainIntent, {type: K}>) => void}} */
  const handlers = {
    configure: ({ changes }) => configure(changes),
    toggle,
    stop: () => state.looks.length > 0 && state.status !== "done" && halt("stopped"),
    reset,
    retry: () => void go(),
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
     * @param {number} update @returns {Promise<Partial<Record<Racer, Trained>>>}
     */
    async trained(update) {
      const run = open(runQuery({ ...state.config, updates: Math.max(1, update) }, update), new AbortController().signal);
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

const wall = {
  set: (/** @type {() => void} */ callback, /** @type {number} */ ms) => setTimeout(callback, ms),
  clear: (/** @type {any} */ id) => clearTimeout(id),
};
