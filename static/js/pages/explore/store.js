// @ts-check
/**
 * The one place where state changes. Intents and answers of the server come in, a new State goes out to the
 * subscribers, at most once a frame. Runs are asked for here, the rest by details.js.
 */
import { createClock, wall } from "../../core/clock.js";
import { ApiProblem, Offline } from "../../core/errors.js";
import { advance, createPlayer, fold, moving, pause, play, seek, step } from "../../core/player.js";
import { apiQuery, hasRecipe, isFed, isGiven, isTrained } from "../../core/run/config.js";
import { currentStep, linkedStep, timeInside, timeOfLink } from "../../core/run/reading.js";
import { exampleOf } from "../../core/trained-networks.js";
import { move } from "../../lib/easing.js";
import { blend, blendable } from "./blend.js";
import { configAfter, networkLeft, shownConfig, withChanges } from "./changes.js";
import { createDetails } from "./details.js";
import { limitProblems } from "./limits.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Intent} Intent */
/** @typedef {import("../../core/types.js").Trace} Trace */
/** @typedef {import("../../core/types.js").CellInfo} CellInfo */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(intent: Intent) => void} dispatch
 * @property {(subscriber: (state: State) => void) => () => void} subscribe
 * @property {() => void} flush    draws now, without waiting for a frame: the first picture
 * @property {() => void} start    asks for what the page could not bring
 * @property {() => Config} link   the config as a link should carry it: with the time and the fold of the picture
 * @property {() => void} destroy
 */

const MOVE = 240; // --move
const RETRY = 5; // seconds

/**
 * @param {object} parts
 * @param {Config} parts.config
 * @param {Trace|null} parts.trace            the run of config, when the page brought it
 * @param {State["problems"]} parts.problems
 * @param {CellInfo[]} parts.cells
 * @param {Pick<Config, "text"|"series"|"vectors">} parts.landing  what the page feeds by itself
 * @param {import("./api.js").Api} parts.api
 * @param {import("../../core/trained-networks.js").Trainings} parts.trainings
 * @param {import("../../core/clock.js").Frames} parts.frames
 * @param {() => boolean} parts.reducedMotion
 * @param {import("../../core/types.js").Context["_"]} parts._
 * @param {import("../../core/clock.js").Timer} [parts.timer]
 * @returns {Store}
 */
