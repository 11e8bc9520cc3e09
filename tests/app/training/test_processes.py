"""Runs that end before their time: the process, the client or the server goes, or the client does not listen."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.api.answers import train
from app.api.documents.training import TrainEnd
from app.api.reading import parse_query
from app.api.requests.training import TrainQuery
from app.training.processes import ROOT, TrainingProcess, TrainingProcesses
from app.web.errors import ProblemError
from tests.app.api.test_training import LONG, SHORT, events, opened, workers

SECONDS = 60


def job(seconds: float = SECONDS, **query: Any) -> bytes:
    return train(parse_query(TrainQuery, [(name, str(value)) for name, value in query.items()]), seconds)


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def server(*command: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server in a process of its own, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen([sys.executable, "-m", *command, "--port", str(port)], cwd=ROOT) as process:

        def serves() -> bool:
            assert process.poll() is None
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        try:
            wait_for(serves, SECONDS)
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def test_a_process_that_is_killed_ends_its_stream_with_an_error_that_says_the_way_out(origin: str) -> None:
    connection, response = opened(origin, **LONG)
    with closing(connection):
        stream = events(response)
        assert next(stream)[0] == "start"
        for worker in workers():
            os.kill(worker, signal.SIGKILL)
        name, data = list(stream)[-1]
    assert name == "error"
    assert (data["type"], data["status"]) == ("about:blank", 503)
    assert "from the last update" in data["detail"]


@pytest.mark.parametrize("command", [("app.cli", "serve"), ("uvicorn", "app.main:app", "--log-level", "warning")])
def test_a_server_that_is_told_to_stop_ends_its_runs_and_says_so(command: tuple[str, ...]) -> None:
    with server(*command) as (process, origin):
        connection, response = opened(origin, **LONG)
        with closing(connection):
            stream = events(response)
            assert next(stream)[0] == "start"
            process.terminate()
            assert list(stream)[-1][0] == "error"
        process.wait(SECONDS)


def test_a_process_does_not_outlive_a_server_that_was_killed() -> None:
    with server("app.cli", "serve") as (process, origin):
        connection, response = opened(origin, task="dates", every=2000, updates=2000)
        with closing(connection):
            stream = events(response)
            assert [next(stream)[0] for _ in range(2)] == ["start", "progress"]
            found = workers(process.pid)
            assert len(found) == 1
            process.kill()
            process.wait()
        wait_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in found), 5)


def test_a_client_that_does_not_listen_holds_its_place_no_longer_than_a_run_lasts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.training.processes.GRACE", 0.5)

    async def run() -> None:
        runs = TrainingProcesses(limit=1, seconds=0)
        async with runs.start(job(**LONG)) as deaf:
            with pytest.raises(ProblemError) as refused:
                async with runs.start(job(**LONG)):
                    pass
            assert refused.value.status == 503
            while deaf.is_alive:
                await asyncio.sleep(0.02)
            async with runs.start(job(**LONG)) as other:
                assert other.is_alive

    asyncio.run(asyncio.wait_for(run(), SECONDS))


def test_what_a_client_does_not_read_waits_in_the_process_not_in_the_server() -> None:
    async def run() -> None:
        runs = TrainingProcesses(limit=1, seconds=SECONDS)
        async with runs.start(job(task="dates", hidden_size=64, updates=1, batch_size=1)) as slow:
            told = slow.__aiter__()
            while (await anext(told))[0] != "progress":
                pass
            await asyncio.sleep(1)
            assert len(slow._process.stdout._buffer) <= 2**18  # type: ignore[union-attr]
            names = [name async for name, _ in told]
        assert names[-1] == "end"

    asyncio.run(asyncio.wait_for(run(), SECONDS))


def test_the_largest_networks_arrive_whole() -> None:
    async def run() -> list[tuple[str, str]]:
        small: dict[str, Any] = {"updates": 1, "batch_size": 1}
        large_one = job(task="sentiment", cell="rnn,gru,lstm", hidden_size=64, **small)
        async with TrainingProcesses(limit=1, seconds=SECONDS).start(large_one) as large:
            return [event async for event in large]

    name, data = asyncio.run(asyncio.wait_for(run(), SECONDS))[-1]
    assert name == "end"
    assert len(data) > 2**20
    assert set(TrainEnd.model_validate(orjson.loads(data)).networks) == {"rnn", "gru", "lstm"}


def test_places_are_free_again_after_any_end() -> None:
    async def run() -> None:
        runs = TrainingProcesses(limit=1, seconds=SECONDS)
        for kill in (TrainingProcess.kill, None, TrainingProcess.kill):
            async with runs.start(job(**SHORT)) as begun:
                if kill:
                    kill(begun)

    asyncio.run(asyncio.wait_for(run(), SECONDS))
