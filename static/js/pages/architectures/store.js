// @ts-check
/** The state of Architectures. Time is how many steps of the chosen type's run are read. */
import { sameGiven } from "../../core/architectures/config.js";
import { decodeRun } from "../../core/architectures/run.js";
import { LAG, createConnection } from "../../core/connection.js";
import { targetsIn } from "../../core/labels.js";
import { BEAT, noteOf } from "../../core/notes.js";
import { STEP, advance, createPlayer, pause, play, playerHandlers, seek, shownTime, step } from "../../core/player.js";
import { createStore } from "../../core/store.js";
import { inputProblem } from "./limits.js";

/** @typedef {import("../../core/architectures/run.js").Run} Run */
/** @typedef {import("../../core/architectures/run.js").Given} Given */
/** @typedef {import("../../core/architectures/run.js").ArchitectureType} ArchitectureType */
/** @typedef {import("../../core/architectures/config.js").PageConfig} PageConfig */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesIntent} ArchitecturesIntent */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} ArchitecturesState */
/** @typedef {import("./api.js").Question} Question */

/**
 * @param {object} parts
 * @param {(ArchitectureType & {run: any})[]} parts.types  with their first runs, as the page brings them
 * @param {PageConfig} parts.config                        its `given` is of the chosen type
 * @param {number} parts.maxSteps
 * @param {Record<string, string>} parts.names   of labels, in the page's language
 * @param {ArchitecturesState["problems"]} parts.problems
 * @param {import("./api.js").ArchitecturesApi} parts.api
 * @param {import("../../core/clock.js").Frames} parts.frames
 * @param {() => boolean} parts.reducedMotion
 * @param {import("../../core/types.js").Context["_"]} parts._
 * @param {import("../../core/types.js").Context["ngettext"]} parts.ngettext
 * @param {import("../../core/connection.js").Timer} [parts.timer]
 */
export function createArchitecturesStore({ types, config, maxSteps, names, problems, api, frames, reducedMotion, _, ngettext, timer }) {
  const byName = new Map(types.map((type) => [type.name, type]));
  const typeOf = (/** @type {string} */ name) => /** @type {ArchitectureType} */ (byName.get(name));
  const given = Object.fromEntries(types.map((type) => [type.name, type.name === config.type ? config.given : type.given]));
  const runs = Object.fromEntries(types.map(({ name, run, labels }) => [name, decodeRun(run, targetsIn(given[name].target, labels))]));
  let player = createPlayer(Math.min(config.t ?? Infinity, runs[config.type].T), false);

  const T = () => get().run.T;
  const place = () => ({ time: shownTime(player, reducedMotion()), playing: player.playing });

  /** @type {import("../../core/store.js").Handlers<ArchitecturesIntent>} */
  const handlers = {
    ...playerHandlers({ player: () => player, go, T, snap: reducedMotion }),
    // Back from the whole is to its last step.
    step: ({ by }) => go(get().whole && by < 0 ? player : step(player, by, T(), reducedMotion())),
    choose: ({ name }) => choose(name),
    feed: ({ given }) => feed(given),
    configure: ({ changes }) => change({ config: { ...get().config, ...changes } }),
    whole: showWhole,
    listen() {
      const sound = !(get().sound && player.playing);
      go(sound ? play(seek(player, 0, T()), T()) : pause(player));
      change({ sound });
    },
    retry: ask,
  };
  /** @type {ArchitecturesState} */
  const first = {
    config, type: typeOf(config.type), runs, run: runs[config.type], given, shown: given,
    time: player.time, whole: config.t === null, playing: false, sound: false, status: "ready", problems, retryIn: null,
  };
  /** @type {import("../../core/store.js").Store<ArchitecturesState, ArchitecturesIntent>} */
  const store = createStore({
    state: first, handlers, frames, place,
    moving: () => player.playing,
    advance(elapsed) {
      const { config, sound, run } = get();
      const speed = config.speed * (sound ? pace(run, player.time) : 1);
      player = advance(player, elapsed, { T: run.T, speed, loop: config.loop, snap: reducedMotion() });
      return place();
    },
  });
  const { get, change } = store;
  const connection = createConnection({ send: api.run, show, change, patience: LAG, ...(timer && { timer }) });

  /** @param {Question} question @param {Run} run */
  function show({ type, given }, run) {
    const { whole, runs, shown, type: chosen } = get();
    const atEnd = whole || (player.time >= T() && !player.playing);
    const all = { ...runs, [type.name]: run };
    change({ runs: all, shown: { ...shown, [type.name]: given }, run: all[chosen.name] });
    if (type.name !== chosen.name) return;
    if (atEnd) showWhole();
    else player = { ...player, time: Math.min(player.time, run.T) };
  }

  function ask() {
    const { type, run, status, ...all } = get();
    const [given, fed] = [all.given[type.name], all.shown[type.name]];
    const problem = inputProblem(type, given, { run, fed, maxSteps, names, _, ngettext });
    if (problem === null && (status === "offline" || !sameGiven(given, fed))) return connection.ask({ type, given });
    connection.drop();
    change({ status: problem === null ? "ready" : "refused", problems: problem === null ? [] : [problem], retryIn: null });
  }

  /** @param {string} name */
  function choose(name) {
    if (name === get().type.name) return showWhole();
    change({ type: typeOf(name), run: get().runs[name], sound: false, config: { ...get().config, type: name } });
    showWhole();
    ask();
  }

  function showWhole() {
    player = seek(player, T(), T());
    change({ whole: true });
  }

  /** @param {typeof player} next a Player that the visitor moved */
  function go(next) {
    player = next;
    change({ whole: false });
  }

  /** A new input has a right answer if it is one of the examples, else not until the visitor gives one. @param {Partial<Given>} changes */
  function feed(changes) {
    const { type: { name, examples }, given } = get();
    const fed = { ...given[name], target: "", ...changes };
    const known = examples.find(({ text, picture }) => text === fed.text && picture === fed.picture);
    change({ given: { ...given, [name]: "target" in changes ? fed : { ...fed, target: known?.target ?? "" } } });
    ask();
  }

  return {
    ...store,
    /** The config as a link should carry it. @returns {PageConfig} */
    link: () => {
      const { config, given, type, whole } = get();
      return { ...config, given: given[type.name], t: whole ? null : Math.ceil(player.time) };
    },
    destroy() {
      store.destroy();
      connection.drop();
    },
  };
}

/** How much faster than a step a melody goes on: what sounds is the note of the step before. @param {Run} run @param {number} time */
const pace = ({ steps }, time) => STEP / (BEAT * (noteOf(steps[Math.floor(time) - 1]?.said ?? "")?.beats ?? 1));
