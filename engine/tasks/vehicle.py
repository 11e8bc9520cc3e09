"""Where will the car be in a second? Its path on a plane, as a satellite receiver sees it.

The paths are generated: a speed and a rate of turning that change now and then, and measured places that are off by a
metre or so. A step is what the car covered in a second, east and north, in tens of metres: 36 km/h are one unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from engine.numbers.arrays import Array
from engine.tasks.base import HELD_OUT, VALIDATION, Example, Metric, Rng, Sample, fixed
from engine.tasks.forecast import Forecast, next_rows
from engine.tasks.live import Knobs, Live
from engine.tasks.recipe import Recipe

SECONDS: Final = 40
BENDS: Final = (-0.35, -0.2, -0.1, 0.0, 0.0, 0.1, 0.2, 0.35)
"""Rates of turning that a driver chooses among, in radians a second."""

CHANGES: Final = 0.1
"""How often a second the driver chooses anew."""

RECEIVER: Final = 0.1
"""The standard deviation of a measured place, in tens of metres."""


class Vehicle(Forecast):
    """Forty seconds of driving; then twenty that the network makes up."""

    name = "vehicle"
    title = "Where a car will be"
    live = Live(40, Knobs(16, 0.0, 0.02, updates=400))
    labels = ("east", "north")
    then = 20
    skipped = 4

    def recipe(self, cell: str) -> Recipe:
        network = {"cell": cell, "hidden_size": 24}
        return Recipe(network, updates=3000, batch_size=32, learning_rate=0.005, decay="cosine")

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        return [next_rows(_path(rng)) for _ in range(count)]

    def validation(self) -> Sequence[Example]:
        return fixed(self.draw, VALIDATION, 50)

    def held_out(self) -> Sequence[Example]:
        """Drawn numbers, which training meets with probability 0."""
        return fixed(self.draw, HELD_OUT, 200)

    def card_samples(self) -> Sequence[Sample]:
        """Paths of the held-out part, to be driven on."""
        paths = [example.numbers[0].round(3).tolist() for example in self.held_out()[:3]]
        return [Sample({"vectors": path}, [*path[1:], *[None] * (self.then + 1)]) for path in paths]

    def baselines(self) -> Mapping[str, Metric]:
        """What one has without a network: straight on as in the last second, or turning as in the last two."""
        examples = self.held_out()
        straight = [example.numbers[0] for example in examples]
        turning = [_turned_once_more(rows) for rows in straight]
        return {"persistence": self.score(straight, examples), "same_turn": self.score(turning, examples)}


def _path(rng: Rng) -> Array:
    """(SECONDS + 1, 2) what is covered in every second, as measured."""
    changed = rng.random(SECONDS + 2) < CHANGES
    changed[0] = True
    turning = rng.choice(BENDS, SECONDS + 2)[np.maximum.accumulate(np.where(changed, np.arange(SECONDS + 2), 0))]
    heading = rng.uniform(0.0, 2.0 * np.pi) + np.cumsum(turning)
    speed = np.clip(rng.uniform(0.6, 1.4) + np.cumsum(rng.normal(0.0, 0.04, SECONDS + 2)), 0.3, 1.8)
    places = np.cumsum(speed[:, None] * np.stack([np.cos(heading), np.sin(heading)], axis=1), axis=0)
    return np.diff(places + rng.normal(0.0, RECEIVER, places.shape), axis=0)


def _turned_once_more(rows: Array) -> Array:
    """Every row turned as it was turned from the one before, and as long; complex numbers turn by their product."""
    moves = rows @ np.array([1.0, 1.0j])
    turn = moves[1:] / moves[:-1]
    ahead = np.concatenate([moves[:1], moves[1:] * turn / np.abs(turn)])
    return np.stack([ahead.real, ahead.imag], axis=1)
