"""What tasks share that say, at every step, the next row of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.numbers.arrays import Array
from engine.runs.inputs import Inputs
from engine.tasks.base import Example, Metric
from engine.tasks.reader import Reader


class Forecast(Reader):
    """Predict the next row; after the last one, `then` more from the network's own."""

    architecture = "many-to-many"
    kind = "linear"
    measure = "mean error"
    better = "lower"
    then: int
    skipped: int
    """How many steps at the start do not count in the metric: the network has seen too little yet."""

    @property
    def input_size(self) -> int:
        """Numbers a step, read and said."""
        return len(self.labels)

    def outputs_for(self, T_x: int) -> int:
        return T_x + self.then

    def targets_in(self, inputs: Inputs) -> Sequence[Any]:
        """The next row, as long as there is one."""
        T_x = len(inputs.array)
        return [*inputs.array[1:], *[None] * (self.outputs_for(T_x) - T_x + 1)]

    def score(self, pre: Sequence[Array], examples: Sequence[Example]) -> Metric:
        """The mean distance to the row that came, for any forecasts (T, V)."""
        pairs = zip(pre, examples, strict=True)
        errors = [np.linalg.norm(rows - e.numbers[1], axis=1)[self.skipped :] for rows, e in pairs]
        return Metric(self.measure, float(np.concatenate(errors).mean()), len(examples))


def next_rows(rows: Array) -> Example:
    """A sequence (T + 1, V) as an example: T rows to read, the T rows one later to say."""
    return Example(rows[:-1], rows[1:])
