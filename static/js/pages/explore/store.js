// @ts-check
/** The state of Explore. Runs are asked for here, what is told of the run on screen by details.js. */
import { createConnection } from "../../core/connection.js";
import { advance, createPlayer, fold, moving, pause, playerHandlers, seek, shownTime } from "../../core/player.js";
import { apiQuery, hasRecipe, isFed, isGiven, isTrained } from "../../core/run/config.js";
import { currentStep, linkedStep, timeInside, timeOfLink } from "../../core/run/reading.js";
import { createStore, createTransition } from "../../core/store.js";
import { blend, blendable } from "./blend.js";
import { configAfter, exampleOf, networkLeft, shownConfig, withChanges } from "./changes.js";
import { createDetails } from "./details.js";
import { limitProblems } from "./limits.js";

/** @typedef {import("../../core/types.js").Config} Config */
/** @typedef {import("../../core/types.js").State} State */
/** @typedef {import("../../core/types.js").Intent} Intent */
/** @typedef {import("../../core/types.js").Trace} Trace */
/** @typedef {import("../../core/types.js").CellInfo} CellInfo */
/** @typedef {ReturnType<typeof createExploreStore>} ExploreStore */

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
 */
export function createExploreStore({ config, trace, problems, cells, landing, api, trainings, frames, reducedMotion, _, timer }) {
  const cellOf = (/** @type {Config} */ c) => /** @type {CellInfo} */ (cells.find((cell) => cell.name === c.cell));
  let player = createPlayer(trace ? timeOfLink(config.t, trace.T, config.backward) : 0, config.fold);
  /** Where the reader wants to be; a shorter input may keep it from there for a while. */
  let goal = player.time;
  /** The run that was last asked for and not refused. */
  let asked = trace ? apiQuery(config) : "";
  const transition = createTransition(blend);

  const T = () => get().trace?.T ?? 0;
  const backward = () => get().shown.backward;
  const place = () => ({ time: shownTime(player, reducedMotion(), backward()), playing: player.playing });

  /** @type {import("../../core/store.js").Handlers<Intent>} */
  const handlers = {
    ...playerHandlers({ player: () => player, go, T, snap: reducedMotion, backward }),
    configure: ({ changes }) => configure(changes),
    select,
    fold: ({ fold: folded }) => (player = fold(player, folded)),
    hover: ({ hover }) => {
      if (!sameHover(hover, get().hover)) change({ hover });
    },
    pick: ({ pick }) => change({ pick }),
    "look-up": () => void details.lookUp(),
    retry: () => (get().training ? trainings.again() : ask()),
    stop: () => trainings.stop(),
    back: () => {
      const { left } = get();
      if (left) configure(left);
    },
  };
  /** @type {State} */
  const first = {
    config, shown: config, trace, gradient: null, card: null, explained: new Map(), cell: cellOf(config), time: player.time, playing: false,
    unroll: player.unroll, hover: null, pick: null, status: "ready", training: null, problems, retryIn: null, left: null,
  };
  /** @type {import("../../core/store.js").Store<State, Intent>} */
  const store = createStore({
    state: first, handlers, frames, place, look,
    moving: () => moving(player) || transition.moving(),
    advance(elapsed) {
      const { speed, loop } = get().config;
      player = advance(player, elapsed, { T: T(), speed, loop, snap: reducedMotion(), backward: backward() });
      if (player.playing) goal = player.time;
      return { trace: transition.advance(elapsed) ?? get().trace, unroll: player.unroll, ...place() };
    },
  });
  const { get, change } = store;
  const details = createDetails({ api, now: get, change, offline: () => connection.lost(get().config) });

  function look() {
    void details.explain();
    if (!transition.moving()) void details.differentiate();
  }

  // -------------------------------------------------------------------------------------------- the run

  const connection = createConnection({
    send: api.run,
    show: (/** @type {Config} */ _question, answer) => show(get().config, answer),
    change(line) {
      if (line.status === "ready") return; // as the answer is shown
      if (line.status === "refused") asked = "";
      change(line);
    },
    ...(timer && { timer }),
  });

  /** Asks for the run of the config in force, unless it is on screen or on its way. */
  function ask() {
    if (hasRecipe(get().config) && !hasNetwork()) return;
    const { config, status } = get();
    if (!isFed(config)) {
      drop();
      return show(config, null);
    }
    const query = apiQuery(config);
    if (query === asked && status !== "offline") {
      if (status === "ready") change({ shown: shownConfig(config, get().trace), problems: [] });
      return;
    }
    const problems = limitProblems(config, _);
    if (problems.length > 0) {
      drop();
      return change({ status: "refused", problems });
    }
    asked = query;
    connection.ask(config);
  }

  function drop() {
    asked = "";
    connection.drop();
  }

  /** Is the network there that is to be trained first? Else it is on its way, or a notice says why not. */
  function hasNetwork() {
    const { config } = get();
    const made = trainings.of(config.trained);
    if (made === null) {
      drop();
      change({ status: "training" });
      trainings.make(/** @type {string} */ (config.trained));
    } else if (!isGiven(config)) change({ config: { ...config, ...exampleOf(made) } });
    return made !== null;
  }

  trainings.listen((training) => {
    change({ training });
    if (training === null && get().status === "training") ask();
  });

  /** @param {Config} config @param {Trace|null} answer */
  function show(config, answer) {
    const { trace: old, gradient, problems } = get();
    const animate = answer !== null && !reducedMotion() && blendable(old, answer) && old !== null;
    if (animate) transition.start(old, answer);
    else transition.stop();
    const shown = shownConfig(config, answer);
    const first = old === null && hasRecipe(config); // what the link says of time and has wrong is still to be shown
    if (first && answer) goal = timeOfLink(config.t, answer.T, config.backward);
    else if (old && answer && isTrained(config) && !config.backward && goal >= old.T) goal = answer.T; // where its answer stands
    player = { ...player, time: Math.min(goal, answer?.T ?? 0), playing: player.playing && answer !== null };
    change({
      shown, trace: animate ? old : answer, cell: cellOf(shown), status: "ready", problems: first ? problems : [], explained: details.known(shown),
      gradient: answer?.T === old?.T ? gradient : null, // the old light stays until the new one is there
    });
  }

  // ------------------------------------------------------------------------------------------ the intents

  /** @param {Partial<Config>} changes */
  function configure(changes) {
    const { config: before, left, trace } = get();
    const config = configAfter(before, changes, landing);
    change({ config, left: networkLeft(left, before, config, changes) });
    if (!hasRecipe(config)) trainings.drop();
    if ("backward" in changes && changes.backward !== before.backward) turnTime(config.backward);
    if ("direction" in changes && changes.direction !== before.direction && trace) turn();
    ask();
  }

  /** Time runs the other way: inside the same step, and unrolled, for a loop shows no way back. @param {boolean} back */
  function turnTime(back) {
    const linked = linkedStep(player.time, T(), !back);
    go({ ...pause(player), time: timeOfLink(linked, T(), back), aim: back ? 1 : player.aim });
    change({ shown: { ...get().shown, backward: back } });
  }

  /** The reader turns round and keeps its place. */
  function turn() {
    const { position } = currentStep(get());
    if (linkedStep(player.time, T(), backward()) === 0) return;
    const reverse = get().config.direction === "reverse";
    go({ ...pause(player), time: timeInside({ T: T(), reverse, backward: backward() }, position) });
  }

  /** @param {Extract<Intent, {type: "select"}>} intent */
  function select({ unit, t, layer, direction }) {
    const chosen = { unit, layer, direction };
    configure(/** @type {Partial<Config>} */ (Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))));
    const shown = shownConfig(withChanges(get().shown, chosen), get().trace);
    change({ shown, explained: details.known(shown) });
    if (t !== undefined) go(seek(player, timeInside(currentStep(get()), t), T()));
  }

  /** @param {typeof player} next a Player that the reader moved */
  function go(next) {
    player = next;
    goal = next.time;
  }

  return {
    ...store,
    /** Asks for what the page could not bring. */
    start: () => {
      const { trace, config, problems } = get();
      if (trace === null && (hasRecipe(config) || problems.length === 0)) ask();
    },
    /** The config as a link should carry it: with the time and the fold of the picture. @returns {Config} */
    link: () => {
      const { trace, config } = get();
      const waits = hasRecipe(config) && trace === null;
      return { ...config, t: waits ? config.t : linkedStep(player.time, T(), backward()), fold: player.aim === 0 };
    },
    destroy() {
      store.destroy();
      connection.drop();
      trainings.drop();
    },
  };
}

/** @param {State["hover"]} a @param {State["hover"]} b */
const sameHover = (a, b) => a === b || (a !== null && b !== null && a.signal === b.signal && a.t === b.t && a.unit === b.unit);
