/** Tasks as the server sends them: one of every form that an answer has. */
import { RACERS } from "../../static/js/core/race/config.js";

const step = (label, more = {}) => ({ label, feed: "input", emit: false, phase: "encoder", ...more });
const asked = (label) => step(label, { emit: true });
const written = (label) => step(label, { feed: "previous_output", emit: true, phase: "decoder" });
const made = (id, more) => ({
  id, title: id, cells: RACERS, steps: 9, defaults: {}, kind: "softmax", labels: ["a", "b"], metric: { name: "accuracy", better: "higher" },
  guess: { loss: 0.69, metric: 0.5 }, unseen: 4, ...more,
});

export const RECALL = made("recall", {
  defaults: { distractors: 1, hidden_size: 12 }, labels: ["A", "B", "C", "D"], guess: { loss: 1.39, metric: 0.25 },
  example: { input: { text: "Ax?" }, inputs: ["A", "x", "?"], targets: ["A"], steps: [step("A"), step("x"), asked("?")] },
});
export const ADDING = made("adding", {
  kind: "linear", labels: ["sum"], metric: { name: "within 0.04", better: "higher" }, guess: { loss: 0.17, metric: 0.08 },
  example: { input: { vectors: [[0.5, 1], [0.9, 0], [0.2, 1]] }, inputs: [[0.5, 1], [0.9, 0], [0.2, 1]], targets: [[0.7]], steps: [step("1"), step("2"), asked("3")] },
});
export const DIGITS = made("digits", {
  cells: ["dense"], defaults: { hidden_size: 24 }, labels: [..."0123456789"],
  example: { input: { vectors: [Array(64).fill(0.5)] }, inputs: [Array(64).fill(0.5)], targets: ["7"], steps: [asked("1")] },
});
export const DATES = made("dates", {
  metric: { name: "exact", better: "higher" }, guess: { loss: 2.3, metric: 0 }, defaults: { hidden_size: 32, updates: 1000, every: 10, seed: 0 },
  example: { input: { text: "3 m" }, inputs: ["3", " ", "m"], targets: ["2", "0"], steps: [step("3"), step(" "), step("m"), asked("▸"), written("2")].with(3, { ...asked("▸"), phase: "decoder" }) },
});
export const ENTITIES = made("entities", {
  metric: { name: "F1", better: "higher" }, guess: { loss: 1, metric: 0 },
  example: { input: { text: "Ada sings" }, inputs: ["Ada", "sings"], targets: ["person", "–"], steps: [asked("Ada"), asked("sings")] },
});
export const NAMES = made("names", {
  metric: { name: "bits a letter", better: "lower" }, guess: { loss: 3, metric: 4.4 },
  example: { input: { text: "léa" }, inputs: ["▸", "l", "é", "a"], targets: ["l", "é", "a", "■"], steps: [asked("▸"), asked("l"), asked("é"), asked("a")] },
});
export const SUNSPOTS = made("sunspots", {
  kind: "linear", labels: ["hundred sunspots"], metric: { name: "mean error", better: "lower" }, guess: { loss: 0.2, metric: 0.4 },
  example: { input: { series: [0.1, 0.4] }, inputs: [[0.1], [0.4]], targets: [[0.4], [0.9]], steps: [asked("0.1"), asked("0.4")] },
});
export const VEHICLE = made("vehicle", {
  kind: "linear", labels: ["east", "north"], metric: { name: "mean error", better: "lower" }, guess: { loss: 1, metric: 1 },
  example: { input: { vectors: [[1, 0], [0, 1]] }, inputs: [[1, 0], [0, 1]], targets: [[0, 1], [1, 0]], steps: [asked("1"), asked("2")] },
});
export const TASKS = [RECALL, ADDING, DIGITS, DATES, ENTITIES, NAMES, SUNSPOTS, VEHICLE];

/** A task as the first event of its run tells it. */
export const started = ({ id, kind, labels, metric, guess, unseen, example }) => ({
  name: "start", data: { task: id, kind, labels, metric, guess, unseen, example, updates: 300 },
});
