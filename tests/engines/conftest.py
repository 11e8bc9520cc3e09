"""Three engines, one server, and what each engine shows of each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.main import create_app
from tests.engines.chromium import Chromium
from tests.engines.engine import Engine
from tests.engines.firefox import Firefox
from tests.engines.visits import Look, Visit, look
from tests.engines.watched import Watched
from tests.engines.webkit import WebKit
from tests.serving import serving

Seen = Callable[[Engine, Visit, int], Look]


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    """The address of a server whose pages tell what they show."""
    with serving(Watched(create_app())) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Engine]:
    engine = Chromium()
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def firefox() -> Iterator[Engine]:
    engine = Firefox()
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def webkit() -> Iterator[Engine]:
    engine = WebKit()
    yield engine
    engine.close()


@pytest.fixture(params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each of them."""
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["firefox", "webkit"])
def other(request: pytest.FixtureRequest) -> Engine:
    """Each that is compared with Chromium."""
    found: Engine = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def seen(origin: str) -> Seen:
    """What an engine shows of a page, which is opened once for all tests of it."""
    looks: dict[tuple[str, Visit, int], Look] = {}

    def see(engine: Engine, visit: Visit, width: int) -> Look:
        key = (engine.name, visit, width)
        if key not in looks:
            looks[key] = look(engine, origin, visit, width)
        return looks[key]

    return see