export function createStore({ config, trace, problems, cells, landing, api, trainings, frames, reducedMotion, _, timer = wall }) {
  /** @type {Set<(state: State) => void>} */
  const subscribers = new Set();
  const cellOf = (/** @type {Config} */ c) => /** @type {CellInfo} */ (cells.find((cell) => cell.name === c.cell));
  let player = createPlayer(trace ? timeOfLink(config.t, trace.T, config.backward) : 0, config.fold);
  /** Where the reader wants to be; a shorter input may keep it from there for a while. */
  let place = player.time;
  /** @type {{from: Trace, to: Trace, p: number}|null} */
  let transition = null;
  /** The run that the server was last asked for and did not refuse. */
  let asked = trace ? apiQuery(config) : "";
  /** @type {unknown} */
  let retryTimer = null;
  /** @type {State} */
  let state = {
    config, shown: config, trace, gradient: null, card: null, explained: new Map(), cell: cellOf(config), time: player.time, playing: false,
    unroll: player.unroll, hover: null, pick: null, status: "ready", training: null, problems, retryIn: null, left: null,
  };
  const clock = createClock(frames, tick);
  const details = createDetails({ api, now: () => state, change, offline });

  const T = () => state.trace?.T ?? 0;

  /** @param {Partial<State>} changes */
  function change(changes) {
    state = { ...state, ...changes };
    clock.wake();
  }

  /** @param {number} elapsed */
  function tick(elapsed) {
    const { speed, loop } = state.config;
    player = advance(player, elapsed, { T: T(), speed, loop, snap: reducedMotion(), backward: backward() });
    if (player.playing) place = player.time;
    if (transition) transition = { ...transition, p: Math.min(1, transition.p + elapsed / MOVE) };
    const trace = transition ? blended(transition) : state.trace;
    if (transition && transition.p >= 1) transition = null;
    state = { ...state, trace, time: shownTime(), playing: player.playing, unroll: player.unroll };
    void details.explain();
    if (!transition) void details.differentiate();
    for (const subscriber of subscribers) subscriber(state);
    return moving(player) || transition !== null;
  }

  /** Reduced motion: the player goes from whole step to whole step. */
  const shownTime = () => {
    if (!reducedMotion() || !player.playing) return player.time;
    return backward() ? Math.ceil(player.time - 1e-9) : Math.floor(player.time + 1e-9);
  };
  const backward = () => state.shown.backward;

  // -------------------------------------------------------------------------------------------- the run

  /** Asks for the run of the config in force, unless it is on screen or on its way. */
  async function ask() {
    timer.clear(retryTimer);
    if (hasRecipe(state.config) && !hasNetwork()) return;
    const wanted = state.config;
    if (!isFed(wanted)) {
      asked = "";
      show(wanted, null);
      return;
    }
    const query = apiQuery(wanted);
    if (query === asked && state.status !== "offline") {
      if (state.status === "ready") change({ shown: shownConfig(wanted, state.trace), problems: [] });
      return;
    }
    const problems = limitProblems(wanted, _);
    if (problems.length > 0) {
      asked = "";
      change({ status: "refused", problems });
      return;
    }
    asked = query;
    change({ status: "loading", retryIn: null });
    const latest = () => asked === query; // else something else is wanted by now, or what is wanted was refused
    try {
      const answer = await api.run(wanted);
      if (latest()) show(state.config, answer);
    } catch (error) {
      if (latest()) failed(error);
    }
  }

  /** Is the network there that is to be trained first? Else it is on its way, or a notice says why not. */
  function hasNetwork() {
    const { trained } = state.config;
    const made = trainings.of(trained);
    if (made === null) {
      asked = "";
      change({ status: "training" });
      trainings.make(/** @type {string} */ (trained));
    } else if (!isGiven(state.config)) change({ config: { ...state.config, ...exampleOf(made) } });
    return made !== null;
  }

  trainings.listen((training) => {
    change({ training });
    if (training === null && state.status === "training") void ask();
  });

  /** @param {Config} config @param {Trace|null} answer */
  function show(config, answer) {
    const old = state.trace;
    const animate = answer !== null && !reducedMotion() && blendable(old, answer) && old !== null;
    transition = animate ? { from: old, to: answer, p: 0 } : null;
    const shown = shownConfig(config, answer);
    const first = old === null && hasRecipe(config); // what the link says of time and has wrong is still to be shown
    if (first && answer) place = timeOfLink(config.t, answer.T, config.backward);
    else if (old && answer && isTrained(config) && !config.backward && place >= old.T) place = answer.T; // where its answer stands
    player = { ...player, time: Math.min(place, answer?.T ?? 0), playing: player.playing && answer !== null };
    const gradient = answer?.T === old?.T ? state.gradient : null; // the old light stays until the new one is there
    change({ gradient, shown, trace: animate ? old : answer, cell: cellOf(shown), status: "ready", problems: first ? state.problems : [], explained: details.known(shown) });
  }

  /** @param {unknown} error */
  function failed(error) {
    if (error instanceof ApiProblem) {
      asked = "";
      change({ status: "refused", problems: error.problems });
    } else if (error instanceof Offline) {
      offline();
    } else if (!(error instanceof DOMException && error.name === "AbortError")) {
      throw error;
    }
  }

  function offline() {
    change({ status: "offline", retryIn: RETRY });
    const count = () => {
      const left = (state.retryIn ?? 0) - 1;
      if (left <= 0) return void ask();
      change({ retryIn: left });
      retryTimer = timer.set(count, 1000);
    };
    timer.clear(retryTimer);
    retryTimer = timer.set(count, 1000);
  }

  // ------------------------------------------------------------------------------------------ the intents

  /** @param {Partial<Config>} changes */
  function configure(changes) {
    const before = state.config;
    const config = configAfter(before, changes, landing);
    change({ config, left: networkLeft(state.left, before, config, changes) });
    if (!hasRecipe(config)) trainings.drop();
    if ("backward" in changes && changes.backward !== before.backward) turnTime(config.backward);
    if ("direction" in changes && changes.direction !== before.direction && state.trace) turn();
    void ask();
  }

  /** Time runs the other way: inside the same step, and unrolled, for a loop shows no way back. @param {boolean} back */
  function turnTime(back) {
    const linked = linkedStep(player.time, T(), !back);
    player = { ...pause(player), time: timeOfLink(linked, T(), back), aim: back ? 1 : player.aim };
    place = player.time;
    change({ shown: { ...state.shown, backward: back } });
  }

  /** The reader turns round and keeps its place. */
  function turn() {
    const position = currentStep(state).position;
    if (linkedStep(player.time, T(), backward()) === 0) return;
    const time = timeInside({ T: T(), reverse: state.config.direction === "reverse", backward: backward() }, position);
    player = { ...pause(player), time };
    place = time;
  }

  /** @param {Extract<Intent, {type: "select"}>} intent */
  function select({ unit, t, layer, direction }) {
    configure({
      ...(unit === undefined ? {} : { unit }),
      ...(layer === undefined ? {} : { layer }),
      ...(direction === undefined ? {} : { direction }),
    });
    change({ shown: shownConfig(withChanges(state.shown, { unit, layer, direction }), state.trace), explained: details.known(state.shown) });
    change({ explained: details.known(state.shown) });
    if (t === undefined) return;
    go(seek(player, timeInside(currentStep(state), t), T()));
  }

  /** @param {typeof player} next a Player that the reader moved */
  function go(next) {
    player = next;
    place = next.time;
  }

  /** @type {{[K in Intent["type"]]: (intent: Extract<Intent, {type: K}>) => void}} */
  const handlers = {
    configure: ({ changes }) => configure(changes),
    select,
    seek: ({ t }) => go(seek(player, t, T())),
    step: ({ by }) => go(step(player, by, T(), reducedMotion(), backward())),
    play: () => go(play(player, T(), backward())),
    pause: () => go(pause(player)),
    toggle: () => go(player.playing ? pause(player) : play(player, T(), backward())),
    fold: ({ fold: folded }) => (player = fold(player, folded)),
    hover: ({ hover }) => {
      if (!sameHover(hover, state.hover)) change({ hover });
    },
    pick: ({ pick }) => change({ pick }),
    "look-up": () => void details.lookUp(),
    retry: () => void (state.training ? trainings.again() : ask()),
    stop: () => trainings.stop(),
    back: () => void (state.left && configure(state.left)),
  };

  return {
    get: () => state,
    dispatch(intent) {
      /** @type {(intent: any) => void} */ (handlers[intent.type])(intent);
      state = { ...state, time: shownTime(), playing: player.playing };
      clock.wake();
    },
    subscribe(subscriber) {
      subscribers.add(subscriber);
      clock.wake();
      return () => void subscribers.delete(subscriber);
    },
    flush: () => void tick(0),
    start: () => void (state.trace === null && (hasRecipe(state.config) || state.problems.length === 0) && ask()),
    link: () => {
      const waits = hasRecipe(state.config) && state.trace === null;
      return { ...state.config, t: waits ? state.config.t : linkedStep(player.time, T(), backward()), fold: player.aim === 0 };
    },
    destroy() {
      clock.stop();
      timer.clear(retryTimer);
      trainings.drop();
      subscribers.clear();
    },
  };
}

/** @param {{from: Trace, to: Trace, p: number}} transition */
const blended = ({ from, to, p }) => (p >= 1 ? to : blend(from, to, move(p)));

/** @param {State["hover"]} a @param {State["hover"]} b */
const sameHover = (a, b) => a === b || (a !== null && b !== null && a.signal === b.signal && a.t === b.t && a.unit === b.unit);
