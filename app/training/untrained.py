"""The networks of a run as they are before its first update: nothing is trained, so no process is started for them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import orjson

from app.training.worker import TrainingRun
from app.web.encoding import dumps

KEPT: Final = 16
"""Answers that are kept: a visitor who changes nothing gets one of ten. The largest takes about two megabytes."""


@lru_cache(KEPT)
def untrained(job: bytes) -> tuple[tuple[str, str], ...]:
    """The events, (name, JSON), of a job of `app.training.worker` that ends after update 0."""
    events: list[tuple[str, str]] = []

    def send(name: str, _left: float, data: Any) -> None:
        events.append((name, dumps(data).decode()))

    TrainingRun(orjson.loads(job), send).go()
    return tuple(events)
