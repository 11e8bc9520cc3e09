"""Three engines, one server, and what each engine shows of each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.main import create_app
from tests.engines.chromium import Chromium
from tests.engines.engine import Engine
from tests.engines.firefox import Firefox
from tests.engines.visits import BlockedError, Look, Visit, look
from tests.engines.watched import Watched
from tests.engines.webkit import WebKit
from tests.serving import serving

SELF = "for WebKit 2.50, no file is a sandboxed frame's 'self' (bugs.webkit.org/show_bug.cgi?id=316847)"
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


@pytest.fixture(autouse=True)
def known_fault(request: pytest.FixtureRequest) -> None:
    """Marks the one thing that is known not to work."""
    parameters = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    sandboxed = getattr(parameters.get("visit"), "sandboxed", False)
    if sandboxed and "webkit" in (parameters.get("engine"), parameters.get("other")):
        request.applymarker(pytest.mark.xfail(reason=SELF, raises=BlockedError))


@pytest.fixture(scope="session")
def seen(origin: str) -> Seen:
    """What an engine shows of a page, which is opened once for all tests of it."""
    looks: dict[tuple[str, Visit, int], Look | BlockedError] = {}

    def see(engine: Engine, visit: Visit, width: int) -> Look:
        key = (engine.name, visit, width)
        if key not in looks:
            try:
                looks[key] = look(engine, origin, visit, width)
            except BlockedError as error:
                looks[key] = error
        found = looks[key]
        if isinstance(found, BlockedError):
            raise found
        return found

    return see
