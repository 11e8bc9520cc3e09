"""The itemised gradient: how much the loss of each step, alone, says about the state at each step before it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from engine.errors import InvalidInput
from engine.gradients.backward import BackwardPass
from engine.gradients.objective import Loss
from engine.gradients.sweeps import Lost
from engine.limits import MAX_MAP_WORK
from engine.numbers.arrays import Array, read_only
from engine.numbers.scaled import LOG10_2, Scaled, shifted
from engine.runs.trace import Direction, Trace

_CHUNK: Final = 64
_CHUNK_NUMBERS: Final = 4_000_000


@dataclass(frozen=True)
class ItemisedMap:
    """M[s, t] = ‖∂L_s/∂h_t‖ for the losses L_s of all positions and the hidden states h_t of one layer.

    log10_norm: (T, T), both from 0; -inf where exactly 0: in a network that reads forward, wherever t > s, and in the
        row of a step without a loss; not-a-number from the step of an overflow on
    sum_error: the largest ‖Σ_s ∂L_s/∂h_t - ∂L/∂h_t‖ / ‖∂L/∂h_t‖ over t, where L = Σ_s L_s was differentiated in one
        pass; 0 where both are 0
    """

    layer: int
    direction: Direction
    log10_norm: Array
    sum_error: float
    _passes: BackwardPass = field(repr=False)
    _loss: Loss = field(repr=False)

    def vectors(self, s: int) -> Scaled:
        """∂L_s/∂h_t of every position t for the loss at position `s`, from 0: (T, H) with one exponent a row."""
        place = self._passes.place(self.layer, self.direction)
        return _hidden(self._passes, self._loss.source(self._passes.steps, [s + 1]), place).shared()


def itemised_map(trace: Trace, passes: BackwardPass, steps: int, loss: Loss, place: int) -> ItemisedMap:
    """The losses of all positions backward, many at a time; `place` is that of the layer in `trace.layers`."""
    layer = trace.layers[place]
    norms = np.full((trace.T, trace.T), np.nan)
    norms[:steps, :steps] = -np.inf
    counted = loss.steps if loss.at == "own" else [step.t for step in trace.steps if step.emit and step.t <= steps]
    losses = [t - 1 for t in counted]
    error = 0.0
    if losses:
        given = loss.source(steps, counted)
        total = _hidden(passes, given, place).shared()
        items = _Items(norms[:steps, :steps], total)
        is_top = layer.layer == trace.network.num_layers - 1
        by_layer = passes.feedback is None or not passes.feedback.matters_to(given)
        if not (is_top and by_layer and _grow(passes, place, given, losses, items)):
            items = _Items(norms[:steps, :steps], total)
            _in_chunks(passes, place, given, losses, items)
        error = _difference(items.summed, total.mantissa)
    return ItemisedMap(layer.layer, layer.direction, read_only(norms), error, passes, loss)


class _Items:
    """Where the passes of single losses are put down: their norms in the map, their vectors added up."""

    def __init__(self, norms: Array, total: Scaled) -> None:
        self.norms = norms
        self.exponent = total.exponent
        self.summed = np.zeros_like(total.mantissa)


def _grow(passes: BackwardPass, place: int, given: Scaled, losses: list[int], items: _Items) -> bool:
    """The top layer: one batch that grows on the way back. False if it takes the slow loop."""
    layer, size = passes.linearizations[place], passes.network.hidden_size
    part = Scaled(given.mantissa[:, size:] if layer.reverse else given.mantissa[:, :size], given.exponent)
    last, turn = passes.steps - 1, layer.reverse
    order = np.array(losses if turn else losses[::-1])  # from the last one read to the first
    read = (last - order if turn else order)[::-1].tolist()
    try:
        for t, vectors, exponent in layer.growing(layer.turned(part), read):
            count, position = len(exponent), last - t if turn else t
            squares = np.einsum("jb,jb->b", vectors, vectors)
            with np.errstate(divide="ignore"):
                items.norms[order[:count], position] = 0.5 * np.log10(squares) + exponent * LOG10_2
            items.summed[position] = vectors @ shifted(np.ones(count), exponent - items.exponent[position])
    except Lost:
        return False
    return True


def _in_chunks(passes: BackwardPass, place: int, given: Scaled, losses: list[int], items: _Items) -> None:
    """Any layer: whole backward passes from the top, some losses at a time."""
    steps = passes.steps
    _check_work(passes, place)
    outputs = given.shape[-1]
    width = int(np.clip(_CHUNK_NUMBERS // (steps * 2 * outputs), 1, _CHUNK))
    for start in range(0, len(losses), width):
        chunk = losses[start : start + width]
        reach = steps if passes.network.bidirectional else chunk[-1] + 1
        alone = np.zeros((reach, len(chunk), outputs)), np.zeros((reach, len(chunk), 1), dtype=np.int64)
        for numbers, all_numbers in zip(alone, (given.mantissa, given.exponent), strict=True):
            numbers[chunk, range(len(chunk))] = all_numbers[chunk]
        found = _hidden(passes, Scaled(*alone), place)
        items.norms[chunk, :reach] = _log10_norms(found).T
        weights = shifted(np.ones(found.shape[:2]), found.exponent[..., 0] - items.exponent[:reach])
        items.summed[:reach] += np.matmul(weights[:, np.newaxis], found.mantissa)[:, 0]


def _check_work(passes: BackwardPass, place: int) -> None:
    """Raise InvalidInput for a map that would take too long."""
    network, steps = passes.network, passes.steps
    directions = network.shape.directions
    # Of two directions every loss reaches every step, of one only those before it.
    layers = network.num_layers - (place // directions if passes.feedback is None else 0)
    each = network.hidden_size**2 * layers * directions**2
    if steps**2 * each > MAX_MAP_WORK:
        longest = math.isqrt(MAX_MAP_WORK // each)
        raise InvalidInput.at(
            ("map",),
            f"is asked for {steps} steps; through so many layers and units, outputs fed back, or slopes as far from 1 "
            f"as these, the limit is {longest} steps. Shorten the input, take fewer units or leave it out.",
        )


def _hidden(passes: BackwardPass, source: Scaled, place: int) -> Scaled:
    """∂L/∂h of the layer at `place`, one exponent a row."""
    directions = passes.network.shape.directions
    down_to = place // directions
    found = passes.run(source, down_to)[place - down_to * directions].total["h"]
    return found if found.exponent.shape[-1] == 1 else found.shared()


def _log10_norms(rows: Scaled) -> Array:
    """log10 of the norms along the last axis. The mantissas of a backward pass are far from both ends of float64."""
    squares = np.einsum("tbh,tbh->tb", rows.mantissa, rows.mantissa)
    with np.errstate(divide="ignore"):
        found: Array = 0.5 * np.log10(squares) + rows.exponent[..., 0] * LOG10_2
    return found


def _difference(found: Array, expected: Array) -> float:
    """The largest relative distance of two rows, 0 between rows that are both 0."""
    sizes = np.sqrt(np.square(expected).sum(axis=1))
    apart = np.sqrt(np.square(found - expected).sum(axis=1))
    return float(np.max(apart / np.where(sizes == 0, 1.0, sizes), initial=0.0))
