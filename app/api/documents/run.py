"""The answers of the API, described for OpenAPI. Nothing is checked against them while serving; the tests do that."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

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
