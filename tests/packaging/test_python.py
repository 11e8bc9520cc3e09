"""A Python that is too old is named, with what is needed, before anything else fails."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import app
import engine

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NEEDED = ".".join(map(str, re.findall(r"\d+", PROJECT["requires-python"])))
OLD = "import sys; sys.version_info = (3, 10, 13, 'final', 0)"


@pytest.mark.parametrize("name", ["engine", "app", "app.main"])
def test_an_import_says_what_is_needed(name: str) -> None:
    command = [sys.executable, "-c", f"{OLD}; import {name}"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.endswith(f"ImportError: Unrolled needs Python {NEEDED} or later; this is 3.10.\n")


def test_make_says_what_is_needed_and_makes_nothing(tmp_path: Path) -> None:
    python = tmp_path / "python3.10"
    python.write_text(
        f"#!/bin/sh\nexec {sys.executable} - \"$@\" <<'end'\n{OLD}\ndel sys.argv[0]\nexec(sys.argv.pop(1))\nend\n",
        "utf-8",
    )
    python.chmod(0o755)
    venv = tmp_path / "venv"
    command = ["make", "--directory", str(ROOT), "run", f"PYTHON={python}", f"VENV={venv}"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert f"Unrolled needs Python {NEEDED} or later; {python} is 3.10. Use make PYTHON=python3." in result.stderr
    assert not venv.exists()


def test_the_version_is_one() -> None:
    assert app.__version__ == engine.__version__ == (ROOT / "engine" / "version.txt").read_text("utf-8").strip()
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", engine.__version__)
    assert "version" in PROJECT["dynamic"]
