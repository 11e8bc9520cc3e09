// @ts-check
/** The state of Gradients. Time is how many steps the gradient has come back from the loss; the player knows nothing else. */
import { LAG, createConnection } from "../../core/connection.js";
import { STEP, advance, createPlayer, play, playerHandlers, seek, shownTime } from "../../core/player.js";
import { raceKey, raceLength, racerKey, racesTrained } from "../../core/race/config.js";
import { blendRace, raceBlendable } from "../../core/race/race.js";
import { createStore, createTransition } from "../../core/store.js";
import { mapProblems, textProblems } from "./limits.js";

/** @typedef {import("../../core/race/config.js").RaceConfig} RaceConfig */
/** @typedef {import("../../core/race/race.js").Race} Race */
/** @typedef {import("../../core/race/state.js").RaceIntent} RaceIntent */
/** @typedef {import("../../core/race/state.js").RaceState} RaceState */
/** @typedef {import("../../core/connection.js").Line} Line */
/** @typedef {import("../../core/errors.js").Problem} Problem */

/** --backward-step, and the longest that a whole race may take at speed 1, in ms. */
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
  const all = race?.from ?? (racesTrained(config) ? 0 : raceLength(config));
  let player = createPlayer(Math.min(config.t ?? all, all), false);
  /** Whether all of the way is shown: it then stays so when the way gets longer. */
  let whole = config.t === null || (!racesTrained(config) && player.time === all);
  /** As far as the link says, once the race is there. */
  let linked = config.t;
  /** Where to play to, once the race of a path is there. @type {number|null} */
  let target = null;
  let asked = race ? raceKey(config) : "";
  const transition = createTransition(blendRace);

  const steps = () => get().race?.from ?? 0;
  const place = () => ({ time: shownTime(player, reducedMotion()), playing: player.playing });

  /** @type {import("../../core/store.js").Handlers<RaceIntent>} */
  const handlers = {
    ...playerHandlers({ player: () => player, go, T: steps, snap: reducedMotion }),
    configure: ({ changes }) => configure(changes),
    path({ at, t }) {
      go(seek(player, 0, steps()));
      target = at - t + 1;
      asked = ""; // also when the path starts where the race does
      configure({ at: at === (get().race?.T ?? 0) ? null : at });
    },
    hover: ({ distance }) => {
      if (distance !== get().hover) change({ hover: distance });
    },
    retry: () => (get().training ? trainings.again() : ask()),
    stop: () => trainings.stop(),
  };
  /** @type {RaceState} */
  const first = {
    config, shown: config, race, map: null, mapLine: AT_REST, figure: null, figureLine: AT_REST,
    time: player.time, playing: false, hover: null, status: "ready", problems, retryIn: null, made: made(config), training: null,
  };
  /** @type {import("../../core/store.js").Store<RaceState, RaceIntent>} */
  const store = createStore({
    state: first, handlers, frames, place,
    moving: () => player.playing || transition.moving(),
    advance(elapsed) {
      const speed = (get().config.speed * STEP) / stepTime(steps());
      player = advance(player, elapsed, { T: steps(), speed, loop: false, snap: reducedMotion() });
      if (player.playing) whole = false;
      else if (get().race !== null && player.time === steps()) whole = true;
      return { race: transition.advance(elapsed) ?? get().race, ...place() };
    },
  });
  const { get, change } = store;

  // ------------------------------------------------------------------------------------------- the answers

  const following = { patience: LAG, ...(timer && { timer }) };
  const races = createConnection({
    send: api.race,
    show,
    change(line) {
      if (line.status === "refused") asked = "";
      change(line);
    },
    ...following,
  });
  const maps = {
    asked: "",
    connection: createConnection({ send: api.map, show: (_question, map) => change({ map }), change: (line) => change({ mapLine: { ...get().mapLine, ...line } }), ...following }),
    close: (/** @type {Line} */ mapLine) => change({ map: null, mapLine }),
  };
  const figures = {
    asked: "",
    connection: createConnection({ send: api.figure, show: (_question, figure) => change({ figure }), change: (line) => change({ figureLine: { ...get().figureLine, ...line } }), ...following }),
    close: (/** @type {Line} */ figureLine) => change({ figure: null, figureLine }),
  };

  /** @param {RaceConfig} shown @param {Race} answer */
  function show(shown, answer) {
    const old = get().race;
    const animate = !reducedMotion() && old !== null && raceBlendable(old, answer);
    if (animate) transition.start(old, answer);
    else transition.stop();
    change({ shown: { ...shown, ...pageSettings(get().config) }, race: animate ? { ...old, id: answer.id } : answer });
    if (target !== null) {
      player = { ...play({ ...player, time: 0 }, answer.from), until: Math.min(target, answer.from) };
      if (reducedMotion()) player = seek(player, target, answer.from);
      target = null;
    } else player = { ...player, time: whole ? answer.from : Math.min(linked ?? player.time, answer.from) };
    linked = null;
  }

  /** Are the networks there that are to be trained first? Else they are on their way, or a notice says why not. @param {RaceConfig} config */
  function hasNetworks(config) {
    const found = made(config);
    if (found !== get().made) change({ made: found });
    if (found && config.map && !found.networks[config.map]) change({ config: { ...config, map: null } });
    if (config.trained === null || found !== null) return true;
    asked = "";
    change({ status: "ready" });
    trainings.make(config.trained);
    return false;
  }

  trainings.listen((training) => {
    const waited = get().training !== null;
    change({ training });
    if (waited && training === null && get().config.trained !== null) ask();
  });

  /** Asks for what the config needs and the page has not. */
  function ask() {
    if (!hasNetworks(get().config)) return;
    const { config, status } = get();
    const problems = textProblems(config, _);
    if (problems.length > 0) {
      asked = "";
      races.drop();
      return change({ status: "refused", problems, retryIn: null });
    }
    if (raceKey(config) !== asked || status === "offline") {
      asked = raceKey(config);
      races.ask(config);
    } else change({ shown: config, ...(status === "refused" ? { status: "ready", problems: [] } : {}) });
    askMap(config);
    askFigure(config);
  }

  /** The steps of a race; trained networks may make more of them than they read. @param {RaceConfig} config */
  const lengthOf = (config) => (racesTrained(config) ? (get().race?.T ?? 0) : raceLength(config));

  /** The map is one of all losses, whatever `at` says. @param {RaceConfig} config */
  function askMap(config) {
    const question = { ...config, at: null, clip: null };
    const key = config.map === null ? "" : racerKey(question, config.map);
    if (isNew(maps, key, get().mapLine)) openPart(maps, question, mapProblems(lengthOf(config), _));
  }

  /** @param {RaceConfig} config */
  function askFigure(config) {
    const { chart, map } = config;
    const key = chart === null ? "" : [raceKey(config), chart, chart === "map" && map, ...Object.values(look())].join();
    const problems = chart === "map" ? mapProblems(lengthOf(config), _) : [];
    if (isNew(figures, key, get().figureLine)) openPart(figures, { config, look: look() }, problems);
  }

  // ------------------------------------------------------------------------------------------- the intents

  /** @param {Partial<RaceConfig>} changes */
  function configure(changes) {
    let config = { ...get().config, ...changes };
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

  return {
    ...store,
    /** Asks for what the page could not bring. */
    start: () => {
      const { race, config } = get();
      if (race === null) return ask();
      askMap(config);
      askFigure(config);
    },
    /** The config as a link should carry it. @returns {RaceConfig} */
    link: () => ({ ...get().config, t: get().race === null ? linked : whole ? null : Math.ceil(player.time) }),
    destroy() {
      store.destroy();
      for (const line of [races, maps.connection, figures.connection, trainings]) line.drop();
    },
  };
}

/** @template Q @typedef {{asked: string, connection: {ask(question: Q): void, drop(): void}, close(line: Line): void}} Part   the map, or a figure */

/** Is something else wanted of a part than it was asked for? @param {Part<any>} part @param {string} key  "": nothing @param {Line} line */
function isNew(part, key, { status }) {
  if (key === part.asked && status !== "offline") return false;
  part.asked = key;
  return true;
}

/** Asks for a part, or shuts it, with the reason where there is one. @template Q @param {Part<Q>} part @param {Q} question @param {Problem[]} problems */
function openPart({ asked, connection, close }, question, problems) {
  if (asked !== "" && problems.length === 0) return connection.ask(question);
  connection.drop();
  const refused = asked !== "" && problems.length > 0;
  close(refused ? { ...AT_REST, status: "refused", problems } : AT_REST);
}

/** What a page shows without asking anybody. @param {RaceConfig} config */
const pageSettings = ({ t, horizon, map, rows, chart, speed, lang, theme }) => ({ t, horizon, map, rows, chart, speed, lang, theme });
