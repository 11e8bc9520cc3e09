"""The gated recurrent unit of Cho et al. (2014), in two forms.

r, z = σ(W x_t + U h_{t-1} + b), each with its own W, U, b; h_t = (1 - z) ⊙ n + z ⊙ h_{t-1}; and the candidate

reset_after   n = tanh(W x_t + b_x + r ⊙ (U h_{t-1} + b_h))     as PyTorch and Keras 3 compute it
reset_before  n = tanh(W x_t + U (r ⊙ h_{t-1}) + b)              as the paper and most textbooks write it

A larger z keeps more of the past. Cho et al. (2014) write so too; Chung et al. (2014) swap z and 1 - z.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.arrays import Array
from engine.cells.base import (
    SIGNED,
    UNIT,
    Arrays,
    Cell,
    Parameter,
    Signal,
    Spec,
    StepGradients,
    affine_gradients,
    blocks,
)
from engine.expressions import Bias, Call, Complement, Dot, Equation, Expression, Product, Ref, Sum

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
    """x (T, D), initial h (H,) -> r, z, n, h, each (T, H).

    As in the LSTM, the loops work on doubled gates, 1 + tanh(z / 2), halved in the record. What a doubled r multiplies
    is halved in turn, all of `recurrent` therefore; a doubled z meets its ½ in `blend`.
    """
    loop = _reset_before if variant == "reset_before" else _reset_after
    record = loop(x, parameters, np.asfortranarray(0.5 * parameters["weight_hh"]), initial["h"])
    record *= np.repeat([1.0, 0.5, 0.5, 1.0], initial["h"].size)
    h, r, z, n = np.split(record, 4, axis=1)
    return {"r": r, "z": z, "n": n, "h": h}


def _reset_after(x: Array, parameters: Arrays, recurrent: Array, initial: Array) -> Array:
    """The loop with n = tanh(W x + b_x + r ⊙ (U h + b_h)); rows of h, doubled r, doubled z, n."""
    size = initial.size
    weight_r, weight_z, weight_n = np.split(parameters["weight_ih"], 3)
    bias_r, bias_z, bias_xn = np.split(parameters["bias_ih"], 3)
    bias_hr, bias_hz, bias_hn = np.split(parameters["bias_hh"], 3)
    # Before r is known, the candidate has only its recurrent part: the input gives it nothing, and b_hn is its bias.
    projected = x @ np.vstack((0.5 * weight_r, 0.5 * weight_z, np.zeros_like(weight_n), weight_n)).T
    projected += np.hstack((0.5 * (bias_r + bias_hr), 0.5 * (bias_z + bias_hz), 0.5 * bias_hn, bias_xn))

    record, now = np.empty((len(x), 4 * size)), np.empty(5 * size)
    h, r, z, n, change = np.split(now, 5)
    recorded, r_z, n_change = now[: 4 * size], now[size : 3 * size], now[3 * size :].reshape(2, size)
    h[:] = initial
    recalled, ones = np.empty(3 * size), np.ones(2 * size)
    recalled_r_z, recalled_n = recalled[: 2 * size], recalled[2 * size :]
    recall, blend = recurrent.dot, np.array([1.0, 0.5]).dot
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
        blend(n_change, h)
        record[t] = recorded
    return record


def _reset_before(x: Array, parameters: Arrays, recurrent: Array, initial: Array) -> Array:
    """The loop with n = tanh(W x + U (r ⊙ h) + b); rows of h, doubled r, doubled z, n."""
    size = initial.size
    order, halved = (0, 1, 2), (0.5, 0.5, 1.0)
    projected = x @ blocks(parameters["weight_ih"], order, halved).T
    projected += blocks(parameters["bias_ih"] + parameters["bias_hh"], order, halved)

    record, now = np.empty((len(x), 4 * size)), np.empty(5 * size)
    h, r, z, n, change = np.split(now, 5)
    recorded, r_z, n_change = now[: 4 * size], now[size : 3 * size], now[3 * size :].reshape(2, size)
    h[:] = initial
    recalled_r_z, recalled_n = np.empty(2 * size), np.empty(size)
    reset, ones = np.empty(size), np.ones(2 * size)
    recall_r_z, recall_n = recurrent[: 2 * size].dot, recurrent[2 * size :].dot
    blend = np.array([1.0, 0.5]).dot
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
        blend(n_change, h)
        record[t] = recorded
    return record


def backward(
    gradient: Arrays, signals: Arrays, before: Arrays, parameters: Arrays, variant: str | None
) -> StepGradients:
    """∂L/∂h_t (…, H) -> gradients of x_t, h_{t-1} and the pre-activations."""
    r, z, n, h = signals["r"], signals["z"], signals["n"], before["h"]
    d_h = gradient["h"]
    pre_n = d_h * (1.0 - z) * (1.0 - n * n)
    pre_z = d_h * (h - n) * z * (1.0 - z)
    weight_n = parameters["weight_hh"][2 * z.shape[-1] :]
    if variant == "reset_before":
        d_rh = pre_n @ weight_n
        d_r, d_h_reset, pre_hn = d_rh * h, d_rh * r, pre_n
    else:
        pre_hn = pre_n * r
        recalled = h @ weight_n.T + parameters["bias_hh"][2 * z.shape[-1] :]
        d_r, d_h_reset = pre_n * recalled, pre_hn @ weight_n
    gates = np.concatenate((d_r * r * (1.0 - r), pre_z), axis=-1)
    pre_ih, pre_hh = np.concatenate((gates, pre_n), axis=-1), np.concatenate((gates, pre_hn), axis=-1)
    d_before = d_h * z + gates @ parameters["weight_hh"][: gates.shape[-1]] + d_h_reset
    return StepGradients({"h": d_h}, pre_ih @ parameters["weight_ih"], {"h": d_before}, pre_ih, pre_hh)


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


CELL: Final = Cell(SPEC, forward, backward, parameter_gradients, equations)
