"""The networks of a run as they are before its first update: nothing is trained, so no process is started for them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import orjson

from app.training.worker import Run
from app.web.encoding import dumps

KEPT: Final = 16
"""Answers that are kept: a visitor who changes nothing gets one of ten. The largest takes about two megabytes."""


@lru_cache(KEPT)
def untrained(job: bytes) -> tuple[tuple[str, str], ...]:
    """The events, (name, JSON), of a job of `app.training.worker` that ends after update 0."""
    events: list[tuple[str, str]] = []

    def say(name: str, _left: float, data: Any) -> None:
        events.append((name, dumps(data).decode()))

    Run(orjson.loads(job), say).go()
    return tuple(events)
