"""A process that trains: it reads one job, tells events, and is killed when nobody listens any more.

A process of its own, and a nice one, because training would take the interpreter and the processor from the answers
of the server. It keeps nothing, so that killing it at any moment leaves nothing behind, and it ends when its standard
input does, so that it does not outlive its server.

The job is a line of JSON on the standard input: {"task", "distractors", "recipes": {cell: fields of `Recipe`}, "every",
"from", "until", "seconds", "weights"}; distractors is null for the task's own number, and with weights false the last
event has no networks.
An event is a line with its name, the seconds that the run will still take and the size of its data; then its data.
"""

from __future__ import annotations

import os
from typing import Any, Final

NICENESS: Final = 10
if __name__ == "__main__" and hasattr(os, "nice"):
    os.nice(NICENESS)  # before the imports: they alone take the processor for half a second

import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Iterator, Mapping  # noqa: E402
from itertools import islice  # noqa: E402
from threading import Thread  # noqa: E402

import orjson  # noqa: E402

from app.training.events import describe, describe_sample, rounded  # noqa: E402
from app.web.encoding import compact, dumps, exact  # noqa: E402
from engine.errors import InvalidInput  # noqa: E402
from engine.networks.network import Network  # noqa: E402
from engine.tasks import ShippedTask  # noqa: E402
from engine.tasks.recipe import Recipe  # noqa: E402
from engine.training.divergence import Divergence, Watchdog  # noqa: E402
from engine.training.live_tasks import live_task  # noqa: E402
from engine.training.trainer import Progress, Trainer  # noqa: E402
from engine.training.watcher import Look, Watcher  # noqa: E402

LOOKS_A_SECOND: Final = 10
"""The most events a second: more cannot be followed by eye. So a run is as fast as its looks are far apart."""
CLOCK: Final = 5
"""Updates between two looks at the clock."""
SILENCE: Final = 0.4
"""Seconds of silent training after which is told how far it is."""

Send = Callable[[str, float, Any], None]
"""Takes an event: its name, the seconds that the run will still take, and its data."""


class Learner:
    """One network of a run, as far as it is trained."""

    def __init__(self, task: ShippedTask, recipe: Recipe, silence: float) -> None:
        self.trainer = Trainer(task, recipe)
        self.last: Progress | None = None
        self.look: Look | None = None
        self._watchdog = Watchdog(silence)
        self._looked = -1
        self._updates: Iterator[Progress] = iter(self.trainer)

    @property
    def diverged(self) -> Divergence | None:
        """Why it is trained no further."""
        return self._watchdog.diverged

    def train(self, count: int) -> None:
        """So many updates more, or as many as can be made."""
        for progress in islice(self._updates, count):
            self.last = progress
            self._watchdog.follow(progress)
            if self.diverged:
                return

    def watch(self, watcher: Watcher) -> None:
        """Looks at the network, if it can be looked at and was not yet."""
        if self.diverged != "not a number" and self._looked < self.trainer.update:
            self._looked = self.trainer.update
            try:
                self.look = watcher.look(self.trainer.network)
            except InvalidInput:
                self._watchdog.diverged = "not a number"

    def progress(self) -> dict[str, Any]:
        """What to tell of it."""
        last = self.last
        learnt = {"training_loss": last and last.loss, "gradient_norm": last and last.gradient_norm}
        return {"update": self.trainer.update, "diverged": self.diverged, **learnt, **_seen(self.look)}


def _seen(look: Look | None) -> dict[str, Any]:
    if look is None:
        return {}
    return {
        "loss": look.loss,
        "metric": look.metric,
        "memory": compact(look.memory),
        "held": None if look.held is None else compact(look.held),
        "lasts": look.lasts,
        "log10_gradient": exact(look.gradient),
        "outputs": exact(look.outputs),
        "said": rounded(look.said),
    }


