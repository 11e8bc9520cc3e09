"""What the tests of the app share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient

from app.main import create_app

Refusal = Callable[[httpx.Response, int], dict[str, str]]


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """A client of one application; an exception in the application fails the test."""
    with TestClient(create_app()) as client:
        yield client


@pytest.fixture(scope="session")
def refused() -> Refusal:
    """Checks that an answer is problem+json as RFC 9457 has it, and gives its errors, {pointer: detail}."""

    def check(response: httpx.Response, status: int) -> dict[str, str]:
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/problem+json"
        problem: dict[str, Any] = response.json()
        assert set(problem) - {"errors"} == {"type", "title", "status", "detail"}
        assert problem["type"] == "about:blank"
        assert problem["status"] == status
        assert problem["detail"]
        return {error["pointer"]: error["detail"] for error in problem.get("errors", [])}

    return check
