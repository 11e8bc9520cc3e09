"""Next year's sunspots, from the years before: the Sun's cycle of about eleven years.

Yearly mean sunspot numbers, 1700 to 2008, in hundreds; NOAA, public domain, as statsmodels has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np

from engine.numbers.arrays import Array
from engine.tasks.base import Example, Metric, Rng, Sample
from engine.tasks.data import lines
from engine.tasks.forecast import Forecast, next_rows
from engine.tasks.live import Knobs, Live
from engine.tasks.recipe import Recipe

HUNDRED: Final = 100.0
FIRST_YEAR: Final = 1700
WATCHED_FROM: Final = 1890
HELD_OUT_FROM: Final = 1940
CYCLE: Final = 11
LEAD: Final = 3 * CYCLE
"""Years that are read before those whose forecast counts."""

WINDOW: Final = 6 * CYCLE


class Sunspots(Forecast):
    """Trained on 1700 to 1889, watched on 1890 to 1939, held out from 1940 on."""

    name = "sunspots"
    title = "Next year's sunspots"
    live = Live(66, Knobs(12, 0.0, 0.01, batch_size=16))
    labels = ("hundred sunspots",)
    then = 2 * CYCLE
    skipped = LEAD - 1

    def recipe(self, cell: str) -> Recipe:
        network = {"cell": cell, "hidden_size": 16}
        return Recipe(network, updates=1200, batch_size=16, learning_rate=0.005, decay="cosine", weight_decay=0.1)

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        """Stretches of six cycles, some weaker and some stronger than they were."""
        years = _numbers()[: WATCHED_FROM - FIRST_YEAR]
        starts, factors = rng.integers(len(years) - WINDOW, size=count), rng.uniform(0.7, 1.3, size=count)
        return [
            next_rows(years[start : start + WINDOW + 1] * factor) for start, factor in zip(starts, factors, strict=True)
        ]

    def validation(self) -> Sequence[Example]:
        return [_from(WATCHED_FROM, HELD_OUT_FROM)]

    def held_out(self) -> Sequence[Example]:
        return [_from(HELD_OUT_FROM, FIRST_YEAR + len(_numbers()))]

    def watched_samples(self) -> Sequence[Sample]:
        inputs, targets = self.validation()[0].numbers
        return [Sample({"series": inputs[:, 0].round(4).tolist()}, targets.tolist())]

    def card_samples(self) -> Sequence[Sample]:
        """The century before 2008, and the years up to 1957, the highest peak of all."""
        return [_sample(FIRST_YEAR + len(_numbers()) - 100), _sample(1900, 1958)]

    def baselines(self) -> Mapping[str, Metric]:
        """What one has without a network: the last year again, or the year one cycle ago."""
        examples = self.held_out()
        same = [example.numbers[0] for example in examples]
        season = [np.concatenate([rows[: CYCLE - 1], rows[: -CYCLE + 1]]) for rows in same]
        return {"persistence": self.score(same, examples), "seasonal_naive": self.score(season, examples)}


@cache
def _numbers() -> Array:
    """(309, 1), in hundreds."""
    return np.array([[float(line.split(",")[1]) / HUNDRED] for line in lines("sunspots.csv")])


def _from(first: int, end: int) -> Example:
    """The years from `first` to before `end`, to be forecast after reading the `LEAD` years before."""
    return next_rows(_numbers()[first - LEAD - FIRST_YEAR : end - FIRST_YEAR])


def _sample(first: int, end: int | None = None) -> Sample:
    """The years from `first` to before `end`, as a series, and the years one later where they are known."""
    numbers = _numbers()[:, 0].tolist()
    series = numbers[first - FIRST_YEAR : end and end - FIRST_YEAR]
    later = numbers[first - FIRST_YEAR + 1 :][: len(series) + Sunspots.then]
    return Sample(
        {"series": series}, [[number] for number in later] + [None] * (len(series) + Sunspots.then - len(later))
    )
