"""The adding problem: numbers from 0 to 1, two of them marked; say at the end what these two add up to.

After Hochreiter and Schmidhuber (1997), experiment 4. Each step is a number and a mark, 1 or 0. To answer 1 whatever
comes costs a squared error of 1/6.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any, Final

import numpy as np

from engine.numbers.arrays import Array
from engine.runs.inputs import Inputs
from engine.tasks.base import HELD_OUT, VALIDATION, Example, Metric, Rng, Sample, fixed, share
from engine.tasks.live import Knobs, Live
from engine.tasks.reader import Reader
from engine.tasks.recipe import Recipe

CLOSE: Final = 0.04
"""A sum counts as right within this, as in the paper."""


class Adding(Reader):
    """Fifty numbers; one mark among the first ten, one before the middle."""

    name = "adding"
    title = "The adding problem"
    live = Live(50, Knobs(16, 3.9, 0.01, batch_size=16, clip=5.0, updates=2000, every=20))
    architecture = "many-to-one"
    kind = "linear"
    labels = ("sum",)
    measure = f"within {CLOSE}"
    steps = 50

    @property
    def input_size(self) -> int:
        """A number and its mark."""
        return 2

    def recipe(self, cell: str) -> Recipe:
        bias = round(log(self.steps), 1)
        gate = {"lstm": {"forget_bias": bias}, "gru": {"update_bias": bias}}.get(cell, {})
        network = {"cell": cell, "hidden_size": 24, "init": gate}
        return Recipe(network, updates=8000, batch_size=32, learning_rate=0.01, decay="cosine")

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        numbers, marks = rng.random((count, self.steps)), np.zeros((count, self.steps))
        places = np.arange(count)
        first = rng.integers(10, size=count)
        marks[places, first] = 1.0
        second = rng.integers(self.steps // 2 - 1, size=count)
        marks[places, second + (second >= first)] = 1.0
        sums = (numbers * marks).sum(axis=1)
        rows = np.stack([numbers, marks], axis=2)
        return [Example(row, np.array([[total]])) for row, total in zip(rows, sums, strict=True)]

    def validation(self) -> Sequence[Example]:
        return fixed(self.draw, VALIDATION, 256)

    def held_out(self) -> Sequence[Example]:
        """Drawn numbers, which training meets with probability 0."""
        return fixed(self.draw, HELD_OUT, 1000)

    def targets_in(self, inputs: Inputs) -> Sequence[Any]:
        """The sum of the marked numbers."""
        return [[float(inputs.array.prod(axis=1).sum())]]

    def card_samples(self) -> Sequence[Sample]:
        few = [(example.numbers[0].round(2), example) for example in self.held_out()[:3]]
        return [Sample({"vectors": rows.tolist()}, [[round(float(rows.prod(axis=1).sum()), 2)]]) for rows, _ in few]

    def score(self, pre: Sequence[Array], examples: Sequence[Example]) -> Metric:
        """The share of sums that are close."""
        errors = (abs(rows - example.numbers[1]) for rows, example in zip(pre, examples, strict=True))
        return share(self.measure, (bool((error <= CLOSE).all()) for error in errors))
