"""Training runs, each in a process of its own that lives as long as somebody listens."""

from __future__ import annotations

import asyncio
import math
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType
from typing import Any, Final

from app.web.encoding import dumps
from app.web.errors import ProblemError, problem

Handler = Callable[[int, FrameType | None], Any]

ROOT: Final = Path(__file__).resolve().parents[2]
GRACE: Final = 30.0
"""Seconds that a process gets beyond its own budget, to start and to say its last event, before it is ended."""
WAIT: Final = (1.0, 15.0)
"""The shortest and the longest time that a client is told to wait: most visitors leave before their run ends."""
LOST: Final = "The training ended too early. Ask for it again, from the last update that you heard of."


class TrainingProcess:
    """A process that trains: iterate over its events, (name, JSON)."""

    def __init__(self, process: Process, seconds: float) -> None:
        self._process = process
        self._end = asyncio.get_running_loop().call_later(seconds + GRACE, self.kill)
        self.seconds_left = seconds

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def __aiter__(self) -> AsyncIterator[tuple[str, str]]:
        """The last event is `end`, or `error` where the process ends before it has said that."""
        name = ""
        try:
            while name != "end":
                name, data = await self._event()
                yield name, data
        except asyncio.IncompleteReadError:
            yield "error", dumps(problem(503, LOST)).decode()

    async def _event(self) -> tuple[str, str]:
        """Its size comes before it, so that no more of it waits here than is read."""
        stdout = self._process.stdout
        assert stdout is not None
        name, left, size = (await stdout.readuntil(b"\n")).split()
        self.seconds_left = float(left)
        return name.decode(), (await stdout.readexactly(int(size))).decode()

    def kill(self) -> None:
        """Ends the process, whatever it does."""
        if self.is_alive:
            with suppress(ProcessLookupError):
                self._process.kill()

    async def stop(self) -> None:
        """The same, and waits for it."""
        self._end.cancel()
        self.kill()
        await self._process.wait()


class TrainingProcesses:
    """The runs of this server: `limit` of them at once, each for `seconds` at most."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit, self.seconds = limit, seconds
        self._runs: set[TrainingProcess] = set()
        self._starting = 0

    @asynccontextmanager
    async def start(self, job: bytes) -> AsyncIterator[TrainingProcess]:
        """A run that has begun and is stopped at the end. Raises ProblemError, 503, while too many are under way."""
        run = await self._begun(job)
        try:
            yield run
        finally:
            self._runs.discard(run)
            await asyncio.shield(run.stop())

    def kill(self) -> None:
        """Ends them all."""
        for run in self._runs:
            run.kill()

    async def _begun(self, job: bytes) -> TrainingProcess:
        under_way = [run for run in self._runs if run.is_alive]
        if self._starting + len(under_way) >= self.limit:
            raise self._busy(under_way)
        self._starting += 1
        try:
            run = TrainingProcess(await _process(job), self.seconds)
        finally:
            self._starting -= 1
        self._runs.add(run)
        return run

    def _busy(self, under_way: list[TrainingProcess]) -> ProblemError:
        shortest, longest = WAIT
        soonest = min((run.seconds_left for run in under_way), default=shortest)
        wait = math.ceil(min(longest, max(shortest, soonest)))
        detail = f"{self.limit} runs are under way, as many as this server trains at once. Try again in {wait} s."
        return ProblemError(503, detail, headers={"Retry-After": str(wait)})


@contextmanager
def ended_with_the_server(processes: TrainingProcesses) -> Iterator[None]:
    """Ends the runs when the server is told to stop; it would wait for them, and they may take minutes."""
    handlers = _handlers() if current_thread() is main_thread() else {}
    for number, handler in handlers.items():
        signal.signal(number, _ending(processes, handler))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _handlers() -> dict[int, Handler]:
    """What the server does when it is told to stop, by signal."""
    found = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    return {number: handler for number, handler in found.items() if callable(handler)}


def _ending(processes: TrainingProcesses, handler: Handler) -> Handler:
    def end(number: int, frame: FrameType | None) -> None:
        processes.kill()
        handler(number, frame)

    return end


async def _process(job: bytes) -> Process:
    """A worker that has its job. It ends with this process, which holds the other end of its standard input."""
    command = (sys.executable, "-m", "app.training.worker")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    process.stdin.write(job + b"\n")
    return process
