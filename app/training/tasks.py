"""The tasks that can be trained live, as a page tells of them."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import Any

from app.training.events import describe
from app.web.i18n import translator
from engine.tasks import named
from engine.tasks.recall import RECALLED
from engine.training.live_tasks import LIVE, live_task
from engine.training.watcher import Watcher


def defaults_of(task: str) -> dict[str, Any]:
    """The settings of `/train` that are left out, by name."""
    own = {"distractors": RECALLED} if task == "recall" else {}
    return {"cell": named(task).cells, **own, **asdict(LIVE[task].knobs)}


def training_tasks(lang: str) -> list[dict[str, Any]]:
    """Every task: id, title, cells, steps, its defaults, and what the event `start` of `/train` says of it."""
    _ = translator(lang)
    return [
        {
            "id": task,
            "title": _(named(task).title),
            "cells": named(task).cells,
            "steps": live.steps,
            "defaults": defaults_of(task),
            **_description(task),
        }
        for task, live in LIVE.items()
    ]


@cache
def _description(task: str) -> dict[str, Any]:
    """Made once: it takes a tenth of a second."""
    return describe(Watcher(live_task(task)))
