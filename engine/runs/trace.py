"""The record of a run: every signal of every layer at every step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from engine.networks.network import Network
from engine.networks.readout import Kind
from engine.numbers.arrays import Array, read_only
from engine.runs.losses import LossName
from engine.runs.schedule import Architecture, Feed, Phase, Schedule

Direction = Literal["forward", "reverse"]


@dataclass(frozen=True)
class Step:
    """What a timestep does: t counts from 1; what is fed, whether an output is emitted, and the phase it belongs to.

    known: False where the token was not in the vocabulary and its unknown token was fed instead
    """

    t: int
    label: str
    feed: Feed = "input"
    emit: bool = True
    phase: Phase = "encoder"
    known: bool = True


@dataclass(frozen=True)
class Outputs:
    """What the readout said. values, pre: (T, V), not-a-number at the steps that emit nothing; read-only.

    values are probabilities for a softmax or sigmoid; pre is what these were given.
    """

    kind: Kind
    labels: tuple[str, ...]
    values: Array
    pre: Array
    emitted: tuple[bool, ...]

    @property
    def said(self) -> tuple[str | None, ...]:
        """The label of the largest output at every step, None where nothing is emitted."""
        return tuple(
            self.labels[int(np.argmax(row))] if emitted else None
            for row, emitted in zip(self.values, self.emitted, strict=True)
        )


@dataclass(frozen=True)
class SequenceLoss:
    """How wrong the outputs were. per_step: (T,), not-a-number at steps that emit nothing or have no target.

    target: (T, V), a label as its one-hot row; not-a-number at the same steps
    """

    name: LossName
    per_step: Array
    target: Array

    @property
    def total(self) -> float:
        """The sum over the steps that count."""
        return float(np.nansum(self.per_step))


@dataclass(frozen=True)
class Overflow:
    """The first value, in the order of computing, that is not finite. t counts positions in the input from 1."""

    t: int
    layer: int
    direction: Direction
    signal: str


@dataclass(frozen=True)
class LayerTrace:
    """One layer read in one direction.

    inputs: (T, D) what the layer read; initial: {state: (H,)} the state before its first step
    signals: {name: (T, H)} by position in the input, also for the reverse direction, which starts at the last position.
    All arrays are read-only.
    """

    layer: int
    direction: Direction
    cell: str
    inputs: Array
    initial: Mapping[str, Array]
    signals: Mapping[str, Array]

    @property
    def hidden_size(self) -> int:
        return int(self.signals["h"].shape[1])

    def final(self, state: str) -> Array:
        """A state after the last step in the direction of reading, (H,)."""
        row: Array = self.signals[state][-1 if self.direction == "forward" else 0]
        return row

    def before(self, state: str, t: int) -> Array:
        """A state before the step at position `t`, counted from 1, in the direction of reading, (H,)."""
        previous = t - 2 if self.direction == "forward" else t
        row: Array = self.signals[state][previous] if 0 <= previous < len(self.inputs) else self.initial[state]
        return row


@dataclass(frozen=True)
class Trace:
    """A run of `network` over T steps. `layers` go from the bottom up, forward before reverse.

    inputs: (T, D) what was fed, outputs fed back included; labels: what to call it; schedule: what each step did
    outputs: None without a readout; loss: None without a target; unknown: steps whose token is not known
    runs_free: whether what is fed back is the network's own outputs, and not targets
    """

    network: Network
    inputs: Array
    labels: tuple[str, ...]
    layers: tuple[LayerTrace, ...]
    schedule: Schedule
    outputs: Outputs | None = None
    loss: SequenceLoss | None = None
    unknown: frozenset[int] = frozenset()
    runs_free: bool = False

    @property
    def T(self) -> int:  # noqa: N802 - the field's own letter
        """The number of timesteps."""
        return len(self.inputs)

    @property
    def architecture(self) -> Architecture:
        """The type of the run."""
        return self.schedule.architecture

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every timestep, in order."""
        return tuple(
            Step(t, label, turn.feed, turn.emit, turn.phase, t not in self.unknown)
            for t, (label, turn) in enumerate(zip(self.labels, self.schedule.turns, strict=True), start=1)
        )

    @cached_property
    def final_state(self) -> dict[str, Array]:
        """The states after the last step: (H,), or (layers × directions, H) for more than one of these; read-only."""
        states = self.network.definition.spec.states
        if len(self.layers) == 1:
            return {name: self.layers[0].final(name) for name in states}
        return {name: read_only(np.stack([layer.final(name) for layer in self.layers])) for name in states}

    @cached_property
    def overflow(self) -> Overflow | None:
        """Where the run left the finite numbers first, in the order of computing; None if it never did."""
        for layer in self.layers:
            found = _first_overflow(layer)
            if found is not None:
                return found
        return None


def _first_overflow(layer: LayerTrace) -> Overflow | None:
    if all(np.isfinite(values).all() for values in layer.signals.values()):
        return None
    order = slice(None) if layer.direction == "forward" else slice(None, None, -1)
    bad = np.stack([~np.isfinite(values[order]).all(axis=1) for values in layer.signals.values()])
    step = int(bad.any(axis=0).argmax())
    signal = list(layer.signals)[int(bad[:, step].argmax())]
    t = step + 1 if layer.direction == "forward" else len(layer.inputs) - step
    return Overflow(t, layer.layer, layer.direction, signal)
