"""The answers of the API, described for OpenAPI. Nothing is checked against them while serving; the tests do that."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

Direction = Literal["forward", "reverse"]


class Document(BaseModel):
    """An object of an answer."""

    model_config = ConfigDict(extra="forbid")


class Packed(Document):
    """An array as base64 of little-endian numbers, row by row: what Plotly reads as it is.

    float32 ("f4"), or float64 ("f8") where a number is too large for that.
    """

    dtype: Literal["f4", "f8"]
    shape: str = Field(description="the lengths of the axes", examples=["200, 64"])
    bdata: str = Field(description="the bytes, in base64")


Number = float | None
"""A number that is not finite is null."""
Vector = list[Number] | Packed
Matrix = list[list[Number]] | Packed


class TimeStep(Document):
    """What happens at one timestep."""

    t: int = Field(description="the timestep, from 1")
    label: str = Field(description="what is fed: the character, or the number")
    feed: Literal["input", "previous_output", "nothing"]
    emit: bool = Field(description="whether an output is emitted")
    phase: Literal["encoder", "decoder"]
    known: bool = Field(description="false where the vocabulary lacks the label and its unknown token was fed")


class TraceLayer(Document):
    """One layer, read in one direction. Signals at t are the values after step t."""

    layer: int = Field(description="the layer, from 0")
    direction: Direction
    cell: str
    hidden_size: int
    initial: dict[str, Vector] = Field(description="the state before the first step")
    signals: dict[str, Matrix] = Field(description="each signal, T × hidden_size, by position in the input")


class Overflow(Document):
    """The first value that is not finite."""

    t: int = Field(description="the position in the input, from 1")
    layer: int = Field(description="the layer, from 0")
    direction: Direction
    signal: str


class Outputs(Document):
    """What the readout said."""

    kind: Literal["softmax", "sigmoid", "linear"]
    labels: list[str] = Field(description="what each number of a row stands for")
    values: list[list[Number] | None] | Packed = Field(description="a row a step, null where nothing is emitted")
    said: list[str | None] = Field(description="the label of the largest number of each row")


class SequenceLoss(Document):
    """How wrong the outputs were."""

    name: Literal["cross_entropy", "binary_cross_entropy", "squared_error"]
    per_step: Vector = Field(description="null where nothing is emitted or there is no target")
    total: Number = Field(description="their sum")
    target: list[str | list[float] | None] = Field(description="what is right at each step, as far as it is known")


class TraceAnswer(Document):
    """Every state and gate of a run."""

    schema_: Literal["unrolled.trace/1"] = Field(alias="schema")
    network: dict[str, Any] = Field(description="the network without its weights; it can be sent again")
    architecture: Literal["one-to-one", "one-to-many", "many-to-one", "many-to-many", "many-to-many-unequal"]
    inputs: Matrix = Field(description="what was fed, T × input_size")
    steps: list[TimeStep]
    layers: list[TraceLayer] = Field(description="from the bottom up, forward before reverse")
    final_state: dict[str, Vector | Matrix] = Field(description="the state after the last step; it can be sent again")
    overflow: Overflow | None
    outputs: Outputs | None = Field(description="null without a readout")
    loss: SequenceLoss | None = Field(
        description="null without a target: one given, told by the input itself, or on the card of a model"
    )


class ModelMetric(BaseModel):
    """How well a trained network does."""

    name: str
    value: float
    held_out: int = Field(description="on how many examples that training never saw")


class ModelFigure(BaseModel):
    """Another figure of a trained network, or of what it is compared with."""

    name: str
    value: float
    examples: int


class ModelAnswer(BaseModel):
    """The card of a trained network."""

    id: str
    task: str
    architecture: Literal["one-to-one", "one-to-many", "many-to-one", "many-to-many", "many-to-many-unequal"]
    cell: str
    hidden_size: int
    title: dict[str, str] = Field(description="by language")
    description: dict[str, str] = Field(description="by language")
    data: Any = Field(description="what it was trained on, from where, under which licence")
    metric: ModelMetric
    everyday: dict[str, ModelFigure] = Field(default={}, description="on what people type, by the name of the set")
    baselines: dict[str, ModelFigure] = Field(default={}, description="what one has without a network, held out too")
    known_failures: dict[str, list[str]] = Field(default={}, description="by language")
    training: dict[str, Any] = Field(default={}, description="how it was trained")
    command: str = Field(default="", description="what trains it again, from its seed, to the same figures")
    examples: list[dict[str, Any]] = Field(description="each an Input")
    targets: list[list[Any]] = Field(default=[], description="what is right for each example, where a step emits")
    network: dict[str, Any] = Field(description="the network without its weights")


class ModelsAnswer(Document):
    """The trained networks that ship."""

    models: list[ModelAnswer]


class StepAnswer(Document):
    """One timestep."""

    cell: str
    signals: dict[str, list[Number]] = Field(description="each signal, hidden_size numbers")
    state: dict[str, list[Number]] = Field(description="the state after the step; it can be sent again")


class EvaluatedEquation(Document):
    """An equation with the numbers put in."""

    signal: str
    value: Number
    tree: dict[str, Any] = Field(description="the expression: every node has an `op` and its `value`")


class ExplainedStep(Document):
    """The equations of a unit at one timestep, in the order of computing."""

    t: int
    label: str
    equations: list[EvaluatedEquation]


class ExplainAnswer(Document):
    """Where the numbers of a unit come from."""

    schema_: Literal["unrolled.explain/1"] = Field(alias="schema")
    cell: str
    unit: int = Field(description="the unit, from 1")
    layer: int = Field(description="the layer, from 1")
    direction: Direction
    steps: list[ExplainedStep]


class GradientLoss(Document):
    """What was differentiated: Σ cotangent · output of the top layer, over the steps."""

    at: Literal["own", "last", "all"] | int
    steps: list[int] = Field(description="the steps that count, from 1")
    cotangent: Vector | Matrix = Field(description="one for all steps; of the network's own loss, one for each of T")


class GradientNorms(Document):
    """The Euclidean norms of T gradients, by position in the input."""

    norm: Vector = Field(description="null where a float64 (in base64, a float32) cannot hold it and its log10 can")
    log10_norm: Vector = Field(description="null where the gradient is exactly 0, and from an overflow on")


class Horizon(Document):
    """How many steps back from the loss until the gradient has fallen; null when it never does."""

    share_1_percent: int | None = Field(description="to 1 % of its size at the loss")
    float32: int | None = Field(description="below the precision of float32, 2^-23, of the largest so far")


class StateGradient(GradientNorms):
    """∂L/∂h_t or ∂L/∂c_t, through every later path."""

    horizon: Horizon | None = Field(description="null for a loss at more than one step, or at none")


class GateSpectrum(Document):
    """The block of one gate in weight_hh."""

    eigenvalues: Matrix = Field(description="H × 2: real and imaginary parts, from the largest size down")
    radius: float = Field(description="the size of the largest eigenvalue")
    singular_max: float = Field(description="the largest singular value")


class Log10Norms(Document):
    """Norms as log10."""

    log10_norm: Vector


class ForgetProduct(Log10Norms):
    """f_T ⊙ … ⊙ f_{t+1}, the way back along the cell state alone; log10 of its largest entry, by position."""

    log10_mean: Vector = Field(description="the mean over the units of log10 of each entry")


class Jacobian(Log10Norms):
    """The largest singular value of ∂h_T/∂h_t, by position; the top layer read forward."""

    last: int = Field(description="T, or the last step before an overflow")


class GradientLayer(Document):
    """One layer, read in one direction."""

    layer: int = Field(description="the layer, from 0")
    direction: Direction
    h: StateGradient
    c: StateGradient | None = Field(default=None, description="of an LSTM")
    spectrum: dict[str, GateSpectrum] = Field(description="by gate; empty for a cell without recurrent weights")
    bound: Log10Norms | None = Field(
        description="(σ_max(W_hh) · max|φ′|)^k by distance k from 0: no ∂h_T/∂h_{T-k} is larger. Null but for the rnn"
    )
    forget_product: ForgetProduct | None = Field(description="null but for the lstm")


class GradientMap(Document):
    """‖∂L_s/∂h_t‖ for the loss of each step s alone and the hidden states of one layer."""

    layer: int = Field(description="the layer, from 0")
    direction: Direction
    log10_norm: Matrix = Field(description="T × T, [s][t], both from 0; null where it is 0, as for t > s")
    sum_error: Number = Field(description="how far the vectors of all losses are from adding up to the total, relative")


class Contribution(Document):
    """x_t · ∂L/∂x_t: to first order, what the input of a step adds to the loss."""

    value: Vector = Field(description="null where a float64 (in base64, a float32) cannot hold it and its log10 can")
    sign: Vector = Field(description="1, 0 or -1")
    log10_size: Vector


class InputGradients(GradientNorms):
    """∂L/∂x_t."""

    contribution: Contribution


class Clipping(Document):
    """Clipping by the norm of all parameter gradients together. Null: no number, or none that a float64 holds."""

    threshold: float
    before: Number
    log10_before: Number
    after: Number
    factor: Number = Field(description="what every gradient is multiplied by")
    log10_factor: Number


class GradientsAnswer(Document):
    """What a loss says about every state before it."""

    schema_: Literal["unrolled.gradients/1"] = Field(alias="schema")
    network: dict[str, Any] = Field(description="the network without its weights; it can be sent again")
    loss: GradientLoss
    layers: list[GradientLayer] = Field(description="from the bottom up, forward before reverse")
    map: GradientMap | None
    inputs: InputGradients | None
    jacobian: Jacobian | None
    clip: Clipping | None
    overflow: Overflow | None = Field(description="from its step on there is no gradient")


class FigureAnswer(Document):
    """A figure for Plotly."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]


