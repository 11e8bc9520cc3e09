"""The gated recurrent unit of Cho et al. (2014), in two forms.

r, z = σ(W x_t + U h_{t-1} + b), each with its own W, U, b; h_t = (1 - z) ⊙ n + z ⊙ h_{t-1}; and the candidate

reset_after   n = tanh(W x_t + b_x + r ⊙ (U h_{t-1} + b_h))     as PyTorch and Keras 3 compute it
reset_before  n = tanh(W x_t + U (r ⊙ h_{t-1}) + b)              as the paper and most textbooks write it

A larger z keeps more of the past. Cho et al. (2014) write so too; Chung et al. (2014) swap z and 1 - z.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from engine.cells.base import (
    SIGNED,
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
    no_finish,
    pre_affine,
    project,
    slopes_by_step,
    work_space,
)
from engine.cells.slopes import Numbers, accumulate, sigmoid, tanh_slope
from engine.equations.expressions import Bias, Call, Complement, Dot, Equation, Expression, Product, Ref, Sum
from engine.numbers.arrays import Array
from engine.numbers.scaled import concatenate

SPEC: Final = Spec(
    name="gru",
    title="gated recurrent unit",
    states=("h",),
    signals=(
        Signal("r", "reset gate", "gate", UNIT),
        Signal("z", "update gate", "gate", UNIT),
        Signal("n", "candidate", "candidate", SIGNED),
        Signal("h", "hidden state", "state", SIGNED),
    ),
    gates=("r", "z", "n"),
    parameters=(
        Parameter("weight_ih", 3, "D"),
        Parameter("weight_hh", 3, "H"),
        Parameter("bias_ih", 3, None),
        Parameter("bias_hh", 3, None),
    ),
    forms=("reset_after", "reset_before"),
)


def equations(variant: str | None) -> tuple[Equation, ...]:
    """r_t, z_t, the candidate n_t of the form, and h_t = (1 - z_t) ⊙ n_t + z_t ⊙ h_{t-1}."""
    blended = Product((Complement(Ref("z")), Ref("n"))), Product((Ref("z"), Ref("h", -1)))
    return (_gate("r"), _gate("z"), Equation("n", Call("tanh", _candidate(variant))), Equation("h", Sum(blended)))


def _gate(name: str) -> Equation:
    pre = Sum((Dot(f"W_{name}", name, "x"), Dot(f"U_{name}", name, "h"), Bias(f"b_{name}", name)))
    return Equation(name, Call("sigmoid", pre))


def _candidate(variant: str | None) -> Expression:
    if variant == "reset_before":
        return Sum((Dot("W_n", "n", "x"), Dot("U_n", "n", "rh"), Bias("b_n", "n")))
    recalled = Sum((Dot("U_n", "n", "h"), Bias("b_hn", "n", ("bias_hh",))))
    return Sum((Dot("W_n", "n", "x"), Bias("b_xn", "n", ("bias_ih",)), Product((Ref("r"), recalled))))


def forward(x: Array, parameters: Arrays, initial: Arrays, variant: str | None) -> dict[str, Array]:
    """x (T, D), initial h (H,) -> r, z, n, h, each (T, H); or a batch, (T, D, B) and (H, B) -> (T, H, B).

    As in the LSTM, the loops work on doubled gates, 1 + tanh(z / 2), halved in the record. What a doubled r multiplies
    is halved in turn, all of `recurrent` therefore; a doubled z meets its ½ in `blend`.
    """
    loop = _reset_before if variant == "reset_before" else _reset_after
    record = loop(x, parameters, np.asfortranarray(0.5 * parameters["weight_hh"]), initial["h"])
    size, *batch = initial["h"].shape
    record *= np.repeat([1.0, 0.5, 0.5, 1.0], size).reshape(-1, *(1 for _ in batch))
    h, r, z, n = np.split(record, 4, axis=1)
    return {"r": r, "z": z, "n": n, "h": h}


def _reset_after(x: Array, parameters: Arrays, recurrent: Array, initial: Array) -> Array:
    """The loop with n = tanh(W x + b_x + r ⊙ (U h + b_h)); rows of h, doubled r, doubled z, n."""
    size, *batch = initial.shape
    weight_r, weight_z, weight_n = np.split(parameters["weight_ih"], 3)
    bias_r, bias_z, bias_xn = np.split(parameters["bias_ih"], 3)
    bias_hr, bias_hz, bias_hn = np.split(parameters["bias_hh"], 3)
    # Before r is known, the candidate has only its recurrent part: the input gives it nothing, and b_hn is its bias.
    weight = np.vstack((0.5 * weight_r, 0.5 * weight_z, np.zeros_like(weight_n), weight_n))
    bias = np.hstack((0.5 * (bias_r + bias_hr), 0.5 * (bias_z + bias_hz), 0.5 * bias_hn, bias_xn))
    projected = project(x, weight, bias)

    record, now = np.empty((len(x), 4 * size, *batch), x.dtype), np.empty((5 * size, *batch), x.dtype)
    h, r, z, n, change = np.split(now, 5)
    recorded, r_z, n_change = now[: 4 * size], now[size : 3 * size], now[3 * size :].reshape(2, h.size)
    h[:] = initial
    flat_h = h.reshape(h.size)
    recalled, ones = np.empty_like(now[: 3 * size]), np.ones_like(r_z)
    recalled_r_z, recalled_n = recalled[: 2 * size], recalled[2 * size :]
    recall, blend = recurrent.dot, factors([1.0, 0.5], x).dot
    add, subtract, multiply, tanh = np.add, np.subtract, np.multiply, np.tanh
    for t, (early, late) in enumerate(zip(projected[:, : 3 * size], projected[:, 3 * size :], strict=True)):
        recall(h, recalled)
        add(early, recalled, recalled)
        tanh(recalled_r_z, r_z)
        add(r_z, ones, r_z)
        multiply(r, recalled_n, n)
        add(late, n, n)
        tanh(n, n)
        subtract(h, n, change)
        multiply(z, change, change)
        blend(n_change, flat_h)
        record[t] = recorded
    return record


def _reset_before(x: Array, parameters: Arrays, recurrent: Array, initial: Array) -> Array:
    """The loop with n = tanh(W x + U (r ⊙ h) + b); rows of h, doubled r, doubled z, n."""
    size, *batch = initial.shape
    order, halved = (0, 1, 2), (0.5, 0.5, 1.0)
    bias = blocks(parameters["bias_ih"] + parameters["bias_hh"], order, halved)
    projected = project(x, blocks(parameters["weight_ih"], order, halved), bias)

    record, now = np.empty((len(x), 4 * size, *batch), x.dtype), np.empty((5 * size, *batch), x.dtype)
    h, r, z, n, change = np.split(now, 5)
    recorded, r_z, n_change = now[: 4 * size], now[size : 3 * size], now[3 * size :].reshape(2, h.size)
    h[:] = initial
    flat_h = h.reshape(h.size)
    recalled_r_z, recalled_n = np.empty_like(r_z), np.empty_like(n)
    reset, ones = np.empty_like(h), np.ones_like(r_z)
    recall_r_z, recall_n = recurrent[: 2 * size].dot, recurrent[2 * size :].dot
    blend = factors([1.0, 0.5], x).dot
    add, subtract, multiply, tanh = np.add, np.subtract, np.multiply, np.tanh
    for t, (early, late) in enumerate(zip(projected[:, : 2 * size], projected[:, 2 * size :], strict=True)):
        recall_r_z(h, recalled_r_z)
        add(early, recalled_r_z, r_z)
        tanh(r_z, r_z)
        add(r_z, ones, r_z)
        multiply(r, h, reset)
        recall_n(reset, recalled_n)
        add(late, recalled_n, n)
        tanh(n, n)
        subtract(h, n, change)
        multiply(z, change, change)
        blend(n_change, flat_h)
        record[t] = recorded
    return record


def pre_activations(reading: Reading) -> dict[str, Array]:
    """The arguments of σ and tanh at every step, (T, H) each."""
    (fed_r, fed_z, fed_n), (recalled_r, recalled_z, _) = (np.split(part, 3, axis=1) for part in pre_affine(reading))
    r, h, weight_n, bias_n = reading.signals["r"], reading.before["h"], *_recurrent_n(reading.parameters)
    before = reading.variant == "reset_before"
    recalled_n = (r * h) @ weight_n.T + bias_n if before else r * (h @ weight_n.T + bias_n)
    return {"r": fed_r + recalled_r, "z": fed_z + recalled_z, "n": fed_n + recalled_n}


def local(reading: Reading, precision: Precision) -> dict[str, Numbers]:
    """What each way back multiplies by: ∂h by the pre-activations of z and n, by h_{t-1} = z, and r's part in n."""
    signals, exp = reading.signals, precision.exp
    (r, not_r), (z, not_z) = (sigmoid(signals[name], precision.of(name), exp) for name in "rz")
    n, h, z_n = signals["n"], reading.before["h"], precision.of("n")
    if z_n is not None:  # small gates made a small h, recorded too coarsely
        n = np.tanh(z_n)
        h = accumulate(z, not_z * n, reading.initial["h"])[:-1]
    if reading.variant == "reset_before":
        recalled = h
    else:
        weight_n, bias_n = _recurrent_n(reading.parameters)
        recalled = project(reading.before["h"], weight_n, bias_n)
    return {
        "r": recalled * (r * not_r),
        "z": (h - n) * (z * not_z),
        "n": not_z * tanh_slope(n, z_n, exp),
        "reset": r,
        "keep": z,
    }


