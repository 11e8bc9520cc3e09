"""Training: mini-batches, backpropagation through time, clipping, and an optimiser, update after update.

>>> from engine.tasks import named
>>> from engine.training import Trainer
>>> trainer = Trainer(named("recall"), named("recall").recipe("lstm"))      # doctest: +SKIP
>>> for progress in trainer:                                                # doctest: +SKIP
...     if progress.update % 100 == 0:
...         print(progress.update, progress.loss, trainer.task.metric(trainer.network, trainer.task.validation()))

How the parts fit (`engine.tasks.base` has the classes of a task):

- A task draws `Example`s: inputs as tokens of its vocabulary, (T_x,), or rows (T_x, D); targets as labels (T_y,) or
  rows (T_y, V), one for each step that emits. `engine.tasks.scheduled` makes the schedule from the task's architecture
  and the two lengths: a forecast (many-to-many) has T_y = T_x, an encoder–decoder any T_y, its last label the stop sign
  if there is one. The start sign is not part of the inputs; the schedule feeds it.
- Training feeds targets back (teacher forcing). A label that is fed back must be a token of the vocabulary.
- `Trainer.network` is the network so far, with readout, vocabulary and the task's name, in float64; `engine.run` takes
  it, `engine.tasks.named(network.task).encode(raw)` gives what to run it on, `engine.models.write` makes it a file.
- The loss of an update is the mean over all steps in the batch that have a target: a guess over K labels costs ln K.
- `Recipe.updates` batches of `batch_size` examples. Everything follows from the seed: the network from
  `default_rng(seed)`, the examples from a second generator.
- `Trainer.state()` is all there is to a run at an update; `Trainer(task, recipe, state)` goes on from it, bit for bit.
- A loss that is not a number ends the iteration with `Progress.diverged`.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.networks.network import Network, build_network
from engine.numbers.arrays import Array, read_only
from engine.numbers.files import read_file, write_file
from engine.numbers.memory import keep_freed_memory
from engine.runs.losses import loss_gradients, losses
from engine.tasks.base import Task
from engine.tasks.recipe import Precision, Recipe
from engine.training.batches import Batch, BatchPass, Cells, collate
from engine.training.optimizers import OPTIMIZERS


@dataclass(frozen=True)
class Progress:
    """One update: its number from 1, the mean loss of a step, the norm of all gradients before clipping.

    diverged: the loss, a gradient or a parameter is not a finite number; the run ends before this update is made
    examples_per_second: since the run, or its continuation, began
    """

    update: int
    loss: float
    gradient_norm: float
    learning_rate: float
    diverged: bool = False
    examples_per_second: float = 0.0


@dataclass(frozen=True)
class TrainingState:
    """All there is to a run after `update` updates. parameters: (N,); moments: (M, N); rng: of the examples."""

    update: int
    parameters: Array
    moments: Array
    rng: Mapping[str, Any]

    def write(self, path: Path) -> None:
        """Keep it in a file."""
        about = {"update": str(self.update), "rng": json.dumps(self.rng)}
        write_file(path, {"parameters": self.parameters, "moments": self.moments}, about, "float64")

    @classmethod
    def read(cls, path: Path) -> TrainingState:
        """What `write` kept; raises ValueError, naming the file, for any other."""
        arrays, about = read_file(path)
        try:
            return cls(int(about["update"]), arrays["parameters"], arrays["moments"], json.loads(about["rng"]))
        except (KeyError, ValueError) as error:
            raise ValueError(f"{path}: is no state of a training run: {error}") from error


class Trainer:
    """A training run: iterate over it, an update at a time; stop when you like, and iterate again to go on."""

    def __init__(self, task: Task, recipe: Recipe, state: TrainingState | None = None) -> None:
        keep_freed_memory()
        self.task, self.recipe = task, recipe
        self._start = start = initial_network(task, recipe)
        self._cells = Cells(start.cell, start.variant, start.shape)
        self._parameters = _Parameters(start, recipe.precision)
        self._rng = np.random.default_rng((recipe.seed, 1))
        self._optimizer = OPTIMIZERS[recipe.optimizer](self._parameters.all)
        self.update = 0
        if state is not None:
            self._restore(state)

    @property
    def parameters(self) -> Array:
        """All parameters as one vector (N,), in the order of `network.parameters` and then the readout's."""
        return self._parameters.all

    @property
    def network(self) -> Network:
        """The network as trained so far, in float64."""
        arrays = {name: read_only(values.astype(np.float64)) for name, values in self._parameters.named.items()}
        assert self._start.readout is not None
        readout = replace(self._start.readout, weight=arrays.pop("readout.weight"), bias=arrays.pop("readout.bias"))
        return replace(self._start, parameters=MappingProxyType(arrays), readout=readout, seed=None, init=None)

    def state(self) -> TrainingState:
        """What a new Trainer needs to go on from here."""
        parameters, moments = self._parameters.all.copy(), self._optimizer.moments.copy()
        return TrainingState(self.update, parameters, moments, self._rng.bit_generator.state)

    def __iter__(self) -> Iterator[Progress]:
        begun, before = time.perf_counter(), self.update
        while self.update < self.recipe.updates:
            progress = self.learn(self.batch())
            spent = time.perf_counter() - begun
            yield replace(progress, examples_per_second=(self.update - before) * self.recipe.batch_size / spent)
            if progress.diverged:
                return

    def batch(self) -> Batch:
        """The next examples of the task."""
        return collate(self.task, self.task.draw(self._rng, self.recipe.batch_size), self.recipe.precision)

    def learn(self, batch: Batch) -> Progress:
        """One update, unless the loss, its gradient or the parameters that it leads to are not finite."""
        update, rate = self.update + 1, self.recipe.rate(self.update + 1)
        with np.errstate(all="ignore"):
            loss, gradients = self.differentiate(batch)
            gradient = self._parameters.flat(gradients)
            norm = math.sqrt(float(gradient @ gradient))
            made = math.isfinite(loss) and math.isfinite(norm) and self._step(gradient, norm, rate)
        self.update += made
        return Progress(update, loss, norm, rate, diverged=not made)

    def differentiate(self, batch: Batch) -> tuple[float, dict[str, Array]]:
        """The mean loss of the steps with a target, and its gradient by every parameter."""
        named = self._parameters.named
        weight, kind = named["readout.weight"], self.task.kind
        forward = BatchPass(self._cells, named, batch)
        outputs = forward.forward().swapaxes(1, 2)
        h = outputs[batch.steps, batch.places]
        pre = (weight @ h.T).T + named["readout.bias"]  # label by label in memory: sums over few labels are then quick
        loss = float(losses(kind, pre, batch.target).mean())
        d_pre = loss_gradients(kind, pre, batch.target) * (1.0 / len(pre))
        d_h = np.zeros_like(outputs)
        d_h[batch.steps, batch.places] = d_pre @ weight
        own = {"readout.weight": d_pre.T @ h, "readout.bias": d_pre.sum(axis=0)}
        return loss, {**forward.backward(d_h.swapaxes(1, 2)), **own}

    def _step(self, gradient: Array, norm: float, rate: float) -> bool:
        """Change the parameters; False, and nothing changed, where they would not be finite."""
        clip, parameters = self.recipe.clip, self._parameters
        before = parameters.all.copy()
        if clip is not None and norm > clip:
            gradient *= clip / norm
        if self.recipe.weight_decay:
            parameters.all -= rate * self.recipe.weight_decay * parameters.weights
        self._optimizer.update(parameters.all, gradient, rate, self.update + 1)
        if np.isfinite(parameters.all).all():
            return True
        parameters.all[:] = before
        return False

    def _restore(self, state: TrainingState) -> None:
        if state.parameters.shape != self._parameters.all.shape or state.moments.shape != self._optimizer.moments.shape:
            raise ValueError("the state is one of another network or optimiser.")
        self.update = state.update
        self._parameters.all[:] = state.parameters
        self._optimizer.moments[:] = state.moments
        self._rng.bit_generator.state = dict(state.rng)


