"""What a task is: data to learn from, and how a visitor's input is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from engine.arrays import Array
from engine.inputs import Inputs
from engine.readout import Kind
from engine.schedule import Architecture, Schedule, schedule_of
from engine.vocabulary import Vocabulary

if TYPE_CHECKING:
    from engine.network import Network
    from engine.training import Recipe


@dataclass(frozen=True)
class Example:
    """One sequence to learn from.

    inputs: the tokens that are read, (T_x,), or rows of numbers (T_x, D); without a start sign
    targets: one for every step that emits: labels (T_y,), None where any output is right, or rows of numbers (T_y, V)
    """

    inputs: tuple[str, ...] | Array
    targets: tuple[str | None, ...] | Array


@dataclass(frozen=True)
class Encoded:
    """What a visitor gave, ready to run. `inputs.replaced` tells which tokens are not known.

    targets: what is right, where the input itself tells it, as in an `Example`
    """

    inputs: Inputs
    schedule: Schedule
    targets: Sequence[Any] | Array | None = None


@dataclass(frozen=True)
class Metric:
    """A figure on so many examples: `name` says what it is, such as accuracy or exact, `value` how much."""

    name: str
    value: float
    examples: int


class Task(Protocol):
    """Something to learn. `start` is fed to a decoder first; `stop` is the label that ends what it says."""

    @property
    def name(self) -> str: ...
    @property
    def architecture(self) -> Architecture: ...
    @property
    def input_size(self) -> int: ...
    @property
    def vocabulary(self) -> Vocabulary | None: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def labels(self) -> tuple[str, ...]: ...
    @property
    def start(self) -> str | None: ...
    @property
    def stop(self) -> str | None: ...

    def recipe(self, cell: str) -> Recipe:
        """How a cell is trained on it by default."""
        ...

    def draw(self, rng: np.random.Generator, count: int) -> Sequence[Example]:
        """`count` examples to train on, never one that is held out. Their only chance is `rng`."""
        ...

    def validation(self) -> Sequence[Example]:
        """A few examples to watch while training; neither trained on nor held out."""
        ...

    def held_out(self) -> Sequence[Example]:
        """The examples of the metric on the card. No training sees them."""
        ...

    def encode(self, raw: Mapping[str, Any]) -> Encoded:
        """What a visitor typed, an Input of the API. Raises InvalidInput, its paths starting with "input"."""
        ...

    def metric(self, network: Network, examples: Sequence[Example]) -> Metric:
        """How well a network does."""
        ...


def scheduled(task: Task, example: Example) -> Schedule:
    """The schedule that an example is learnt by."""
    T_x, T_y = len(example.inputs), len(example.targets)
    return schedule_of(task.architecture, T_x, T_y, task.start, task.stop)
