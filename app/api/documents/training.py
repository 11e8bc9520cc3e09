"""The events of a training run, described for OpenAPI."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, RootModel

from app.api.documents.run import Document, Number, Packed, Problem

Labels = list[str | None]
"""One for each step that emits an output; null where any is right."""
Rows = list[list[Number]]
"""Rows of numbers, where a task reads or says numbers."""


class TrainPair(Document):
    """A sequence and what is right about it; numbers have four decimals."""

    inputs: list[str] | Rows = Field(description="what is read: tokens as they were written, or rows of numbers")
    targets: Labels | Rows = Field(description="what is right, one for each step that emits an output")


class TrainStep(Document):
    """What a step of the example does, as in the trace of a run. What is fed back is what is right, as in training."""

    label: str = Field(description="what is fed")
    feed: Literal["input", "previous_output", "nothing"]
    emit: bool = Field(description="whether an output is emitted")
    phase: Literal["encoder", "decoder"]


class TrainExample(TrainPair):
    """The sequence that every network is shown."""

    input: dict[str, Any] = Field(description="the same sequence as the `input` of the other calls")
    steps: list[TrainStep] = Field(description="its timesteps, in order")


class TrainSample(TrainPair):
    """What the networks say to an example that none is trained on, each fed what it said itself, to its stop label."""

    said: dict[str, Labels | Rows] = Field(description="the labels or the rows of each network, by its cell")


class TrainGuess(Document):
    """The best answer that is always the same: the mean, or how often each label is right in training."""

    loss: float
    metric: float


class TrainMetric(Document):
    """What is measured on the unseen examples, beside the loss."""

    name: Literal["accuracy", "within 0.04", "exact", "F1", "bits a letter", "mean error", "next notes right"]
    better: Literal["higher", "lower"]


class TrainStart(Document):
    """The event `start`: what is going to be trained."""

    schema_: Literal["unrolled.train/1"] = Field(alias="schema")
    task: str
    architecture: Literal["one-to-one", "one-to-many", "many-to-one", "many-to-many", "many-to-many-unequal"]
    kind: Literal["softmax", "linear"] = Field(description="the outputs: probabilities of labels, or numbers")
    labels: list[str] = Field(description="what a network may answer, or the names of its numbers")
    metric: TrainMetric
    guess: TrainGuess
    unseen: int = Field(description="examples on which loss and metric are measured; no network is trained on them")
    example: TrainExample
    updates: int
    until: int = Field(description="the update that the run ends after")
    every: int


class TrainSilent(Document):
    """The event `silent`: how far it is to the first look of a run that goes on `from` an update."""

    update: int
    seconds_left: float = Field(description="until the end, at the speed so far")


class TrainedCell(Document):
    """One network at an event. What it makes of the example is there while its numbers are finite."""

    update: int = Field(description="the updates that were made, fewer than the run's once it has diverged")
    diverged: Literal["not a number", "loss"] | None = Field(
        description="why it is trained no further: a loss that is not a number, or five in a row that are ten times "
        "that of a network that says nothing"
    )
    training_loss: Number = Field(description="of the last batch, before its update")
    gradient_norm: Number = Field(description="of all parameters together, before clipping")
    loss: Number = Field(default=None, description="the mean of a step that emits, on the unseen examples")
    metric: Number = Field(default=None, description="on the unseen examples")
    memory: Packed | None = Field(default=None, description="the example's h, tanh(c) of an LSTM, T × hidden_size")
    held: Packed | None = Field(default=None, description="for recall: `memory` minus its mean over all first letters")
    lasts: int | None = Field(default=None, description="steps until `held` is under a tenth of what it was")
    log10_gradient: list[Number] = Field(
        default=[],
        description="T numbers: of ∂L/∂h_t, ∂L/∂c_t of an LSTM, as a share of ∂L/∂h_T; L: the last output's loss",
    )
    outputs: Rows = Field(default=[], description="what the readout said: a row for each step that emits")
    said: Labels | Rows = Field(default=[], description="the likeliest label of each output, or the rows, rounded")


class TrainProgress(Document):
    """The event `progress`."""

    update: int
    seconds_left: float
    examples_per_second: Number = Field(description="of all networks together; null before the first update")
    cells: dict[str, TrainedCell]
    samples: list[TrainSample]


class TrainEnd(Document):
    """The event `end`."""

    reason: Literal["done", "time", "diverged"]
    update: int
    networks: dict[str, dict[str, Any]] = Field(
        description="as the other calls take them, by cell; none with weights=false"
    )


class TrainEvents(RootModel[TrainStart | TrainSilent | TrainProgress | TrainEnd | Problem]):
    """Server-sent events, here their `data`: one `start`, then `progress` up to ten times a second, and one `end`.

    In place of the rest, an `error`, whose data is a problem, where the server could not train on.
    """
