"""Numbers far outside float64: a mantissa and, kept apart, a whole power of two.

10^-2000 underflows and 10^400 overflows in float64. As mantissa · 2^exponent both are ordinary numbers, and because
scaling by a power of two changes no digit, arithmetic on them rounds exactly as float64 arithmetic does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from engine.numbers.arrays import Array

Exponents = npt.NDArray[np.int64]

ZERO_EXPONENT: Final = -(2**56)
"""The exponent written for 0. What would lie below 2^(-2^56), some 10^(-2·10^16), counts as 0."""

LOG10_2: Final = float(np.log10(2.0))
# ln 2 in two parts, the first of few enough digits for its multiples to be exact (Cody and Waite 1980).
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_BAND = 400


class Scaled:
    """An array of numbers mantissa · 2^exponent; `exponent` (int64) broadcasts against `mantissa` (float64).

    `Scaled.of(array)`, products, sums and rows @ matrix keep one exponent a number, mantissas in ±[½, 1) or 0;
    `shared()` makes one exponent serve a whole row.
    """

    __slots__ = ("exponent", "mantissa")
    __array_ufunc__ = None  # so that array * Scaled comes here

    def __init__(self, mantissa: Array, exponent: Exponents) -> None:
        self.mantissa = mantissa
        self.exponent = exponent

    @classmethod
    def of(cls, array: Any, exponent: Any = 0) -> Scaled:
        """array · 2^exponent, every number with its own exponent."""
        mantissa, own = np.frexp(np.asarray(array, dtype=np.float64))
        total = own.astype(np.int64) + exponent
        nothing = (mantissa == 0) | (total < ZERO_EXPONENT)
        return cls(np.where(nothing, 0.0, mantissa), np.where(nothing, ZERO_EXPONENT, total))

    @property
    def shape(self) -> tuple[int, ...]:
        return self.mantissa.shape

    def __len__(self) -> int:
        return len(self.mantissa)

    def __getitem__(self, index: Any) -> Scaled:
        """A part, by an index that both arrays understand."""
        return Scaled(self.mantissa[index], self.exponent[index])

    def __mul__(self, other: Scaled | Array | float) -> Scaled:
        other = _scaled(other)
        return Scaled.of(self.mantissa * other.mantissa, self.exponent + other.exponent)

    __rmul__ = __mul__

    def __add__(self, other: Scaled | Array | float) -> Scaled:
        other = _scaled(other)
        top = np.maximum(self.exponent, other.exponent)
        return Scaled.of(
            shifted(self.mantissa, self.exponent - top) + shifted(other.mantissa, other.exponent - top), top
        )

    __radd__ = __add__

    def __neg__(self) -> Scaled:
        return Scaled(-self.mantissa, self.exponent)

    def __sub__(self, other: Scaled | Array | float) -> Scaled:
        return self + (-_scaled(other))

    def __rsub__(self, other: Array | float) -> Scaled:
        return -self + other

    def __matmul__(self, matrix: Bands) -> Scaled:
        """(…, K) @ (K, J) -> (…, J), each result right however far apart the exponents of the terms are."""
        total: Scaled | None = None
        for part, part_exponent in matrix.parts:
            for rows, rows_exponent in _bands(self, axis=-1):
                product = Scaled.of(rows @ part, rows_exponent + part_exponent)
                total = product if total is None else total + product
        return Scaled.of(np.zeros((*self.shape[:-1], matrix.shape[1]))) if total is None else total

    def shared(self, axis: int | tuple[int, ...] | None = -1) -> Scaled:
        """The same numbers with one exponent along `axis` (kept, of length 1), their largest mantissa in [½, 1).

        A number less than 2^-1074 of its row's largest becomes 0.
        """
        if self._is_shared(axis):
            largest = np.max(np.abs(self.mantissa), axis=axis, keepdims=True, initial=0.0)
            top = self.exponent + np.where(np.isfinite(largest), np.frexp(largest)[1], 0)
            return Scaled(shifted(self.mantissa, self.exponent - top), np.where(largest == 0, 0, top))
        own = np.where(self.mantissa == 0, ZERO_EXPONENT, np.frexp(self.mantissa)[1] + self.exponent)
        top = np.max(own, axis=axis, keepdims=True)
        return Scaled(shifted(self.mantissa, self.exponent - top), np.where(top == ZERO_EXPONENT, 0, top))

    def _is_shared(self, axis: int | tuple[int, ...] | None) -> bool:
        """Whether one exponent serves all of `axis` already."""
        shape = self.exponent.shape
        if axis is None:
            return self.exponent.size == 1
        places = (axis,) if isinstance(axis, int) else axis
        return len(shape) == self.mantissa.ndim and all(shape[place] == 1 for place in places)

    def norm(self, axis: int | None = -1) -> Scaled:
        """The Euclidean norm along `axis`, None for all numbers."""
        rows = self.shared(axis)
        size = np.sqrt(np.sum(np.square(rows.mantissa), axis=axis))
        return Scaled.of(size, np.squeeze(rows.exponent, axis=axis))

    def log10(self) -> Array:
        """log10 of the absolute values: -inf where 0, not-a-number where the mantissa is none."""
        with np.errstate(divide="ignore"):
            return np.log10(np.abs(self.mantissa)) + np.where(self.mantissa == 0, 0, self.exponent) * LOG10_2

    def to_float(self) -> Array:
        """Plain float64: inf beyond its range, 0 below its smallest normal number, where digits would be lost."""
        with np.errstate(over="ignore", under="ignore"):
            plain = np.ldexp(self.mantissa, np.clip(self.exponent, -4000, 4000))
        return np.where(np.abs(plain) < np.finfo(np.float64).tiny, 0.0, plain)


class Bands:
    """A matrix to multiply `Scaled` rows by: a sum of float64 matrices of like-sized numbers, each with its exponent.

    Within a band nothing is below 2^-400 of the largest, so a band of rows times a band of the matrix is one float64
    product that neither under- nor overflows.
    """

    def __init__(self, parts: list[tuple[Array, Any]], shape: tuple[int, ...]) -> None:
        self.parts = parts
        self.shape = shape

    @classmethod
    def of(cls, matrix: Array) -> Bands:
        return cls(_bands(Scaled.of(matrix), axis=None), matrix.shape)

    def __getitem__(self, rows: slice) -> Bands:
        """Some of the rows."""
        count = len(range(*rows.indices(self.shape[0])))
        return Bands([(part[rows], exponent) for part, exponent in self.parts], (count, self.shape[1]))


def shifted(mantissa: Array, shift: Any) -> Array:
    """mantissa · 2^shift in float64, for any whole shift."""
    with np.errstate(under="ignore"):
        found: Array = np.ldexp(mantissa, np.clip(shift, -4000, 4000))
    return found


def exponential(power: Array) -> Scaled:
    """e^power for any float64 power, without overflow or underflow."""
    power = np.maximum(power, float(ZERO_EXPONENT))  # e to this is 0 here
    twos = np.rint(power / np.log(2.0))
    rest = (power - twos * _LN2_HIGH) - twos * _LN2_LOW
    return Scaled.of(np.exp(rest), twos.astype(np.int64))


def concatenate(parts: Sequence[Any]) -> Any:
    """Arrays, or Scaled arrays, side by side along the last axis."""
    if isinstance(parts[0], Scaled):
        return Scaled(
            np.concatenate([part.mantissa for part in parts], axis=-1),
            np.concatenate([np.broadcast_to(part.exponent, part.shape) for part in parts], axis=-1),
        )
    return np.concatenate(parts, axis=-1)


def stack(parts: Sequence[Scaled]) -> Scaled:
    """Scaled arrays of one shape, one an element of a new first axis."""
    return Scaled(np.stack([part.mantissa for part in parts]), np.stack([part.exponent for part in parts]))


def _scaled(value: Scaled | Array | float) -> Scaled:
    return value if isinstance(value, Scaled) else Scaled.of(value)


def _bands(numbers: Scaled, axis: int | None) -> list[tuple[Array, Any]]:
    """Float64 arrays and their exponents, one a row (axis -1) or one in all (axis None), whose sum is `numbers`."""
    present = numbers.mantissa != 0
    top = np.max(numbers.exponent, axis=axis, keepdims=axis is not None)
    below = numbers.exponent - top
    depth = np.where(present, -below // _BAND, -1)
    return [
        (shifted(np.where(depth == band, numbers.mantissa, 0.0), below + band * _BAND), top - band * _BAND)
        for band in np.unique(depth[present])
    ]