class CellSignal(Document):
    """A vector that a cell computes at every step."""

    name: str
    title: str
    role: Literal["gate", "candidate", "state"]
    range: tuple[Number, Number] = Field(description="its bounds; null is no bound")


class CellParameter(Document):
    """An array of a cell, in PyTorch's layout."""

    name: str
    shape: list[str] = Field(examples=[["4*hidden_size", "input_size"]])


class WrittenEquation(Document):
    """An equation of a cell."""

    signal: str
    latex: str
    mathml: str


class CellVariant(Document):
    """The equations of a cell in one of its variants."""

    nonlinearity: str | None
    form: str | None
    equations: list[WrittenEquation]


class CellDescription(Document):
    """A cell."""

    name: str
    title: str
    states: list[str]
    signals: list[CellSignal]
    gates: list[str] = Field(description="the row blocks of the parameters, in order")
    parameters: list[CellParameter]
    forms: list[str] | None
    nonlinearities: list[str] | None
    equations: list[WrittenEquation] = Field(description="of the first variant, the default")
    variants: list[CellVariant]


class CellsAnswer(Document):
    """Every cell."""

    cells: list[CellDescription]


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
        description="why it is trained no further: a loss that is not a number, or one ten times that of a guess"
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
    networks: dict[str, dict[str, Any]] = Field(description="with their weights, as the other calls take them, by cell")


class TrainEvents(RootModel[TrainStart | TrainSilent | TrainProgress | TrainEnd]):
    """Server-sent events, here their `data`: one `start`, then `progress` up to ten times a second, and one `end`."""


class ProblemField(Document):
    """A field to correct."""

    pointer: str = Field(description="a JSON pointer (RFC 6901) into the body, or /name in a query string")
    detail: str = Field(description="what is wrong, the limit, and the way out")


class Problem(Document):
    """What went wrong: RFC 9457."""

    type: Literal["about:blank"]
    title: str
    status: int
    detail: str
    errors: list[ProblemField] = Field(default=[], description="the fields to correct, at most 20")
