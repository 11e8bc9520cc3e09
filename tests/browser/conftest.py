"""A real Chromium and a real server. A test fails on any error in the console and on any request to another host."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.chromium import find
from tests.browser.explore import Explore

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESKTOP = {"width": 1350, "height": 940}
LOOK = Path(__file__).with_name("look.js")
AXE = Path(sys.prefix) / "node" / "node_modules" / "axe-core" / "axe.min.js"

Window = Callable[..., Explore]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; it ends with this folder, since its event loop would be in the way of others."""
    path = find()
    assert path, "there is no Chromium; run `make test`, or `python -m tests.browser.chromium`"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def window(browser: Browser, origin: str) -> Iterator[Window]:
    """Makes windows of their own: `window(viewport=…, locale="fr", …)`, with Playwright's options of a context."""
    opened: list[tuple[BrowserContext, Explore]] = []

    def make(**options: Any) -> Explore:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-GB", **options})
        context.set_default_timeout(10_000)
        context.add_init_script(path=LOOK)
        explore = Explore(context.new_page(), origin)
        opened.append((context, explore))
        return explore

    yield make
    problems = [problem for _context, explore in opened for problem in explore.problems]
    for context, _explore in opened:
        context.close()
    assert problems == []


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
