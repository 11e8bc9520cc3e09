"""How each task is trained while one watches: smaller and shorter than by its recipe, so that a minute is enough.

A live run is made at one learning rate from its first update to its last: it can then go on, and be longer or shorter,
without becoming another run. The initialiser and the weight decay are those of the task's recipe.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from engine.tasks import ShippedTask, named
from engine.tasks.recall import Recall
from engine.tasks.recipe import Recipe

RECALLED: Final = 20
"""Distractors of the recall task, where a visitor does not choose."""

GATES: Final = {"lstm": "forget_bias", "gru": "update_bias"}
"""The bias of the gate that keeps, by cell."""


@dataclass(frozen=True)
class Knobs:
    """What a visitor may change.

    gate_bias: added to the bias of the gate that keeps, the LSTM's forget gate and the GRU's update gate
    clip: the largest norm of the gradients that is let through; 0 for any
    """

    hidden_size: int = 16
    gate_bias: float = 1.0
    learning_rate: float = 0.01
    batch_size: int = 32
    clip: float = 1.0
    updates: int = 300
    every: int = 5
    seed: int = 0


@dataclass(frozen=True)
class Live:
    """A task to watch. steps: T of its longest examples, but for one in a hundred."""

    steps: int
    knobs: Knobs


LIVE: Final = {
    "recall": Live(RECALLED + 2, Knobs(12, 2.0, 0.005)),
    "adding": Live(50, Knobs(16, 3.9, 0.01, batch_size=16, clip=5.0, updates=2000, every=20)),
    "digits": Live(1, Knobs(24, 0.0, 0.005, updates=400)),
    "sentiment": Live(21, Knobs(12, 1.0, 0.01)),
    "entities": Live(24, Knobs(16, 1.0, 0.01)),
    "dates": Live(39, Knobs(32, 1.0, 0.02, updates=1500, every=15)),
    "names": Live(12, Knobs(32, 0.0, 0.01)),
    "sunspots": Live(66, Knobs(12, 0.0, 0.01, batch_size=16)),
    "vehicle": Live(40, Knobs(16, 0.0, 0.02, updates=400)),
    "melody": Live(65, Knobs(32, 0.0, 0.01, batch_size=16)),
}
"""Every task that can be watched, by name."""


def live_task(name: str, distractors: int | None = None) -> ShippedTask:
    """The task of that name; recall after so many distractors."""
    return Recall(distractors=distractors or RECALLED) if name == "recall" else named(name)


def live_recipe(task: str, cell: str, knobs: Knobs) -> Recipe:
    """How a cell is trained by these knobs."""
    recipe = named(task).recipe(cell)
    init = dict(recipe.network.get("init", {}))
    if cell in GATES:
        init[GATES[cell]] = knobs.gate_bias
    return replace(
        recipe,
        network={"cell": cell, "hidden_size": knobs.hidden_size, "init": init},
        updates=knobs.updates,
        batch_size=knobs.batch_size,
        learning_rate=knobs.learning_rate,
        clip=knobs.clip or None,
        decay="constant",
        seed=knobs.seed,
    )
