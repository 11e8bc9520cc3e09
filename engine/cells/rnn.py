"""The simple recurrent cell of Elman (1990): h_t = φ(W x_t + U h_{t-1} + b), φ = tanh or relu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from engine.cells.base import (
    SIGNED,
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
    no_finish,
    pre_affine,
    project,
    slopes_by_step,
    work_space,
)
from engine.cells.dense import slope
from engine.cells.slopes import Numbers
from engine.equations.expressions import Bias, Call, Dot, Equation, Sum
from engine.numbers.arrays import Array

SPEC: Final = Spec(
    name="rnn",
    title="simple recurrent cell",
    states=("h",),
    signals=(Signal("h", "hidden state", "state", SIGNED),),
    gates=("h",),
    parameters=(
        Parameter("weight_ih", 1, "D"),
        Parameter("weight_hh", 1, "H"),
        Parameter("bias_ih", 1, None),
        Parameter("bias_hh", 1, None),
    ),
    nonlinearities=("tanh", "relu"),
)


def equations(variant: str | None) -> tuple[Equation, ...]:
    """h_t = φ(W x_t + U h_{t-1} + b)."""
    pre = Sum((Dot("W", "h", "x"), Dot("U", "h", "h"), Bias("b", "h")))
    return (Equation("h", Call(variant or "tanh", pre)),)


def forward(x: Array, parameters: Arrays, initial: Arrays, variant: str | None) -> dict[str, Array]:
    """x (T, D), initial h (H,) -> h (T, H); or a batch, (T, D, B) and (H, B) -> (T, H, B)."""
    # A row starts as what the input alone gives; its step adds the recurrent part and applies φ, all in place.
    rows = project(x, parameters["weight_ih"], parameters["bias_ih"] + parameters["bias_hh"])
    h = initial["h"]
    recall, recalled = np.asfortranarray(parameters["weight_hh"]).dot, np.empty_like(h)
    add, phi = np.add, _relu if variant == "relu" else np.tanh
    for row in rows:
        recall(h, recalled)
        add(row, recalled, row)
        h = phi(row, row)
    return {"h": rows}


def _relu(z: Array, out: Array) -> Array:
    return np.maximum(z, 0.0, out=out)


def pre_activations(reading: Reading) -> dict[str, Array]:
    """The argument of φ at every step, (T, H)."""
    fed, recalled = pre_affine(reading)
    return {"h": fed + recalled}


def local(reading: Reading, precision: Precision) -> dict[str, Numbers]:
    """φ' at every step."""
    return {"h": slope(reading.signals["h"], reading.variant, precision)}


def backward(
    gradient: Mapping[str, Numbers],
    local: Mapping[str, Numbers],
    parameters: Mapping[str, Any],
    variant: str | None,
) -> StepGradients:
    """∂L/∂h_t (…, H) -> gradients of x_t, h_{t-1} and the pre-activation."""
    pre, _ = pre_gradients(gradient, local, parameters, variant)
    state = {"h": pre @ parameters["weight_hh"]}
    return StepGradients({"h": gradient["h"]}, pre @ parameters["weight_ih"], state, pre, pre)


def pre_gradients(
    total: Mapping[str, Numbers], local: Mapping[str, Numbers], parameters: Mapping[str, Any], variant: str | None
) -> tuple[Numbers, Numbers]:
    """∂L/∂(W x + U h + b) = ∂L/∂h_t ⊙ φ'."""
    pre = total["h"] * local["h"]
    return pre, pre


def sweep(local: Arrays, parameters: Arrays, variant: str | None, batch: int | None) -> Sweep:
    """Buffer: pre-activation, h."""
    (slopes,) = np.moveaxis(slopes_by_step([local["h"]], batch), 1, 0)
    size = local["h"].shape[1]
    pre, h = np.split(work_space(2 * size, batch, slopes), 2)
    recall, multiply = np.ascontiguousarray(parameters["weight_hh"].T).dot, np.multiply

    def advance(t: int) -> None:
        multiply(slopes[t], h, pre)
        recall(pre, h)

    return Sweep(h, h, h, no_finish, advance)


def parameter_gradients(
    gradients: StepGradients, x: Array, signals: Arrays, before: Arrays, variant: str | None
) -> dict[str, Array]:
    """Pre-activation gradients (T, H), inputs (T, D) and states before (T, H) -> the gradient of every parameter."""
    return affine_gradients(gradients, x, before["h"])


CELL: Final = Cell(
    SPEC, forward, pre_activations, local, backward, pre_gradients, sweep, ("h",), parameter_gradients, equations
)
