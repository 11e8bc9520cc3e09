"""How each task is trained while one watches: smaller and shorter than by its recipe, so that a minute is enough.

A live run is made at one learning rate from its first update to its last: it can then go on, and be longer or shorter,
without becoming another run. The initialiser and the weight decay are those of the task's recipe.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engine.tasks import TASKS, ShippedTask, named
from engine.tasks.live import Knobs
from engine.tasks.recall import RECALLED, Recall
from engine.tasks.recipe import Recipe

GATES: Final = {"lstm": "forget_bias", "gru": "update_bias"}
"""The bias of the gate that keeps, by cell."""


LIVE: Final = {name: task.live for name, task in TASKS.items() if task.live is not None}
"""Every task that can be watched, by name, in the order of a menu."""


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
