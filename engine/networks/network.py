"""A network: cells stacked and read in one direction or both, with their parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from engine.cells import CELLS, Cell
from engine.cells.base import Spec
from engine.errors import InvalidInput, Path
from engine.limits import MAX_INPUT_SIZE, MAX_LAYERS, MAX_SEED, MAX_UNITS
from engine.networks.initializers import Init, initial_parameters, parse_init
from engine.networks.readout import Readout, parse_readout
from engine.networks.vocabulary import Vocabulary, parse_vocabulary
from engine.networks.weights import Shape, parse_weights
from engine.numbers.arrays import Array, excerpt, read_only, true_or_false, whole_number

FIELDS: Final = (
    "cell",
    "input_size",
    "hidden_size",
    "seed",
    "init",
    "weights",
    "nonlinearity",
    "form",
    "num_layers",
    "bidirectional",
    "readout",
    "vocabulary",
    "task",
    "model",
)


@dataclass(frozen=True)
class Network:
    """Cells with their parameters; made by `build_network`.

    `parameters` maps PyTorch's names, with suffixes (`weight_ih_l0`, `weight_hh_l1_reverse`), to read-only arrays.
    `nonlinearity` is None except for dense and rnn, `form` except for gru; `seed` and `init` when weights were given.
    A trained network also has a readout, the name of its task and, if it reads tokens, their vocabulary; a shipped one
    the name of its model.
    """

    cell: str
    shape: Shape
    variant: str | None
    parameters: Mapping[str, Array]
    seed: int | None = None
    init: Init | None = None
    readout: Readout | None = None
    vocabulary: Vocabulary | None = None
    task: str | None = None
    model: str | None = None

    @property
    def input_size(self) -> int:
        return self.shape.input_size

    @property
    def hidden_size(self) -> int:
        return self.shape.hidden_size

    @property
    def num_layers(self) -> int:
        return self.shape.num_layers

    @property
    def bidirectional(self) -> bool:
        return self.shape.bidirectional

    @property
    def definition(self) -> Cell:
        """The cell's description and maths."""
        return CELLS[self.cell]

    @property
    def nonlinearity(self) -> str | None:
        return self.variant if self.definition.spec.nonlinearities else None

    @property
    def form(self) -> str | None:
        return self.variant if self.definition.spec.forms else None

    @property
    def spec(self) -> dict[str, Any]:
        """The description without the weights, as `build_network` takes it; JSON-ready."""
        description: dict[str, Any] = {
            "cell": self.cell,
            "input_size": self.input_size,
            "hidden_size": self.hidden_size,
            "num_layers": self.num_layers,
            "bidirectional": self.bidirectional,
        }
        optional = {
            "nonlinearity": self.nonlinearity,
            "form": self.form,
            "seed": self.seed,
            "readout": self.readout and self.readout.spec,
            "vocabulary": self.vocabulary and self.vocabulary.spec,
            "task": self.task,
            "model": self.model,
        }
        description |= {name: value for name, value in optional.items() if value is not None}
        if self.init is not None:
            description["init"] = {name: value for name, value in asdict(self.init).items() if value is not None}
        return description

    def parameters_of(self, suffix: str) -> dict[str, Array]:
        """The parameters of one layer and direction, by their plain names."""
        return {p.name: self.parameters[p.name + suffix] for p in self.definition.spec.parameters}


def build_network(spec: Mapping[str, Any], input_size: int | None = None) -> Network:
    """A network from a description.

    spec: {"cell", "input_size", "hidden_size", "seed", "init"} or {"cell", "weights"}; with both also "nonlinearity"
        (dense, rnn), "form" (gru), "num_layers" and "bidirectional". Defaults: seed 0, PyTorch's initialisation, one
        layer, forward. With weights the sizes follow from them; sizes given too must agree. Either may have a
        "readout" {"kind", "labels", "weight", "bias"}, drawn from the seed where there is one, a "vocabulary"
        {"tokens", "unit", "unknown"}, which gives the input size, and the name of its "task", which is kept as it is.
    input_size: fills in when the description leaves it out, and must agree with it when not.

    Raises InvalidInput; its paths start at the description: ("hidden_size",), ("weights", "weight_hh").
    """
    cell = _cell(spec)
    for field in spec:
        if field not in FIELDS:
            raise InvalidInput.at((str(field),), f"is not a field of a network; it has {', '.join(FIELDS)}.")
    if spec.get("model") is not None:
        raise InvalidInput.at(("model",), "names a network that ships: leave it out, or ask `engine.build_network`.")
    variant, vocabulary = _variant(spec, cell.spec), parse_vocabulary(spec.get("vocabulary"))
    if vocabulary is not None:
        input_size = input_size or len(vocabulary)
    build = _from_seed if spec.get("weights") is None else _from_weights
    network = build(spec, cell, variant, input_size)
    if vocabulary is not None and len(vocabulary) != network.input_size:
        detail = f"has {len(vocabulary)} tokens; the network reads {network.input_size} numbers. Change one of the two."
        raise InvalidInput.at(("vocabulary",), detail)
    return replace(network, vocabulary=vocabulary, task=spec.get("task"))


