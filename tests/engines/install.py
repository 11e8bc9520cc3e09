"""Installs the browsers that `make test-engines` asks, where they are missing: `python -m tests.engines.install`."""

from __future__ import annotations

import os
import shutil
import subprocess

from tests.browser import chromium
from tests.engines import firefox, webkit


def missing() -> list[str]:
    """Debian's names of what is not there."""
    there = {
        "firefox-esr": firefox.find(),
        "webkit2gtk-driver": shutil.which("WebKitWebDriver"),
        "libwebkit2gtk-4.1-0": webkit.find(),
        "xvfb": shutil.which("Xvfb"),
    }
    return [package for package, path in there.items() if not path]


def main() -> None:
    chromium.main()
    packages = missing()
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=True, stdout=subprocess.DEVNULL)
        packages = missing()
    if packages:
        raise SystemExit(f"Please install {', '.join(packages)}: only root on Debian can have it done here.")
    print(f"Firefox: {firefox.find()}\nWebKit: {webkit.find()}")


if __name__ == "__main__":
    main()
