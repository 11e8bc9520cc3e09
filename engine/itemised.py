"""The itemised gradient: how much the loss of each step, alone, says about the state at each step before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from engine.arrays import Array, read_only
from engine.backward import BackwardPass
from engine.scaled import LOG10_2, Scaled, shifted
from engine.trace import Direction, Trace

_CHUNK: Final = 64
_CHUNK_NUMBERS: Final = 4_000_000


@dataclass(frozen=True)
class ItemisedMap:
    """M[s, t] = ‖∂L_s/∂h_t‖ for the losses L_s of all positions and the hidden states h_t of one layer.

    log10_norm: (T, T), both from 0; -inf where exactly 0: in a network that reads forward, wherever t > s; not-a-number
        from the step of an overflow on
    sum_error: the largest ‖Σ_s ∂L_s/∂h_t - ∂L/∂h_t‖ / ‖∂L/∂h_t‖ over t, where L = Σ_s L_s was differentiated in one
        pass; 0 where both are 0
    """

    layer: int
    direction: Direction
    log10_norm: Array
    sum_error: float
    _passes: BackwardPass = field(repr=False)
    _cotangent: Array = field(repr=False)

    def vectors(self, s: int) -> Scaled:
        """∂L_s/∂h_t of every position t for the loss at position `s`, from 0: (T, H) with one exponent a row."""
        steps = self._passes.steps
        rows = np.zeros((steps, self._cotangent.size))
        rows[s] = self._cotangent
        place = self._passes.place(self.layer, self.direction)
        return _top(self._passes, Scaled(rows, np.zeros((steps, 1), dtype=np.int64)), place).shared()


def itemised_map(trace: Trace, passes: BackwardPass, steps: int, cotangent: Array, place: int) -> ItemisedMap:
    """All losses backward, many at a time; `place` is that of the layer in `trace.layers`."""
    layer = trace.layers[place]
    found = np.full((trace.T, trace.T), np.nan)
    losses = [step.t - 1 for step in trace.steps if step.emit and step.t <= steps]
    found[:steps, :steps] = -np.inf
    error = 0.0
    if losses:
        whole = np.zeros((steps, cotangent.size))
        whole[losses] = cotangent
        total = _top(passes, _one_exponent(whole), place).shared()
        summed = np.zeros_like(total.mantissa)
        width = int(np.clip(_CHUNK_NUMBERS // (steps * 2 * cotangent.size), 1, _CHUNK))
        for start in range(0, len(losses), width):
            chunk = losses[start : start + width]
            reach = steps if trace.network.bidirectional else chunk[-1] + 1
            given = np.zeros((reach, len(chunk), cotangent.size))
            given[chunk, range(len(chunk))] = cotangent
            items = _top(passes, _one_exponent(given), place)
            found[chunk, :reach] = _log10_norms(items).T
            weights = shifted(np.ones(items.shape[:2]), items.exponent[..., 0] - total.exponent[:reach])
            summed[:reach] += np.matmul(weights[:, np.newaxis], items.mantissa)[:, 0]
        error = _difference(summed, total.mantissa)
    return ItemisedMap(layer.layer, layer.direction, read_only(found), error, passes, cotangent)


def _top(passes: BackwardPass, source: Scaled, place: int) -> Scaled:
    """∂L/∂h of the layer at `place`, one exponent a row."""
    directions = passes.network.shape.directions
    down_to = place // directions
    found = passes.run(source, down_to)[place - down_to * directions].total["h"]
    return found if found.exponent.shape[-1] == 1 else found.shared()


def _one_exponent(rows: Array) -> Scaled:
    return Scaled(rows, np.zeros((*rows.shape[:-1], 1), dtype=np.int64))


def _log10_norms(rows: Scaled) -> Array:
    """log10 of the norms along the last axis. The mantissas of a backward pass are far from both ends of float64."""
    squares = np.einsum("tbh,tbh->tb", rows.mantissa, rows.mantissa)
    with np.errstate(divide="ignore"):
        return 0.5 * np.log10(squares) + rows.exponent[..., 0] * LOG10_2


def _difference(found: Array, expected: Array) -> float:
    """The largest relative distance of two rows, 0 between rows that are both 0."""
    sizes = np.sqrt(np.square(expected).sum(axis=1))
    apart = np.sqrt(np.square(found - expected).sum(axis=1))
    return float(np.max(apart / np.where(sizes == 0, 1.0, sizes), initial=0.0))
