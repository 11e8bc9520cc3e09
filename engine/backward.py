"""Backpropagation through time: one layer read in one direction, and the whole network from the top down.

A backward pass is linear, so it may be rescaled on the way. The fast loop keeps one power of two apart for all that a
step hands to the step before it. Where that is not enough, because slopes lie hundreds of orders of magnitude apart or
beyond float64 altogether, the same step is done again, slower, with a power of two for every number (`engine.scaled`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from engine.arrays import Array
from engine.cells import Cell
from engine.cells.base import Precision, Reading, StepGradients, Sweep
from engine.cells.slopes import Numbers, is_coarse
from engine.network import Network
from engine.scaled import Bands, Exponents, Scaled, exponential, shifted, stack
from engine.trace import Direction, LayerTrace, Trace

# What the fast loop carries keeps its size within 2^±100; a slope or weight is within 2^±120 (or 0), so that no step
# comes near the ends of float64, 2^±1022. Numbers below 2^-700 of the largest are left to the slow loop.
_STEADY: Final = 2.0**120
_LEAST: Final = 2.0**-700
_LOW, _HIGH, _LOST = 2.0**-200, 2.0**200, 2.0**-800  # of squares


@dataclass(frozen=True)
class LayerPass:
    """The backward pass through one layer: by position in the input, T steps; a batch, if any, is the second axis.

    total: {state: (T, H) or (T, B, H)} the gradients of the states, with one exponent a row
    """

    layer: LayerTrace
    total: dict[str, Scaled]
    ground: Ground

    @cached_property
    def pre(self) -> tuple[Scaled, Scaled]:
        """Gradients of W_ih x + b_ih and of W_hh h + b_hh, (T, G·H) or (T, B, G·H)."""
        return self.ground.pre_gradients(self.total)

    @cached_property
    def x(self) -> Scaled:
        """Gradients of what the layer read, (T, D) or (T, B, D)."""
        weight = self.ground.reading.parameters["weight_ih"]
        if _within(weight, _STEADY):
            return Scaled(self.pre[0].mantissa @ weight, self.pre[0].exponent).shared()
        return (self.pre[0] @ Bands.of(weight)).shared()


class BackwardPass:
    """Backward passes through a recorded network; the slopes are worked out once, for as many losses as are asked.

    steps: how many steps, from the first, take part
    """

    def __init__(self, trace: Trace, steps: int) -> None:
        self.network, self.steps = trace.network, steps
        self.grounds = [Ground.of(trace.network, layer, steps) for layer in trace.layers]
        self.layers = trace.layers

    def run(self, source: Scaled, down_to: int = 0) -> list[LayerPass]:
        """From the top layer down to `down_to`: the passes in the order of `trace.layers[down_to * directions :]`.

        source: (T, directions · H) or, for B losses at once, (T, B, directions · H), with one exponent a row: the
            gradient of the loss by the outputs of the top layer as the loss reads them. T may be less than all steps
            in a network that reads forward only, where what comes after the loss does not matter.
        """
        directions, size = self.network.shape.directions, self.network.hidden_size
        found: list[LayerPass] = []
        for level in reversed(range(down_to, self.network.num_layers)):
            here = []
            for place in range(directions):
                part = Scaled(source.mantissa[..., place * size : (place + 1) * size], source.exponent)
                here.append(self._through(level * directions + place, part))
            found = here + found
            if level > down_to:
                source = here[0].x if directions == 1 else (here[0].x + here[1].x).shared()
        return found

    def place(self, layer: int, direction: Direction) -> int:
        """Where a layer and direction stand in `trace.layers`."""
        return layer * self.network.shape.directions + (direction == "reverse")

    def _through(self, place: int, source: Scaled) -> LayerPass:
        ground = self.grounds[place]
        total = ground.total(ground.turned(source))
        return LayerPass(self.layers[place], {name: ground.turned(rows) for name, rows in total.items()}, ground)


@dataclass(frozen=True)
class Ground:
    """A layer's recorded run with its slopes: everything of the backward pass that does not depend on the loss."""

    cell: Cell
    reading: Reading
    reverse: bool

    @classmethod
    def of(cls, network: Network, layer: LayerTrace, steps: int) -> Ground:
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
        """Whether no single step can bring a float64 gradient near the ends of its range.

        A σ or a tanh' that is 0 has underflowed; a relu's slope and a weight may well be 0.
        """
        steady, flat = self.cell.steady, self.reading.variant == "relu"
        slopes = (_within(v, _STEADY, n in steady, flat) for n, v in self.local.items())
        return all(slopes) and _within(self.reading.parameters.get("weight_hh", np.empty(0)), _STEADY, True)

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
        sweep = self.cell.sweep(self.local, self.reading.parameters, self.reading.variant, batch)
        swept = _sweep_one(sweep, source) if batch is None else _sweep_many(sweep, source)
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
        parameters = self._banded()
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

    def _banded(self) -> dict[str, Any]:
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
        return {
            name: Scaled(values, exponents[name].reshape(())).shared(axis=None) for name, values in found.items()
        }

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
            pair = self.cell.pre_gradients(plain, local, self.reading.parameters, variant)
            ih, hh = (None if part is None else Scaled(part, top) for part in pair)
        else:
            scaled = {
                name: slopes[:steps, np.newaxis] if batch else slopes[:steps]
                for name, slopes in self.local_scaled.items()
            }
            ih, hh = self.cell.pre_gradients(rows, scaled, self._banded(), variant)
        return self.turned(ih), self.turned(ih if hh is None else hh)