class TrainingRun:
    """A job being done, network beside network on the same examples."""

    def __init__(self, job: Mapping[str, Any], send: Send) -> None:
        self.task = live_task(job["task"], job["distractors"])
        recipes = {cell: Recipe(**fields) for cell, fields in job["recipes"].items()}
        self.watcher = Watcher(self.task)
        silence = self.watcher.unseen.silence
        self.learners = {cell: Learner(self.task, recipe, silence) for cell, recipe in recipes.items()}
        self.recipe = next(iter(recipes.values()))
        self.every, self.start, self.until = job["every"], job["from"], job["until"]
        self.seconds, self.weights = float(job["seconds"]), job["weights"]
        self.update, self._send, self._begun, self._trained = 0, send, time.monotonic(), 0.0

    def go(self) -> None:
        """From the first event to the last."""
        self._send("start", self.seconds, self._description())
        self._catch_up()
        self._send_progress()
        while (reason := self._ended()) is None:
            began = time.monotonic()
            self._train(min(self.until, self.update + self.every - self.update % self.every))
            time.sleep(max(0.0, 1 / LOOKS_A_SECOND - (time.monotonic() - began)))
            self._send_progress()
        carried = self.learners if self.weights else {}
        networks = {cell: describe_network(learner.trainer.network) for cell, learner in carried.items()}
        self._send("end", 0.0, {"reason": reason, "update": self.update, "networks": networks})

    def _running(self) -> list[Learner]:
        return [learner for learner in self.learners.values() if learner.diverged is None]

    def _ended(self) -> str | None:
        if not self._running():
            return "diverged"
        if self.update == self.until:
            return "done"
        return "time" if self._is_late() else None

    def _is_late(self) -> bool:
        return time.monotonic() - self._begun > self.seconds

    def _train(self, until: int) -> None:
        """On to an update, or as far as the time goes."""
        began = time.monotonic()
        while self.update < until and not self._is_late():
            count = min(CLOCK, until - self.update)
            for learner in self._running():
                learner.train(count)
            self.update += count
        self._trained += time.monotonic() - began

    def _catch_up(self) -> None:
        """On to the first look, which may take long."""
        last = time.monotonic()
        while self.update < self.start and not self._is_late():
            self._train(min(self.start, self.update + CLOCK))
            if self.update < self.start and time.monotonic() - last > SILENCE:
                last = time.monotonic()
                self._send("silent", self._left(), {"update": self.update, "seconds_left": self._left()})

    def _description(self) -> dict[str, Any]:
        about = {"schema": "unrolled.train/1", **describe(self.watcher)}
        return {**about, "updates": self.recipe.updates, "until": self.until, "every": self.every}

    def _send_progress(self) -> None:
        for learner in self.learners.values():
            learner.watch(self.watcher)
        seen = sum(learner.trainer.update for learner in self.learners.values()) * self.recipe.batch_size
        event = {
            "update": self.update,
            "seconds_left": self._left(),
            "examples_per_second": seen / self._trained if self._trained else None,
            "cells": {cell: learner.progress() for cell, learner in self.learners.items()},
            "samples": self._samples(),
        }
        self._send("progress", self._left(), event)

    def _left(self) -> float:
        """Seconds until the end, at the speed so far."""
        spent = time.monotonic() - self._begun
        budget = max(0.0, self.seconds - spent)
        expected: float = spent / self.update * (self.until - self.update) if self.update else budget
        return min(budget, expected)

    def _samples(self) -> list[dict[str, Any]]:
        """What the networks say to a few unseen examples."""
        going_on = {cell: learner for cell, learner in self.learners.items() if learner.diverged is None}
        networks = {cell: learner.trainer.network for cell, learner in going_on.items()}
        return [
            {
                **describe_sample(self.watcher.task, sample),
                "said": {cell: rounded(self.watcher.answer(network, sample)) for cell, network in networks.items()},
            }
            for sample in self.watcher.samples
        ]


def describe_network(network: Network) -> dict[str, Any]:
    """A trained network, as the calls of the API take it."""
    readout, vocabulary = network.readout, network.vocabulary
    assert readout is not None
    return {
        "cell": network.cell,
        "weights": {name: exact(array) for name, array in network.parameters.items()},
        "readout": {**readout.spec, "weight": exact(readout.weight), "bias": exact(readout.bias)},
        "vocabulary": vocabulary and vocabulary.spec,
        "task": network.task,
    }


def main() -> None:
    """Does the job on the standard input."""

    def send(name: str, left: float, data: Any) -> None:
        content = dumps(data)
        sys.stdout.buffer.write(b"%s %.1f %d\n%s" % (name.encode(), left, len(content), content))
        sys.stdout.buffer.flush()

    job = orjson.loads(sys.stdin.buffer.readline())
    Thread(target=_end_with_the_server, daemon=True).start()
    TrainingRun(job, send).go()


def _end_with_the_server() -> None:
    """The server holds the other end of the standard input as long as it lives."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    main()
