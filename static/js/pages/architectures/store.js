// @ts-check
/**
 * The state of the Architectures page. Intents and answers come in, a new state goes out to the subscribers, at most
 * once a frame. Time is how many steps of the chosen type's run are read.
 */
import { sameGiven } from "../../core/architectures/config.js";
import { decodeRun } from "../../core/architectures/run.js";
import { createClock } from "../../core/clock.js";
import { createConnection } from "../../core/connection.js";
import { spelt, targetsIn } from "../../core/labels.js";
import { BEAT, noteOf } from "../../core/notes.js";
import { STEP, advance, createPlayer, pause, play, seek, step } from "../../core/player.js";
import { characters } from "../../core/run/config.js";

/** @typedef {import("../../core/architectures/run.js").Run} Run */
/** @typedef {import("../../core/architectures/run.js").Given} Given */
/** @typedef {import("../../core/architectures/run.js").ArchitectureType} ArchitectureType */
/** @typedef {import("../../core/architectures/config.js").PageConfig} PageConfig */
/** @typedef {import("../../core/connection.js").Line} Line */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesIntent} ArchitecturesIntent */
/** @typedef {import("../../core/architectures/state.js").ArchitecturesState} ArchitecturesState */

const FEW = 12; // labels that are listed

/**
 * @param {object} parts
 * @param {(ArchitectureType & {run: any})[]} parts.types  with their first runs, as the page brings them
 * @param {PageConfig} parts.config                        its `given` is of the chosen type
 * @param {number} parts.maxSteps
 * @param {Record<string, string>} parts.names   of labels, in the page's language
 * @param {Line["problems"]} parts.problems
 * @param {import("./api.js").ArchitecturesApi} parts.api
 * @param {import("../../core/clock.js").Frames} parts.frames
 * @param {() => boolean} parts.reducedMotion
 * @param {import("../../core/types.js").Context["_"]} parts._
 * @param {import("../../core/types.js").Context["ngettext"]} parts.ngettext
 * @param {import("../../core/connection.js").Timer} [parts.timer]
 */
