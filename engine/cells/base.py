"""What a cell is: a description, and pure functions that own neither state nor parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from engine.cells.slopes import Exponential, Numbers
from engine.equations.expressions import Equation
from engine.numbers.arrays import Array

Arrays = Mapping[str, Array]
Role = Literal["gate", "candidate", "state"]
Range = tuple[float | None, float | None]

UNBOUNDED: Range = (None, None)
UNIT: Range = (0.0, 1.0)
SIGNED: Range = (-1.0, 1.0)
POSITIVE: Range = (0.0, None)


@dataclass(frozen=True)
class Signal:
    """A vector of H numbers that a cell computes at every step. `range` bounds each of them; None is no bound."""

    name: str
    title: str
    role: Role
    range: Range


@dataclass(frozen=True)
class Parameter:
    """An array in PyTorch's layout: `blocks` gates of H rows, stacked, by `columns` (None for a vector)."""

    name: str
    blocks: int
    columns: Literal["D", "H"] | None

    @property
    def symbolic_shape(self) -> tuple[str, ...]:
        """The shape in letters, such as ("4H", "D")."""
        rows = "H" if self.blocks == 1 else f"{self.blocks}H"
        return (rows,) if self.columns is None else (rows, self.columns)

    def shape(self, input_size: int, hidden_size: int) -> tuple[int, ...]:
        """The shape in numbers, for D = `input_size` and H = `hidden_size`."""
        rows = self.blocks * hidden_size
        if self.columns is None:
            return (rows,)
        return (rows, input_size if self.columns == "D" else hidden_size)


@dataclass(frozen=True)
class Spec:
    """The description of a cell.

    `states` are the names of the signals handed from step to step; `signals` are recorded, in this order; `gates` name
    the row blocks of the parameter arrays, in PyTorch's order; `nonlinearities` and `forms` are the variants on offer,
    the first being the default (a cell has at most one of the two); `word` is what a menu calls a cell that has no
    abbreviation.
    """

    name: str
    title: str
    states: tuple[str, ...]
    signals: tuple[Signal, ...]
    gates: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    nonlinearities: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    word: str | None = None

    @property
    def label(self) -> str:
        """What a menu calls it."""
        return self.word or self.name.upper()

    @property
    def variants(self) -> tuple[str, ...]:
        """The values of the one choice this cell offers, default first; empty without a choice."""
        return self.nonlinearities or self.forms

    def shapes(self, input_size: int, hidden_size: int) -> dict[str, tuple[int, ...]]:
        """The shape of every parameter, for D = `input_size` and H = `hidden_size`."""
        return {parameter.name: parameter.shape(input_size, hidden_size) for parameter in self.parameters}

    def signals_of(self, variant: str | None) -> tuple[Signal, ...]:
        """The signals, with the ranges that hold for `variant`: a relu is bounded below only."""
        if variant != "relu":
            return self.signals
        return tuple(Signal(s.name, s.title, s.role, POSITIVE) for s in self.signals)


@dataclass(frozen=True)
class StepGradients:
    """Gradients of the loss after one backward step; leading batch axes are kept.

    total: {"h": (…, H), "c": (…, H)} with respect to the state after the step, through every path, the ones inside the
        step included (c_t reaches the loss through h_t too): what `retain_grad()` on h_t and c_t shows in PyTorch
    x: (…, D) with respect to the input of the step
    state: {"h": (…, H), "c": (…, H)} with respect to the state before the step
    pre_ih, pre_hh: (…, G·H) with respect to W_ih x + b_ih and to W_hh h + b_hh, rows as in the parameter arrays.
        They differ only for the GRU whose reset gate follows the matrix product. `pre_hh` is None without a recurrence.
    """

    total: dict[str, Any]
    x: Any
    state: dict[str, Any]
    pre_ih: Any
    pre_hh: Any


@dataclass(frozen=True)
class Reading:
    """What a layer computed over T steps, in the order in which it read them: the ground its gradients stand on.

    x: (T, D); signals: {name: (T, H)}; before: {state: (T, H)} the states before each step; initial: {state: (H,)};
    of a batch of B sequences (T, D, B), (T, H, B), (T, H, B) and (H, B)
    """

    x: Array
    signals: Arrays
    before: Arrays
    initial: Arrays
    parameters: Arrays
    variant: str | None


@dataclass(frozen=True)
class Precision:
    """How slopes are found: from what was recorded, or by `exp` from the pre-activations `z`, {signal: (T, H)}."""

    z: Arrays | None = None
    exp: Exponential = np.exp

    def of(self, name: str) -> Array | None:
        """The pre-activation of a signal, None if the record is to be used."""
        return None if self.z is None else self.z[name]


@dataclass(frozen=True)
class Sweep:
    """The work space of a fast backward loop; its arrays are views of one buffer. B, if any, is a batch: (H, B).

    h: (H,) or (H, B), where what reaches h_t from outside the step is found, and added to
    total: (S·H, …) the gradients of the states after the step, h first, once `finish(t)` has run
    carry: (S·H, …) what the step hands to the states before it, once `advance(t)` has run; h, in place, last
    """

    h: Array
    total: Array
    carry: Array
    finish: Callable[[int], None]
    advance: Callable[[int], object]


