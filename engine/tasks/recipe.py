"""How a network is made and trained on a task; the trainer reads it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Decay = Literal["constant", "linear", "cosine"]
Precision = Literal["float64", "float32"]


@dataclass(frozen=True)
class Recipe:
    """How a network is made and trained.

    network: fields of `build_network` besides sizes of input and output: cell, hidden_size, num_layers, bidirectional,
        nonlinearity, form, init
    decay: how the learning rate falls to 0 over the updates
    clip: the largest norm of all gradients together that is let through; None for any
    weight_decay: what share of every weight (not bias) each update takes off, times the learning rate: Loshchilov and
        Hutter (2019)
    """

    network: Mapping[str, Any] = field(default_factory=lambda: {"cell": "lstm", "hidden_size": 32})
    updates: int = 1000
    batch_size: int = 32
    learning_rate: float = 0.005
    decay: Decay = "constant"
    optimizer: Literal["adam", "sgd"] = "adam"
    clip: float | None = 1.0
    weight_decay: float = 0.0
    precision: Precision = "float64"
    seed: int = 0

    def rate(self, update: int) -> float:
        """The learning rate of an update, counted from 1."""
        done = (update - 1) / self.updates
        left = {"constant": 1.0, "linear": 1.0 - done, "cosine": 0.5 + 0.5 * math.cos(math.pi * done)}
        return self.learning_rate * left[self.decay]
