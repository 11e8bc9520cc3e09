"""Finds a Chromium for the browser tests, and installs one where there is none: `python -m tests.browser.chromium`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium: UNROLLED_CHROMIUM, the system's, or Playwright's own; None where there is none."""
    named = os.environ.get("UNROLLED_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Debian's package for root on Debian, Playwright's download elsewhere."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> None:
    if find() is None:
        install()
    path = find()
    if path is None:
        raise SystemExit("There is no Chromium and none could be installed; set UNROLLED_CHROMIUM to the path of one.")
    print(f"Chromium: {path}")


if __name__ == "__main__":
    main()
