// @ts-check
import { sceneOf } from "../../static/js/views/heatmaps/scene.js";

/** An LSTM that has read T letters. @param {object} [changes] @param {number} [T] @param {number} [H] @returns {any} */
export function state(changes = {}, T = 11, H = 8) {
  const signals = Object.fromEntries([..."ifgoch"].map((name) => [name, new Float32Array(T * H)]));
  const names = [..."ifgoch"].map((name) => ({ name, title: name, role: "ifo".includes(name) ? "gate" : "state", range: [0, 1] }));
  const shown = { unit: 4, layer: 1, direction: "forward" };
  const layer = { layer: 0, direction: "forward", cell: "lstm", hiddenSize: H, signals, initial: {} };
  return {
    trace: { T, labels: Array(T).fill("x"), kind: "text", layers: [layer], overflow: null, id: 1 },
    shown, config: { ...shown, speed: 1 }, cell: { signals: names }, time: 5, hover: null, ...changes,
  };
}

/** Its heatmaps. @param {any} s @param {number} [width] */
export const scene = (s, width = 946) => /** @type {import("../../static/js/views/heatmaps/scene.js").Scene} */ (sceneOf(s, width));
