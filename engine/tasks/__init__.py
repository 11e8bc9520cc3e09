"""The tasks, by name. A new task is one file here and one line in the registry."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, Final

from engine.errors import InvalidInput
from engine.numbers.arrays import excerpt
from engine.tasks.adding import Adding
from engine.tasks.base import RECURRENT, Encoded, Example, Metric, Sample, ShippedTask, Task, scheduled
from engine.tasks.dates import Dates
from engine.tasks.digits import Digits
from engine.tasks.entities import Entities
from engine.tasks.first_names import FirstNames
from engine.tasks.melody import Melody
from engine.tasks.recall import Recall
from engine.tasks.sentiment import Sentiment
from engine.tasks.sunspots import Sunspots
from engine.tasks.vehicle import Vehicle

TASKS: Final[dict[str, ShippedTask]] = {
    task.name: task
    for task in (
        Recall(),
        Adding(),
        Digits(),
        Sentiment(),
        Entities(),
        Dates(),
        FirstNames(),
        Sunspots(),
        Vehicle(),
        Melody(),
        Recall("recall-20", distractors=20, live=None),
    )
}

__all__ = ["RECURRENT", "TASKS", "Encoded", "Example", "Metric", "Sample", "ShippedTask", "Task", "named", "scheduled"]


def named(name: Any) -> ShippedTask:
    """The task of that name; raises InvalidInput at ("task",) with the nearest names."""
    if isinstance(name, str) and name in TASKS:
        return TASKS[name]
    near = get_close_matches(str(name), TASKS, n=3, cutoff=0.0)
    raise InvalidInput.at(("task",), f"is {excerpt(name)}, which is no task; the nearest are {', '.join(near)}.")
