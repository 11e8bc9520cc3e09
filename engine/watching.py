"""Watching a network learn: how it does on examples that it does not train on, and what one of them leaves in it.

>>> from engine.tasks import named
>>> from engine.training import Trainer
>>> task = named("recall-20")
>>> trainer, watcher = Trainer(task, task.recipe("lstm")), Watcher(task)    # doctest: +SKIP
>>> for progress in trainer:                                                # doctest: +SKIP
...     print(progress.update, watcher.look(trainer.network).metric)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array, read_only
from engine.batches import BatchPass, Cells, collate
from engine.errors import InvalidInput
from engine.gradients import gradients
from engine.losses import losses
from engine.network import Network
from engine.run import run
from engine.tasks.base import Example, Task, inputs_of, scheduled
from engine.trace import Trace

UNSEEN = 256
"""Examples that are watched, at most."""

FORGOTTEN = 0.1
"""What the first input leaves counts as forgotten once it is less than this share of what it left at its own step."""


@dataclass(frozen=True)
class Look:
    """A network at one moment of its training, which was fed one example of T steps.

    loss, metric: on the unseen examples: the mean loss of a step with a target, and the share that is named right
    memory: (T, H) what the network reads of its state at every step: h, and tanh(c) of an LSTM
    held: (T, H) how that differs from its mean over the first inputs that there might have been: what is left of the
        first input; None where the task does not hang on it
    lasts: how many steps, from the first, hold at least a tenth of what the first one does; None without `held`
    gradient: (T,) log10 of |∂L/∂h_t|, of |∂L/∂c_t| for an LSTM, as a share of |∂L/∂h| at the last step with a loss;
        -inf where it is exactly zero, not-a-number after that step
    outputs: (T_y, V) what the readout said at the steps that emit; said: the label of the largest
    """

    loss: float
    metric: float
    memory: Array
    held: Array | None
    lasts: int | None
    gradient: Array
    outputs: Array
    said: tuple[str, ...]


class Watcher:
    """Looks at networks of a task, always at the same examples.

    unseen: how many examples are watched; example: the one that is shown; others: the same with another first input
    chance, guess: the metric and the loss of a network that knows nothing
    """

    def __init__(self, task: Task) -> None:
        self.task = task
        unseen = task.validation()[:UNSEEN]
        self.unseen = len(unseen)
        self.chance = 1.0 / len(task.labels)
        self.guess = math.log(len(task.labels))
        self._batch = collate(task, unseen, "float64")
        self.example = first_example(task, unseen)
        self.others = _others(task, self.example)

    def look(self, network: Network) -> Look:
        """The network as it is. Raises InvalidInput for one whose numbers have grown too large to be shown."""
        trace = self._read(network, self.example)
        if trace.overflow is not None:
            raise InvalidInput.at(("network",), "has grown too large for a computer's numbers.")
        loss, metric = self._measure(network)
        memory = _memory(trace)
        held = self._held(network, memory)
        lasts = None if held is None else _lasts(held)
        emitting = list(trace.schedule.emitting)
        assert trace.outputs is not None
        said = tuple(label for label in trace.outputs.said if label is not None)
        outputs = read_only(trace.outputs.values[emitting])
        return Look(loss, metric, memory, held, lasts, _gradient(trace), outputs, said)

    def _read(self, network: Network, example: Example) -> Trace:
        schedule = scheduled(self.task, example)
        return run(network, inputs_of(self.task, example), schedule=schedule, target=example.targets, forced=True)

    def _held(self, network: Network, memory: Array) -> Array | None:
        if not self.others:
            return None
        return read_only(memory - np.mean([_memory(self._read(network, other)) for other in self.others], axis=0))

    def _measure(self, network: Network) -> tuple[float, float]:
        """The loss and the share of right labels on the unseen examples."""
        batch, readout = self._batch, network.readout
        assert readout is not None
        forward = BatchPass(Cells(network.cell, network.variant, network.shape), network.parameters, batch)
        pre = readout.pre(forward.forward().swapaxes(1, 2)[batch.steps, batch.places])
        right = pre.argmax(axis=1) == batch.target.argmax(axis=1)
        return float(losses(readout.kind, pre, batch.target).mean()), float(right.mean())


def first_example(task: Task, examples: Sequence[Example]) -> Example:
    """The example to show: the first whose one answer is the first label, or just the first."""
    return next((example for example in examples if tuple(example.targets) == task.labels[:1]), examples[0])


def _others(task: Task, example: Example) -> list[Example]:
    """The example with every first input that could be the answer; none where the answer is not the first input."""
    if tuple(example.targets) != tuple(example.inputs[:1]):
        return []
    return [replace(example, inputs=(label, *example.inputs[1:]), targets=(label,)) for label in task.labels]


def _memory(trace: Trace) -> Array:
    signals = trace.layers[-1].signals
    return read_only(np.tanh(signals["c"])) if "c" in signals else signals["h"]


def _lasts(held: Array) -> int:
    norms = np.linalg.norm(held, axis=1)
    faded = np.flatnonzero(norms < FORGOTTEN * norms[0])
    return int(faded[0]) if faded.size else len(held)


def _gradient(trace: Trace) -> Array:
    """(T,) log10 of the gradient's share, as in `Look`."""
    layer = gradients(trace, at="own").layers[-1]
    counted = np.flatnonzero(~np.isnan(trace.loss.per_step))[-1] if trace.loss is not None else trace.T - 1
    of_memory = layer["c" if "c" in layer.states else "h"].log10_norm
    with np.errstate(invalid="ignore"):
        share = of_memory - layer["h"].log10_norm[counted]
    return read_only(np.where(np.arange(trace.T) <= counted, share, np.nan))
