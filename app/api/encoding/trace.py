"""A run in JSON: its trace, or one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.web.encoding import ENCODERS, Encoder, Values, compact, dumps, encode_arrays, exact
from engine import Outputs, SequenceLoss, Trace


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
                "initial": encode_arrays(layer.initial, array),
                "signals": encode_arrays(layer.signals, array),
            }
            for layer in trace.layers
        ],
        "final_state": encode_arrays(trace.final_state, array),
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
    return dumps({"cell": cell, "signals": encode_arrays(signals, exact), "state": encode_arrays(state, exact)})
