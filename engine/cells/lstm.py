"""The LSTM of Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000).

i, f, o = σ(W x_t + U h_{t-1} + b), g = tanh(W x_t + U h_{t-1} + b), each with its own W, U, b;
c_t = f ⊙ c_{t-1} + i ⊙ g, h_t = o ⊙ tanh(c_t).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from engine.cells.base import (
    SIGNED,
    UNBOUNDED,
    UNIT,
    Arrays,
    Cell,
    Parameter,
    Precision,
    Reading,
    Signal,
    Spec,
    StepGradients,
    Sweep,
    affine_gradients,
    blocks,
    factors,
    pre_affine,
    project,
    slopes_by_step,
    work_space,
)
from engine.cells.slopes import Numbers, accumulate, sigmoid, tanh_share, tanh_slope
from engine.equations.expressions import Bias, Call, Dot, Equation, Product, Ref, Sum
from engine.numbers.arrays import Array
from engine.numbers.scaled import concatenate

SPEC: Final = Spec(
    name="lstm",
    title="long short-term memory",
    states=("h", "c"),
    signals=(
        Signal("i", "input gate", "gate", UNIT),
        Signal("f", "forget gate", "gate", UNIT),
        Signal("g", "candidate", "candidate", SIGNED),
        Signal("o", "output gate", "gate", UNIT),
        Signal("c", "cell state", "state", UNBOUNDED),
        Signal("h", "hidden state", "state", SIGNED),
    ),
    gates=("i", "f", "g", "o"),
    parameters=(
        Parameter("weight_ih", 4, "D"),
        Parameter("weight_hh", 4, "H"),
        Parameter("bias_ih", 4, None),
        Parameter("bias_hh", 4, None),
    ),
)


def equations(variant: str | None) -> tuple[Equation, ...]:
    """The four gates, then c_t = f_t ⊙ c_{t-1} + i_t ⊙ g_t and h_t = o_t ⊙ tanh(c_t)."""
    gates = tuple(_gate(name, "tanh" if name == "g" else "sigmoid") for name in SPEC.gates)
    kept, written = Product((Ref("f"), Ref("c", -1))), Product((Ref("i"), Ref("g")))
    return (*gates, Equation("c", Sum((kept, written))), Equation("h", Product((Ref("o"), Call("tanh", Ref("c"))))))


def _gate(name: str, function: str) -> Equation:
    pre = Sum((Dot(f"W_{name}", name, "x"), Dot(f"U_{name}", name, "h"), Bias(f"b_{name}", name)))
    return Equation(name, Call(function, pre))


def forward(x: Array, parameters: Arrays, initial: Arrays, variant: str | None) -> dict[str, Array]:
    """x (T, D), initial h and c (H,) -> i, f, g, o, c, h, each (T, H); or a batch, (T, D, B) and (H, B) -> (T, H, B).

    σ(z) = ½ + ½ tanh(z / 2): with the rows of i, f, o halved, one tanh serves all gates. The loop works on doubled
    gates, 1 + tanh(z / 2), and a doubled h, which the halved `recurrent` undoes; the record is halved at the end.
    Halving is exact. The blocks of a step lie as h c g f i o, so that f ⊙ c and i ⊙ g are one product.
    """
    order, halved = (2, 1, 0, 3), (1.0, 0.5, 0.5, 0.5)
    weight_ih, weight_hh = (blocks(parameters[name], order, halved) for name in ("weight_ih", "weight_hh"))
    projected = project(x, weight_ih, blocks(parameters["bias_ih"] + parameters["bias_hh"], order, halved))
    projected[0] += weight_hh @ initial["h"]  # so h starts from 0, and a huge initial h is never doubled

    size, *batch = initial["h"].shape
    record, now = np.empty((len(x), 6 * size, *batch), x.dtype), np.zeros((6 * size, *batch), x.dtype)
    h, c, o = now[:size], now[size : 2 * size], now[5 * size :]
    c_g, f_i, f_i_o, gates = now[size : 3 * size], now[3 * size : 5 * size], now[3 * size :], now[2 * size :]
    c[:] = initial["c"]

    recurrent, recalled = np.asfortranarray(weight_hh * 0.5), np.empty_like(gates)
    products, read, ones = np.empty_like(f_i), np.empty_like(c), np.ones_like(f_i_o)
    kept_and_written, flat_c = products.reshape(2, c.size), c.reshape(c.size)
    recall, mean = recurrent.dot, factors([0.5, 0.5], x).dot
    add, multiply, tanh = np.add, np.multiply, np.tanh
    for t, row in enumerate(projected):
        recall(h, recalled)
        add(row, recalled, gates)
        tanh(gates, gates)
        add(f_i_o, ones, f_i_o)
        multiply(f_i, c_g, products)
        mean(kept_and_written, flat_c)
        tanh(c, read)
        multiply(o, read, h)
        record[t] = now

    record *= np.repeat([0.5, 1.0, 1.0, 0.5, 0.5, 0.5], size).reshape(-1, *(1 for _ in batch))
    columns = dict(zip("hcgfio", np.split(record, 6, axis=1), strict=True))
    return {signal.name: columns[signal.name] for signal in SPEC.signals}


def pre_activations(reading: Reading) -> dict[str, Array]:
    """The arguments of σ and tanh at every step, (T, H) each."""
    fed, recalled = pre_affine(reading)
    return dict(zip(SPEC.gates, np.split(fed + recalled, 4, axis=1), strict=True))


def local(reading: Reading, precision: Precision) -> dict[str, Numbers]:
    """What each way back multiplies by: ∂h/∂c, then ∂c or ∂h by the gates' pre-activations, then ∂c_t/∂c_{t-1} = f."""
    signals, exp = reading.signals, precision.exp
    (i, not_i), (f, not_f), (o, not_o) = (sigmoid(signals[name], precision.of(name), exp) for name in "ifo")
    g, c_before, c = signals["g"], reading.before["c"], signals["c"]
    z_g, read = precision.of("g"), np.tanh(c)
    if z_g is not None:  # small gates made a small c, recorded too coarsely
        g = np.tanh(z_g)
        states = accumulate(f, i * g, reading.initial["c"])
        c_before, exact_c = states[:-1], states[1:]
        read = exact_c * tanh_share(c)
    return {
        "read": o * tanh_slope(read, None if z_g is None and np.abs(c).max() < 4.0 else c, exp),
        "i": g * (i * not_i),
        "f": c_before * (f * not_f),
        "g": i * tanh_slope(g, z_g, exp),
        "o": read * (o * not_o),
        "keep": f,
    }


