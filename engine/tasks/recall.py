"""Recall the first letter after N others: what can a network hold, and for how long?

One of A, B, C and D, then N of w, x, y and z, then a question mark: name the first letter. Chance is 25 %. A network
must write once, keep for N steps, and read at the end: what Hochreiter and Schmidhuber (1997) made the LSTM for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any, Final

from engine.networks.vocabulary import Vocabulary
from engine.runs.inputs import Inputs
from engine.tasks.base import HELD_OUT, UNKNOWN, VALIDATION, Encoded, Example, Rng, Sample, fixed
from engine.tasks.live import Knobs, Live
from engine.tasks.reader import Reader
from engine.tasks.recipe import Recipe

LETTERS: Final = ("A", "B", "C", "D")
DISTRACTORS: Final = ("w", "x", "y", "z")
QUESTION: Final = "?"
STRANGE: Final = 0.01
"""The share of distractors replaced by the unknown sign, so that its weights are trained too."""

RECALLED: Final = 20
"""Distractors while one watches, where a visitor does not choose."""
LIVE: Final = Live(RECALLED + 2, Knobs(12, 2.0, 0.005))


@dataclass(frozen=True)
class Recall(Reader):
    """Recall after `distractors` letters."""

    name: str = "recall"
    distractors: int = 50
    live: Live | None = LIVE
    title = "Recall the first letter"
    architecture = "many-to-one"
    labels = LETTERS
    vocabulary = Vocabulary((*LETTERS, *DISTRACTORS, QUESTION, UNKNOWN), unknown=UNKNOWN)

    def recipe(self, cell: str) -> Recipe:
        # A gate of bias ln N lets 1/e of a memory through N steps: Tallec and Ollivier (2018).
        bias = round(log(self.distractors), 1)
        gate = {"lstm": {"forget_bias": bias}, "gru": {"update_bias": bias}}.get(cell, {})
        return Recipe({"cell": cell, "hidden_size": 16, "init": gate}, updates=1500, learning_rate=0.01)

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        found: list[Example] = []
        while len(found) < count:
            drawn = self._drawn(rng, count - len(found))
            found += [example for example in drawn if example.inputs not in self._kept_apart]
        return found

    def validation(self) -> Sequence[Example]:
        return fixed(self._drawn, VALIDATION, 256)

    def held_out(self) -> Sequence[Example]:
        return fixed(self._drawn, HELD_OUT, 1000)

    def encode(self, raw: Mapping[str, Any]) -> Encoded:
        """The question mark is set at the end where it is left out."""
        text = raw.get("text") if isinstance(raw, Mapping) else None
        asked = text + QUESTION if isinstance(text, str) and text and not text.endswith(QUESTION) else text
        return super().encode(raw if text is None else {**raw, "text": asked})

    def targets_in(self, inputs: Inputs) -> Sequence[Any] | None:
        """The letter at the beginning."""
        return inputs.labels[:1] if inputs.labels[0] in LETTERS else None

    def card_samples(self) -> Sequence[Sample]:
        """One held-out sequence for every letter."""
        return self._one_a_letter(self.held_out())

    def watched_samples(self) -> Sequence[Sample]:
        """One sequence for every letter."""
        return self._one_a_letter(self.validation())

    def _one_a_letter(self, examples: Sequence[Example]) -> list[Sample]:
        texts = {example.targets[0]: "".join(example.inputs) for example in examples if UNKNOWN not in example.inputs}
        return [Sample({"text": texts[label]}, [label]) for label in self.labels]

    def _drawn(self, rng: Rng, count: int) -> list[Example]:
        first = rng.choice(LETTERS, count)
        others = rng.choice(DISTRACTORS, (count, self.distractors))
        others[rng.random(others.shape) < STRANGE] = UNKNOWN
        return [
            Example((str(letter), *map(str, row), QUESTION), (str(letter),))
            for letter, row in zip(first, others, strict=True)
        ]

    @cached_property
    def _kept_apart(self) -> frozenset[object]:
        return frozenset(example.inputs for example in (*self.validation(), *self.held_out()))
