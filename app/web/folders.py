"""Where the files lie that are not Python: in a checkout beside app/, installed inside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

APP: Final = Path(__file__).resolve().parents[1]


def _folder(name: str) -> Path:
    installed = APP / name
    return installed if installed.is_dir() else APP.parent / name


LOCALES: Final = APP / "locales"
TEMPLATES: Final = _folder("templates")
STATIC: Final = _folder("static")
