"""Chromium by Playwright: what the other engines are compared with."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find
from tests.browser.conftest import ARGUMENTS
from tests.engines.engine import PATIENCE, outcome, read


class Chromium:
    """Implements `Engine`."""

    name = "Chromium"

    def __init__(self) -> None:
        path = find()
        assert path, "there is no Chromium; run `make test-engines`"
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        self._page = self._browser.new_page(locale="en-GB")
        self._page.set_default_timeout(PATIENCE * 1000)
        self._frame = self._page.main_frame

    def open(self, url: str, width: int, height: int) -> None:
        self._page.mouse.move(0, 0)
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.goto(url)
        self._frame = self._page.main_frame

    def enter_frame(self) -> None:
        self._frame = self._frame.child_frames[0]

    def evaluate(self, expression: str) -> Any:
        return read(expression, self._frame.evaluate(outcome(expression)))

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def click(self, x: float, y: float) -> None:
        self._page.mouse.click(x, y)

    def screenshot(self) -> bytes:
        return self._page.screenshot()

    def close(self) -> None:
        self._browser.close()
        self._playwright.stop()
