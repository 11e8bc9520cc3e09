"""How a task is trained while one watches: smaller and shorter than by its recipe, so that a minute is enough."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Knobs:
    """What a visitor may change.

    gate_bias: added to the bias of the gate that keeps, the LSTM's forget gate and the GRU's update gate
    clip: the largest norm of the gradients that is let through; 0 for any
    """

    hidden_size: int = 16
    gate_bias: float = 1.0
    learning_rate: float = 0.01
    batch_size: int = 32
    clip: float = 1.0
    updates: int = 300
    every: int = 5
    seed: int = 0


@dataclass(frozen=True)
class Live:
    """A task to watch. steps: T of its longest examples, but for one in a hundred."""

    steps: int
    knobs: Knobs
