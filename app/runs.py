"""Training runs, each in a process of its own that lives as long as somebody listens."""

from __future__ import annotations

import asyncio
import math
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from app.errors import ProblemError

ROOT: Final = Path(__file__).resolve().parents[1]
LONGEST_EVENT: Final = 2**24
"""Bytes of one event: the weights of three networks of 64 units are 1.6 MB."""
GRACE: Final = 10.0
"""Seconds that a process gets beyond its own budget, to say its last event, before it is taken for stuck."""
WAIT: Final = (1.0, 15.0)
"""The shortest and the longest time that a client is told to wait: most visitors leave before their run ends."""


class Run:
    """A process that trains: iterate over its events, (name, JSON)."""

    def __init__(self, process: Process, seconds: float) -> None:
        self._process = process
        self._deadline = asyncio.get_running_loop().time() + seconds + GRACE
        self.seconds_left = seconds

    async def __aiter__(self) -> AsyncIterator[tuple[str, str]]:
        assert self._process.stdout is not None
        async with asyncio.timeout_at(self._deadline):
            while line := await self._process.stdout.readline():
                name, left, data = line.rstrip(b"\n").split(b" ", 2)
                self.seconds_left = float(left)
                yield name.decode(), data.decode()

    async def stop(self) -> None:
        """Ends the process, whatever it does."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


class Runs:
    """The runs of this server: `limit` of them at once, each for `seconds` at most."""

    def __init__(self, limit: int, seconds: float) -> None:
        self.limit, self.seconds = limit, seconds
        self._runs: set[Run] = set()
        self._places = 0

    @asynccontextmanager
    async def start(self, job: bytes) -> AsyncIterator[Run]:
        """A run that has begun and is stopped at the end. Raises ProblemError, 503, while too many are under way."""
        if self._places >= self.limit:
            raise self._busy()
        self._places += 1
        try:
            run = Run(await _process(job), self.seconds)
            self._runs.add(run)
            try:
                yield run
            finally:
                self._runs.discard(run)
                await asyncio.shield(run.stop())
        finally:
            self._places -= 1

    def _busy(self) -> ProblemError:
        shortest, longest = WAIT
        soonest = min((run.seconds_left for run in self._runs), default=shortest)
        wait = math.ceil(min(longest, max(shortest, soonest)))
        detail = f"{self.limit} runs are under way, as many as this server trains at once. Try again in {wait} s."
        return ProblemError(503, detail, headers={"Retry-After": str(wait)})


async def _process(job: bytes) -> Process:
    """A worker that has its job."""
    command = (sys.executable, "-m", "app.worker")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE, limit=LONGEST_EVENT)
    assert process.stdin is not None
    process.stdin.write(job)
    process.stdin.close()
    return process
