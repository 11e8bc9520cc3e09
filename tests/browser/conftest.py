"""A real Chromium and a real server. A test fails on any error in the console and on any request to another host."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.chromium import find, find_shell
from tests.browser.explore import Explore
from tests.browser.fonts import FONTS, world

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # Fewer processes that talk to each other: a tenth of the work.
    "--in-process-gpu",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,PaintHolding",
]
DESKTOP: ViewportSize = {"width": 1350, "height": 940}
PATIENCE = 60_000
"""Milliseconds to wait for what must come: no test is about speed, and machines that run tests are slow."""
LOOK = Path(__file__).with_name("look.js")
AXE = Path(sys.prefix) / "node" / "node_modules" / "axe-core" / "axe.min.js"

Window = Callable[..., Explore]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests of a process. While it is open, its event loop keeps others from running."""
    path = find_shell() or find()
    assert path, "there is no Chromium; run `make test`, or `python -m tests.browser.chromium`"
    expect.set_options(timeout=PATIENCE)
    fonts = world(tmp_path_factory.mktemp("fonts"))
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, env=fonts)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def visitors(browser: Browser) -> Iterator[dict[str, list[Page]]]:
    """Tabs that wait for the next test, by their settings: a tab of its own for each would take twice the time."""
    waiting: dict[str, list[Page]] = defaultdict(list)
    yield waiting
    for page in chain.from_iterable(waiting.values()):
        page.context.close()


@pytest.fixture
def font() -> str:
    """The font of FONTS that a test is drawn in."""
    return "common"


@pytest.fixture
def window(browser: Browser, font: str, visitors: dict[str, list[Page]], origin: str) -> Iterator[Window]:
    """Makes windows: `window(viewport=…, locale="fr", …)`, with the options of a context; new: never used before."""
    opened: list[tuple[str | None, Explore]] = []

    def make(*, new: bool = False, **options: Any) -> Explore:
        key = repr((font, *sorted(options.items())))
        page = visitors[key].pop() if visitors[key] and not new else _tab(browser, font, options)
        opened.append((None if new else key, Explore(page, origin)))
        return opened[-1][1]

    yield make
    for key, explore in opened:
        explore.leave()
        if key is None:
            explore.page.context.close()
        else:
            visitors[key].append(explore.page)
    assert [problem for _key, explore in opened for problem in explore.problems] == []


def _tab(browser: Browser, font: str, options: dict[str, Any]) -> Page:
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=LOOK)
    context.add_init_script(f"look.drawIn({json.dumps(FONTS[font])})")
    return context.new_page()


@pytest.fixture
def explore(window: Window) -> Explore:
    """A desktop window where things move as on any visitor's."""
    return window()


@pytest.fixture
def still(window: Window) -> Explore:
    """A desktop window whose visitor asked for reduced motion: every change is there at once."""
    return window(reduced_motion="reduce")


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker, as a script for a page."""
    assert AXE.exists(), f"{AXE} is missing; run `make test`"
    return AXE.read_text(encoding="utf-8")
