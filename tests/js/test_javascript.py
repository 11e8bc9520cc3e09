"""The page's modules: their own tests in Node, and their types under TypeScript's strict rules."""

from __future__ import annotations

from pathlib import Path

from tests.js.conftest import HERE, Node


def test_every_test_in_node_passes(node: Node) -> None:
    files = sorted(HERE.rglob("*.test.js"))
    assert len(files) > 30
    done = node("--test", "--test-isolation=none", "--test-reporter=tap", *files)  # one process for all
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"# pass {done.stdout.count('ok ')}" in done.stdout
    assert not done.stderr


def test_types_hold_under_strict_rules(node: Node, typescript: Path) -> None:
    done = node(typescript, "--project", "tsconfig.json", "--pretty", "false")
    assert done.returncode == 0, done.stdout + done.stderr
