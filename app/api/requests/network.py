"""The requests of the API: one model for each body, and one for the query string that says the same flat.

Field names, limits and defaults here are what OpenAPI shows. Arrays pass through unread: the engine checks them once,
when it turns them into NumPy arrays.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, get_args

from pydantic import Field

from app.web.fields import Flag, List, Named, Numbers, Real, Text, Whole, one_of
from app.web.i18n import LANGUAGES
from app.web.parts import Part
from engine import CELLS, limits
from engine.networks.initializers import SCHEMES
from engine.networks.readout import Kind as ReadoutKind
from engine.networks.vocabulary import Unit
from engine.runs.inputs import SIGNALS

CELL: Final = one_of(CELLS)
FORM: Final = one_of(form for cell in CELLS.values() for form in cell.spec.forms)
NONLINEARITY: Final = one_of(dict.fromkeys(name for cell in CELLS.values() for name in cell.spec.nonlinearities))
SCHEME: Final = one_of(SCHEMES)
SIGNAL: Final = one_of(SIGNALS)
DIRECTION: Final = one_of(("forward", "reverse"))
ENCODING: Final = one_of(("json", "base64"))
LANG: Final = one_of(LANGUAGES)
THEME: Final = one_of(("light", "dark"))
KIND: Final = one_of(get_args(ReadoutKind))
UNIT: Final = one_of(get_args(Unit))
TEXTS: Final = List("texts", ("string",))
TARGETS: Final = List("labels, numbers or rows of numbers", ("string", "number", "array", "null"))
GENERATE: Final = Whole(0, limits.MAX_STEPS)
INPUT_SIZE: Final = Whole(1, limits.MAX_INPUT_SIZE)
UNITS: Final = Whole(1, limits.MAX_UNITS)
LAYERS: Final = Whole(1, limits.MAX_LAYERS)
STEPS: Final = Whole(1, limits.MAX_STEPS)
SEED: Final = Whole(0, limits.MAX_SEED)
GAIN: Final = Real(0.0, limits.MAX_GAIN)
BIAS: Final = Real(-limits.MAX_BIAS, limits.MAX_BIAS)

DEFAULT_SCHEME: Final = "xavier_uniform"
DEFAULT_HIDDEN_SIZE: Final = 8


class Init(Part):
    """How the weights are drawn."""

    scheme: Annotated[str, SCHEME, Field(description="how the weights are drawn")] = DEFAULT_SCHEME
    gain: Annotated[float, GAIN, Field(description="factor on the drawn weights")] = 1.0
    forget_bias: Annotated[float, BIAS, Field(description="added to the bias of the LSTM's forget gate")] = 0.0
    update_bias: Annotated[float, BIAS, Field(description="added to the bias of the GRU's update gate")] = 0.0
    spectral_radius: Annotated[
        float | None, GAIN, Field(description="rescale weight_hh so that its largest eigenvalue has this size")
    ] = None


class Architecture(Part):
    """What a network is, apart from its numbers."""

    cell: Annotated[str | None, CELL, Field(description="the cell")] = None
    hidden_size: Annotated[int, UNITS, Field(description="units in a layer")] = DEFAULT_HIDDEN_SIZE
    seed: Annotated[int, SEED, Field(description="seed of the drawn weights")] = 0
    nonlinearity: Annotated[str | None, NONLINEARITY, Field(description="of the dense and rnn cells")] = None
    form: Annotated[str | None, FORM, Field(description="of the gru: where the reset gate is applied")] = None
    num_layers: Annotated[int, LAYERS, Field(description="layers, one above the other")] = 1
    bidirectional: Annotated[bool, Flag(), Field(description="read the sequence in both directions")] = False
    model: Annotated[str | None, Text(80), Field(description="id of a trained network")] = None


class Readout(Part):
    """What turns the hidden state of the top layer into outputs: kind(weight · h + bias)."""

    function: Annotated[
        str, KIND, Field(alias="kind", description="probabilities of labels that exclude each other or not, or numbers")
    ]
    labels: Annotated[list[Any], TEXTS, Field(description="what each output stands for")]
    weight: Annotated[
        list[Any] | None, Numbers(2), Field(description="labels × units; drawn from the seed, if left out")
    ] = None
    bias: Annotated[list[Any] | None, Numbers(1), Field(description="one number a label")] = None

    def given(self) -> dict[str, Any]:
        """The fields that the sender gave, as a dictionary for the engine."""
        fields = super().given()
        return {"kind": fields.pop("function"), **fields}


class Vocabulary(Part):
    """The tokens that a text is read in, one-hot, in the order of their columns."""

    tokens: Annotated[list[Any], TEXTS, Field(description="characters or words, and signs such as one for the start")]
    unit: Annotated[str, UNIT, Field(description="whether a text is read by its characters or by its words")] = (
        "character"
    )
    unknown: Annotated[
        str | None, Text(80), Field(description="the token fed for all others; they are refused, if left out")
    ] = None


class Network(Architecture):
    """A network: a trained one by its id, a cell with sizes and a seed, or a cell with its weights."""

    input_size: Annotated[
        int | None, INPUT_SIZE, Field(description="numbers in one input vector; the input tells it, if left out")
    ] = None
    init: Annotated[Init | None, Field(description="how the weights are drawn")] = None
    weights: Annotated[
        dict[str, Any] | None, Named(), Field(description="arrays in PyTorch's layout and names, instead of a seed")
    ] = None
    readout: Annotated[Readout | None, Field(description="outputs; without it the hidden states are all there is")] = (
        None
    )
    vocabulary: Annotated[Vocabulary | None, Field(description="of a network that reads text")] = None
    task: Annotated[str | None, Text(80), Field(description="the task that it was trained for, as in GET /models")] = (
        None
    )


class Input(Part):
    """A sequence: text, a series of numbers, a signal, or vectors; one of the four."""

    text: Annotated[str | None, Text(limits.MAX_STEPS), Field(description="characters, fed one-hot")] = None
    series: Annotated[list[Any] | None, Numbers(1), Field(description="T numbers, fed one at a step")] = None
    signal: Annotated[str | None, SIGNAL, Field(description="a signal by its name, one number a step")] = None
    length: Annotated[int | None, STEPS, Field(description="T, for a signal")] = None
    vectors: Annotated[
        list[Any] | None,
        Numbers(2),
        Field(description="T vectors of input_size numbers; in a link, semicolons between them"),
    ] = None


State = Annotated[
    dict[str, Any] | None, Named(), Field(description='where to start, such as {"h": […], "c": […]}; zeros if left out')
]
Encoding = Annotated[str, ENCODING, Field(description="arrays as exact JSON numbers, or as base64 of float32")]


def with_defaults(network: dict[str, Any]) -> dict[str, Any]:
    """A network for the engine, with the defaults of the API where it is drawn from a seed."""
    if "weights" in network or "model" in network:
        return network
    init = {"scheme": DEFAULT_SCHEME, **network.get("init", {})}
    return {"hidden_size": DEFAULT_HIDDEN_SIZE, **network, "init": init}


class WithNetwork(Part):
    """A request that names a network in an object."""

    network: Annotated[Network, Field(description="the network, an object")]

    def network_spec(self) -> dict[str, Any]:
        """The network, as the engine takes it."""
        return with_defaults(self.network.given())


class StepRequest(WithNetwork):
    """One timestep of one layer."""

    x: Annotated[list[Any], Numbers(1), Field(description="the input vector")]
    state: State = None


class WithInput(WithNetwork):
    """A request that names a network and a sequence, in two objects."""

    input: Annotated[Input, Field(description="the sequence, an object")]
    state: State = None

    def input_spec(self) -> dict[str, Any]:
        """The sequence, as the engine takes it."""
        return self.input.given()


class RunOptions(Part):
    """What else a network with a readout is asked."""

    target: Annotated[
        list[Any] | None,
        TARGETS,
        Field(description="for a loss: what is right, one for each step that emits, null (in a link, nothing) for any"),
    ] = None
    forced: Annotated[bool, Flag(), Field(description="feed the target back, not the output (teacher forcing)")] = False
    generate: Annotated[int, GENERATE, Field(description="steps to go on, each fed the output before it")] = 0

    def run_options(self) -> dict[str, Any]:
        """The same, as the engine takes it."""
        return {name: getattr(self, name) for name in RunOptions.model_fields}


class Sourced(RunOptions, WithInput):
    """The same, with what else a network with a readout is asked."""


class FlatSourced(RunOptions, Init, Architecture, Input):
    """The same request spelt flat, as a link spells it; it always starts from zeros."""

    @property
    def state(self) -> None:
        """A link cannot say where to start."""

    def network_spec(self) -> dict[str, Any]:
        """The network, as the engine takes it."""
        init = self._given_of(Init)
        return with_defaults({**self._given_of(Architecture), **({"init": init} if init else {})})

    def input_spec(self) -> dict[str, Any]:
        """The sequence, as the engine takes it."""
        return self._given_of(Input)

    def _given_of(self, part: type[Part]) -> dict[str, Any]:
        return {name: value for name, value in self.given().items() if name in part.model_fields}


class RunRequest(Sourced):
    """A whole sequence through a network."""

    encoding: Encoding = "json"


class RunQuery(FlatSourced):
    """A whole sequence through a network, in a link."""

    encoding: Encoding = "json"


class Selection(Part):
    """What to explain: one unit of one layer, from one timestep to another. All count from 1."""

    unit: Annotated[int, UNITS, Field(description="the unit, from 1")]
    layer: Annotated[int, LAYERS, Field(description="the layer, from 1")] = 1
    direction: Annotated[str, DIRECTION, Field(description="the direction of reading")] = "forward"
    start: Annotated[int, STEPS, Field(alias="from", description="the first timestep, from 1")] = 1
    stop: Annotated[int | None, STEPS, Field(alias="to", description="the last timestep; if left out, T")] = None


class ExplainRequest(Selection, Sourced):
    """The equations of a unit with the numbers of a run put in."""


class ExplainQuery(Selection, FlatSourced):
    """The equations of a unit with the numbers of a run put in, asked for in a link."""
