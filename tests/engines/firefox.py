"""Firefox by WebDriver BiDi, which it speaks itself: no driver stands between."""

from __future__ import annotations

import base64
import json
import os
import shutil
from contextlib import ExitStack
from typing import Any

from websockets.sync.client import connect

from tests.engines.engine import PATIENCE, keystroke, mouse_click, outcome, read, run, temporary, told

NAMES = ("firefox-esr", "firefox")


def find() -> str | None:
    """The path of a Firefox: UNROLLED_FIREFOX, or the system's; None where there is none."""
    return os.environ.get("UNROLLED_FIREFOX") or next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """Implements `Engine`. `preferences` are as in about:config, beside those that Firefox sets where it is driven."""

    name = "Firefox"

    def __init__(self, **preferences: bool | int | str) -> None:
        path = find()
        assert path, "there is no Firefox; run `make test-engines`"
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()]
        with ExitStack() as ends:
            profile, log = temporary(ends), temporary(ends) / "firefox.log"
            (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
            given = ["--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
            run(ends, [path, *given], log)
            address = told(log, r"WebDriver BiDi listening on (ws://\S+)", "a Firefox that listens")
            self._socket = ends.enter_context(connect(f"{address}/session", max_size=None, proxy=None))
            self._commands = 0
            self._ask("session.new", capabilities={})
            self._tab = self._frame = self._ask("browsingContext.getTree")["contexts"][0]["context"]
            self._ends = ends.pop_all()

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._commands += 1
        self._socket.send(json.dumps({"id": self._commands, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=2 * PATIENCE))
            if answer.get("id") == self._commands:
                break
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        return answer["result"]

    def open(self, url: str, width: int, height: int) -> None:
        self._ask("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="complete")
        self._frame = self._tab

    def enter_frame(self) -> None:
        tree = self._ask("browsingContext.getTree", root=self._tab)["contexts"][0]
        self._frame = tree["children"][0]["context"]

    def evaluate(self, expression: str) -> Any:
        target = {"context": self._frame}
        answer = self._ask("script.evaluate", expression=outcome(expression), target=target, awaitPromise=True)
        return read(expression, answer["result"]["value"])

    def press(self, key: str) -> None:
        self._ask("input.performActions", context=self._frame, actions=keystroke(key))

    def click(self, x: float, y: float) -> None:
        self._ask("input.performActions", context=self._frame, actions=mouse_click(x, y))

    def screenshot(self) -> bytes:
        return base64.b64decode(self._ask("browsingContext.captureScreenshot", context=self._tab)["data"])

    def close(self) -> None:
        self._ends.close()
