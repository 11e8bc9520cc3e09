// @ts-check
/**
 * The state of the Gradients page. Intents and answers come in, a new RaceState goes out to the subscribers, at most
 * once a frame. Time is how many steps the gradient has come back from the loss; the player knows nothing else.
 */
import { createClock } from "../../core/clock.js";
import { createConnection } from "../../core/connection.js";
import { STEP, advance, createPlayer, pause, play, seek, step } from "../../core/player.js";
import { raceKey, raceLength, racerKey, racesTrained } from "../../core/race/config.js";
import { blendRace, raceBlendable } from "../../core/race/race.js";
import { move } from "../../lib/easing.js";
import { mapProblems, textProblems } from "./limits.js";

/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */
/** @typedef {import("../../core/race/config.js").Racer} Racer */
/** @typedef {import("../../core/race/race.js").Race} Race */
/** @typedef {import("../../core/race/state.js").RaceIntent} RaceIntent */
/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/connection.js").Line} Line */

/** --move, --backward-step, and the longest that a whole race may take at speed 1, in ms. */
const MOVE = 240;
const BACKWARD_STEP = 90;
const LONGEST = 6000;
/** @type {Line} */
const AT_REST = { status: "ready", problems: [], retryIn: null };

/** Milliseconds of a step at speed 1: a long race runs faster, so that it ends. @param {number} steps */
export const stepTime = (steps) => Math.min(BACKWARD_STEP, LONGEST / Math.max(1, steps));

/**
 * @param {object} parts
 * @param {RaceConfig} parts.config
 * @param {Race|null} parts.race          the race of config, when the page brought it
 * @param {Line["problems"]} parts.problems
 * @param {import("./api.js").RaceApi} parts.api
 * @param {(config: RaceConfig) => import("../../core/trained-networks.js").Made|null} parts.made  the trained networks of a config
 * @param {import("../../core/trained-networks.js").Trainings} parts.trainings
 * @param {import("../../core/clock.js").Frames} parts.frames
 * @param {() => boolean} parts.reducedMotion
 * @param {() => {lang: string, theme: string}} parts.look  what figures have to look like
 * @param {import("../../core/types.js").Context["_"]} parts._
 * @param {import("../../core/connection.js").Timer} [parts.timer]
 */
