"""What is watched while networks learn, in JSON: as the event `start` of `/train` and the page tell it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from engine.tasks import Sample, ShippedTask
from engine.training.watcher import Answer, Watcher, inputs_of

DECIMALS: Final = 4


def describe(watcher: Watcher) -> dict[str, Any]:
    """What is learnt, how it is measured, and the example that every network is shown."""
    task, guess, example = watcher.task, watcher.unseen.guess, watcher.example
    steps = [{"label": s.label, "feed": s.feed, "emit": s.emit, "phase": s.phase} for s in watcher.steps]
    return {
        "task": task.name,
        "architecture": task.architecture,
        "kind": task.kind,
        "labels": task.labels,
        "metric": {"name": task.measure, "better": task.better},
        "guess": {"loss": guess.loss, "metric": guess.metric},
        "unseen": watcher.unseen.count,
        "example": {"input": example.raw, **describe_sample(task, example), "steps": steps},
    }


def describe_sample(task: ShippedTask, sample: Sample) -> dict[str, Any]:
    """An input as it was written, and what is right about it."""
    targets = np.array(sample.targets) if task.kind == "linear" else sample.targets
    return {"inputs": rounded(inputs_of(task, sample)), "targets": rounded(targets)}


def rounded(labels_or_rows: Answer) -> list[Any]:
    """Labels, or rows of numbers, rounded: they are told ten times a second."""
    if isinstance(labels_or_rows, np.ndarray):
        labels_or_rows = labels_or_rows.round(DECIMALS).tolist()
    return list(labels_or_rows)
