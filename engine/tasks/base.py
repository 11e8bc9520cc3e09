"""What a task is: data to learn from, and how a visitor's input is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol

import numpy as np

from engine.networks.network import Network
from engine.networks.readout import Kind
from engine.networks.vocabulary import Vocabulary
from engine.numbers.arrays import Array, read_only
from engine.runs.inputs import Inputs
from engine.runs.run import run
from engine.runs.schedule import Architecture, Schedule, schedule_of
from engine.tasks.live import Live
from engine.tasks.recipe import Recipe

Rng = np.random.Generator
Better = Literal["higher", "lower"]

RECURRENT: Final = ("rnn", "gru", "lstm")

UNKNOWN: Final = "\ufffd"
"""The token that stands for every character or word outside a vocabulary: Unicode's own sign for it."""

START: Final = "▸"
"""What a decoder is fed before it has said anything."""

VALIDATION: Final = 1
HELD_OUT: Final = 2
"""Seeds of the examples that training does not see."""

SAMPLES: Final = 4
"""Examples whose answers are read one by one while a network learns."""


@dataclass(frozen=True)
class Example:
    """One sequence to learn from.

    inputs: the tokens that are read, (T_x,), or rows of numbers (T_x, D); without a start sign
    targets: one for every step that emits: labels (T_y,), None where any output is right, or rows of numbers (T_y, V)
    """

    inputs: tuple[str, ...] | Array
    targets: tuple[str | None, ...] | Array

    @property
    def numbers(self) -> tuple[Array, Array]:
        """Inputs and targets of a task that reads and says numbers: (T_x, D) and (T_y, V)."""
        return np.asarray(self.inputs, dtype=float), np.asarray(self.targets, dtype=float)


@dataclass(frozen=True)
class Encoded:
    """What a visitor gave, ready to run. `inputs.replaced` tells which tokens are not known.

    targets: what is right, where the input itself tells it, as in an `Example`
    """

    inputs: Inputs
    schedule: Schedule
    targets: Sequence[Any] | Array | None = None


@dataclass(frozen=True)
class Sample:
    """An input to begin with.

    raw: as the API takes it
    targets: what is right, a label or a row of numbers for every step that emits; None where anything is
    """

    raw: Mapping[str, Any]
    targets: Sequence[Any]


@dataclass(frozen=True)
class Metric:
    """A figure on so many examples: `name` says what it is, such as accuracy or exact, `value` how much."""

    name: str
    value: float
    examples: int


class Format(Protocol):
    """What must be known to run an example. `start` is fed to a decoder first; `stop` is the label that ends what it
    says."""

    @property
    def architecture(self) -> Architecture: ...
    @property
    def vocabulary(self) -> Vocabulary | None: ...
    @property
    def labels(self) -> tuple[str, ...]: ...
    @property
    def start(self) -> str | None: ...
    @property
    def stop(self) -> str | None: ...


class Task(Format, Protocol):
    """Something to learn."""

    @property
    def name(self) -> str: ...
    @property
    def input_size(self) -> int: ...
    @property
    def kind(self) -> Kind: ...

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


def fixed(draw: Callable[[Rng, int], Sequence[Example]], part: int, count: int) -> Sequence[Example]:
    """The same `count` examples every time; `part` is `VALIDATION` or `HELD_OUT`."""
    return draw(np.random.default_rng([part, count]), count)


def inputs_of(task: Format, example: Example) -> Inputs:
    """An example's inputs, as `engine.run` takes them."""
    if isinstance(example.inputs, tuple):
        assert task.vocabulary is not None
        rows = task.vocabulary.one_hot(example.inputs)
        return Inputs(rows, example.inputs, "text", task.vocabulary.tokens)
    labels = tuple(str(t) for t in range(1, len(example.inputs) + 1))
    return Inputs(read_only(example.inputs), labels, "vectors")


def answers(task: Format, network: Network, example: Example, forced: bool = False) -> Array:
    """What the readout of a network is given at the steps that emit, (T_y, V): for a linear one, what it says.

    forced: feed back what is right; otherwise, as a visitor sees it, what the network said
    """
    target = example.targets if forced else None
    plan = scheduled(task, example)
    outputs = run(network, inputs_of(task, example), schedule=plan, target=target, forced=forced).outputs
    assert outputs is not None
    return outputs.pre[list(outputs.emitted)]


def labels_of(task: Format, pre: Array) -> tuple[str, ...]:
    """The likeliest label of every row (T_y, V)."""
    return tuple(task.labels[column] for column in pre.argmax(axis=1))


def share(name: str, right: Iterable[bool]) -> Metric:
    """The share of examples that came out right."""
    marks = list(right)
    return Metric(name, sum(marks) / len(marks), len(marks))


class ShippedTask(Task, Protocol):
    """A task that has trained networks, with what their cards tell, and what there is to see while one learns."""

    @property
    def title(self) -> str:
        """What a menu calls it, in English."""
        ...

    @property
    def live(self) -> Live | None:
        """How it is trained while one watches; None for one that is not."""
        ...

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells that can learn it; the last one is the one to begin with."""
        ...

    @property
    def measure(self) -> str:
        """What its metric is, such as accuracy or F1."""
        ...

    @property
    def better(self) -> Better:
        """Which way its metric is better."""
        ...

    @property
    def forced(self) -> bool:
        """Whether the metric feeds back what is right, and not what was said."""
        ...

    def score(self, pre: Sequence[Array], examples: Sequence[Example]) -> Metric:
        """The metric of given answers: for every example what the readout was given, (T_y, V)."""
        ...

    def watched_samples(self) -> Sequence[Sample]:
        """A few inputs to watch a network by, with all their targets; none is trained on. The first is followed."""
        ...

    def card_samples(self) -> Sequence[Sample]:
        """Inputs to begin with."""
        ...

    def everyday(self) -> Mapping[str, Sequence[Example]]:
        """Sets of examples that nobody generated, by name."""
        ...

    def baselines(self) -> Mapping[str, Metric]:
        """The same metric on the held-out examples for what needs no network, by name."""
        ...


def scheduled(task: Format, example: Example) -> Schedule:
    """The schedule that an example is learnt by."""
    T_x, T_y = len(example.inputs), len(example.targets)
    return schedule_of(task.architecture, T_x, T_y, task.start, task.stop)