export function createRaceStore({ config, race, problems, api, made, trainings, frames, reducedMotion, look, _, timer }) {
  /** @type {Set<(state: RaceState) => void>} */
  const subscribers = new Set();
  const all = race?.from ?? (racesTrained(config) ? 0 : raceLength(config));
  let player = createPlayer(Math.min(config.t ?? all, all), false);
  /** Whether all of the way is shown: it then stays so when the way gets longer. */
  let whole = config.t === null || (!racesTrained(config) && player.time === all);
  /** As far as the link says, once the race is there. */
  let linked = config.t;
  /** Where to play to, once the race of a path is there. @type {number|null} */
  let target = null;
  /** @type {{from: Race, to: Race, p: number}|null} */
  let transition = null;
  let asked = race ? raceKey(config) : "";
  let mapped = "";
  let charted = "";
  /** @type {RaceState} */
  let state = {
    config, shown: config, race, map: null, mapLine: AT_REST, figure: null, figureLine: AT_REST,
    time: player.time, playing: false, hover: null, status: "ready", problems, retryIn: null, made: made(config), training: null,
  };
  const clock = createClock(frames, tick);
  const steps = () => state.race?.from ?? 0;

  /** @param {Partial<RaceState>} changes */
  function change(changes) {
    state = { ...state, ...changes };
    clock.wake();
  }

  /** @param {number} elapsed */
  function tick(elapsed) {
    const speed = (state.config.speed * STEP) / stepTime(steps());
    player = advance(player, elapsed, { T: steps(), speed, loop: false, snap: reducedMotion() });
    if (player.playing) whole = false;
    else if (state.race !== null && player.time === steps()) whole = true;
    if (transition) transition = { ...transition, p: Math.min(1, transition.p + elapsed / MOVE) };
    const race = transition ? blended(transition) : state.race;
    if (transition && transition.p >= 1) transition = null;
    state = { ...state, race, time: shownTime(), playing: player.playing };
    for (const subscriber of subscribers) subscriber(state);
    return player.playing || transition !== null;
  }

  /** Reduced motion: the player goes from whole step to whole step. */
  const shownTime = () => (reducedMotion() && player.playing ? Math.floor(player.time + 1e-9) : player.time);

  // ------------------------------------------------------------------------------------------- the server

  const races = createConnection({
    send: api.race,
    show,
    change(line) {
      if (line.status === "refused") asked = "";
      change(line);
    },
    ...(timer && { timer }),
  });
  const maps = createConnection({
    send: api.map,
    show: (_question, map) => change({ map }),
    change: (line) => change({ mapLine: { ...state.mapLine, ...line } }),
    ...(timer && { timer }),
  });
  const figures = createConnection({
    send: api.figure,
    show: (_question, figure) => change({ figure }),
    change: (line) => change({ figureLine: { ...state.figureLine, ...line } }),
    ...(timer && { timer }),
  });

  /** @param {RaceConfig} shown @param {Race} answer */
  function show(shown, answer) {
    const old = state.race;
    const animate = !reducedMotion() && old !== null && raceBlendable(old, answer);
    transition = animate ? { from: old, to: answer, p: 0 } : null;
    change({ shown: { ...shown, ...own(state.config) }, race: animate ? { ...old, id: answer.id } : answer });
    if (target !== null) {
      player = { ...play({ ...player, time: 0 }, answer.from), until: Math.min(target, answer.from) };
      if (reducedMotion()) player = seek(player, target, answer.from);
      target = null;
    } else player = { ...player, time: whole ? answer.from : Math.min(linked ?? player.time, answer.from) };
    linked = null;
  }

  /** Are the networks there that are to be trained first? Else they are on their way, or a notice says why not. @param {RaceConfig} wanted */
  function hasNetworks(wanted) {
    const found = made(wanted);
    if (found !== state.made) change({ made: found });
    if (found && wanted.map && !found.networks[wanted.map]) change({ config: { ...wanted, map: null } });
    if (wanted.trained === null || found !== null) return true;
    asked = "";
    change({ status: "ready" });
    trainings.make(wanted.trained);
    return false;
  }

  trainings.listen((training) => {
    const waited = state.training !== null;
    change({ training });
    if (waited && training === null && state.config.trained !== null) ask();
  });

  /** Asks for what the config needs and the page has not. */
  function ask() {
    if (!hasNetworks(state.config)) return;
    const wanted = state.config;
    const problems = textProblems(wanted, _);
    if (problems.length > 0) {
      asked = "";
      races.drop();
      return change({ status: "refused", problems, retryIn: null });
    }
    if (raceKey(wanted) !== asked || state.status === "offline") {
      asked = raceKey(wanted);
      races.ask(wanted);
    } else change({ shown: wanted, ...(state.status === "refused" ? { status: "ready", problems: [] } : {}) });
    askMap(wanted);
    askFigure(wanted);
  }

  /** The steps of a race; trained networks may make more of them than they read. @param {RaceConfig} wanted */
  const lengthOf = (wanted) => (racesTrained(wanted) ? (state.race?.T ?? 0) : raceLength(wanted));

  /** The map is one of all losses, whatever `at` says. @param {RaceConfig} wanted */
  function askMap(wanted) {
    const question = { ...wanted, at: null, clip: null };
    const key = wanted.map === null ? "" : racerKey(question, wanted.map);
    if (key === mapped && state.mapLine.status !== "offline") return;
    mapped = key;
    const problems = wanted.map === null ? [] : mapProblems(lengthOf(wanted), _);
    if (wanted.map !== null && problems.length === 0) return maps.ask(question);
    maps.drop();
    change({ map: null, mapLine: { ...AT_REST, status: problems.length > 0 ? "refused" : "ready", problems } });
  }

  /** @param {RaceConfig} wanted */
  function askFigure(wanted) {
    const { chart, map } = wanted;
    const key = chart === null ? "" : [raceKey(wanted), chart, chart === "map" && map, ...Object.values(look())].join();
    if (key === charted && state.figureLine.status !== "offline") return;
    charted = key;
    const problems = chart === "map" ? mapProblems(lengthOf(wanted), _) : [];
    if (chart !== null && problems.length === 0) return figures.ask({ config: wanted, look: look() });
    figures.drop();
    change({ figure: null, figureLine: { ...AT_REST, status: problems.length > 0 ? "refused" : "ready", problems } });
  }

  // ------------------------------------------------------------------------------------------- the intents

  /** @param {Partial<RaceConfig>} changes */
  function configure(changes) {
    let config = { ...state.config, ...changes };
    const longest = racesTrained(config) ? ("text" in changes ? 0 : Infinity) : raceLength(config);
    if (config.at !== null && config.at > longest) config = { ...config, at: null };
    change({ config });
    if (config.trained === null) trainings.drop();
    ask();
  }

  /** @param {typeof player} next a Player that the visitor moved */
  function go(next) {
    player = next;
    whole = next.time === steps() && !next.playing;
    target = null;
  }

  /** @type {{[K in RaceIntent["type"]]: (intent: Extract<RaceIntent, {type: K}>) => void}} */
  const handlers = {
    configure: ({ changes }) => configure(changes),
    seek: ({ t }) => go(seek(player, t, steps())),
    step: ({ by }) => go(step(player, by, steps(), reducedMotion())),
    play: () => go(play(player, steps())),
    pause: () => go(pause(player)),
    toggle: () => go(player.playing ? pause(player) : play(player, steps())),
    path({ at, t }) {
      go(seek(player, 0, steps()));
      target = at - t + 1;
      asked = ""; // also when the path starts where the race does
      configure({ at: at === (state.race?.T ?? 0) ? null : at });
    },
    hover: ({ distance }) => {
      if (distance !== state.hover) change({ hover: distance });
    },
    retry: () => (state.training ? trainings.again() : ask()),
    stop: () => trainings.stop(),
  };

  return {
    get: () => state,
    /** @param {RaceIntent} intent */
    dispatch(intent) {
      /** @type {(intent: any) => void} */ (handlers[intent.type])(intent);
      state = { ...state, time: shownTime(), playing: player.playing };
      clock.wake();
    },
    /** @param {(state: RaceState) => void} subscriber */
    subscribe(subscriber) {
      subscribers.add(subscriber);
      clock.wake();
      return () => void subscribers.delete(subscriber);
    },
    /** Draws now, without waiting for a frame: the first picture. */
    flush: () => void tick(0),
    /** Asks for what the page could not bring. */
    start: () => {
      if (state.race === null) return ask();
      askMap(state.config);
      askFigure(state.config);
    },
    /** The config as a link should carry it. @returns {RaceConfig} */
    link: () => ({ ...state.config, t: state.race === null ? linked : whole ? null : Math.ceil(player.time) }),
    destroy() {
      clock.stop();
      for (const line of [races, maps, figures, trainings]) line.drop();
      subscribers.clear();
    },
  };
}

/** What a page shows without asking anybody. @param {RaceConfig} config */
const own = ({ t, horizon, map, rows, chart, speed, lang, theme }) => ({ t, horizon, map, rows, chart, speed, lang, theme });

/** @param {{from: Race, to: Race, p: number}} transition */
const blended = ({ from, to, p }) => (p >= 1 ? to : blendRace(from, to, move(p)));
