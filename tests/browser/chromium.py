"""Finds a Chromium for the browser tests, and installs one where there is none: `python -m tests.browser.chromium`.

Tests are drawn in its headless shell where there is one: it draws the same with half the work.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN = shutil.which("apt-get") is not None and os.geteuid() == 0
"""Debian's packages can be installed."""


def find_shell() -> str | None:
    """The path of a headless shell: the system's or Playwright's own; None where there is none or another is named."""
    if os.environ.get("UNROLLED_CHROMIUM"):
        return None
    found = filter(None, map(shutil.which, SHELLS))
    folder = _playwrights_own().parents[2]
    names = ("headless_shell*", *(f"{name}*" for name in SHELLS))
    own = (str(path) for name in names for path in folder.glob(f"chromium_headless_shell-*/*/{name}"))
    return next(found, None) or next(own, None)


def find() -> str | None:
    """The path of a Chromium: UNROLLED_CHROMIUM, the system's, Playwright's own, or a shell; None: nowhere."""
    named = os.environ.get("UNROLLED_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    own = _playwrights_own()
    return str(own) if own.exists() else find_shell()


def _playwrights_own() -> Path:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def install() -> None:
    """Debian's packages for root on Debian, Playwright's download elsewhere; a shell alone where that can be had."""
    if not DEBIAN:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
        return
    subprocess.run(["apt-get", "update", "-qq"], check=find() is None)
    for package in SHELLS[0], NAMES[0]:  # older systems have no shell of its own
        command = ["apt-get", "install", "-y", "-qq", package]
        done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if done.returncode == 0 or find():
            return


def main() -> None:
    if not find_shell() and (DEBIAN or not find()) and "UNROLLED_CHROMIUM" not in os.environ:
        install()
    path = find_shell() or find()
    if path is None:
        raise SystemExit("There is no Chromium and none could be installed; set UNROLLED_CHROMIUM to the path of one.")
    print(f"Chromium: {path}")


if __name__ == "__main__":
    main()
