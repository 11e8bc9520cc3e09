"""Trains the networks that ship, and writes their files.

python -m engine.models.make                  all of them
python -m engine.models.make dates-gru        one
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from engine.models.cards import card
from engine.models.catalogue import HERE, Model, read, write
from engine.networks.network import Network
from engine.tasks import named
from engine.tasks.recipe import Recipe
from engine.training.trainer import Trainer

SHIPPED: Final = (
    ("digits", "dense"),
    ("melody", "gru"),
    ("sentiment", "lstm"),
    ("entities", "lstm"),
    ("sunspots", "gru"),
    ("vehicle", "gru"),
    ("names", "gru"),
    ("dates", "gru"),
    ("recall", "rnn"),
    ("recall", "gru"),
    ("recall", "lstm"),
    ("adding", "rnn"),
    ("adding", "gru"),
    ("adding", "lstm"),
)
"""Task and cell of every model."""


def ship(network: Network, recipe: Recipe, path: Path) -> Model:
    """Write a trained network with its card, its figures measured on what the file holds; the model as read back."""
    with TemporaryDirectory() as folder:
        rounded = Path(folder) / path.name
        write(rounded, Model(network, {}))
        kept = read(rounded).network
    write(path, Model(kept, card(kept, recipe)))
    return read(path)


def make(task: str, cell: str) -> Model:
    """Train a model by its task's recipe and put it with the others."""
    recipe = named(task).recipe(cell)
    trainer = Trainer(named(task), recipe)
    for _ in trainer:
        pass
    return ship(trainer.network, recipe, HERE / f"{task}-{cell}.safetensors")


if __name__ == "__main__":
    for task, cell in SHIPPED:
        if sys.argv[1:] in ([], [f"{task}-{cell}"]):
            print(make(task, cell).card["metric"])
