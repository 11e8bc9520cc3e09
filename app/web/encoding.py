"""JSON, and arrays in it: exact decimal numbers, or floats in base64 that Plotly reads as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson
import pybase64

Values = npt.NDArray[np.float64]
Encoder = Callable[[Values], Any]

_OPTIONS: Final = orjson.OPT_SERIALIZE_NUMPY
_FLOAT32_MAX: Final = float(np.finfo(np.float32).max)


def dumps(answer: Any) -> bytes:
    """JSON bytes. Floats are written so that reading them gives the same float64; what is not finite becomes null."""
    return orjson.dumps(answer, option=_OPTIONS)


def exact(values: Values) -> orjson.Fragment:
    """An array as nested lists, already written: one array at a time, so that other threads get their turn between."""
    return orjson.Fragment(orjson.dumps(np.ascontiguousarray(values), option=_OPTIONS))


def compact(values: Values) -> dict[str, str]:
    """An array as `{"dtype": "f4", "shape": "T, H", "bdata": base64}`: little-endian, row by row.

    float32, or float64 ("f8") where a number is too large for float32 and would arrive as infinite.
    """
    dtype = "f8" if _too_large_for_float32(values) else "f4"
    data = np.ascontiguousarray(values, dtype=f"<{dtype}")
    shape = ", ".join(map(str, values.shape))
    return {"dtype": dtype, "shape": shape, "bdata": pybase64.b64encode_as_string(data.data)}


def _too_large_for_float32(values: Values) -> bool:
    sizes = np.abs(values)
    if sizes.max(initial=0.0) <= _FLOAT32_MAX:
        return False
    return bool((np.isfinite(sizes) & (sizes > _FLOAT32_MAX)).any())


ENCODERS: Final[Mapping[str, Encoder]] = {"json": exact, "base64": compact}


def encode_arrays(arrays: Mapping[str, Values], array: Encoder) -> dict[str, Any]:
    """Arrays by name, each written by `array`."""
    return {name: array(values) for name, values in arrays.items()}
