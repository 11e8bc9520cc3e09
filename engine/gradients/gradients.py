"""Backpropagation through time: what a loss says about every state, input and parameter.

∂L/∂h_t and ∂L/∂c_t are total derivatives through every later path, with h_t and c_t as separate variables: what
`retain_grad()` on them gives in PyTorch. An output that is fed back as a number is such a path; a label, which
moves in jumps only, and a target that is fed in its place are none (`engine.gradients.feedback`). All numbers keep
their power of two apart, so that a gradient of 10^-2000 is a number and not a zero.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.errors import InvalidInput
from engine.gradients.backward import BackwardPass, LayerPass
from engine.gradients.itemised import ItemisedMap, itemised_map
from engine.gradients.jacobian import Jacobian, jacobian_norms
from engine.gradients.objective import Loss, parse_loss
from engine.limits import MAX_JACOBIAN_WORK, MAX_MAP_STEPS
from engine.numbers.arrays import Array, excerpt, read_only, true_or_false, whole_number
from engine.numbers.scaled import Exponents, Scaled
from engine.runs.trace import Direction, Overflow, Trace


@dataclass(frozen=True)
class Rows:
    """T gradients, one a step, as mantissa (T, K) times 2^exponent (T,). Steps without a gradient hold not-a-number.

    A number less than 2^-1074 of its row's largest is 0 here.
    """

    mantissa: Array
    exponent: Exponents

    @cached_property
    def _norm(self) -> Scaled:
        return Scaled.of(np.sqrt(np.square(self.mantissa).sum(axis=1)), self.exponent)

    @cached_property
    def norm(self) -> Array:
        """Euclidean norms (T,) in plain float64: inf above its range, 0 below its smallest normal number."""
        return read_only(self._norm.to_float())

    @cached_property
    def log10_norm(self) -> Array:
        """log10 of the norms (T,), right however small or large; -inf only where the gradient is exactly 0."""
        return read_only(self._norm.log10())

    def to_float(self) -> Array:
        """The vectors (T, K) in plain float64: inf above its range, 0 below its smallest normal number."""
        return Scaled(self.mantissa, self.exponent[:, np.newaxis]).to_float()


@dataclass(frozen=True)
class StateGradients:
    """∂L/∂h_t or ∂L/∂c_t of one layer and direction at every position t."""

    vectors: Rows

    @property
    def norm(self) -> Array:
        return self.vectors.norm

    @property
    def log10_norm(self) -> Array:
        return self.vectors.log10_norm


@dataclass(frozen=True)
class LayerGradients:
    """The gradients of one layer read in one direction: `layer["h"]`, and `layer["c"]` for an LSTM."""

    layer: int
    direction: Direction
    states: Mapping[str, StateGradients]

    def __getitem__(self, state: str) -> StateGradients:
        return self.states[state]


@dataclass(frozen=True)
class InputGradients:
    """∂L/∂x_t at every step, and x_t · ∂L/∂x_t, to first order what the step's input adds to the loss.

    A step that was fed an output has an input too, with the gradient through every path after it.

    contribution: (T,) `Scaled`, signed; for a character (one-hot) it is the gradient by that character's own entry.
    """

    vectors: Rows
    contribution: Scaled

    @property
    def norm(self) -> Array:
        return self.vectors.norm

    @property
    def log10_norm(self) -> Array:
        return self.vectors.log10_norm


@dataclass(frozen=True)
class Clipping:
    """Clipping by the norm of all parameter gradients together (Pascanu, Mikolov and Bengio 2013, algorithm 1).

    threshold: the largest norm let through; log10_before: log10 of the norm as it was; before and after: the norms in
    float64 (before is inf beyond its range); factor: what every gradient is multiplied by, 1 if nothing is clipped
    (0 where threshold / before lies below float64: log10_factor has it). PyTorch adds 10^-6 to the norm it divides by.
    """

    threshold: float
    before: float
    log10_before: float
    after: float
    factor: float
    log10_factor: float


@dataclass(frozen=True)
class Gradients:
    """The answer of `gradients`. `overflow` is the trace's: from its step on there is no gradient (not-a-number)."""

    loss: Loss
    layers: tuple[LayerGradients, ...]
    inputs: InputGradients | None
    parameters: Mapping[str, Scaled] | None
    map: ItemisedMap | None
    jacobian: Jacobian | None
    clip: Clipping | None
    overflow: Overflow | None


def gradients(
    trace: Trace,
    at: Any = None,
    cotangent: Any = None,
    map: bool = False,
    inputs: bool = False,
    parameters: bool = False,
    jacobian: bool = False,
    clip: Any = None,
    map_layer: Any = None,
) -> Gradients:
    """Differentiate a loss on the outputs of the top layer by every state and, on request, by more.

    at: "own", the run's own loss, which it has with a target; "last", the output at the last position; "all", the sum
        over all positions that emit; or one position from 1; None is "own" where there is one, else "last"
    cotangent: (H,), or (2H,) forward before reverse for a bidirectional network: the weights of the output's
        components in the loss; all 1 when None
    map: the itemised map of the losses of all positions, whatever step `at` says; map_layer: the place in
        `trace.layers` of the layer it is for, the top one (its forward direction) when None
    inputs, parameters: the gradients by the inputs and by the parameters
    jacobian: the largest singular value of ∂h_T/∂h_t of the top layer's forward direction
    clip: a threshold for the norm of all parameter gradients together

    A run that overflowed is differentiated as far as it is good: in a network that reads forward only, the steps
    before the overflow, "last" being the last of these; `overflow` tells. Raises InvalidInput.
    """
    for name, wish in (("map", map), ("inputs", inputs), ("parameters", parameters), ("jacobian", jacobian)):
        true_or_false(wish, (name,))
    steps = _good_steps(trace)
    loss = parse_loss(trace, at, cotangent, steps)
    threshold = None if clip is None else _threshold(clip)
    place = _map_place(trace, map_layer)
    _check_limits(trace, map, jacobian)

    backward = BackwardPass(trace, steps)
    passes = backward.run(loss.source(steps)) if steps else []
    found = _parameters(trace, passes) if parameters or threshold is not None else None
    return Gradients(
        loss,
        tuple(_layer(trace, passes, index) for index in range(len(trace.layers))),
        _inputs(trace, passes) if inputs else None,
        found if parameters else None,
        itemised_map(trace, backward, steps, loss, place) if map else None,
        jacobian_norms(trace, backward, steps) if jacobian else None,
        None if threshold is None or found is None else _clipping(threshold, found.values()),
        trace.overflow,
    )