export function createArchitecturesStore({ types, config, maxSteps, names, problems, api, frames, reducedMotion, _, ngettext, timer }) {
  /** @type {Set<(state: ArchitecturesState) => void>} */
  const subscribers = new Set();
  const byName = new Map(types.map((type) => [type.name, type]));
  const typeOf = (/** @type {string} */ name) => /** @type {ArchitectureType} */ (byName.get(name));
  const given = Object.fromEntries(types.map((type) => [type.name, type.name === config.type ? config.given : type.given]));
  const runs = Object.fromEntries(types.map(({ name, run, labels }) => [name, decodeRun(run, targetsIn(given[name].target, labels))]));
  /** @type {ArchitecturesState} */
  let state = {
    config, type: typeOf(config.type), runs, run: runs[config.type], given, shown: given,
    time: 0, whole: config.t === null, playing: false, sound: false, status: "ready", problems, retryIn: null,
  };
  let player = createPlayer(Math.min(config.t ?? Infinity, state.run.T), false);
  state = { ...state, time: player.time };
  const clock = createClock(frames, tick);

  /** @param {Partial<ArchitecturesState>} changes */
  function change(changes) {
    state = { ...state, ...changes };
    clock.wake();
  }

  /** @param {number} elapsed */
  function tick(elapsed) {
    const speed = state.config.speed * (state.sound ? pace(state.run, player.time) : 1);
    player = advance(player, elapsed, { T: state.run.T, speed, loop: state.config.loop, snap: reducedMotion() });
    state = { ...state, time: shownTime(), playing: player.playing };
    for (const subscriber of subscribers) subscriber(state);
    return player.playing;
  }

  /** Reduced motion: the player goes from whole step to whole step. */
  const shownTime = () => (reducedMotion() && player.playing ? Math.floor(player.time + 1e-9) : player.time);

  // ------------------------------------------------------------------------------------------- the server

  const connection = createConnection({
    send: api.run,
    show,
    change,
    ...(timer && { timer }),
  });

  /** @param {import("./api.js").Question} question @param {Run} run */
  function show({ type, given }, run) {
    const whole = state.whole || (player.time >= state.run.T && !player.playing);
    const runs = { ...state.runs, [type.name]: run };
    change({ runs, shown: { ...state.shown, [type.name]: given }, run: runs[state.type.name] });
    if (type.name !== state.type.name) return;
    if (whole) showWhole();
    else player = { ...player, time: Math.min(player.time, run.T) };
  }

  function ask() {
    const { type } = state;
    const given = state.given[type.name];
    const problem = foreseen(type, given);
    if (problem !== null) {
      connection.drop();
      return change({ status: "refused", problems: [problem], retryIn: null });
    }
    if (sameGiven(given, state.shown[type.name]) && state.status !== "offline") {
      connection.drop();
      return change({ status: "ready", problems: [], retryIn: null });
    }
    connection.ask({ type, given });
  }

  /** What cannot be run or drawn, said before asking. @param {ArchitectureType} type @param {Given} given */
  function foreseen(type, { text, target }) {
    const count = type.name === "one-to-many" ? 1 : type.unit === "word" ? (text ?? "").split(/\s+/).filter(Boolean).length : characters(text ?? "").length;
    if (type.unit !== "picture" && (text ?? "").trim() === "") return { field: "text", message: _("Type something for the network to read.") };
    if (count + outputsAfter(type) > maxSteps) {
      return { field: "text", message: _("This page draws {max} steps at most. Shorten it, or open it in Explore.", { max: maxSteps }) };
    }
    const labels = targetsIn(target, type.labels) ?? [];
    const odd = labels.find((label) => !type.labels.includes(label));
    if (odd !== undefined) {
      return { field: "target", message: _("“{label}” is nothing this network can say. It can say: {labels}", { label: odd, labels: sayable(type) }) };
    }
    const { outputs } = state.runs[type.name];
    const wanted = type.longest === null && (type.name !== "many-to-many" || text === state.shown[type.name].text) ? outputs : null;
    if (wanted !== null && labels.length > 0 && labels.length !== wanted) {
      return { field: "target", message: ngettext("One output leaves: give one answer, not {count}.", "{n} outputs leave: give {n} answers, not {count}.", wanted, { n: wanted, count: labels.length }) };
    }
    if (labels.length > (type.longest ?? Infinity)) {
      return { field: "target", message: _("At most {most} outputs leave: give {most} answers at most, not {count}.", { most: type.longest ?? 0, count: labels.length }) };
    }
    return null;
  }

  /** What a network can say, a few of it: first of all what it does say. @param {ArchitectureType} type */
  function sayable({ name, labels }) {
    const said = state.runs[name].steps.flatMap((step) => step.said ?? []);
    const all = labels.length > FEW ? [...new Set([...said, ...labels])].slice(0, FEW) : labels;
    return all.map((label) => spelt(label, names)).join(", ") + (labels.length > FEW ? ", …" : "");
  }

  /** Steps that a decoder adds to those of the input. @param {ArchitectureType} type */
  const outputsAfter = ({ name }) => (name === "many-to-many-unequal" ? state.runs[name].outputs : 0);

  // ------------------------------------------------------------------------------------------- the intents

  /** @param {string} name */
  function choose(name) {
    if (name === state.type.name) return showWhole();
    change({ type: typeOf(name), run: state.runs[name], sound: false, config: { ...state.config, type: name } });
    showWhole();
    ask();
  }

  function showWhole() {
    player = seek(player, state.run.T, state.run.T);
    change({ whole: true });
  }

  /** @param {typeof player} next a Player that the visitor moved */
  function go(next) {
    player = next;
    change({ whole: false });
  }

  /** Back from the whole is to its last step. @param {number} by */
  const stepBy = (by) => (state.whole && by < 0 ? player : step(player, by, state.run.T, reducedMotion()));

  /** A new input has a right answer if it is one of the examples, else not until the visitor gives one. @param {Partial<Given>} changes */
  function feed(changes) {
    const { name, examples } = state.type;
    const fed = { ...state.given[name], target: "", ...changes };
    const known = examples.find(({ text, picture }) => text === fed.text && picture === fed.picture);
    change({ given: { ...state.given, [name]: "target" in changes ? fed : { ...fed, target: known?.target ?? "" } } });
    ask();
  }

  /** @type {{[K in ArchitecturesIntent["type"]]: (intent: Extract<ArchitecturesIntent, {type: K}>) => void}} */
  const handlers = {
    choose: ({ name }) => choose(name),
    feed: ({ given }) => feed(given),
    configure: ({ changes }) => change({ config: { ...state.config, ...changes } }),
    seek: ({ t }) => go(seek(player, t, state.run.T)),
    step: ({ by }) => go(stepBy(by)),
    play: () => go(play(player, state.run.T)),
    pause: () => go(pause(player)),
    toggle: () => go(player.playing ? pause(player) : play(player, state.run.T)),
    whole: showWhole,
    listen() {
      const sound = !(state.sound && player.playing);
      go(sound ? play(seek(player, 0, state.run.T), state.run.T) : pause(player));
      change({ sound });
    },
    retry: () => ask(),
  };

  return {
    get: () => state,
    /** @param {ArchitecturesIntent} intent */
    dispatch(intent) {
      /** @type {(intent: any) => void} */ (handlers[intent.type])(intent);
      state = { ...state, time: shownTime(), playing: player.playing };
      clock.wake();
    },
    /** @param {(state: ArchitecturesState) => void} subscriber */
    subscribe(subscriber) {
      subscribers.add(subscriber);
      clock.wake();
      return () => void subscribers.delete(subscriber);
    },
    /** Draws now, without waiting for a frame: the first picture. */
    flush: () => void tick(0),
    /** The config as a link should carry it. @returns {PageConfig} */
    link: () => ({
      ...state.config,
      given: state.given[state.type.name],
      t: state.whole ? null : Math.ceil(player.time),
    }),
    destroy() {
      clock.stop();
      connection.drop();
      subscribers.clear();
    },
  };
}

/** How much faster than a step a melody goes on: what sounds is the note of the step before. @param {Run} run @param {number} time */
const pace = ({ steps }, time) => STEP / (BEAT * (noteOf(steps[Math.floor(time) - 1]?.said ?? "")?.beats ?? 1));