def backward(
    gradient: Mapping[str, Numbers],
    local: Mapping[str, Numbers],
    parameters: Mapping[str, Any],
    variant: str | None,
) -> StepGradients:
    """∂L/∂h_t and what reaches c_t from after the step (…, H) -> gradients of x_t, h_{t-1}, c_{t-1} and the gates.

    c_t reaches the loss through h_t = o ⊙ tanh(c_t) too: that path is added here.
    """
    d_h = gradient["h"]
    d_c = gradient["c"] + d_h * local["read"]
    total = {"h": d_h, "c": d_c}
    pre, _ = pre_gradients(total, local, parameters, variant)
    state = {"h": pre @ parameters["weight_hh"], "c": d_c * local["keep"]}
    return StepGradients(total, pre @ parameters["weight_ih"], state, pre, pre)


def pre_gradients(
    total: Mapping[str, Numbers], local: Mapping[str, Numbers], parameters: Mapping[str, Any], variant: str | None
) -> tuple[Numbers, Numbers]:
    """Gradients of the pre-activations of i, f, g (by way of c_t) and o (by way of h_t)."""
    pre = concatenate([total["c"] * local[name] for name in "ifg"] + [total["h"] * local["o"]])
    return pre, pre


def sweep(local: Arrays, parameters: Arrays, variant: str | None, batch: int | None) -> Sweep:
    """Buffer: d_h ⊙ ∂h/∂c, then the pre-activations of o i f g, the c handed on, h and c.

    Laid out so, what h is multiplied by is one product, what c is multiplied by another, and both states lie together,
    before the step (the c handed on, h) as after it (h, c).
    """
    by_h = slopes_by_step([local["read"], local["o"]], batch)
    by_c = slopes_by_step([local[name] for name in ("i", "f", "g", "keep")], batch)
    size = local["o"].shape[1]
    buffer = work_space(8 * size, batch, by_h)
    through_h = buffer[: 2 * size].reshape(2, size, *buffer.shape[1:])
    through_c = buffer[2 * size : 6 * size].reshape(4, size, *buffer.shape[1:])
    read, pre, kept = through_h[0], buffer[size : 5 * size], through_c[3]
    h, c = buffer[6 * size : 7 * size], buffer[7 * size :]
    recall = np.ascontiguousarray(blocks(parameters["weight_hh"], (3, 0, 1, 2), (1.0, 1.0, 1.0, 1.0)).T).dot
    add, multiply = np.add, np.multiply

    def finish(t: int) -> None:
        multiply(by_h[t], h, through_h)
        add(kept, read, c)

    def advance(t: int) -> None:
        multiply(by_c[t], c, through_c)
        recall(pre, h)

    return Sweep(h, buffer[6 * size :], buffer[5 * size : 7 * size], finish, advance)


def parameter_gradients(
    gradients: StepGradients, x: Array, signals: Arrays, before: Arrays, variant: str | None
) -> dict[str, Array]:
    """Pre-activation gradients (T, 4H), inputs (T, D) and states before (T, H) -> the gradient of every parameter."""
    return affine_gradients(gradients, x, before["h"])


CELL: Final = Cell(
    SPEC,
    forward,
    pre_activations,
    local,
    backward,
    pre_gradients,
    sweep,
    ("read", "g", "keep"),
    parameter_gradients,
    equations,
)
