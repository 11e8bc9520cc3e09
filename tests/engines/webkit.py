"""WebKit (GTK) by its WebDriver, on a screen that nobody sees."""

from __future__ import annotations

import base64
import os
import shutil
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx

from tests.engines.engine import PATIENCE, keystroke, mouse_click, outcome, read, run, temporary, told, wait_until

SMALL = "headerbar, headerbar *, entry, button, image { min-width: 0; min-height: 0; margin: 0; padding: 0; }"
"""The browser's own buttons would else keep its window wider than a phone."""


def find() -> str | None:
    """The path of WebKit's small browser: UNROLLED_WEBKIT, or the system's; None where there is none."""
    named = os.environ.get("UNROLLED_WEBKIT")
    places = sorted(Path("/usr").glob("lib*/**/webkit2gtk-4.1/MiniBrowser"))
    return named or next(map(str, places), None)


class WebKit:
    """Implements `Engine`."""

    name = "WebKit"

    def __init__(self) -> None:
        browser, driver, screen = find(), shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
        if not (browser and driver and screen):
            raise FileNotFoundError("there is no WebKit, or no screen for it; run `make test-engines`")
        with ExitStack() as ends:
            folder = temporary(ends)
            (folder / "gtk-3.0").mkdir()
            (folder / "gtk-3.0" / "gtk.css").write_text(SMALL, encoding="utf-8")
            log = folder / "screen.log"
            run(ends, [screen, "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], log)
            display = told(log, r"(?m)^(\d+)$", "a screen")
            port = _free_port()
            surroundings = {"DISPLAY": f":{display}", "XDG_CONFIG_HOME": str(folder)}
            run(ends, [driver, f"--port={port}"], folder / "driver.log", **surroundings)
            address = f"http://127.0.0.1:{port}"
            client = httpx.Client(base_url=address, timeout=2 * PATIENCE, trust_env=False)
            self._client = ends.enter_context(client)
            wait_until(self._listens, "a WebKitWebDriver that listens")
            options = {"binary": browser, "args": ["--automation"]}
            session = self._ask("/session", capabilities={"alwaysMatch": {"webkitgtk:browserOptions": options}})
            self._session = f"/session/{session['sessionId']}"
            ends.callback(self._client.delete, self._session)
            self._ends = ends.pop_all()

    def _listens(self) -> bool:
        try:
            return self._client.get("/status").is_success
        except httpx.TransportError:
            return False

    def _ask(self, path: str, **body: Any) -> Any:
        answer = self._client.post(path, json=body)
        value = answer.json()["value"]
        if answer.is_error:
            raise RuntimeError(f"{path}: {value['message']}")
        return value

    def open(self, url: str, width: int, height: int) -> None:
        self._ask(f"{self._session}/frame", id=None)
        self._ask(f"{self._session}/window/rect", width=width, height=height)
        own = height - self.evaluate("innerHeight")  # what the browser takes for itself
        self._ask(f"{self._session}/window/rect", width=width, height=height + own)
        self._ask(f"{self._session}/url", url=url)

    def enter_frame(self) -> None:
        self._ask(f"{self._session}/frame", id=0)

    def evaluate(self, expression: str) -> Any:
        script = f"{outcome(expression)}.then(arguments[arguments.length - 1]);"
        return read(expression, self._ask(f"{self._session}/execute/async", script=script, args=[]))

    def press(self, key: str) -> None:
        self._ask(f"{self._session}/actions", actions=keystroke(key))

    def click(self, x: float, y: float) -> None:
        self._ask(f"{self._session}/actions", actions=mouse_click(x, y))

    def screenshot(self) -> bytes:
        return base64.b64decode(self._client.get(f"{self._session}/screenshot").json()["value"])

    def close(self) -> None:
        self._ends.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
