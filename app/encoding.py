"""A trace in JSON: exact decimal numbers, or arrays of floats in base64 that Plotly reads as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import orjson
import pybase64

from engine import Outputs, SequenceLoss, Trace

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


def encode_trace(trace: Trace, encoding: str) -> bytes:
    """The answer of `/run`, `unrolled.trace/1`, with every array in `encoding`."""
    array = ENCODERS[encoding]
    answer = {
        "schema": "unrolled.trace/1",
        "network": trace.network.spec,
        "architecture": trace.architecture,
        "inputs": array(trace.inputs),
        "steps": trace.steps,
        "layers": [
            {
                "layer": layer.layer,
                "direction": layer.direction,
                "cell": layer.cell,
                "hidden_size": layer.hidden_size,
                "initial": _arrays(layer.initial, array),
                "signals": _arrays(layer.signals, array),
            }
            for layer in trace.layers
        ],
        "final_state": _arrays(trace.final_state, array),
        "overflow": trace.overflow,
        "outputs": None if trace.outputs is None else _outputs(trace.outputs, encoding),
        "loss": None if trace.loss is None else _loss(trace.loss, trace.outputs, array),
    }
    return dumps(answer)


def _outputs(outputs: Outputs, encoding: str) -> dict[str, Any]:
    """A row a step; null, or packed a row of not-a-number, where nothing is emitted."""
    values: Any = compact(outputs.values)
    if encoding == "json":
        rows = zip(outputs.values, outputs.emitted, strict=True)
        values = [row if emitted else None for row, emitted in rows]
    return {"kind": outputs.kind, "labels": outputs.labels, "values": values, "said": outputs.said}


def _loss(loss: SequenceLoss, outputs: Outputs | None, array: Encoder) -> dict[str, Any]:
    labels = outputs.labels if outputs is not None and outputs.kind == "softmax" else None
    target = [_right(row, labels) for row in loss.target]
    return {"name": loss.name, "per_step": array(loss.per_step), "total": loss.total, "target": target}


def _right(row: Values, labels: tuple[str, ...] | None) -> Any:
    """What would be right at a step: a label, or a row of numbers; None where nothing was asked."""
    if np.isnan(row).any():
        return None
    return row if labels is None else labels[int(row.argmax())]


def encode_step(cell: str, signals: Mapping[str, Values], state: Mapping[str, Values]) -> bytes:
    """The answer of `/step`."""
    return dumps({"cell": cell, "signals": _arrays(signals, exact), "state": _arrays(state, exact)})


def _arrays(arrays: Mapping[str, Values], array: Encoder) -> dict[str, Any]:
    return {name: array(values) for name, values in arrays.items()}
