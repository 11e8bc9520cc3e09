"""The feedforward neuron, for comparison: h = φ(W x + b). It has no state, so no step knows of any other."""

from __future__ import annotations

from typing import Final

import numpy as np

from engine.arrays import Array
from engine.cells.base import SIGNED, Arrays, Cell, Parameter, Signal, Spec, StepGradients
from engine.expressions import Bias, Call, Dot, Equation, Sum

SPEC: Final = Spec(
    name="dense",
    title="feedforward neuron",
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
    """x (T, D) -> h (T, H): all steps at once, since none depends on another."""
    pre = x @ parameters["weight_ih"].T
    pre += parameters["bias_ih"]
    return {"h": activate(pre, variant)}


def backward(
    gradient: Arrays, signals: Arrays, before: Arrays, parameters: Arrays, variant: str | None
) -> StepGradients:
    """∂L/∂h (…, H) -> gradients of the step's input and pre-activation."""
    pre = gradient["h"] * slope(signals["h"], variant)
    return StepGradients({"h": gradient["h"]}, pre @ parameters["weight_ih"], {}, pre, None)


def parameter_gradients(
    gradients: StepGradients, x: Array, signals: Arrays, before: Arrays, variant: str | None
) -> dict[str, Array]:
    """Pre-activation gradients (T, H) and inputs (T, D) -> the gradient of every parameter."""
    return {"weight_ih": gradients.pre_ih.T @ x, "bias_ih": gradients.pre_ih.sum(axis=0)}


def activate(pre: Array, variant: str | None) -> Array:
    """φ of a pre-activation, in place."""
    return np.maximum(pre, 0.0, out=pre) if variant == "relu" else np.tanh(pre, out=pre)


def slope(h: Array, variant: str | None) -> Array:
    """φ' written in terms of h = φ(z): 1 - h² for tanh; 1 or 0 for relu, which at 0 counts as flat."""
    return (h > 0).astype(np.float64) if variant == "relu" else 1.0 - h * h


CELL: Final = Cell(SPEC, forward, backward, parameter_gradients, equations)
