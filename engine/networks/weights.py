"""Given parameters, in PyTorch's layout and names.

A network of one layer and direction may name them plainly, `weight_ih`; any network may use PyTorch's suffixes,
`weight_ih_l0`, `weight_hh_l1_reverse`. Inside they always carry the suffix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.cells.base import Parameter, Spec
from engine.errors import InvalidInput, Path, Problem
from engine.limits import MAX_INPUT_SIZE, MAX_LAYERS, MAX_UNITS
from engine.numbers.arrays import Array, excerpt, matrix, vector


@dataclass(frozen=True)
class Shape:
    """The size of a network, as its parameters tell it."""

    input_size: int
    hidden_size: int
    num_layers: int
    bidirectional: bool

    @property
    def directions(self) -> int:
        return 2 if self.bidirectional else 1

    @property
    def output_size(self) -> int:
        """What the top layer hands over: the hidden states of every direction."""
        return self.hidden_size * self.directions

    def layer_input_size(self, layer: int) -> int:
        """What a layer reads: the input, or the hidden states of every direction below."""
        return self.input_size if layer == 0 else self.hidden_size * self.directions

    def suffixes(self) -> list[tuple[int, str]]:
        """(layer, suffix) of every layer and direction, in PyTorch's order."""
        ends = ("", "_reverse") if self.bidirectional else ("",)
        return [(layer, f"_l{layer}{end}") for layer in range(self.num_layers) for end in ends]


def parse_weights(value: Any, spec: Spec) -> tuple[Shape, dict[str, Array]]:
    """The `weights` object of a request: the network's shape and its parameters, all shapes checked.

    Raises InvalidInput at ("weights", name), with every disagreement between the shapes at once.
    """
    arrays = _read(value, spec)
    shape = _shape(arrays, spec)
    expected = {
        f"{parameter.name}{suffix}": (parameter, parameter.shape(shape.layer_input_size(layer), shape.hidden_size))
        for layer, suffix in shape.suffixes()
        for parameter in spec.parameters
    }
    problems = [
        Problem(_path(name, value), _mismatch(parameter, arrays[name].shape, wanted))
        for name, (parameter, wanted) in expected.items()
        if arrays[name].shape != wanted
    ]
    if problems:
        raise InvalidInput(*problems)
    return shape, {name: arrays[name] for name in expected}


def _read(value: Any, spec: Spec) -> dict[str, Array]:
    """Every array by its full name; unknown and doubled names refused."""
    if not isinstance(value, Mapping):
        raise InvalidInput.at(("weights",), f"must be an object of named arrays, not {excerpt(value)}.")
    names = {parameter.name: parameter for parameter in spec.parameters}
    arrays: dict[str, Array] = {}
    for given, content in value.items():
        stem, suffix = _split(str(given))
        if stem not in names:
            raise InvalidInput.at(
                ("weights", str(given)),
                f"is not a parameter of the {spec.name} cell; it has {', '.join(names)}, "
                "with _l1, _l0_reverse and so on for further layers and directions.",
            )
        if stem + suffix in arrays:
            raise InvalidInput.at(("weights", str(given)), f"is given twice, also as {stem + suffix}.")
        read = vector if names[stem].columns is None else matrix
        arrays[stem + suffix] = read(content, ("weights", str(given)))
    return arrays


def _split(name: str) -> tuple[str, str]:
    """weight_ih -> (weight_ih, _l0); weight_ih_l1_reverse -> (weight_ih, _l1_reverse)."""
    found = re.fullmatch(r"(.+?)(_l(?:0|[1-9]\d{0,3})(?:_reverse)?)", name, flags=re.ASCII)
    return (found[1], found[2]) if found else (name, "_l0")


def _shape(arrays: dict[str, Array], spec: Spec) -> Shape:
    """The shape that the names and the first layer's weights tell; a missing array raises."""
    layers = 1 + max((int(name.rpartition("_l")[2].partition("_")[0]) for name in arrays), default=0)
    if layers > MAX_LAYERS:
        raise InvalidInput.at(("weights",), f"name {layers} layers; the limit is {MAX_LAYERS}.")
    first = arrays.get("weight_ih_l0")
    if first is None:
        raise InvalidInput.at(("weights", "weight_ih"), "is missing; every network needs it.")
    blocks = len(spec.gates)
    hidden_size, rest = divmod(first.shape[0], blocks)
    if rest or not 1 <= hidden_size <= MAX_UNITS:
        raise InvalidInput.at(
            ("weights", "weight_ih"),
            f"has {first.shape[0]} rows; the {spec.name} cell needs {blocks} × hidden_size of them, "
            f"with hidden_size from 1 to {MAX_UNITS}.",
        )
    if not 1 <= first.shape[1] <= MAX_INPUT_SIZE:
        raise InvalidInput.at(
            ("weights", "weight_ih"),
            f"has {first.shape[1]} columns; it needs input_size of them, from 1 to {MAX_INPUT_SIZE}.",
        )
    shape = Shape(first.shape[1], hidden_size, layers, any(name.endswith("_reverse") for name in arrays))
    missing = [
        parameter.name + suffix
        for _, suffix in shape.suffixes()
        for parameter in spec.parameters
        if parameter.name + suffix not in arrays
    ]
    if missing:
        bare = len(shape.suffixes()) == 1
        raise InvalidInput(*(Problem(("weights", _bare(name) if bare else name), _missing(name)) for name in missing))
    return shape


def _missing(name: str) -> str:
    way_out = "; give zeros for a network without biases" if name.startswith("bias") else ""
    return f"is missing{way_out}."


def _bare(name: str) -> str:
    return _split(name)[0]


def _path(name: str, given: Mapping[str, Any]) -> Path:
    return ("weights", name if name in given else _bare(name))


def _mismatch(parameter: Parameter, found: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    letters = ", ".join(parameter.symbolic_shape)
    return (
        f"has the shape {_shown(found)}; weight_ih makes it {_shown(wanted)}, that is ({letters}) "
        "with D the size of the layer's input and H the number of units."
    )


def _shown(shape: tuple[int, ...]) -> str:
    return " × ".join(str(length) for length in shape)
