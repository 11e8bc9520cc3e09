"""The catalogue of the trained networks that ship: one `.safetensors` file each, with its card as metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Final

from engine.errors import InvalidInput
from engine.networks.network import Network, build_network
from engine.numbers.arrays import excerpt
from engine.numbers.files import Precision, read_file, write_file
from engine.tasks import named

HERE: Final = Path(__file__).parent
CARD: Final[Mapping[str, type]] = {
    **dict.fromkeys(("id", "task", "architecture", "cell", "command"), str),
    **dict.fromkeys(("title", "description", "metric", "everyday", "baselines", "known_failures"), dict),
    **dict.fromkeys(("examples", "targets"), list),
    "hidden_size": int,
    "data": object,
}
"""What a card must have, and in which form."""


@dataclass(frozen=True)
class Model:
    """A trained network and its card: id, task, title, description, data, metric and more, as JSON has it."""

    network: Network
    card: Mapping[str, Any]

    def right_for(self, given: Mapping[str, Any]) -> list[Any] | None:
        """What is right for an input that stands on the card; None for any other."""
        pairs = zip(self.card["examples"], self.card.get("targets", ()), strict=False)
        return next((target for example, target in pairs if example == given), None)


@cache
def names() -> tuple[str, ...]:
    """The models that ship, sorted."""
    return tuple(sorted(path.stem for path in HERE.glob("*.safetensors")))


def load(name: Any) -> Model:
    """A model that ships; raises InvalidInput at ("model",) with the nearest names."""
    if isinstance(name, str) and name in names():
        return _load(name)
    near = ", ".join(get_close_matches(str(name), names(), n=3, cutoff=0.0))
    way_out = f"the nearest are {near}." if near else "there are none; give a cell and a hidden_size."
    raise InvalidInput.at(("model",), f"is {excerpt(name)}, which is no model here; {way_out}")


def check() -> None:
    """Read every model; raises ValueError, naming the file, for one that is broken."""
    for name in names():
        load(name)


@cache
def _load(name: str) -> Model:
    path = HERE / f"{name}.safetensors"
    model = read(path)
    if fault := _fault(model, name):
        raise ValueError(f"{path}: {fault} Make it again: unrolled train, or python -m engine.models.make.")
    return Model(replace(model.network, model=name), model.card)


def _fault(model: Model, name: str) -> str | None:
    """What is wrong with the card of a model that ships under a name; None if nothing is."""
    network = model.network
    card: Any = model.card
    if not isinstance(card, Mapping):
        return "its card is no object."
    for field, kind in CARD.items():
        if not isinstance(card.get(field), kind):
            return f"its card lacks {field}, or has it in another form."
    if card["id"] != name:
        return f"its card is that of {excerpt(card['id'])}."
    if (card["task"], card["cell"], card["hidden_size"]) != (network.task, network.cell, network.hidden_size):
        return "its card is that of another network."
    return _fault_of_examples(card)


def _fault_of_examples(card: Mapping[str, Any]) -> str | None:
    if not len(card["examples"]) == len(card["targets"]) > 0:
        return "its card needs examples, and as many targets."
    try:
        for example in card["examples"]:
            named(card["task"]).encode(example)
    except InvalidInput as error:
        return f"an example on its card {error.errors[0].detail}"
    return None


def read(path: Path) -> Model:
    """A model from a file that `write` made; raises ValueError, naming the file, for any other."""
    arrays, metadata = read_file(path)
    try:
        description, card = json.loads(metadata["network"]), json.loads(metadata["card"])
        readout = {"weight": arrays.pop("readout.weight"), "bias": arrays.pop("readout.bias")}
        network = build_network({**description, "weights": arrays, "readout": {**description["readout"], **readout}})
        if network.task is not None:
            named(network.task)
    except KeyError as error:
        raise ValueError(f"{path}: is no model of Unrolled: it has no {error.args[0]}.") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"{path}: is no model of Unrolled: {error}") from error
    return Model(network, card)


def write(path: Path, model: Model, precision: Precision = "float32") -> None:
    """A network with a readout, and its card, as one safetensors file."""
    network = model.network
    assert network.readout is not None
    made_by = ("seed", "init", "model")
    description = {field: value for field, value in network.spec.items() if field not in made_by}
    arrays = {**network.parameters, **network.readout.parameters}
    metadata = {"network": json.dumps(description), "card": json.dumps(model.card, ensure_ascii=False)}
    write_file(path, arrays, metadata, precision)
