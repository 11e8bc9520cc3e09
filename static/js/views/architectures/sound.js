// @ts-check
/** The sound of a melody: made in the browser, and only once the visitor has asked for it. */
import { BEAT, noteOf } from "../../core/notes.js";

/** @type {Record<string, number>} semitones above C */
const SEMITONES = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
/** @type {Record<string, number>} */
const ACCIDENTALS = { "♯": 1, "♭": -1, "": 0 };

/** Equal temperament, A4 = 440. @param {import("../../core/notes.js").Note} note @returns {number} Hz */
export function frequencyOf({ name, octave }) {
  const fromA4 = SEMITONES[name[0]] + ACCIDENTALS[name.slice(1)] - SEMITONES.A + 12 * (octave - 4);
  return 440 * 2 ** (fromA4 / 12);
}

/** @typedef {{ring(frequency: number, seconds: number): void}} Sound */

/** @param {Window & typeof globalThis} window @returns {Sound} */
export function createSound(window) {
  /** @type {AudioContext|null} */
  let audio = null;
  return {
    ring(frequency, seconds) {
      audio ??= new window.AudioContext();
      void audio.resume();
      const [start, end] = [audio.currentTime, audio.currentTime + seconds];
      const volume = new window.GainNode(audio, { gain: 0 });
      volume.gain.linearRampToValueAtTime(0.22, start + 0.015);
      volume.gain.exponentialRampToValueAtTime(0.002, end);
      const tone = new window.OscillatorNode(audio, { type: "triangle", frequency });
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(end);
    },
  };
}

const LONGEST = 3; // seconds

/**
 * Rings each note at the moment at which the network has said it.
 * @param {Sound} sound
 */
export function playAlong({ ring }) {
  let heard = 0;
  return (/** @type {import("../../core/architectures/state.js").ArchitecturesState} */ { sound, playing, time, run, config }) => {
    const t = Math.floor(time);
    if (t === heard || !sound || !playing) return void (heard = t);
    heard = t;
    const note = noteOf(run.steps[t - 1]?.said ?? "");
    if (note) ring(frequencyOf(note), Math.min(LONGEST, (note.beats * BEAT) / 1000 / config.speed));
  };
}
