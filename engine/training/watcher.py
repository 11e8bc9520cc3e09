"""Watching a network learn: how it does on examples that it does not train on, and what one of them leaves in it.

>>> from engine.tasks import named
>>> from engine.training import Trainer
>>> task = named("recall")
>>> trainer, watcher = Trainer(task, task.recipe("lstm")), Watcher(task)    # doctest: +SKIP
>>> for progress in trainer:                                                # doctest: +SKIP
...     print(progress.update, watcher.look(trainer.network).metric)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.errors import InvalidInput
from engine.gradients.gradients import gradients
from engine.networks.network import Network
from engine.numbers.arrays import Array, read_only
from engine.runs.losses import loss_gradients
from engine.runs.run import run
from engine.runs.schedule import schedule_of
from engine.runs.trace import Trace
from engine.tasks import Sample, ShippedTask
from engine.tasks.base import SAMPLES
from engine.tasks.recipe import Recipe
from engine.training.trainer import initial_network
from engine.training.unseen_examples import UnseenExamples

FORGOTTEN = 0.1
"""What the first input leaves counts as forgotten once it is less than this share of what it left at its own step."""

Answer = Sequence[str] | Array
"""What a network says at the steps that emit: labels (T_y,), or rows of numbers (T_y, V)."""


@dataclass(frozen=True)
class Look:
    """A network at one moment of its training, which was fed one example of T steps, and what is right with it.

    loss, metric: on the unseen examples: the mean loss of a step with a target, and the metric of the task
    memory: (T, H) what the network reads of its state at every step: h, and tanh(c) of an LSTM
    held: (T, H) how that differs from its mean over the first inputs that there might have been: what is left of the
        first input; None where the task does not hang on it
    lasts: how many steps, from the first, hold at least a tenth of what the first one does; None without `held`
    gradient: (T,) log10 of |∂L/∂h_t|, of |∂L/∂c_t| for an LSTM, as a share of |∂L/∂h| where L is counted: L is the
        loss of the last output; -inf where it is exactly zero
    outputs: (T_y, V) what the readout said at the steps that emit; said: the same as labels, if it has labels
    """

    loss: float
    metric: float
    memory: Array
    held: Array | None
    lasts: int | None
    gradient: Array
    outputs: Array
    said: Answer


class Watcher:
    """Looks at networks of a task, always at the same examples.

    unseen: the examples that are measured; example: the one that is followed; steps: what its timesteps do
    inputs: the tokens (T_x,), as they were written, or the rows of numbers (T_x, D) of the example
    """

    def __init__(self, task: ShippedTask) -> None:
        self.task = task
        self.unseen = UnseenExamples(task)
        self.samples = task.watched_samples()[:SAMPLES]
        self.example = self.samples[0]
        self.inputs = inputs_of(task, self.example)
        self.steps = self._read(initial_network(task, Recipe({"cell": "dense", "hidden_size": 1})), self.example).steps
        self._others = _others(task, self.example)

    def look(self, network: Network) -> Look:
        """The network as it is. Raises InvalidInput for one whose numbers have grown too large to be shown."""
        trace = self._read(network, self.example)
        if trace.overflow is not None:
            raise InvalidInput.at(("network",), "has grown too large for a computer's numbers.")
        figures = self.unseen.measure(network)
        memory = _memory(trace)
        held = self._held(network, memory)
        lasts = None if held is None else _lasts(held)
        outputs, said = _answer_of(trace)
        return Look(figures.loss, figures.metric, memory, held, lasts, _gradient(trace), outputs, said)

    def answer(self, network: Network, sample: Sample) -> Answer:
        """What a network says to one of the samples on its own, fed what it said itself."""
        return _answer_of(self._read(network, sample, forced=False))[1]

    def _read(self, network: Network, sample: Sample, forced: bool = True) -> Trace:
        inputs, task = self.task.encode(sample.raw).inputs, self.task
        plan = schedule_of(task.architecture, len(inputs.array), len(sample.targets), task.start, task.stop)
        return run(network, inputs, schedule=plan, target=sample.targets if forced else None, forced=forced)

    def _held(self, network: Network, memory: Array) -> Array | None:
        if not self._others:
            return None
        return read_only(memory - np.mean([_memory(self._read(network, other)) for other in self._others], axis=0))


def inputs_of(task: ShippedTask, sample: Sample) -> Answer:
    """The tokens of an input as they were written, (T_x,), or its rows of numbers (T_x, D)."""
    inputs = task.encode(sample.raw).inputs
    return inputs.array if task.vocabulary is None else inputs.labels


def _others(task: ShippedTask, sample: Sample) -> list[Sample]:
    """A text with every first letter that could be the answer; none where the answer is not the first letter."""
    text = sample.raw.get("text")
    if text is None or task.architecture != "many-to-one" or list(sample.targets) != [text[0]]:
        return []
    return [Sample({"text": label + text[1:]}, [label]) for label in task.labels]


def _answer_of(trace: Trace) -> tuple[Array, Answer]:
    """The outputs (T_y, V), and the same as labels if they are probabilities."""
    outputs = trace.outputs
    assert outputs is not None
    values = read_only(outputs.values[list(outputs.emitted)])
    return values, values if outputs.kind == "linear" else tuple(label for label in outputs.said if label is not None)


def _memory(trace: Trace) -> Array:
    signals = trace.layers[-1].signals
    return read_only(np.tanh(signals["c"])) if "c" in signals else signals["h"]


def _lasts(held: Array) -> int:
    norms = np.linalg.norm(held, axis=1)
    faded = np.flatnonzero(norms < FORGOTTEN * norms[0])
    return int(faded[0]) if faded.size else len(held)


def _gradient(trace: Trace) -> Array:
    """(T,) log10 of the gradient's share, as in `Look`."""
    outputs, loss, readout = trace.outputs, trace.loss, trace.network.readout
    assert outputs is not None
    assert loss is not None
    assert readout is not None
    last = trace.T - 1  # every schedule emits at its last step
    by_output = loss_gradients(outputs.kind, outputs.pre[last], loss.target[last]) @ readout.weight
    layer = gradients(trace, at=trace.T, cotangent=by_output).layers[-1]
    of_memory = layer["c" if "c" in layer.states else "h"].log10_norm
    with np.errstate(invalid="ignore"):
        return read_only(of_memory - layer["h"].log10_norm[last])
