"""What `import engine` promises."""

from __future__ import annotations

import doctest
import subprocess
import sys

import engine


def test_the_example_in_the_docstring_runs() -> None:
    assert doctest.testmod(engine) == (0, 5)


def test_every_exported_name_is_there() -> None:
    assert [name for name in engine.__all__ if not hasattr(engine, name)] == []


def test_the_engine_needs_nothing_but_numpy() -> None:
    """Neither PyTorch nor the web framework comes along with `import engine`."""
    asked = "import engine, sys; print({'torch', 'fastapi', 'pydantic', 'app'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
