"""One picture of a digit, one answer: a network without memory, for contrast.

8 × 8 pixels from 0 to 16, after E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (1998), UCI
Machine Learning Repository, CC BY 4.0; the 1,797 of its test part, as scikit-learn has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from engine.tasks.base import Example, Rng, Sample
from engine.tasks.live import Knobs, Live
from engine.tasks.reader import Reader
from engine.tasks.recipe import Recipe

FILE: Final = Path(__file__).parent / "data" / "digits.npz"
WHITE: Final = 16.0
SIDE: Final = 8
TRAINED, WATCHED = 1197, 200


class Digits(Reader):
    """Which digit is it? The first 1,197 of the pictures are trained on, 200 watched, the last 400 held out."""

    name = "digits"
    title = "Read a digit"
    live = Live(1, Knobs(24, 0.0, 0.005, updates=400))
    architecture = "one-to-one"
    cells = ("dense",)
    labels = tuple("0123456789")

    @property
    def input_size(self) -> int:
        """Pixels, row by row, from 0 to 1."""
        return SIDE * SIDE

    def recipe(self, cell: str) -> Recipe:
        network = {"cell": cell, "hidden_size": 32, "init": {"scheme": "xavier_uniform"}}
        return Recipe(network, updates=1500, learning_rate=0.005, decay="cosine", weight_decay=0.01)

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        pictures = _pictures()
        return [pictures[place] for place in rng.integers(TRAINED, size=count)]

    def validation(self) -> Sequence[Example]:
        return _pictures()[TRAINED : TRAINED + WATCHED]

    def held_out(self) -> Sequence[Example]:
        return _pictures()[TRAINED + WATCHED :]

    def card_samples(self) -> Sequence[Sample]:
        """One held-out picture of every digit."""
        first = {example.targets[0]: example for example in reversed(self.held_out())}
        return [Sample({"vectors": first[label].numbers[0].round(4).tolist()}, [label]) for label in self.labels]


@cache
def _pictures() -> tuple[Example, ...]:
    """All of them, in an order that mixes the writers."""
    with np.load(FILE) as file:
        images, labels = file["images"] / WHITE, file["labels"]
    order = np.random.default_rng(0).permutation(len(labels))
    return tuple(Example(images[place : place + 1], (str(labels[place]),)) for place in order)