class _Parameters:
    """All parameters as one vector `all` (N,), and by name as views of it."""

    def __init__(self, network: Network, precision: Precision) -> None:
        assert network.readout is not None
        arrays = {**network.parameters, **network.readout.parameters}
        self.all: Array = np.concatenate([values.ravel() for values in arrays.values()]).astype(precision)
        ends = np.cumsum([values.size for values in arrays.values()])[:-1]
        parts = zip(arrays.items(), np.split(self.all, ends), strict=True)
        self.named: dict[str, Array] = {name: part.reshape(values.shape) for (name, values), part in parts}
        self._is_weight = np.concatenate([np.full(values.size, values.ndim > 1) for values in arrays.values()])

    @property
    def weights(self) -> Array:
        """(N,) with zeros for the biases."""
        return np.where(self._is_weight, self.all, 0.0).astype(self.all.dtype)

    def flat(self, gradients: Mapping[str, Array]) -> Array:
        """Gradients by name as one vector (N,)."""
        return np.concatenate([gradients[name].ravel() for name in self.named])


def initial_network(task: Task, recipe: Recipe) -> Network:
    """The network before its first update."""
    network = build_network(
        {
            **recipe.network,
            "input_size": task.input_size,
            "seed": recipe.seed,
            "readout": {"kind": task.kind, "labels": list(task.labels)},
            "vocabulary": task.vocabulary,
        }
    )
    return replace(network, task=task.name)
