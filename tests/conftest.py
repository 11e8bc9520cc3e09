"""What tests of every room share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from app.main import create_app
from tests.serving import serving

FIRST = "tests/packaging/"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: browsers, servers and trainings wait for each other, and for what moves."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest file that needs no browser comes first: in the end every other process would wait for it."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    """The address of a running server."""
    with serving(create_app()) as address:
        yield address
