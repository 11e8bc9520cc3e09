"""What an update does to the parameters, all of them one vector (N,), changed in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

import numpy as np

from engine.numbers.arrays import Array


class Optimizer(Protocol):
    """`moments` is what it remembers from update to update, as rows (M, N)."""

    moments: Array

    def update(self, parameters: Array, gradient: Array, rate: float, count: int) -> None:
        """Make update number `count`, from 1, with the learning rate `rate`."""
        ...


class Sgd:
    """Stochastic gradient descent: θ ← θ - rate · g."""

    def __init__(self, parameters: Array) -> None:
        self.moments = np.zeros((0, parameters.size), parameters.dtype)

    def update(self, parameters: Array, gradient: Array, rate: float, count: int) -> None:
        parameters -= rate * gradient


class Adam:
    """Kingma and Ba (2015), algorithm 1, with its own β1, β2 and ε."""

    FIRST: Final = 0.9
    SECOND: Final = 0.999
    EPSILON: Final = 1e-8

    def __init__(self, parameters: Array) -> None:
        self.moments = np.zeros((2, parameters.size), parameters.dtype)

    def update(self, parameters: Array, gradient: Array, rate: float, count: int) -> None:
        first, second = self.moments
        first += (1.0 - self.FIRST) * (gradient - first)
        second += (1.0 - self.SECOND) * (gradient * gradient - second)
        size = np.sqrt(second * (1.0 / (1.0 - self.SECOND**count)))
        size += self.EPSILON
        parameters -= rate / (1.0 - self.FIRST**count) * first / size


OPTIMIZERS: Final[dict[str, Callable[[Array], Optimizer]]] = {"adam": Adam, "sgd": Sgd}
