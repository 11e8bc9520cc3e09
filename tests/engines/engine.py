"""What a browser can be asked here, whichever it is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol

PATIENCE = 60.0
"""Seconds to wait for what must come: no test is about speed, and machines that run tests are slow."""


class Engine(Protocol):
    """One window of one browser. Numbers are CSS pixels, from the top left of the page."""

    name: str

    def open(self, url: str, width: int, height: int) -> None:
        """Goes to the address in a window that shows so much of a page, and waits until it is loaded."""

    def enter_frame(self) -> None:
        """From here on `evaluate` is asked in the first frame of the page, until the next `open`."""

    def evaluate(self, expression: str) -> Any:
        """What a JavaScript expression gives, as JSON; a promise is awaited.

        Raises:
            RuntimeError: if the expression throws.
        """

    def press(self, key: str) -> None:
        """One key, by the name that a page hears."""

    def click(self, x: float, y: float) -> None:
        """Presses and lets go of the mouse there."""

    def screenshot(self) -> bytes:
        """What the window shows of the page, as PNG."""

    def close(self) -> None:
        """Ends the browser."""


KEYS = {"End": "\ue010", "Home": "\ue011", "ArrowLeft": "\ue012", "ArrowRight": "\ue014"}
"""The keys of WebDriver that no letter stands for."""


def keystroke(key: str) -> list[dict[str, Any]]:
    """A key pressed and let go, as both WebDrivers take it."""
    value = KEYS.get(key, key)
    actions = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
    return [{"type": "key", "id": "keyboard", "actions": actions}]


def mouse_click(x: float, y: float) -> list[dict[str, Any]]:
    """The mouse goes there, is pressed and let go, as both WebDrivers take it."""
    move = {"type": "pointerMove", "x": round(x), "y": round(y)}
    actions = [move, *({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))]
    return [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}]


def outcome(expression: str) -> str:
    """A JavaScript promise of what the expression gives, or of what it threw: the same text for every engine."""
    return (
        f"(async () => JSON.stringify({{value: await ({expression})}}))()"
        ".catch((error) => JSON.stringify({error: String(error)}))"
    )


def read(expression: str, told: str) -> Any:
    """The value that an `outcome` holds.

    Raises:
        RuntimeError: if the expression threw.
    """
    answer = json.loads(told)
    if "error" in answer:
        raise RuntimeError(f"{answer['error']} in {expression}")
    return answer.get("value")


def wait_until(holds: Callable[[], Any], what: str) -> None:
    """Asks until it holds.

    Raises:
        TimeoutError: if it does not within `PATIENCE`.
    """
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"it does not come: {what}")
        time.sleep(0.03)


def temporary(ends: ExitStack) -> Path:
    """A folder that goes with the engine."""
    folder = Path(mkdtemp(prefix="engine-"))
    ends.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


def run(ends: ExitStack, arguments: list[str], log: Path, **environment: str) -> None:
    """Starts a program that writes to the log and ends with the engine."""
    with log.open("wb") as told:
        process = subprocess.Popen(arguments, stdout=told, stderr=told, env={**os.environ, **environment})
    ends.callback(process.wait, PATIENCE)
    ends.callback(process.terminate)


def told(log: Path, pattern: str, what: str) -> str:
    """What a program writes to its log, waited for: the first group of the pattern."""
    wait_until(lambda: re.search(pattern, log.read_text("utf-8", "replace")), what)
    return str(re.findall(pattern, log.read_text("utf-8", "replace"))[0])
