"""Arrays in `.safetensors` files."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from engine.numbers.arrays import Array

Precision = Literal["float16", "float32", "float64"]
"""How numbers are stored in a file. Inside they are float64."""


def write_file(path: Path, arrays: Mapping[str, Array], metadata: Mapping[str, str], precision: Precision) -> None:
    """Arrays and metadata as a safetensors file, the same bytes for the same numbers and texts, whole or not at all.

    Raises ValueError where a number does not fit the precision.
    """
    packed = {name: np.ascontiguousarray(values, dtype=precision) for name, values in arrays.items()}
    for name, values in packed.items():
        if not np.isfinite(values).all():
            raise ValueError(f"{name} holds a number that {precision} cannot.")
    part = Path(path).with_name(f".{Path(path).name}.{os.getpid()}")
    try:
        part.write_bytes(_in_order(save(packed, dict(metadata))))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _in_order(content: bytes) -> bytes:
    """A safetensors file with a sorted header: the library writes metadata in another order every time."""
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.dumps(json.loads(content[8:start]), sort_keys=True, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    return len(header).to_bytes(8, "little") + header + content[start:]


def read_file(path: Path) -> tuple[dict[str, Array], dict[str, str]]:
    """The arrays, in float64, and the metadata of a safetensors file; raises ValueError, naming the file."""
    try:
        with safe_open(path, framework="numpy") as file:
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
            metadata = file.metadata() or {}
    except (SafetensorError, OSError, TypeError) as error:
        raise ValueError(f"{path}: is no readable safetensors file: {error}") from error
    for name, values in arrays.items():
        if values.dtype not in get_args(Precision):
            raise ValueError(f"{path}: {name} holds {values.dtype}; it must hold {', '.join(get_args(Precision))}.")
    return {name: values.astype(np.float64) for name, values in arrays.items()}, metadata
