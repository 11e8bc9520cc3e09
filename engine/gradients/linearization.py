"""A layer linearised around its run: the slopes that a backward pass multiplies by, and the pass itself.

A backward pass is linear, so it may be rescaled on the way. The fast loops (`engine.gradients.sweeps`) keep one
power of two apart for all that a step hands to the step before it. Where that is not enough, because slopes lie
hundreds of orders of magnitude apart or beyond float64 altogether, the same step is done again, slower, with a power of
two a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.cells import Cell
from engine.cells.base import Precision, Reading, StepGradients, Sweep
from engine.cells.slopes import Numbers, is_coarse
from engine.gradients.sweeps import STEADY, GrowingStep, Lost, sweep_growing, sweep_many, sweep_one
from engine.networks.network import Network
from engine.numbers.arrays import Array
from engine.numbers.scaled import Bands, Scaled, exponential, shifted, stack
from engine.runs.trace import LayerTrace


@dataclass(frozen=True)
class Linearization:
    """A layer's recorded run with its slopes: everything of the backward pass that does not depend on the loss."""

    cell: Cell
    reading: Reading
    reverse: bool

    @classmethod
    def of(cls, network: Network, layer: LayerTrace, steps: int) -> Linearization:
        reverse = layer.direction == "reverse"
        order = slice(None, None, -1) if reverse else slice(0, steps)
        signals = {name: values[order] for name, values in layer.signals.items()}
        states = network.definition.spec.states
        before = {name: np.concatenate((layer.initial[name][np.newaxis], signals[name][:-1])) for name in states}
        suffix = f"_l{layer.layer}_reverse" if reverse else f"_l{layer.layer}"
        parameters = network.parameters_of(suffix)
        reading = Reading(layer.inputs[order], signals, before, layer.initial, parameters, network.variant)
        return cls(network.definition, reading, reverse)

    def turned(self, rows: Scaled) -> Scaled:
        """From positions in the input to the order of reading, and back."""
        return rows[::-1] if self.reverse else rows

    @cached_property
    def local(self) -> dict[str, Array]:
        """The slopes in float64; from the pre-activations where the record is too coarse."""
        precision = Precision(self.cell.pre_activations(self.reading)) if self._coarse() else Precision()
        return self.cell.local(self.reading, precision)

    @cached_property
    def local_scaled(self) -> dict[str, Scaled]:
        """The slopes, every one with its own exponent."""
        precision = Precision(self.cell.pre_activations(self.reading), exponential)
        return {
            name: values if isinstance(values, Scaled) else Scaled.of(values)
            for name, values in self.cell.local(self.reading, precision).items()
        }

    def _coarse(self) -> bool:
        """Whether a squashing function came so near its ends that its slope cannot be had from its value."""
        reading, spec = self.reading, self.cell.spec
        if reading.variant == "relu":
            return False
        gates = [signal.name for signal in spec.signals if signal.role == "gate"]
        bent = [signal.name for signal in spec.signals if signal.role == "candidate"] or ["h"]
        return any(is_coarse(reading.signals[name], 0.0) for name in gates) or any(
            is_coarse(reading.signals[name], -1.0) for name in bent
        )

    @cached_property
    def is_steady(self) -> bool:
        """Whether no single step can bring a float64 gradient near the ends of its range."""
        return self.steady_within(STEADY)

    def steady_within(self, limit: float) -> bool:
        """Whether slopes and recurrent weights are within `limit`, and the main ways back from below too.

        A σ or a tanh' that is 0 has underflowed; a relu's slope and a weight may well be 0.
        """
        steady, flat = self.cell.steady, self.reading.variant == "relu"
        slopes = (within(v, limit, n in steady, flat) for n, v in self.local.items())
        return all(slopes) and within(self.reading.parameters.get("weight_hh", np.empty(0)), limit, True)

    def total(self, source: Scaled) -> dict[str, Scaled]:
        """The total gradients of the states (T, …, H), in the order of reading, from what the loss gives h."""
        if self.is_steady:
            found = self._fast(source)
            if found is not None:
                return found
        return self._slow(source)

    def _fast(self, source: Scaled) -> dict[str, Scaled] | None:
        names = self.cell.spec.states or ("h",)
        batch = source.shape[1] if len(source.shape) == 3 else None
        sweep = self._sweep(batch)
        swept = sweep_one(sweep, source) if batch is None else sweep_many(sweep, source)
        if swept is None:
            return None
        record, exponent = swept
        size = source.shape[-1]
        return {
            name: Scaled(record[..., k * size : (k + 1) * size], exponent[..., np.newaxis])
            for k, name in enumerate(names)
        }

    def _slow(self, source: Scaled) -> dict[str, Scaled]:
        """Step by step with the cell's own backward step, every number with its own exponent."""
        local, names = self.local_scaled, self.cell.spec.states or ("h",)
        parameters = self.banded()
        parameters["weight_ih"] = Bands([], parameters["weight_ih"].shape)  # `LayerPass.x` takes all steps at once
        carried = {name: Scaled.of(np.zeros(source.shape[1:])) for name in names}
        totals: dict[str, list[Scaled]] = {name: [] for name in names}
        for t in reversed(range(len(source))):
            given = Scaled.of(source.mantissa[t], source.exponent[t])
            arriving = {**carried, "h": carried["h"] + given}
            step = self.cell.backward(
                arriving, {name: slopes[t] for name, slopes in local.items()}, parameters, self.reading.variant
            )
            for name in names:
                totals[name].append(step.total[name])
            carried = {name: step.state.get(name, carried[name]) for name in names}
        return {name: stack(rows[::-1]) for name, rows in totals.items()}

    def growing(self, given: Scaled, losses: Sequence[int]) -> Iterator[GrowingStep]:
        """`sweep_growing` through this layer: (t, ∂L/∂h_t (H, n), exponents (n,)) of n losses. Raises Lost."""
        if not self.is_steady:
            raise Lost
        return sweep_growing(self._sweep, given.shared(), losses)

    def _sweep(self, batch: int | None) -> Sweep:
        return self.cell.sweep(self.local, self.reading.parameters, self.reading.variant, batch)

    def banded(self) -> dict[str, Any]:
        """The parameters, with the recurrent matrix ready for rows of `Scaled`."""
        parameters: dict[str, Any] = dict(self.reading.parameters)
        if "weight_hh" in parameters:
            parameters["weight_hh"] = Bands.of(parameters["weight_hh"])
        return parameters

    def parameter_gradients(self, pre: tuple[Scaled, Scaled]) -> dict[str, Scaled]:
        """The gradient of every parameter, summed over the steps, with one exponent each."""
        ih, hh = (self.turned(rows).shared(axis=(0, 1)) for rows in pre)
        x = Scaled.of(self.reading.x).shared(axis=(0, 1))
        before = {n: Scaled.of(rows).shared(axis=(0, 1)) for n, rows in self.reading.before.items()}
        found = self.cell.parameter_gradients(
            StepGradients({}, None, {}, ih.mantissa, hh.mantissa),
            x.mantissa,
            self.reading.signals,
            {name: rows.mantissa for name, rows in before.items()},
            self.reading.variant,
        )
        exponents = {"weight_ih": ih.exponent + x.exponent, "bias_ih": ih.exponent, "bias_hh": hh.exponent}
        if before:
            exponents["weight_hh"] = hh.exponent + before["h"].exponent
        return {name: Scaled(values, exponents[name].reshape(())).shared(axis=None) for name, values in found.items()}

    def pre_gradients(self, total: Mapping[str, Scaled]) -> tuple[Scaled, Scaled]:
        """Gradients of the pre-activations, by position, from the totals, by position."""
        rows = {name: self.turned(values) for name, values in total.items()}
        steps, batch = len(rows["h"]), len(rows["h"].shape) == 3
        variant = self.reading.variant
        if self.is_steady:
            local: dict[str, Numbers] = {
                name: slopes[:steps, np.newaxis] if batch else slopes[:steps] for name, slopes in self.local.items()
            }
            top = np.maximum.reduce([values.exponent.max(axis=-1, keepdims=True) for values in rows.values()])
            plain = {name: shifted(values.mantissa, values.exponent - top) for name, values in rows.items()}
            pre_ih, pre_hh = self.cell.pre_gradients(plain, local, self.reading.parameters, variant)
            ih, hh = Scaled(pre_ih, top), Scaled(pre_hh, top)
        else:
            scaled = {
                name: slopes[:steps, np.newaxis] if batch else slopes[:steps]
                for name, slopes in self.local_scaled.items()
            }
            ih, hh = self.cell.pre_gradients(rows, scaled, self.banded(), variant)
        return self.turned(ih), self.turned(hh)


def within(values: Array, limit: float, from_below: bool = False, zero_too: bool = True) -> bool:
    """Whether all sizes are at most `limit` and, `from_below`, at least 1 / limit, or 0 where that is allowed."""
    sizes = np.abs(values)
    if not sizes.max(initial=0.0) <= limit:
        return False
    if not from_below:
        return True
    if sizes.min(initial=1.0) == 0.0 and zero_too:
        sizes = sizes[sizes > 0]
    return bool(sizes.min(initial=1.0) >= 1.0 / limit)
