"""The fast backward loops over a layer's steps, in float64 with a power of two kept apart.

What a loop carries keeps its size within 2^±100, and slopes and weights are within 2^±120 (or 0), so that no step comes
near the ends of float64, 2^±1022. Numbers below 2^-700 of the largest are left to the slow loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from engine.cells.base import Sweep
from engine.numbers.arrays import Array
from engine.numbers.scaled import Exponents, Scaled, shifted

STEADY: Final = 2.0**120
"""The most that the size of a slope or weight may be, and one over the least, for these loops."""

_LEAST: Final = 2.0**-700
_LOW, _HIGH, _LOST = 2.0**-200, 2.0**200, 2.0**-800  # of squares
_WIDER: Final = 32

GrowingStep = tuple[int, Array, Exponents]


class Lost(Exception):  # noqa: N818 - a turn of the loop, no error
    """Numbers too far apart for one exponent: the slow loop's case."""


def sweep_one(sweep: Sweep, source: Scaled) -> tuple[Array, Exponents] | None:
    """The fast loop for one loss: (T, S·H) total gradients and (T,) exponents; None if they grew too far apart."""
    steps = len(source)
    record, exponents = np.zeros((steps, *sweep.total.shape)), np.zeros(steps, dtype=np.int64)
    given: list[bool] = (source.mantissa != 0).any(axis=1).tolist()
    given_exponents = source.exponent[:, 0].tolist()
    h, total, carry, finish, advance = sweep.h, sweep.total, sweep.carry, sweep.finish, sweep.advance
    measure, exponent, empty = carry.dot, 0, True
    for t in reversed(range(steps)):
        if given[t]:
            shift = given_exponents[t] - exponent
            if empty or shift > 100:  # take over the exponent of what comes in
                if shift > 600 and not empty:
                    return None
                np.ldexp(carry, 0 if empty else -shift, carry)
                exponent, shift = given_exponents[t], 0
            np.add(h, shifted(source.mantissa[t], shift) if shift else source.mantissa[t], h)
        elif empty:
            continue
        finish(t)
        record[t] = total
        exponents[t] = exponent
        advance(t)
        size = measure(carry)
        empty = size == 0.0
        if not (_LOW < size < _HIGH or empty):
            if size < _LOST:
                return None
            twos = int(np.frexp(size)[1]) // 2
            np.ldexp(carry, -twos, carry)
            exponent += twos
    return (record, exponents) if _all_of_like_size(record) else None


def _all_of_like_size(record: Array) -> bool:
    """Whether in every row no number, save 0, is below 2^-700 of the largest."""
    sizes = np.abs(record)
    return not ((sizes < _LEAST * sizes.max(axis=-1, keepdims=True)) & (sizes > 0)).any()


def sweep_many(sweep: Sweep, source: Scaled) -> tuple[Array, Exponents] | None:
    """The fast loop for B losses at once: (T, B, S·H) and (T, B). Every loss has its own exponent."""
    steps, batch = source.shape[:2]
    record, exponents = np.zeros((steps, *sweep.total.shape)), np.zeros((steps, batch), dtype=np.int64)
    given = (source.mantissa != 0).any(axis=(1, 2))
    rows, given_exponents = source.mantissa.transpose(0, 2, 1), source.exponent[..., 0]
    h, total, carry, finish, advance = sweep.h, sweep.total, sweep.carry, sweep.finish, sweep.advance
    exponent, sizes = np.zeros(batch, dtype=np.int64), np.zeros(batch)
    begun = False
    for t in reversed(range(steps)):
        if given[t]:
            here = (rows[t] != 0).any(axis=0)
            shift = np.where(here, given_exponents[t] - exponent, 0)
            if shift.any():
                empty = sizes == 0.0
                if (shift[~empty] > 600).any():
                    return None
                taken = here & (empty | (shift > 100))
                np.ldexp(carry, np.where(taken & ~empty, -shift, 0), carry)
                exponent = exponent + np.where(taken, shift, 0)
                np.add(h, shifted(rows[t], np.where(taken, 0, shift)), h)
            else:
                np.add(h, rows[t], h)
            begun = True
        elif not begun:
            continue
        finish(t)
        record[t] = total
        exponents[t] = exponent
        advance(t)
        sizes = np.einsum("jb,jb->b", carry, carry)
        rescaled = _rescaled(carry, sizes, exponent)
        if rescaled is None:
            return None
        exponent = rescaled
    return record.transpose(0, 2, 1), exponents


def sweep_growing(make: Callable[[int], Sweep], given: Scaled, losses: Sequence[int]) -> Iterator[GrowingStep]:
    """The loop for a loss at every step of `losses` (ascending, in the order of reading), all in one growing batch.

    make: gives the work space for a batch of so many; given: (T, H), one exponent a row, what the loss of each step
        gives its h

    Yields, from the last loss back, (t, ∂L/∂h_t (H, n), exponents (n,)): a column for each of the n losses at t or
    after it, the last one first. The arrays are good until the next step. Raises Lost where this loop will not do.
    """
    begins, size = set(losses), given.shape[-1]
    sweep, room, count = make(_WIDER), _WIDER, 0
    exponent = np.zeros(_WIDER, dtype=np.int64)
    for t in reversed(range(losses[-1] + 1)):
        if t in begins:
            if count == room:
                room += _WIDER
                sweep, exponent = _wider(sweep, make(room)), np.append(exponent, np.zeros(_WIDER, dtype=np.int64))
            sweep.h[:, count], exponent[count] = given.mantissa[t], given.exponent[t, 0]
            count += 1
        sweep.finish(t)
        yield t, sweep.total[:size, :count], exponent[:count]
        sweep.advance(t)
        rescaled = _rescaled(sweep.carry, np.einsum("jb,jb->b", sweep.carry, sweep.carry), exponent)
        if rescaled is None:
            raise Lost
        exponent = rescaled


def _wider(sweep: Sweep, wider: Sweep) -> Sweep:
    """`wider`, with what the other carries."""
    wider.carry[:, : sweep.carry.shape[1]] = sweep.carry
    return wider


def _rescaled(carry: Array, sizes: Array, exponent: Exponents) -> Exponents | None:
    """The exponents (B,) once the columns of `carry` that outgrew its range are scaled back; None if one was lost.

    sizes: (B,) their squared norms
    """
    off = ((sizes < _LOW) | (sizes > _HIGH)) & (sizes != 0.0)
    if not off.any():
        return exponent
    if sizes[off].min() < _LOST:
        return None
    twos = np.where(off, np.frexp(sizes)[1] // 2, 0)
    np.ldexp(carry, -twos, carry)
    return exponent + twos
