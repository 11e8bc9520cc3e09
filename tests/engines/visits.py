"""The pages that every engine opens, and what is looked at there."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any, Final

from tests.engines.engine import PATIENCE, Engine, wait_until
from tests.engines.watched import lesson

DESKTOP: Final = 1280
PHONE: Final = 390
HEIGHT: Final = 900
CALM: Final = 0.2
"""Seconds in which nothing on screen changes, once a page is at rest."""


@dataclass(frozen=True)
class Visit:
    """One address. `ready` matches what the page's script draws last; `framed` is set in a page of another site."""

    path: str
    ready: str
    framed: bool = False
    sandboxed: bool = False

    def __str__(self) -> str:
        return self.path + (" sandboxed" if self.sandboxed else " framed" if self.framed else "")


EXPLORE: Final = "#inspector [data-row] .inspector-result-number"
STAGE: Final = ".stage-steps .stage-cell"
RACE: Final = ".race-count b"
LEARNT: Final = "path.curve-head[d]"
"""Drawn once the untrained networks are there, which come a moment after the page."""
VISITS: Final = (
    Visit("/", EXPLORE),
    Visit("/?cell=gru&text=hello+world&t=5&unit=3&lang=fr&theme=dark", EXPLORE),
    Visit("/?cell=foo", EXPLORE),
    Visit("/gradients", RACE),
    Visit("/gradients?map=lstm", RACE),
    Visit("/gradients?lang=fr&theme=dark", RACE),
    Visit("/architectures", ".arch-picture"),
    Visit("/architectures?lang=fr&theme=dark", ".arch-picture"),
    Visit("/train", LEARNT),
    Visit("/train?task=melody&lang=fr&theme=dark", LEARNT),
    Visit("/docs", ".opblock"),
    Visit("/embed/unrolled", STAGE),
    Visit("/embed/gradients?lang=fr&theme=dark", RACE),
    Visit("/nowhere", "h1"),
    Visit("/embed/unrolled?cell=lstm&text=hello&t=2&unit=3&lang=fr", STAGE, framed=True),
    Visit("/embed/unrolled?cell=lstm&text=hello&t=2&unit=3", STAGE, framed=True, sandboxed=True),
    Visit("/embed/gradients?length=12", RACE, framed=True, sandboxed=True),
)


class BlockedError(Exception):
    """The browser lets the page load no script."""


@dataclass(frozen=True)
class Look:
    """What `watch.seen` told of a page at rest, and how it looked."""

    seen: dict[str, Any]
    png: bytes


def go(engine: Engine, origin: str, visit: Visit, width: int = DESKTOP) -> None:
    """Opens the address and waits until its script has drawn it.

    Raises:
        BlockedError: if not even the first script of the page has run when all is loaded.
    """
    url = lesson(origin, visit.path, visit.sandboxed) if visit.framed else origin + visit.path
    engine.open(url, width, HEIGHT)
    if visit.framed:
        engine.enter_frame()
    if not engine.evaluate("'watch' in window"):
        raise BlockedError(f"{visit} in {engine.name}")
    drawn = f"document.querySelector({json.dumps(visit.ready)}) !== null"
    wait_until(lambda: engine.evaluate(drawn), f"{visit.ready} of {visit.path} in {engine.name}")


def look(engine: Engine, origin: str, visit: Visit, width: int) -> Look:
    """Opens the address and looks at it once it is at rest.

    Raises:
        BlockedError: as `go`.
        TimeoutError: if it does not come to rest.
    """
    go(engine, origin, visit, width)
    last: Any = None
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        words = None if engine.evaluate("watch.busy()") else engine.evaluate("watch.words()")
        now = (words, engine.screenshot())
        if words is not None and now == last:
            return Look(engine.evaluate("watch.seen()"), now[1])
        last = now
        time.sleep(CALM)
    raise TimeoutError(f"{visit.path} does not come to rest in {engine.name}")
