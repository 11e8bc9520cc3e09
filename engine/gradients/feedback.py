"""Backpropagation through outputs that are fed back: h_t → y_t → x_{t+1} → h_{t+1}, through every layer.

An output that is a number, of a linear or sigmoid readout, is the next input itself: what reaches x_{t+1} reaches h_t
of the top layer. A softmax feeds back the label of its largest output, which does not move with h_t but in jumps: its
derivative is zero, and there is no such path. Nor is there one where targets are fed (teacher forcing).

The path joins the bottom layer to the top one, so this pass goes step by step through all layers: in float64 with one
power of two for each loss, or, where that is not enough, with one for each number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.cells.slopes import Numbers, sigmoid
from engine.gradients.linearization import Linearization, within
from engine.gradients.sweeps import STEADY
from engine.networks.readout import Readout
from engine.numbers.arrays import Array
from engine.numbers.scaled import Bands, Scaled, exponential, shifted, stack
from engine.runs.trace import Trace

_LOW, _HIGH, _LOST, _FAR = 2.0**-100, 2.0**100, 2.0**-400, 600
_LEAST = 2.0**-700


@dataclass(frozen=True)
class Feedback:
    """The way from x_{t+1} to h_t in a run.

    readout: its weight, (V, H), and kind; fed: (T,), whether a step was fed the output of the step before it
    pre: (T, V) what the sigmoid was given
    """

    readout: Readout
    fed: tuple[bool, ...]
    pre: Array

    @classmethod
    def of(cls, trace: Trace) -> Feedback | None:
        """None where no output that was fed back has a slope."""
        readout, outputs = trace.network.readout, trace.outputs
        if not trace.runs_free or readout is None or outputs is None or readout.kind == "softmax":
            return None
        return cls(readout, tuple(turn.feed == "previous_output" for turn in trace.schedule.turns), outputs.pre)

    @cached_property
    def slope(self) -> Scaled | None:
        """(T, V), every one with its own exponent; None for a linear readout, whose slope is 1."""
        if self.readout.kind == "linear":
            return None
        z = np.nan_to_num(self.pre)  # a step that emits nothing has none, and is not fed back
        rising, falling = sigmoid(z, z, exponential)
        found: Scaled = rising * falling
        return found

    def matters_to(self, source: Scaled) -> bool:
        """Whether any loss of `source`, as `BackwardPass.run` takes it, is read after an output was fed back."""
        return bool(source.mantissa[self.fed.index(True) :].any())

    def is_steady(self, limit: float) -> bool:
        """Whether it can bring no float64 gradient near the ends of its range."""
        slope = self.slope
        slopes = slope is None or within(slope.to_float()[self._outputs], limit, True, False)
        return slopes and within(self.readout.weight, limit, True)

    @property
    def _outputs(self) -> list[int]:
        """The steps whose outputs are fed back."""
        return [t - 1 for t, fed in enumerate(self.fed) if fed]


@dataclass(frozen=True)
class FeedbackPass:
    """The backward pass through layers that read forward, from the bottom up, whose outputs are fed back."""

    feedback: Feedback
    layers: list[Linearization]

    def totals(self, source: Scaled) -> list[dict[str, Scaled]]:
        """For each layer {state: (T, H) or (T, B, H)}, the total gradients.

        source: as for `BackwardPass.run`
        """
        alone = len(source.shape) == 2
        given = Scaled(source.mantissa[:, np.newaxis], source.exponent[:, np.newaxis]) if alone else source
        found = (self._fast(given) if self._is_steady else None) or self._slow(given)
        if not alone:
            return found
        return [{name: rows[:, 0] for name, rows in states.items()} for states in found]

    @property
    def _names(self) -> tuple[str, ...]:
        return self.layers[0].cell.spec.states or ("h",)

    @cached_property
    def _is_steady(self) -> bool:
        """A step goes through all layers before it is rescaled: the deeper, the less each may change the size."""
        limit = STEADY ** (1 / len(self.layers))
        return self.feedback.is_steady(limit) and all(
            layer.steady_within(limit) and within(layer.reading.parameters["weight_ih"], limit, True)
            for layer in self.layers
        )

    def _fast(self, source: Scaled) -> list[dict[str, Scaled]] | None:
        """In float64, one exponent a loss; None if the numbers grew too far apart."""
        steps, batch, size = source.shape
        names, parameters = self._names, [layer.reading.parameters for layer in self.layers]
        slopes = None if self.feedback.slope is None else self.feedback.slope.to_float()
        carried = np.zeros((len(self.layers), len(names), batch, size))
        record, exponents = np.zeros((steps, *carried.shape)), np.zeros((steps, batch, 1), dtype=np.int64)
        exponent = np.zeros((batch, 1), dtype=np.int64)
        for t in reversed(range(steps)):
            taken = _taken_over(carried, exponent, source[t])
            if taken is None:
                return None
            exponent = taken
            below: Array = shifted(source.mantissa[t], source.exponent[t] - exponent)
            for level in reversed(range(len(self.layers))):
                total, state, below = self._step(level, t, carried[level], below, self.layers[level].local, parameters)
                for place, name in enumerate(names):
                    record[t, level, place] = total[name]
                    carried[level, place] = state.get(name, 0.0)
            exponents[t] = exponent
            if self.feedback.fed[t]:
                by_pre = below if slopes is None else below * slopes[t - 1]
                carried[-1, names.index("h")] += by_pre @ self.feedback.readout.weight
            rescaled = _rescaled(carried, exponent)
            if rescaled is None:
                return None
            exponent = rescaled
        if not _all_of_like_size(record):
            return None
        return [
            {name: Scaled(record[:, level, place], exponents) for place, name in enumerate(names)}
            for level in range(len(self.layers))
        ]

    def _slow(self, source: Scaled) -> list[dict[str, Scaled]]:
        """Every number with its own exponent."""
        names, nothing = self._names, Scaled.of(np.zeros(source.shape[1:]))
        parameters = [
            {**layer.banded(), "weight_ih": Bands.of(layer.reading.parameters["weight_ih"])} for layer in self.layers
        ]
        weight = Bands.of(self.feedback.readout.weight)
        carried = [[nothing for _ in names] for _ in self.layers]
        totals: list[dict[str, list[Scaled]]] = [{name: [] for name in names} for _ in self.layers]
        for t in reversed(range(len(source))):
            below = Scaled.of(source.mantissa[t], source.exponent[t])
            for level in reversed(range(len(self.layers))):
                local = self.layers[level].local_scaled
                total, state, below = self._step(level, t, carried[level], below, local, parameters)
                for name in names:
                    totals[level][name].append(total[name])
                carried[level] = [state.get(name, nothing) for name in names]
            if self.feedback.fed[t]:
                slope, h = self.feedback.slope, names.index("h")
                carried[-1][h] = carried[-1][h] + (below if slope is None else below * slope[t - 1]) @ weight
        return [{name: stack(rows[::-1]) for name, rows in states.items()} for states in totals]

    def _step(
        self, level: int, t: int, carried: Any, given: Numbers, local: Mapping[str, Numbers], parameters: Any
    ) -> tuple[Mapping[str, Numbers], Mapping[str, Numbers], Numbers]:
        """One step of one layer: the total gradients of its states, those of the states before, and of what it read.

        carried: what the step after it hands to each state; given: what reaches h from the layer above
        """
        layer = self.layers[level]
        arriving = dict(zip(self._names, carried, strict=True))
        arriving["h"] = arriving["h"] + given
        slopes = {name: values[t] for name, values in local.items()}
        step = layer.cell.backward(arriving, slopes, parameters[level], layer.reading.variant)
        return step.total, step.state, step.x


def _taken_over(carried: Array, exponent: Any, source: Scaled) -> Any:
    """The exponents (B, 1) once the losses of a step come in, `carried` scaled to them; None if too far apart."""
    here = (source.mantissa != 0).any(axis=-1, keepdims=True)
    if not here.any():
        return exponent
    empty = (carried == 0).all(axis=(0, 1, 3), keepdims=True)[0, 0]
    top = np.where(here, np.where(empty, source.exponent, np.maximum(exponent, source.exponent)), exponent)
    shift = np.where(empty, 0, exponent - top)
    if shift.min() < -_FAR:
        return None
    np.ldexp(carried, shift, carried)
    return top


def _rescaled(carried: Array, exponent: Any) -> Any:
    """The exponents (B, 1) once the losses that outgrew the range are scaled back; None if one was lost."""
    sizes: Array = np.abs(carried).max(axis=(0, 1, 3))[:, np.newaxis]
    off = ((sizes < _LOW) | (sizes > _HIGH)) & (sizes != 0.0)
    if not off.any():
        return exponent
    if not np.isfinite(sizes).all() or sizes[off].min() < _LOST:
        return None
    twos = np.where(off, np.frexp(sizes)[1], 0)
    np.ldexp(carried, -twos, carried)
    return exponent + twos


def _all_of_like_size(record: Array) -> bool:
    """Whether of no loss, at no step, a number, save 0, is below 2^-700 of the largest. record: (T, L, S, B, H)"""
    sizes: Array = np.abs(record)
    return not ((sizes < _LEAST * sizes.max(axis=(1, 2, 4), keepdims=True)) & (sizes > 0)).any()
