"""The engine against numbers that PyTorch computed once (`golden/make_golden.py`): needs no PyTorch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

import engine
from tests.engine.conftest import VARIANTS, name_of

GOLDEN = Path(__file__).parents[1] / "golden"


def test_every_cell_that_pytorch_has_is_among_the_stored() -> None:
    stored = {path.stem for path in GOLDEN.glob("*.npz")}
    assert stored >= {name_of(variant) for variant in VARIANTS if variant["cell"] in ("dense", "rnn", "lstm", "gru")}


def test_every_signal_is_the_one_that_pytorch_computed(golden: dict[str, Any]) -> None:
    with np.load(GOLDEN / f"{'-'.join(golden.values())}.npz", allow_pickle=False) as stored:
        arrays = dict(stored)
    network = engine.build_network({**golden, "weights": section(arrays, "parameter")})
    trace = engine.run(network, arrays["x"], section(arrays, "state"))
    for place, layer in enumerate(trace.layers):
        expected = section(arrays, f"signal/{place}")
        assert layer.signals.keys() == expected.keys()
        for name, values in expected.items():
            np.testing.assert_allclose(layer.signals[name], values, rtol=0, atol=1e-13)


def section(arrays: dict[str, Any], prefix: str) -> dict[str, Any]:
    """The arrays under a prefix, by the rest of their names."""
    start = f"{prefix}/"
    return {name.removeprefix(start): values for name, values in arrays.items() if name.startswith(start)}