def no_finish(t: int) -> None:
    """For cells whose total gradient is what arrives."""


Forward = Callable[[Array, Arrays, Arrays, str | None], dict[str, Array]]
PreActivations = Callable[[Reading], dict[str, Array]]
Local = Callable[[Reading, Precision], dict[str, Numbers]]
Backward = Callable[[Mapping[str, Numbers], Mapping[str, Numbers], Mapping[str, Any], str | None], StepGradients]
PreGradients = Callable[[Mapping[str, Numbers], Mapping[str, Numbers], Mapping[str, Any], str | None], tuple[Any, Any]]
MakeSweep = Callable[[Arrays, Arrays, str | None, int | None], Sweep]
ParameterGradients = Callable[[StepGradients, Array, Arrays, Arrays, str | None], dict[str, Array]]
Equations = Callable[[str | None], tuple[Equation, ...]]


@dataclass(frozen=True)
class Cell:
    """A cell: its description, its equations as data, and its maths.

    forward(x, parameters, initial, variant) -> signals
        x: (T, D), initial: {state: (H,)}; gives every signal as (T, H), in the order of `spec.signals`. A batch of B
        sequences has its own axis, the last: x (T, D, B), initial (H, B), signals (T, H, B). The type of the numbers,
        float64 or float32, is that of x and the parameters.
    pre_activations(reading) -> {signal: (T, H)} what each squashing function was given
    local(reading, precision) -> {name: (T, H)} the slopes of the step that do not depend on the loss, each a product of
        recorded numbers: what the backward step multiplies by; of a batch (T, H, B)
    backward(gradient, local, parameters, variant) -> StepGradients
        One step. gradient: {state: (…, H)} what reaches h_t and c_t from outside the step, from the loss and from the
        step after (its `state`); local: the slopes of the step, (H,) or with the same leading axes.
    pre_gradients(total, local, parameters, variant) -> (pre_ih, pre_hh) from the total gradients of h_t and c_t
    sweep(local, parameters, variant, batch) -> the same backward step, written to be fast in a loop over T, for one
        loss, for a batch of losses on one sequence, or for one loss on each of a batch of sequences
    steady: the names in `local` that are the step's main ways back; these alone decide how fast a gradient can vanish.
    parameter_gradients(gradients, x, signals, before, variant) -> {parameter: gradient}
        Sums over the leading axis: gradients and arrays of (T, …) give the gradient of a whole sequence.
    equations(variant) -> the equations in the order in which they are computed.
    """

    spec: Spec
    forward: Forward
    pre_activations: PreActivations
    local: Local
    backward: Backward
    pre_gradients: PreGradients
    sweep: MakeSweep
    steady: tuple[str, ...]
    parameter_gradients: ParameterGradients
    equations: Equations


def blocks(array: Array, order: Sequence[int], factors: Sequence[float]) -> Array:
    """The gate blocks `order` of a parameter (G·H, …), each times its factor, stacked into a new contiguous array."""
    split = np.split(array, len(order))
    return np.concatenate([factor * split[index] for index, factor in zip(order, factors, strict=True)])


def pre_affine(reading: Reading) -> tuple[Array, Array]:
    """W_ih x + b_ih and W_hh h + b_hh of every step, (T, G·H) each."""
    p = reading.parameters
    return reading.x @ p["weight_ih"].T + p["bias_ih"], reading.before["h"] @ p["weight_hh"].T + p["bias_hh"]


def project(x: Array, weight: Array, bias: Array) -> Array:
    """W x + b at every step: x (T, D) -> (T, R), or of a batch (T, D, B) -> (T, R, B)."""
    if x.ndim == 2:
        projected: Array = x @ weight.T
        projected += bias
        return projected
    projected = np.matmul(weight, x)
    projected += bias[:, np.newaxis]
    return projected


def factors(values: Sequence[float], like: Array) -> Array:
    """Numbers of the type of an array, so that what they multiply keeps its own."""
    return np.array(values, dtype=like.dtype)


def slopes_by_step(parts: Sequence[Array], batch: int | None) -> Array:
    """Slopes (T, H) side by side for the steps of a sweep: (T, parts, H), with a last axis of 1 for a batch of losses.

    Of a batch of sequences they are (T, H, B) and become (T, parts, H, B).
    """
    rows = np.stack(parts, axis=1)
    return rows if batch is None or rows.ndim == 4 else rows[..., np.newaxis]


def work_space(rows: int, batch: int | None, like: Array) -> Array:
    """Zeros (rows,), or (rows, batch), of the type of an array."""
    return np.zeros(rows if batch is None else (rows, batch), dtype=like.dtype)


def affine_gradients(gradients: StepGradients, x: Array, h_before: Array) -> dict[str, Array]:
    """Parameter gradients of W_ih x + b_ih and W_hh h + b_hh: x (T, D), h_before (T, H), pre-activations (T, G·H)."""
    assert gradients.pre_hh is not None
    bias_ih = gradients.pre_ih.sum(axis=0)
    return {
        "weight_ih": gradients.pre_ih.T @ x,
        "weight_hh": gradients.pre_hh.T @ h_before,
        "bias_ih": bias_ih,
        "bias_hh": bias_ih if gradients.pre_hh is gradients.pre_ih else gradients.pre_hh.sum(axis=0),
    }
