"""Numbers from outside, made into float64, with the first bad one named."""

from __future__ import annotations

from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.errors import InvalidInput, Path
from engine.limits import MAX_STEPS

Array = npt.NDArray[np.float64]


def vector(value: Any, path: Path) -> Array:
    """A list, tuple or array of finite numbers as a new float64 array of one axis."""
    if isinstance(value, np.ndarray):
        return _from_numpy(value, path, ndim=1)
    if not isinstance(value, list | tuple):
        raise InvalidInput.at(path, f"must be a list of numbers, not {excerpt(value)}.")
    if not set(map(type, value)) <= {int, float}:
        for index, entry in enumerate(value):
            _require_number(entry, (*path, index))
    try:
        array = np.array(value, dtype=np.float64)
    except OverflowError:
        raise InvalidInput.at(path, "holds a whole number too large for float64; write it as a decimal.") from None
    return _finite(array, path)


def matrix(value: Any, path: Path, most: int = MAX_STEPS) -> Array:
    """At most `most` rows of finite numbers, all of one length, or an array of two axes, as a new float64 array."""
    if isinstance(value, np.ndarray):
        return _from_numpy(value, path, ndim=2)
    if not isinstance(value, list | tuple):
        raise InvalidInput.at(path, f"must be a list of rows of numbers, not {excerpt(value)}.")
    if len(value) > most:  # said before a million rows are read
        raise InvalidInput.at(path, f"has {len(value)} rows; give at most {most} rows.")
    rows = [vector(row, (*path, index)) for index, row in enumerate(value)]
    for index, row in enumerate(rows):
        if row.size != rows[0].size:
            raise InvalidInput.at(
                (*path, index),
                f"has {row.size} numbers and the first row has {rows[0].size}; all rows need the same length.",
            )
    return np.array(rows, dtype=np.float64) if rows else np.empty((0, 0))


def read_only(array: Array) -> Array:
    """The same array, closed to writing."""
    array.flags.writeable = False
    return array


def whole_number(value: Any, path: Path, low: int, high: int) -> int:
    """`value` as an int from `low` to `high`; anything else raises InvalidInput at `path`."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise InvalidInput.at(path, f"must be a whole number from {low} to {high}, not {excerpt(value)}.")
    if not low <= value <= high:
        raise InvalidInput.at(path, f"is {excerpt(value)}; it must be from {low} to {high}.")
    return int(value)


def real_number(value: Any, path: Path, low: float, high: float) -> float:
    """`value` as a float from `low` to `high`; anything else, not-a-number too, raises InvalidInput at `path`."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        raise InvalidInput.at(path, f"must be a number from {low:g} to {high:g}, not {excerpt(value)}.")
    if not low <= value <= high:
        raise InvalidInput.at(path, f"is {excerpt(value)}; it must be from {low:g} to {high:g}.")
    return float(value)


def true_or_false(value: Any, path: Path) -> bool:
    """`value` as it is when it is a bool; anything else raises InvalidInput at `path`."""
    if not isinstance(value, bool):
        raise InvalidInput.at(path, f"must be true or false, not {excerpt(value)}.")
    return value


def excerpt(value: Any) -> str:
    """A value as a message quotes it: short, whatever was given."""
    if value is None:
        return "null"
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict | np.ndarray):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and abs(value) >= 10**30:
        return "a number beyond 10^30"
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:36]}…"


def _from_numpy(value: npt.NDArray[Any], path: Path, ndim: int) -> Array:
    if value.dtype.kind not in "iuf":
        raise InvalidInput.at(path, f"must hold real numbers; this array is of type {value.dtype}.")
    if value.ndim != ndim:
        raise InvalidInput.at(path, f"must have {ndim} axes; this array has {value.ndim}.")
    with np.errstate(over="ignore"):  # a long double beyond float64 becomes infinite, and is refused as that
        return _finite(value.astype(np.float64), path)


def _finite(array: Array, path: Path) -> Array:
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        place = tuple(int(index) for index in bad[0])
        name = "not a number (NaN)" if np.isnan(array[place]) else "infinite"
        raise InvalidInput.at((*path, *place), f"is {name}; every number must be finite.")
    return array


def _require_number(entry: Any, path: Path) -> None:
    if isinstance(entry, bool | np.bool_) or not isinstance(entry, Real):
        raise InvalidInput.at(path, f"must be a number, not {excerpt(entry)}.")