def _good_steps(trace: Trace) -> int:
    """How many steps, from the first, came out finite in every layer; of two directions one starts at the end."""
    if trace.overflow is None:
        return trace.T
    if trace.network.bidirectional:
        return 0
    bad = [~np.isfinite(values).all(axis=1) for layer in trace.layers for values in layer.signals.values()]
    return int(np.any(bad, axis=0).argmax())


def _threshold(clip: Any) -> float:
    if isinstance(clip, bool) or not isinstance(clip, int | float | np.integer | np.floating):
        raise InvalidInput.at(("clip",), f"must be a number above 0, not {excerpt(clip)}.")
    if not 0 < clip < 1e300:
        raise InvalidInput.at(("clip",), f"is {excerpt(clip)}; it must be above 0 and below 1e300.")
    return float(clip)


def _map_place(trace: Trace, value: Any) -> int:
    directions = trace.network.shape.directions
    if value is None:
        return len(trace.layers) - directions
    return whole_number(value, ("map_layer",), 0, len(trace.layers) - 1)


def _check_limits(trace: Trace, map: bool, jacobian: bool) -> None:
    if map and trace.T > MAX_MAP_STEPS:
        raise InvalidInput.at(
            ("map",), f"is asked for {trace.T} steps; the limit is {MAX_MAP_STEPS}. Shorten the input or leave it out."
        )
    work = trace.T * trace.network.hidden_size**2
    if jacobian and work > MAX_JACOBIAN_WORK:
        longest = MAX_JACOBIAN_WORK // trace.network.hidden_size**2
        raise InvalidInput.at(
            ("jacobian",),
            f"is asked for {trace.T} steps of {trace.network.hidden_size} units; the limit for so many units is "
            f"{longest} steps. Shorten the input, take fewer units or leave it out.",
        )


def _layer(trace: Trace, passes: list[LayerPass], index: int) -> LayerGradients:
    layer = trace.layers[index]
    names = trace.network.definition.spec.states or ("h",)
    nothing = Scaled(np.empty((0, layer.hidden_size)), np.empty((0, 1), dtype=np.int64))
    totals = passes[index].total if passes else dict.fromkeys(names, nothing)
    states = {name: StateGradients(_rows(totals[name], trace.T)) for name in names}
    return LayerGradients(layer.layer, layer.direction, states)


def _rows(found: Scaled, steps: int) -> Rows:
    """One exponent a row, and not-a-number for the steps that have no gradient."""
    rows = found.shared()
    missing = steps - len(rows)
    mantissa = np.concatenate((rows.mantissa, np.full((missing, rows.shape[1]), np.nan)))
    exponent = np.concatenate((rows.exponent[:, 0], np.zeros(missing, dtype=np.int64)))
    return Rows(read_only(mantissa), exponent)


def _inputs(trace: Trace, passes: list[LayerPass]) -> InputGradients:
    directions = trace.network.shape.directions
    nothing = Scaled(np.empty((0, trace.network.input_size)), np.empty((0, 1), dtype=np.int64))
    found = nothing
    for each in passes[:directions]:
        found = each.x if found is nothing else found + each.x
    x = Scaled.of(trace.inputs[: len(found)]).shared()
    found = found.shared()
    added = Scaled.of((found.mantissa * x.mantissa).sum(axis=1), (found.exponent + x.exponent)[:, 0])
    missing = trace.T - len(found)
    mantissa = np.concatenate((added.mantissa, np.full(missing, np.nan)))
    exponent = np.concatenate((added.exponent, np.zeros(missing, dtype=np.int64)))
    return InputGradients(_rows(found, trace.T), Scaled(mantissa, exponent))


def _parameters(trace: Trace, passes: list[LayerPass]) -> dict[str, Scaled]:
    """{name: gradient with one exponent}, names and layout as PyTorch has them."""
    if not passes:
        none = np.array(0, dtype=np.int64)
        return {name: Scaled(np.full(v.shape, np.nan), none) for name, v in trace.network.parameters.items()}
    found: dict[str, Scaled] = {}
    for each in passes:
        suffix = f"_l{each.layer.layer}" + ("_reverse" if each.layer.direction == "reverse" else "")
        found |= {name + suffix: values for name, values in each.linearization.parameter_gradients(each.pre).items()}
    return {name: found[name] for name in trace.network.parameters}


def _clipping(threshold: float, found: Iterable[Scaled]) -> Clipping:
    norms = [gradient.norm(axis=None) for gradient in found]
    total = Scaled(np.array([n.mantissa for n in norms]), np.array([n.exponent for n in norms])).norm()
    log10_before = float(total.log10())
    log10_factor = min(0.0, math.log10(threshold) - log10_before)
    before = float(total.to_float())
    clipped = log10_factor < 0.0
    factor = 1.0 if not clipped else threshold / before if before < math.inf else 10.0**log10_factor
    return Clipping(threshold, before, log10_before, threshold if clipped else before, factor, log10_factor)