def _within(values: Array, limit: float, from_below: bool = False, zero_too: bool = True) -> bool:
    """Whether all sizes are at most `limit` and, `from_below`, at least 1 / limit, or 0 where that is allowed."""
    sizes = np.abs(values)
    if not sizes.max(initial=0.0) <= limit:
        return False
    if not from_below:
        return True
    if sizes.min(initial=1.0) == 0.0 and zero_too:
        sizes = sizes[sizes > 0]
    return bool(sizes.min(initial=1.0) >= 1.0 / limit)


def _sweep_one(sweep: Sweep, source: Scaled) -> tuple[Array, Exponents] | None:
    """The fast loop for one loss: (T, S·H) total gradients and (T,) exponents; None if they grew too far apart."""
    steps = len(source)
    record, exponents = np.zeros((steps, *sweep.total.shape)), np.zeros(steps, dtype=np.int64)
    given = source.mantissa.any(axis=1).tolist()
    given_exponents = source.exponent[:, 0].tolist()
    h, total, carry, finish, advance = sweep.h, sweep.total, sweep.carry, sweep.finish, sweep.advance
    measure, exponent, empty = carry.dot, 0, True
    for t in reversed(range(steps)):
        if given[t]:
            shift = given_exponents[t] - exponent
            if empty or shift > 100:  # take over the exponent of what comes in
                if shift > 600 and not empty:
                    return None
                np.ldexp(carry, 0 if empty else -shift, carry)
                exponent, shift = given_exponents[t], 0
            np.add(h, shifted(source.mantissa[t], shift) if shift else source.mantissa[t], h)
        elif empty:
            continue
        finish(t)
        record[t] = total
        exponents[t] = exponent
        advance(t)
        size = measure(carry)
        empty = size == 0.0
        if not (_LOW < size < _HIGH or empty):
            if size < _LOST:
                return None
            twos = int(np.frexp(size)[1]) // 2
            np.ldexp(carry, -twos, carry)
            exponent += twos
    return (record, exponents) if _all_of_like_size(record) else None


def _all_of_like_size(record: Array) -> bool:
    """Whether in every row no number, save 0, is below 2^-700 of the largest."""
    sizes = np.abs(record)
    return not ((sizes < _LEAST * sizes.max(axis=-1, keepdims=True)) & (sizes > 0)).any()


def _sweep_many(sweep: Sweep, source: Scaled) -> tuple[Array, Exponents] | None:
    """The fast loop for B losses at once: (T, B, S·H) and (T, B). Every loss has its own exponent."""
    steps, batch = source.shape[:2]
    record, exponents = np.zeros((steps, *sweep.total.shape)), np.zeros((steps, batch), dtype=np.int64)
    given = source.mantissa.any(axis=(1, 2))
    rows, given_exponents = source.mantissa.transpose(0, 2, 1), source.exponent[..., 0]
    h, total, carry, finish, advance = sweep.h, sweep.total, sweep.carry, sweep.finish, sweep.advance
    exponent, sizes = np.zeros(batch, dtype=np.int64), np.zeros(batch)
    begun = False
    for t in reversed(range(steps)):
        if given[t]:
            here = rows[t].any(axis=0)
            shift = np.where(here, given_exponents[t] - exponent, 0)
            if shift.any():
                empty = sizes == 0.0
                if (shift[~empty] > 600).any():
                    return None
                taken = here & (empty | (shift > 100))
                np.ldexp(carry, np.where(taken & ~empty, -shift, 0), carry)
                exponent = exponent + np.where(taken, shift, 0)
                np.add(h, shifted(rows[t], np.where(taken, 0, shift)), h)
            else:
                np.add(h, rows[t], h)
            begun = True
        elif not begun:
            continue
        finish(t)
        record[t] = total
        exponents[t] = exponent
        advance(t)
        sizes = np.einsum("jb,jb->b", carry, carry)
        off = ((sizes < _LOW) | (sizes > _HIGH)) & (sizes != 0.0)
        if off.any():
            if sizes[off].min() < _LOST:
                return None
            twos = np.where(off, np.frexp(sizes)[1] // 2, 0)
            np.ldexp(carry, -twos, carry)
            exponent = exponent + twos
    return record.transpose(0, 2, 1), exponents
