/** Equations with their numbers put in, as the API explains them, and the state of a page that shows some. */

export const ref = (symbol, value, at = 0) => ({ op: "ref", symbol, at, value });

export const dot = (symbol, of, products, value = products.reduce((a, b) => a + b, 0)) => ({
  op: "dot", symbol, of, at: of === "x" ? 0 : -1, gate: "f", value,
  terms: products.map((product, i) => ({ index: i + 1, weight: product, input: 1, product })),
});

export const bias = (symbol, ...values) => ({ op: "bias", symbol, gate: "f", parts: values.map((value) => ({ parameter: "b", value })), value: values.reduce((a, b) => a + b, 0) });
export const sum = (...args) => ({ op: "sum", args, value: args.reduce((a, { value }) => a + value, 0) });
export const product = (...args) => ({ op: "product", args, value: args.reduce((a, { value }) => a * value, 1) });
export const call = (name, arg) => ({ op: "call", function: name, args: [arg], value: { sigmoid: (z) => 1 / (1 + Math.exp(-z)), tanh: Math.tanh, relu: (z) => Math.max(0, z) }[name](arg.value) });
export const complement = (arg) => ({ op: "complement", args: [arg], value: 1 - arg.value });
export const FORGET = call("sigmoid", sum(dot("W_f", "x", [-0.38]), dot("U_f", "h", [-0.5, -0.27]), bias("b_f", -0.4, -0.2)));
export const CELL = sum(product(ref("f", 0.15), ref("c", 0.88, -1)), product(ref("i", 0.9), ref("g", -0.87)));
export const HIDDEN = product(ref("o", 0.93), call("tanh", ref("c", -0.65)));

/** A network of two units that has read "ab". */
export function stateAt(time, { direction = "forward", explained = new Map(), overflow = null } = {}) {
  const signals = { f: [0.1, 0.2, 0.3, 0.4], c: [1, 2, 3, 4], h: [0.5, -0.5, 0.25, -0.25] };
  const layer = { layer: 0, direction, cell: "lstm", hiddenSize: 2, signals: mapped(signals), initial: mapped({ c: [0, 9], h: [0, 0] }) };
  return {
    trace: { T: 2, labels: ["a", "b"], kind: "text", layers: [layer], overflow, id: 1 },
    shown: { cell: "lstm", unit: 2, layer: 1, direction, num_layers: 1, bidirectional: false },
    explained, time,
  };
}

const mapped = (arrays) => Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, Float32Array.from(values)]));