def _recurrent_n(parameters: Mapping[str, Any]) -> tuple[Any, Array]:
    """U_n and b_hn."""
    start = 2 * (parameters["weight_hh"].shape[0] // 3)
    return parameters["weight_hh"][start:], parameters["bias_hh"][start:]


def backward(
    gradient: Mapping[str, Numbers],
    local: Mapping[str, Numbers],
    parameters: Mapping[str, Any],
    variant: str | None,
) -> StepGradients:
    """∂L/∂h_t (…, H) -> gradients of x_t, h_{t-1} and the pre-activations."""
    d_h = gradient["h"]
    pre_ih, pre_hh = pre_gradients(gradient, local, parameters, variant)
    if variant == "reset_before":
        weight_n, _ = _recurrent_n(parameters)
        size = weight_n.shape[1]
        gates, d_reset = pre_hh[..., : 2 * size], pre_hh[..., 2 * size :] @ weight_n
        d_before = gates @ parameters["weight_hh"][: 2 * size] + d_reset * local["reset"]
    else:
        d_before = pre_hh @ parameters["weight_hh"]
    state = {"h": d_before + d_h * local["keep"]}
    return StepGradients({"h": d_h}, pre_ih @ parameters["weight_ih"], state, pre_ih, pre_hh)


def pre_gradients(
    total: Mapping[str, Numbers], local: Mapping[str, Numbers], parameters: Mapping[str, Any], variant: str | None
) -> tuple[Numbers, Numbers]:
    """Gradients of W x + b and of U h + b, whose candidate parts differ where r follows the matrix product."""
    pre_z, pre_n = total["h"] * local["z"], total["h"] * local["n"]
    if variant == "reset_before":
        weight_n, _ = _recurrent_n(parameters)
        pre = concatenate([(pre_n @ weight_n) * local["r"], pre_z, pre_n])
        return pre, pre
    pre_r = pre_n * local["r"]
    return concatenate([pre_r, pre_z, pre_n]), concatenate([pre_r, pre_z, pre_n * local["reset"]])


def sweep(local: Arrays, parameters: Arrays, variant: str | None, batch: int | None) -> Sweep:
    """The fast loop of the form."""
    loop = _sweep_before if variant == "reset_before" else _sweep_after
    return loop(local, parameters, batch)


def _sweep_after(local: Arrays, parameters: Arrays, batch: int | None) -> Sweep:
    """Buffer: the pre-activations of r z n in U h + b, the h kept, h."""
    slopes = slopes_by_step([local["n"] * local["r"], local["z"], local["n"] * local["reset"], local["keep"]], batch)
    size = local["z"].shape[1]
    buffer = work_space(5 * size, batch, slopes)
    products, h = buffer[: 4 * size].reshape(4, size, *buffer.shape[1:]), buffer[4 * size :]
    pre, kept = buffer[: 3 * size], products[3]
    recall, add, multiply = np.ascontiguousarray(parameters["weight_hh"].T).dot, np.add, np.multiply

    def advance(t: int) -> None:
        multiply(slopes[t], h, products)
        recall(pre, h)
        add(h, kept, h)

    return Sweep(h, h, h, no_finish, advance)


def _sweep_before(local: Arrays, parameters: Arrays, batch: int | None) -> Sweep:
    """Buffer: the h reset, the pre-activations of r and z, the h kept, the pre-activation of n, h."""
    by_h = slopes_by_step([local["z"], local["keep"], local["n"]], batch)
    by_reset = slopes_by_step([local["reset"], local["r"]], batch)
    size = local["z"].shape[1]
    buffer = work_space(6 * size, batch, by_h)
    through_reset = buffer[: 2 * size].reshape(2, size, *buffer.shape[1:])
    through_h = buffer[2 * size : 5 * size].reshape(3, size, *buffer.shape[1:])
    gates, h, d_reset = buffer[size : 3 * size], buffer[5 * size :], work_space(size, batch, by_h)
    weight_n, _ = _recurrent_n(parameters)
    recall = np.ascontiguousarray(parameters["weight_hh"][: 2 * size].T).dot
    recall_n, add, multiply = np.ascontiguousarray(weight_n.T).dot, np.add, np.multiply

    def advance(t: int) -> None:
        multiply(by_h[t], h, through_h)
        recall_n(through_h[2], d_reset)
        multiply(by_reset[t], d_reset, through_reset)
        recall(gates, h)
        add(h, through_reset[0], h)
        add(h, through_h[1], h)

    return Sweep(h, h, h, no_finish, advance)


def parameter_gradients(
    gradients: StepGradients, x: Array, signals: Arrays, before: Arrays, variant: str | None
) -> dict[str, Array]:
    """Pre-activation gradients (T, 3H), inputs (T, D), signals and states before (T, H) -> parameter gradients."""
    found = affine_gradients(gradients, x, before["h"])
    if variant == "reset_before":
        size = before["h"].shape[-1]
        assert gradients.pre_hh is not None
        found["weight_hh"][2 * size :] = gradients.pre_hh[:, 2 * size :].T @ (signals["r"] * before["h"])
    return found


CELL: Final = Cell(
    SPEC,
    forward,
    pre_activations,
    local,
    backward,
    pre_gradients,
    sweep,
    ("n", "reset", "keep"),
    parameter_gradients,
    equations,
)
