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

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Optimizer = Literal["adam", "sgd"]
Decay = Literal["constant", "linear", "cosine"]
Precision = Literal["float64", "float32"]


@dataclass(frozen=True)
class Recipe:
    """How a network is made and trained.

    network: fields of `build_network` besides sizes of input and output: cell, hidden_size, num_layers, bidirectional,
        nonlinearity, form, init
    decay: how the learning rate falls to 0 over the updates
    clip: the largest norm of all gradients together that is let through; None for any
    weight_decay: what share of every weight (not bias) each update takes off, times the learning rate: Loshchilov and
        Hutter (2019)
    """

    network: Mapping[str, Any] = field(default_factory=lambda: {"cell": "lstm", "hidden_size": 32})
    updates: int = 1000
    batch_size: int = 32
    learning_rate: float = 0.005
    decay: Decay = "constant"
    optimizer: Optimizer = "adam"
    clip: float | None = 1.0
    weight_decay: float = 0.0
    precision: Precision = "float64"
    seed: int = 0


@dataclass(frozen=True)
class Progress:
    """One update: its number from 1, the mean loss of a step, the norm of all gradients before clipping.

    examples: how many were seen so far; seconds: since the run (or its continuation) began
    diverged: the loss or a gradient is not a finite number; the run ends before this update is made
    """

    update: int
    loss: float
    gradient_norm: float
    learning_rate: float
    examples: int
    seconds: float
    diverged: bool = False
