"""What can be said about a gradient's way back without following it: spectra, bounds, and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from engine.errors import InvalidInput
from engine.gradients.feedback import Feedback
from engine.gradients.linearization import Linearization
from engine.networks.network import Network
from engine.numbers.arrays import Array, excerpt, read_only, whole_number
from engine.runs.trace import Trace

FLOAT32_PRECISION: Final = 2.0**-23
"""The step between 1 and the next float32: added to the largest, a gradient smaller than this share changes nothing."""


@dataclass(frozen=True)
class Spectrum:
    """One gate's block (H, H) of `weight_hh`: eigenvalues (H,), complex, from the largest size down; the radius is the
    size of the largest; singular_max is the matrix's norm, the most it lengthens any vector."""

    gate: str
    eigenvalues: npt.NDArray[np.complex128]
    radius: float
    singular_max: float


def spectrum(network: Network, layer: Any = 0, direction: str = "forward") -> dict[str, Spectrum]:
    """{gate: Spectrum} of one layer and direction; {} for the dense cell, which has no recurrence.

    Raises InvalidInput for a layer or direction that the network has not.
    """
    _, suffix = _place(network, layer, direction)
    name = f"weight_hh{suffix}"
    if name not in network.parameters:
        return {}
    gates = network.definition.spec.gates
    blocks = np.split(network.parameters[name], len(gates))
    return {gate: _spectrum(gate, block) for gate, block in zip(gates, blocks, strict=True)}


def _place(network: Network, layer: Any, direction: str) -> tuple[int, str]:
    """Where a layer and direction stand in `trace.layers`, and the suffix of its parameters."""
    number = whole_number(layer, ("layer",), 0, network.num_layers - 1)
    directions = ("forward", "reverse") if network.bidirectional else ("forward",)
    if direction not in directions:
        detail = f"is {excerpt(direction)}; this network reads {' and '.join(directions)}."
        raise InvalidInput.at(("direction",), detail)
    place = number * len(directions) + directions.index(direction)
    return place, network.shape.suffixes()[place][1]


def _spectrum(gate: str, block: Array) -> Spectrum:
    found = np.linalg.eigvals(block).astype(np.complex128)
    found = found[np.argsort(-np.abs(found), kind="stable")]
    return Spectrum(gate, found, float(np.abs(found[0])), float(np.linalg.norm(block, 2)))


def bound(trace: Trace, layer: Any = 0, direction: str = "forward") -> Array | None:
    """log10 of (σ_max(W_hh) · max|φ'|)^k for the distances k = 0 … T - 1: no ∂h_T/∂h_{T-k} of an rnn can be larger.

    Pascanu, Mikolov and Bengio (2013), section 2.1; max|φ'| = 1 for tanh and relu alike. None for other cells: the
    dense one has no way back, and the gates of the others open ways that a bound by one matrix says nothing about.
    None, for the same reason, where outputs with a slope are fed back.
    """
    if trace.network.cell != "rnn" or Feedback.of(trace) is not None:
        return None
    largest = spectrum(trace.network, layer, direction)["h"].singular_max
    with np.errstate(divide="ignore"):
        each = np.log10(largest)
    distances = np.arange(trace.T)
    return read_only(np.where(distances == 0, 0.0, np.maximum(distances, 1) * each))


@dataclass(frozen=True)
class ForgetProduct:
    """f_T ⊙ … ⊙ f_{t+1} for every t: the way back along the cell state alone, ∂c_T/∂c_t without the recurrent weights.

    log10_norm: (T,) log10 of its largest entry, the norm of that diagonal matrix; log10_mean: (T,) the mean over the
    units of log10 of each entry. Both are 0 at t = T, the last position read.
    """

    log10_norm: Array
    log10_mean: Array


def forget_product(trace: Trace, layer: Any = 0, direction: str = "forward") -> ForgetProduct | None:
    """The product of the forget gates of an LSTM layer, by position; None for other cells."""
    if trace.network.cell != "lstm":
        return None
    place, _ = _place(trace.network, layer, direction)
    logs = _log10_forget(trace, place)
    order = slice(None, None, -1) if direction == "forward" else slice(None)
    sums = np.zeros_like(logs)
    sums[1:] = np.cumsum(logs[order][:-1], axis=0)  # from the loss back, starting at nothing
    sums = sums[order]
    return ForgetProduct(read_only(sums.max(axis=1)), read_only(sums.mean(axis=1)))


def _log10_forget(trace: Trace, place: int) -> Array:
    """log10 f, (T, H) by position: log σ(z) = -log(1 + e^-z) from the pre-activation, right for gates all but shut."""
    linear = Linearization.of(trace.network, trace.layers[place], trace.T)
    with np.errstate(all="ignore"):
        z = linear.cell.pre_activations(linear.reading)["f"]
    logs: Array = -np.logaddexp(0.0, -z) / np.log(10.0)
    return logs[::-1] if linear.reverse else logs


def horizon(log10_norm: Any, share: float = 0.01) -> int | None:
    """How many steps back from the loss the gradient has fallen to `share` of its size there; None if it never does.

    log10_norm: (T,) as `gradients` gives it for a loss at the last position; what is not a number at its end, after an
    overflow, is passed over. A gradient that is 0 at the loss has no size to fall from: None.
    """
    way = _way_back(log10_norm)
    return None if not len(way) else _first(way <= way[0] + np.log10(share))


def horizon_float32(log10_norm: Any) -> int | None:
    """Like `horizon`, to `FLOAT32_PRECISION` of the largest gradient on the way so far: where float32 sums lose it."""
    way = _way_back(log10_norm)
    return _first(way <= np.maximum.accumulate(way) + np.log10(FLOAT32_PRECISION))


def _way_back(log10_norm: Any) -> Array:
    """From the loss to the first step; empty if the gradient starts at 0."""
    way: Array = np.asarray(log10_norm, dtype=np.float64)[::-1]
    way = way[~np.isnan(way)]
    return way if len(way) and np.isfinite(way[0]) else way[:0]


def _first(reached: npt.NDArray[np.bool_]) -> int | None:
    return int(reached.argmax()) if reached.any() else None
