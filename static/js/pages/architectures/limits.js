// @ts-check
/** What of an input cannot be run or drawn, said before asking and in the page's language. */
import { labelName, targetsIn } from "../../core/labels.js";
import { characters } from "../../core/run/config.js";

/** @typedef {import("../../core/architectures/run.js").ArchitectureType} ArchitectureType */
/** @typedef {import("../../core/architectures/run.js").Given} Given */
/** @typedef {import("../../core/architectures/run.js").Run} Run */
/**
 * @typedef {object} About
 * @property {Run} run          the last good one of the type
 * @property {Given} fed        what that read
 * @property {number} maxSteps  that the page draws
 * @property {Record<string, string>} names  of labels, in the page's language
 * @property {import("../../core/types.js").Context["_"]} _
 * @property {import("../../core/types.js").Context["ngettext"]} ngettext
 */

const FEW = 12; // labels that are listed

/** @param {ArchitectureType} type @param {Given} given @param {About} about @returns {import("../../core/errors.js").Problem|null} */
export function inputProblem(type, { text, target }, { run, fed, maxSteps, names, _, ngettext }) {
  if (type.unit !== "picture" && (text ?? "").trim() === "") return { field: "text", message: _("Type something for the network to read.") };
  if (stepsRead(type, text ?? "") + outputsAfter(type, run) > maxSteps) {
    return { field: "text", message: _("This page draws {max} steps at most. Shorten it, or open it in Explore.", { max: maxSteps }) };
  }
  const labels = targetsIn(target, type.labels) ?? [];
  const odd = labels.find((label) => !type.labels.includes(label));
  if (odd !== undefined) {
    return { field: "target", message: _("“{label}” is nothing this network can say. It can say: {labels}", { label: odd, labels: answersOf(type, run, names) }) };
  }
  const expected = type.longest === null && (type.name !== "many-to-many" || text === fed.text) ? run.outputs : null;
  if (expected !== null && labels.length > 0 && labels.length !== expected) {
    return { field: "target", message: ngettext("One output leaves: give one answer, not {count}.", "{n} outputs leave: give {n} answers, not {count}.", expected, { n: expected, count: labels.length }) };
  }
  if (labels.length > (type.longest ?? Infinity)) {
    return { field: "target", message: _("At most {most} outputs leave: give {most} answers at most, not {count}.", { most: type.longest ?? 0, count: labels.length }) };
  }
  return null;
}

/** @param {ArchitectureType} type @param {string} text */
function stepsRead({ name, unit }, text) {
  if (name === "one-to-many") return 1;
  return unit === "word" ? text.split(/\s+/).filter(Boolean).length : characters(text).length;
}

/** Steps that a decoder adds to those of the input. @param {ArchitectureType} type @param {Run} run */
const outputsAfter = ({ name }, { outputs }) => (name === "many-to-many-unequal" ? outputs : 0);

/** What a network can say, a few of it: first of all what it does say. @param {ArchitectureType} type @param {Run} run @param {Record<string, string>} names */
function answersOf({ labels }, { steps }, names) {
  const said = steps.flatMap((step) => step.said ?? []);
  const few = labels.length > FEW ? [...new Set([...said, ...labels])].slice(0, FEW) : labels;
  return few.map((label) => labelName(label, names)).join(", ") + (labels.length > FEW ? ", …" : "");
}
