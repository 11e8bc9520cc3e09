"""The feedforward neuron, for comparison: h = φ(W x + b). It has no state, so no step knows of any other."""

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
    no_finish,
    project,
    work_space,
)
from engine.cells.slopes import Numbers, tanh_slope
from engine.equations.expressions import Bias, Call, Dot, Equation, Sum
from engine.numbers.arrays import Array

SPEC: Final = Spec(
    name="dense",
    title="feedforward neuron",
    word="Neuron",
    states=(),
    signals=(Signal("h", "activation", "state", SIGNED),),
    gates=("h",),
    parameters=(Parameter("weight_ih", 1, "D"), Parameter("bias_ih", 1, None)),
    nonlinearities=("tanh", "relu"),
)


def equations(variant: str | None) -> tuple[Equation, ...]:
    """h_t = φ(W x_t + b)."""
    return (Equation("h", Call(variant or "tanh", Sum((Dot("W", "h", "x"), Bias("b", "h", ("bias_ih",)))))),)


def forward(x: Array, parameters: Arrays, initial: Arrays, variant: str | None) -> dict[str, Array]:
    """x (T, D) -> h (T, H), or (T, D, B) -> (T, H, B): all steps at once, since none depends on another."""
    return {"h": activate(project(x, parameters["weight_ih"], parameters["bias_ih"]), variant)}


def pre_activations(reading: Reading) -> dict[str, Array]:
    """The argument of φ, (T, H)."""
    return {"h": reading.x @ reading.parameters["weight_ih"].T + reading.parameters["bias_ih"]}


def local(reading: Reading, precision: Precision) -> dict[str, Numbers]:
    """φ' at every step."""
    return {"h": slope(reading.signals["h"], reading.variant, precision)}


def backward(
    gradient: Mapping[str, Numbers],
    local: Mapping[str, Numbers],
    parameters: Mapping[str, Any],
    variant: str | None,
) -> StepGradients:
    """∂L/∂h (…, H) -> gradients of the step's input and pre-activation."""
    pre, _ = pre_gradients(gradient, local, parameters, variant)
    return StepGradients({"h": gradient["h"]}, pre @ parameters["weight_ih"], {}, pre, None)


def pre_gradients(
    total: Mapping[str, Numbers], local: Mapping[str, Numbers], parameters: Mapping[str, Any], variant: str | None
) -> tuple[Numbers, Numbers]:
    """∂L/∂(W x + b) = ∂L/∂h ⊙ φ', twice: there is no recurrent part to tell apart."""
    pre = total["h"] * local["h"]
    return pre, pre


def sweep(local: Arrays, parameters: Arrays, variant: str | None, batch: int | None) -> Sweep:
    """Nothing is handed from step to step."""
    h = work_space(local["h"].shape[1], batch, local["h"])

    def advance(t: int) -> None:
        h.fill(0.0)

    return Sweep(h, h, h, no_finish, advance)


def parameter_gradients(
    gradients: StepGradients, x: Array, signals: Arrays, before: Arrays, variant: str | None
) -> dict[str, Array]:
    """Pre-activation gradients (T, H) and inputs (T, D) -> the gradient of every parameter."""
    return {"weight_ih": gradients.pre_ih.T @ x, "bias_ih": gradients.pre_ih.sum(axis=0)}


def activate(pre: Array, variant: str | None) -> Array:
    """φ of a pre-activation, in place."""
    return np.maximum(pre, 0.0, out=pre) if variant == "relu" else np.tanh(pre, out=pre)


def slope(h: Array, variant: str | None, precision: Precision) -> Numbers:
    """φ' written in terms of h = φ(z): 1 - h² for tanh; 1 or 0 for relu, which at 0 counts as flat."""
    if variant == "relu":
        return (h > 0).astype(h.dtype)
    return tanh_slope(h, precision.of("h"), precision.exp)


CELL: Final = Cell(
    SPEC, forward, pre_activations, local, backward, pre_gradients, sweep, ("h",), parameter_gradients, equations
)
