"""`unrolled serve` starts a server, or says in plain words why it cannot."""

from __future__ import annotations

import socket
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app import __version__
from app.cli import main
from engine import models


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What uvicorn was started with, instead of starting it."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr("app.cli.uvicorn.run", lambda app, **options: calls.append({"app": app, **options}))
    return calls


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port at which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def unrolled(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="unrolled")


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert project.get("version", __version__) == __version__
    assert unrolled("--version").output == f"unrolled, version {__version__}\n"


def test_serve_starts_the_application_where_it_is_told_to(started: list[dict[str, Any]]) -> None:
    assert unrolled("serve", "--host", "127.0.0.1", "--port", "0", "--workers", "2").exit_code == 0
    call = started[0]
    assert (call["app"], call["host"], call["port"], call["workers"]) == ("app.main:app", "127.0.0.1", 0, 2)


def test_an_option_comes_before_the_environment(started: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNROLLED_PORT", "0")
    monkeypatch.setenv("UNROLLED_WORKERS", "3")
    assert unrolled("serve", "--workers", "2").exit_code == 0
    assert (started[0]["port"], started[0]["workers"]) == (0, 2)


def test_a_taken_port_is_said_in_plain_words(started: list[dict[str, Any]], taken_port: int) -> None:
    result = unrolled("serve", "--port", str(taken_port))
    assert result.exit_code == 1
    assert f"Cannot listen at 127.0.0.1, port {taken_port}: Address already in use." in result.output
    assert "--port" in result.output
    assert started == []


def test_a_broken_model_is_said_in_plain_words(
    started: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bad.safetensors").write_bytes(b"bad")
    monkeypatch.setattr("engine.models.check", lambda: models.read(tmp_path / "bad.safetensors"))
    result = unrolled("serve", "--port", "0")
    assert result.exit_code == 2
    assert "bad.safetensors: is no readable safetensors file" in result.output
    assert started == []


def test_a_host_that_is_not_there_is_said_in_plain_words(started: list[dict[str, Any]]) -> None:
    result = unrolled("serve", "--host", "192.0.2.1", "--port", "0")
    assert result.exit_code == 1
    assert "Cannot listen at 192.0.2.1" in result.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["serve", "--port", "99999"], ["--port", "99999", "65535"]),
        (["serve", "--port", "eight"], ["--port", "eight"]),
        (["serve", "--workers", "0"], ["--workers", "0", "64"]),
        (["srve"], ["srve"]),
    ],
)
def test_a_bad_value_ends_with_code_2_and_names_it(arguments: list[str], words: list[str]) -> None:
    result = unrolled(*arguments)
    assert result.exit_code == 2
    assert [word for word in words if word not in result.output] == []


def test_a_bad_variable_ends_with_code_2_and_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNROLLED_PORT", "http")
    result = unrolled("serve")
    assert result.exit_code == 2
    assert "UNROLLED_PORT=http" in result.output
