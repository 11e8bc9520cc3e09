"""First names, letter by letter: which may come next? After the visitor's letters, the network goes on alone.

Names of the United States, Great Britain and France, as in Faker (MIT licence). One in ten is held out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from math import log, log2
from typing import Any, Final
from zlib import crc32

import numpy as np

from engine.networks.readout import log_softmax
from engine.networks.vocabulary import Vocabulary
from engine.numbers.arrays import Array
from engine.runs.inputs import Inputs
from engine.tasks.base import SAMPLES, START, UNKNOWN, Encoded, Example, Metric, Rng, Sample
from engine.tasks.data import table
from engine.tasks.live import Knobs, Live
from engine.tasks.reader import Reader
from engine.tasks.recipe import Recipe

END: Final = "■"
LETTERS: Final = "-'abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûü"
LONGEST: Final = 12
TENTH: Final = 10
SHOWN: Final = ("Ma", "Jul", "Ale", "Chr")
SLIPS: Final = 0.05
"""The share of names in which one letter is unknown."""


class FirstNames(Reader):
    """▸marie → marie■"""

    name = "names"
    title = "First names, letter by letter"
    live = Live(12, Knobs(32, 0.0, 0.01))
    architecture = "many-to-many"
    labels = (*LETTERS, END)
    stop = END
    measure = "bits a letter"
    better = "lower"
    vocabulary = Vocabulary((START, *LETTERS, UNKNOWN), unknown=UNKNOWN)

    def recipe(self, cell: str) -> Recipe:
        network = {"cell": cell, "hidden_size": 48}
        return Recipe(network, updates=1500, batch_size=32, learning_rate=0.005, decay="cosine", weight_decay=0.3)

    def outputs_for(self, T_x: int) -> int:
        return T_x + LONGEST

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        names = _names(held=False)
        return [_with_slip(rng, names[int(place)]) for place in rng.integers(len(names), size=count)]

    def validation(self) -> Sequence[Example]:
        """Every other name that is not learnt."""
        return [_example(name) for name in _names(held=True)[::2]]

    def held_out(self) -> Sequence[Example]:
        """The others."""
        return [_example(name) for name in _names(held=True)[1::2]]

    def encode(self, raw: Mapping[str, Any]) -> Encoded:
        """Capitals are read as small letters; the sign of the beginning is put before them."""
        text = raw.get("text") if isinstance(raw, Mapping) else None
        return super().encode({**raw, "text": START + text.strip().lower()} if isinstance(text, str) else raw)

    def targets_in(self, inputs: Inputs) -> Sequence[Any]:
        """The letters after the sign of the beginning, those that the network can say."""
        letters = [letter if letter in LETTERS else None for letter in inputs.labels[1:]]
        return [*letters, *[None] * (self.outputs_for(len(inputs.labels)) - len(letters))]

    def card_samples(self) -> Sequence[Sample]:
        return [Sample({"text": name}, [*name.lower(), *[None] * (LONGEST + 1)]) for name in SHOWN]

    def watched_samples(self) -> Sequence[Sample]:
        names = [example.inputs[1:] for example in self.validation()[:SAMPLES]]
        return [Sample({"text": "".join(map(str, name))}, [*name, END]) for name in names]

    def score(self, pre: Sequence[Array], examples: Sequence[Example]) -> Metric:
        """The mean of -log2 p of the letter that came."""
        columns = [self.labels.index(str(letter)) for example in examples for letter in example.targets]
        nats = -log_softmax(np.concatenate(pre))[np.arange(len(columns)), columns]
        return Metric(self.measure, float(nats.mean()) / log(2), len(examples))

    def baselines(self) -> Mapping[str, Metric]:
        """What one has without a network: how often each letter followed the two before it, in the names learnt."""
        triples: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        for name in _names(held=False):
            triples.update(_triples(name))
            pairs.update(triple[:2] for triple in _triples(name))
        held = [triple for name in _names(held=True)[1::2] for triple in _triples(name)]
        chances = ((triples[triple] + 0.1) / (pairs[triple[:2]] + 0.1 * len(self.labels)) for triple in held)
        return {"triples": Metric(self.measure, -sum(map(log2, chances)) / len(held), len(self.held_out()))}


@cache
def _names(held: bool) -> tuple[str, ...]:
    known = sorted({name.lower() for _, name in table("first-names.tsv") if set(name.lower()) <= set(LETTERS)})
    return tuple(name for name in known if (crc32(name.encode()) % TENTH == 0) == held)


def _example(name: str) -> Example:
    return Example((START, *name), (*name, END))


def _with_slip(rng: Rng, name: str) -> Example:
    """Now and then, one letter that cannot be read."""
    example = _example(name)
    if rng.random() >= SLIPS:
        return example
    letters = list(example.inputs)
    letters[int(rng.integers(1, len(letters)))] = UNKNOWN
    return Example(tuple(letters), example.targets)


def _triples(name: str) -> list[str]:
    spelt = f"{START}{START}{name}{END}"
    return [spelt[place : place + 3] for place in range(len(name) + 1)]
