// @ts-check
import { decodeRun } from "../../static/js/core/architectures/run.js";

/** An encoder–decoder of one unit that reads n letters and writes m. @param {number} n @param {number} m */
export function answer(n, m) {
  const steps = Array.from({ length: n + m }, (_, i) => ({
    t: i + 1, label: i < n ? "a" : i === n ? "▸" : "x", emit: i >= n, phase: i < n ? "encoder" : "decoder", known: i !== 1,
    feed: i > n ? "previous_output" : "input",
  }));
  return {
    steps,
    layers: [{ layer: 0, cell: "gru", hidden_size: 1, signals: { h: steps.map((_, i) => [i / 10]) } }],
    outputs: { kind: "softmax", labels: ["x", "y"], values: steps.map(({ emit }) => (emit ? [0.75, 0.25] : null)) },
    loss: { per_step: steps.map(({ emit }) => (emit ? 0.5 : null)), total: m / 2 },
  };
}

/** Of three letters and two. */
export const run = decodeRun(answer(3, 2), ["x", "y"]);
