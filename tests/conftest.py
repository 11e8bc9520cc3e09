"""What tests of every room share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.main import create_app
from tests.serving import serving


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    """The address of a running server."""
    with serving(create_app()) as address:
        yield address
