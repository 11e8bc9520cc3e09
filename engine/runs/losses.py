"""How wrong an output is: the loss of one step, and its gradient by what the readout was given.

softmax  cross_entropy          -log p of the right label
sigmoid  binary_cross_entropy   -Σ t log p + (1 - t) log(1 - p), over the labels
linear   squared_error          Σ (y - t)²

The loss of a sequence is the sum over the steps that emit and have a target.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from engine.networks.readout import Kind, log_softmax, sigmoid, softmax
from engine.numbers.arrays import Array

LossName = Literal["cross_entropy", "binary_cross_entropy", "squared_error"]

LOSSES: Final[dict[Kind, LossName]] = {
    "softmax": "cross_entropy",
    "sigmoid": "binary_cross_entropy",
    "linear": "squared_error",
}
"""The loss that belongs to each kind of readout."""


def losses(kind: Kind, pre: Array, target: Array) -> Array:
    """The loss of every row: pre-activations (…, V) and targets (…, V) -> (…). A label's target is its one-hot row."""
    if kind == "softmax":
        each = -target * log_softmax(pre)
    elif kind == "sigmoid":  # log(1 + e^z) - t z, without overflow
        each = np.maximum(pre, 0.0) - pre * target + np.log1p(np.exp(-np.abs(pre)))
    else:
        each = np.square(pre - target)
    summed: Array = each.sum(axis=-1)
    return summed


def loss_gradients(kind: Kind, pre: Array, target: Array) -> Array:
    """The gradient of every row's loss by its pre-activations, (…, V)."""
    if kind == "softmax":
        return softmax(pre) - target
    return sigmoid(pre) - target if kind == "sigmoid" else 2.0 * (pre - target)
