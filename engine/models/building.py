"""Making a network from a description that may name a model that ships, or a task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import InvalidInput
from engine.models.catalogue import load
from engine.networks import network as networks
from engine.networks.network import Network, check_agreement
from engine.numbers.arrays import excerpt
from engine.tasks import named


def build_network(spec: Mapping[str, Any], input_size: int | None = None) -> Network:
    """A network from a description.

    spec: as `engine.networks.network.build_network` takes it; a "task" (of `engine.tasks`) gives the vocabulary and
        the input size where they are left out. Or {"model"}: a trained network of `engine.models`.
    input_size: fills in when the description leaves it out, and must agree with it when not.

    Raises InvalidInput; its paths start at the description: ("hidden_size",), ("weights", "weight_hh").
    """
    if isinstance(spec, Mapping) and spec.get("model") is not None:
        return _shipped(spec, input_size)
    if isinstance(spec, Mapping) and spec.get("task") is not None:
        task = named(spec["task"])
        vocabulary = task.vocabulary if spec.get("vocabulary") is None else spec["vocabulary"]
        return networks.build_network({**spec, "vocabulary": vocabulary}, input_size or task.input_size)
    return networks.build_network(spec, input_size)


def _shipped(spec: Mapping[str, Any], input_size: int | None) -> Network:
    """A trained network; what the description says besides the model's name must be so."""
    network = load(spec["model"]).network
    known = network.spec
    for field, value in spec.items():
        if value is not None and value != known.get(field):
            detail = f"is {excerpt(value)}; the model {network.model} has {excerpt(known.get(field))}. Leave it out."
            raise InvalidInput.at((str(field),), detail)
    check_agreement(("model",), network.input_size, input_size, "the input")
    return network
