"""What tasks are made of: numbers, words and tunes. `engine.tasks.collect` says where they come from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
EVERYDAY: Final = HERE.parent / "everyday"


def lines(name: str, folder: Path = HERE) -> list[str]:
    """The lines of a file."""
    return (folder / name).read_text(encoding="utf-8").splitlines()


def table(name: str, folder: Path = HERE) -> list[list[str]]:
    """The lines of a file, each cut at its tabs."""
    return [line.split("\t") for line in lines(name, folder)]
