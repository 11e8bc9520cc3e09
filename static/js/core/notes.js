// @ts-check
/** Notes of a melody: what a label such as "E♭4:1.5" names, and how it is written. Pure. */

/** @typedef {{name: string, octave: number, beats: number}} Note */

/** Of a melody at speed 1, in milliseconds. */
export const BEAT = 430;

const NOTE = /^([A-G])([♯♭]?)(\d):([\d.]+)$/;

/** The note that a label such as "E♭4:1.5" names: its octave, and how many beats it lasts. @param {string} label @returns {Note|null} */
export function noteOf(label) {
  const found = NOTE.exec(label);
  return found ? { name: found[1] + found[2], octave: Number(found[3]), beats: Number(found[4]) } : null;
}

/** @type {Record<string, number>} */
const FRACTIONS = { "¼": 0.25, "½": 0.5, "¾": 0.75 };
const SHORT = /^(.+\d)·(\d*)([¼½¾]?)$/;

/**
 * A note with its length in the little room of a chip: "E4·1½"; null for what is no note.
 * @param {string} label @param {Record<string, string>} names a note such as C by its name on the page under "♪C"
 */
export function noteText(label, names) {
  const note = noteOf(label);
  if (!note) return null;
  const { name, octave, beats } = note;
  const whole = Math.trunc(beats);
  const part = Object.keys(FRACTIONS).find((sign) => FRACTIONS[sign] === beats - whole);
  const length = beats === whole ? String(whole) : part ? `${whole || ""}${part}` : String(beats);
  return `${names[`♪${name[0]}`] ?? name[0]}${name.slice(1)}${octave}·${length}`;
}

/** The same in a sentence: "E4, 1½ beats"; other labels as they are. @param {string} text @param {import("./types.js").Context["ngettext"]} ngettext */
export function noteInWords(text, ngettext) {
  const [, name, whole, part] = SHORT.exec(text) ?? [];
  if (!name) return text;
  const beats = Number(whole || 0) + (FRACTIONS[part] ?? 0);
  const length = ngettext("{n} beat", "{n} beats", Math.ceil(beats), { n: whole + part }); // ½ beat
  return `${name}, ${length}`;
}
