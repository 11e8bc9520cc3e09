"""The readout: what a network says, from the hidden states of its top layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from engine.errors import InvalidInput
from engine.limits import MAX_INPUT_SIZE
from engine.networks.vocabulary import texts
from engine.numbers.arrays import Array, excerpt, matrix, read_only, vector

Kind = Literal["softmax", "sigmoid", "linear"]


@dataclass(frozen=True)
class Readout:
    """outputs = kind(weight · h + bias), one a label; as `torch.nn.Linear` has it.

    weight: (V, H), or (V, 2H) where both directions stand side by side, forward first; bias: (V,); both read-only.
    A softmax makes its outputs the probabilities of labels that exclude each other, a sigmoid of labels that do not.
    """

    weight: Array
    bias: Array
    kind: Kind
    labels: tuple[str, ...]

    @property
    def parameters(self) -> dict[str, Array]:
        """The weight and the bias by the names that a file gives them."""
        return {"readout.weight": self.weight, "readout.bias": self.bias}

    def pre(self, h: Array) -> Array:
        """h (…, H) -> what the softmax or sigmoid is given, (…, V)."""
        found: Array = h @ self.weight.T + self.bias
        return found

    def values(self, pre: Array) -> Array:
        """The outputs (…, V) from their pre-activations (…, V)."""
        found: Array = VALUES[self.kind](pre)
        return found

    def label(self, values: Array) -> str:
        """The label of the largest of the outputs (V,), the first of several."""
        return self.labels[int(np.argmax(values))]

    @property
    def spec(self) -> dict[str, Any]:
        """The description without the weights; JSON-ready."""
        return {"kind": self.kind, "labels": list(self.labels)}


def softmax(pre: Array) -> Array:
    """e^z / Σ e^z along the last axis, for numbers of any size."""
    shifted: Array = pre - pre.max(axis=-1, keepdims=True)
    np.exp(shifted, out=shifted)
    shifted /= shifted.sum(axis=-1, keepdims=True)
    return shifted


def log_softmax(pre: Array) -> Array:
    """log softmax along the last axis, right also where the softmax is 0 in float64."""
    shifted: Array = pre - pre.max(axis=-1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted


def sigmoid(pre: Array) -> Array:
    """1 / (1 + e^-z), without overflow, and precise near 0."""
    small = np.exp(-np.abs(pre))
    found: Array = np.where(pre < 0, small, 1.0) / (1.0 + small)
    return found


def linear(pre: Array) -> Array:
    """The pre-activations themselves."""
    return pre


VALUES = {"softmax": softmax, "sigmoid": sigmoid, "linear": linear}


def parse_readout(value: Any, width: int, rng: np.random.Generator | None = None) -> Readout | None:
    """The `readout` of a request, {"kind", "labels", "weight": V × width, "bias": V}; None stays None.

    width: units that the top layer hands over, both directions together
    rng: draws the weights where none are given, as PyTorch does: uniform in ±1/√width, the bias after the weight

    Raises InvalidInput at ("readout", field).
    """
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise InvalidInput.at(("readout",), f"must be an object such as {{kind: softmax}}, not {excerpt(value)}.")
    for field in value:
        if field not in ("kind", "labels", "weight", "bias"):
            detail = "is not a field of a readout; it has kind, labels, weight and bias."
            raise InvalidInput.at(("readout", str(field)), detail)
    kind: Any = value.get("kind")
    if kind not in get_args(Kind):
        raise InvalidInput.at(("readout", "kind"), f"is {excerpt(kind)}; choose one of {', '.join(get_args(Kind))}.")
    labels = texts(value.get("labels"), ("readout", "labels"), MAX_INPUT_SIZE)
    if rng is not None and value.get("weight") is None and value.get("bias") is None:
        bound = 1.0 / np.sqrt(width)
        weight, bias = rng.uniform(-bound, bound, (len(labels), width)), rng.uniform(-bound, bound, len(labels))
        return Readout(read_only(weight), read_only(bias), kind, labels)
    weight = matrix(value.get("weight"), ("readout", "weight"))
    bias = vector(value.get("bias"), ("readout", "bias"))
    if weight.shape != (len(labels), width):
        found = " × ".join(map(str, weight.shape))
        detail = f"has the shape {found}; it needs {len(labels)} × {width}, labels × units of the top layer."
        raise InvalidInput.at(("readout", "weight"), detail)
    if bias.size != len(labels):
        detail = f"has {bias.size} numbers; it needs {len(labels)}, one a label."
        raise InvalidInput.at(("readout", "bias"), detail)
    return Readout(read_only(weight), read_only(bias), kind, labels)
