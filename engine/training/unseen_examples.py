"""Examples that no network trains on: how one does on them, and how the best answer without reading them would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from engine.networks.network import Network
from engine.numbers.arrays import Array
from engine.runs.losses import losses
from engine.tasks import ShippedTask, scheduled
from engine.tasks.base import answers
from engine.training.batches import Batch, BatchPass, Cells, collate

MOST: Final = 256
"""Examples that are watched, at most."""

FREE: Final = 25
"""The same where each output waits for the one before it, so that every example is run on its own."""

COUNTED: Final = 500
"""Training examples that tell which answers are frequent."""

EVEN: Final = 3.0
"""Two labels count as equally frequent up to so many standard deviations of the difference of their counts."""


@dataclass(frozen=True)
class Figures:
    """loss: the mean of a step with a target; metric: that of the task."""

    loss: float
    metric: float


class UnseenExamples:
    """The examples of a task that are watched, `count` of them.

    guess: the figures of the best answer that is always the same: the mean, or how often each label is right in
        training; of labels that are about as frequent, any may be said, and the metric is the mean over them
    silence: the loss of a readout that is given zeros
    """

    def __init__(self, task: ShippedTask) -> None:
        self.task = task
        examples = task.validation()[:MOST]
        self._runs_free = not task.forced and scheduled(task, examples[0]).feeds_back
        self.examples = examples[:FREE] if self._runs_free else examples
        self.count = len(self.examples)
        self._batch = collate(task, self.examples, "float64")
        self._ends = np.cumsum([len(example.targets) for example in self.examples])
        self.guess = self._guess()
        self.silence = self._loss(np.zeros_like(self._batch.target))

    def measure(self, network: Network) -> Figures:
        """A network. What it says itself is fed back for the metric, where the task wants that; never for the loss."""
        batch, readout = self._batch, network.readout
        assert readout is not None
        forward = BatchPass(Cells(network.cell, network.variant, network.shape), network.parameters, batch)
        with np.errstate(all="ignore"):  # one that diverges may be far out
            pre = readout.pre(forward.forward().swapaxes(1, 2)[batch.steps, batch.places])
            if self._runs_free:
                free = [answers(self.task, network, example) for example in self.examples]
                return Figures(self._loss(pre), self.task.score(free, self.examples).value)
            return Figures(self._loss(pre), self._metric(pre))

    def _loss(self, pre: Array) -> float:
        """Of what the readout is given at the steps with a target, (N, V)."""
        return float(losses(self.task.kind, pre, self._batch.target).mean())

    def _metric(self, pre: Array) -> float:
        return self.task.score(np.split(pre, self._ends[:-1]), self.examples).value

    def _guess(self) -> Figures:
        drawn = collate(self.task, self.task.draw(np.random.default_rng(0), COUNTED), "float64")
        rows = _constant_answers(self.task, drawn)
        steps = len(self._batch.target)
        metrics = [self._metric(np.broadcast_to(row, (steps, len(row)))) for row in rows]
        return Figures(self._loss(np.broadcast_to(rows[0], self._batch.target.shape)), float(np.mean(metrics)))


def _constant_answers(task: ShippedTask, drawn: Batch) -> list[Array]:
    """What the readout is given, (V,), where it always says the likeliest: a row for each label that is."""
    if task.kind == "linear":
        return [drawn.target.mean(axis=0)]
    counts = drawn.target.sum(axis=0)
    most = counts.max()
    likeliest = np.flatnonzero(most - counts <= EVEN * np.sqrt(most + counts))
    counts[likeliest] = counts[likeliest].mean()
    chances = np.log((counts + 0.5) / (counts + 0.5).sum())  # a label that was not drawn may still come
    first = 1e-9 * np.eye(len(counts))
    return [chances + first[column] for column in likeliest]
