"""The command `unrolled`."""

from __future__ import annotations

import os
import socket
from typing import Any, Final

import click
import uvicorn
from pydantic import ValidationError

from app import __version__, commands
from app.settings import Settings
from engine import models

GOODBYE: Final = 3
"""Seconds that answers under way get when the server stops; a training run would take its minutes."""


@click.group()
@click.version_option(__version__, prog_name="unrolled")
def main() -> None:
    """See inside recurrent neural networks: every state, every gate, every timestep."""


main.add_command(commands.train)
main.add_command(commands.evaluate)


@main.command()
@click.option("--host", help="Address to listen at.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen at; 0 takes a free one.  [default: 8000]")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that serve.  [default: 1]")
def serve(**options: str | int | None) -> None:
    """Serve the pages and the API until interrupted.

    Each option has a variable in the environment, such as UNROLLED_PORT; app/settings.py lists them all.
    """
    settings = _settings(options)
    _check_models()
    _check_address(settings.host, settings.port)
    host, port, workers = settings.host, settings.port, settings.workers
    about: dict[str, Any] = {"access_log": False, "timeout_graceful_shutdown": GOODBYE}
    uvicorn.run("app.main:app", host=host, port=port, workers=workers, **about)


def _settings(options: dict[str, str | int | None]) -> Settings:
    """Settings from the environment, and from the options over them; what does not fit ends the command with code 2."""
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [f"UNROLLED_{str(e['loc'][0]).upper()}={e['input']}: {e['msg']}." for e in error.errors()]
        raise click.UsageError("\n".join(lines)) from error


def _check_models() -> None:
    """Ends the command in plain words if a trained network is broken; the workers would each say it in a traceback."""
    try:
        models.check()
    except ValueError as error:
        raise click.UsageError(f"A trained network cannot be read: {error}") from error


def _check_address(host: str, port: int) -> None:
    """Ends the command in plain words if nothing can listen there; uvicorn would say it in a traceback's language."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # as uvicorn does: a port that was just left may be taken again at once
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(
            f"Cannot listen at {host}, port {port}: {reason}. Stop what runs there, or choose another with --port."
        ) from error


if __name__ == "__main__":
    main(prog_name="unrolled")
