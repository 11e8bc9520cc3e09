"""Small tasks to train on in tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

import engine
from engine.networks.readout import Kind
from engine.networks.vocabulary import Vocabulary
from engine.runs.schedule import Architecture, many_to_one
from engine.tasks import Encoded, Example, Metric
from engine.tasks.recipe import Recipe
from engine.training.trainer import Trainer


@dataclass(frozen=True)
class Made:
    """A task whose examples are made on the spot by `make`, from its generator."""

    architecture: Architecture
    vocabulary: Vocabulary | None
    labels: tuple[str, ...]
    make: Any
    kind: Kind = "softmax"
    width: int = 0
    start: str | None = None
    stop: str | None = None
    name: str = "made"

    @property
    def input_size(self) -> int:
        return self.width if self.vocabulary is None else len(self.vocabulary)

    def recipe(self, cell: str) -> Recipe:
        return Recipe({"cell": cell, "hidden_size": 8})

    def draw(self, rng: np.random.Generator, count: int) -> Sequence[Example]:
        return [self.make(rng) for _ in range(count)]

    def validation(self) -> Sequence[Example]:
        return self.draw(np.random.default_rng(1), 8)

    def held_out(self) -> Sequence[Example]:
        return self.draw(np.random.default_rng(2), 64)

    def encode(self, raw: Mapping[str, Any]) -> Encoded:
        inputs = engine.encode(raw, self.vocabulary)
        return Encoded(inputs, many_to_one(len(inputs.array)))

    def metric(self, network: engine.Network, examples: Sequence[Example]) -> Metric:
        """The share of examples whose every label is right."""
        assert self.vocabulary is not None
        right = 0
        for example in examples:
            schedule = engine.tasks.scheduled(self, example)
            trace = engine.run(network, self.vocabulary.one_hot(example.inputs), schedule=schedule)
            assert trace.outputs is not None
            right += [said for said in trace.outputs.said if said is not None] == list(example.targets)
        return Metric("exact", right / len(examples), len(examples))


def first_symbol(rng: np.random.Generator) -> Example:
    """Four to seven letters; which was the first?"""
    letters = tuple(rng.choice(list("abc"), size=rng.integers(4, 8)).tolist())
    return Example(letters, letters[:1])


def copied(rng: np.random.Generator) -> Example:
    """Letters, to be said again by a decoder, and then a full stop."""
    letters = tuple(rng.choice(list("ab"), size=rng.integers(1, 4)).tolist())
    return Example(letters, (*letters, "."))


FIRST_SYMBOL = Made("many-to-one", Vocabulary(("a", "b", "c")), ("a", "b", "c"), first_symbol)
COPY = Made(
    "many-to-many-unequal", Vocabulary(("a", "b", ">")), ("a", "b", "."), copied, start=">", stop="."
)

PEERS: dict[str, tuple[dict[str, Any], Any]] = {
    "rnn-tanh": ({"cell": "rnn", "nonlinearity": "tanh"}, "linear"),
    "rnn-relu": ({"cell": "rnn", "nonlinearity": "relu"}, "softmax"),
    "lstm": ({"cell": "lstm"}, "softmax"),
    "gru-reset_after": ({"cell": "gru", "form": "reset_after"}, "sigmoid"),
}
LABELS = ("x", "y", "z")


def trainer_with_peer(name: str, optimizer: Any = "adam") -> Trainer:
    """Of a network that PyTorch has too: two layers, both directions, 2 to 6 steps with a target at each."""
    variant, kind = PEERS[name]

    def example(rng: np.random.Generator) -> Example:
        steps = int(rng.integers(2, 7))
        labels = tuple(rng.choice(LABELS, size=steps).tolist())
        targets = labels if kind == "softmax" else rng.uniform(size=(steps, 3))
        return Example(rng.normal(size=(steps, 4)), targets)

    task = Made("many-to-many", None, LABELS, example, kind, width=4)
    network = {**variant, "hidden_size": 5, "num_layers": 2, "bidirectional": True}
    recipe = Recipe(network, updates=3, batch_size=6, learning_rate=0.01, optimizer=optimizer, clip=None)
    return Trainer(task, recipe)