def _cell(spec: Any) -> Cell:
    if not isinstance(spec, Mapping):
        example = "{cell: lstm, hidden_size: 8}"
        raise InvalidInput.at((), f"a network must be an object such as {example}, not {excerpt(spec)}.")
    choices = ", ".join(CELLS)
    if spec.get("cell") is None:
        raise InvalidInput.at(("cell",), f"is missing; choose one of {choices}.")
    name = spec["cell"]
    if not isinstance(name, str) or name not in CELLS:
        raise InvalidInput.at(("cell",), f"is {excerpt(name)}; choose one of {choices}.")
    return CELLS[name]


def _variant(spec: Mapping[str, Any], cell: Spec) -> str | None:
    """The chosen nonlinearity or form; choosing what the cell does not offer raises."""
    for field, offered in (("nonlinearity", cell.nonlinearities), ("form", cell.forms)):
        value = spec.get(field)
        if value is None:
            continue
        if not offered:
            raise InvalidInput.at((field,), f"the {cell.name} cell has no choice of {field}; leave it out.")
        if value not in offered:
            raise InvalidInput.at((field,), f"is {excerpt(value)}; choose one of {', '.join(offered)}.")
        return str(value)
    return cell.variants[0] if cell.variants else None


def _from_seed(spec: Mapping[str, Any], cell: Cell, variant: str | None, input_size: int | None) -> Network:
    shape = Shape(
        input_size=_required(spec, "input_size", MAX_INPUT_SIZE, default=input_size),
        hidden_size=_required(spec, "hidden_size", MAX_UNITS),
        num_layers=_optional(spec, "num_layers", 1, MAX_LAYERS, default=1),
        bidirectional=_bidirectional(spec, default=False),
    )
    check_agreement(("input_size",), shape.input_size, input_size, "the input")
    seed = _optional(spec, "seed", 0, MAX_SEED, default=0)
    init = parse_init(spec.get("init"), cell.spec)
    rng = np.random.default_rng(seed)
    parameters = {
        name + suffix: array
        for layer, suffix in shape.suffixes()
        for name, array in initial_parameters(
            rng, cell.spec, init, shape.layer_input_size(layer), shape.hidden_size
        ).items()
    }
    readout = parse_readout(spec.get("readout"), shape.output_size, rng)
    return Network(cell.spec.name, shape, variant, _sealed(parameters), seed, init, readout)


def _from_weights(spec: Mapping[str, Any], cell: Cell, variant: str | None, input_size: int | None) -> Network:
    for field in ("seed", "init"):
        if spec.get(field) is not None:
            raise InvalidInput.at((field,), "makes weights, and weights are given; leave out one of the two.")
    shape, parameters = parse_weights(spec["weights"], cell.spec)
    given = {
        "input_size": _optional(spec, "input_size", 1, MAX_INPUT_SIZE, default=shape.input_size),
        "hidden_size": _optional(spec, "hidden_size", 1, MAX_UNITS, default=shape.hidden_size),
        "num_layers": _optional(spec, "num_layers", 1, MAX_LAYERS, default=shape.num_layers),
        "bidirectional": _bidirectional(spec, default=shape.bidirectional),
    }
    for field, value in given.items():
        check_agreement((field,), value, getattr(shape, field), "the weights")
    if input_size not in (None, shape.input_size):
        detail = f"has {shape.input_size} columns, and the input has {input_size} numbers a step. Change one of them."
        raise InvalidInput.at(("weights", "weight_ih"), detail)
    readout = parse_readout(spec.get("readout"), shape.output_size)
    return Network(cell.spec.name, shape, variant, _sealed(parameters), readout=readout)


def _required(spec: Mapping[str, Any], field: str, limit: int, default: int | None = None) -> int:
    value = spec.get(field)
    if value is None and default is None:
        raise InvalidInput.at((field,), f"is missing; give a whole number from 1 to {limit}, or weights.")
    return whole_number(default if value is None else value, (field,), 1, limit)


def _optional(spec: Mapping[str, Any], field: str, low: int, high: int, default: int) -> int:
    value = spec.get(field)
    return default if value is None else whole_number(value, (field,), low, high)


def _bidirectional(spec: Mapping[str, Any], default: bool) -> bool:
    value = spec.get("bidirectional")
    return default if value is None else true_or_false(value, ("bidirectional",))


def check_agreement(path: Path, value: int, other: int | None, source: str) -> None:
    """Raises InvalidInput for a size that is not the one that follows from `source`."""
    if other is not None and value != other:
        raise InvalidInput.at(path, f"is {excerpt(value)}; by {source} it is {excerpt(other)}. Change one of them.")


def _sealed(parameters: dict[str, Array]) -> Mapping[str, Array]:
    return MappingProxyType({name: read_only(array) for name, array in parameters.items()})
