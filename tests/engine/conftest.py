"""The cells in all their variants, for every test that holds for each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

import engine

# A busy machine is no failure.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

GOLDEN = Path(__file__).parent / "golden"

VARIANTS: list[dict[str, Any]] = [
    {"cell": "dense", "nonlinearity": "tanh"},
    {"cell": "dense", "nonlinearity": "relu"},
    {"cell": "rnn", "nonlinearity": "tanh"},
    {"cell": "rnn", "nonlinearity": "relu"},
    {"cell": "lstm"},
    {"cell": "gru", "form": "reset_after"},
    {"cell": "gru", "form": "reset_before"},
]


def name_of(variant: dict[str, Any]) -> str:
    return "-".join(variant.values())


@pytest.fixture(scope="session", params=VARIANTS, ids=name_of)
def variant(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The fields of a description that choose a cell and its variant."""
    chosen: dict[str, Any] = request.param
    return chosen


@pytest.fixture(scope="session", params=[v for v in VARIANTS if v["cell"] != "dense"], ids=name_of)
def recurrent(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Like `variant`, for the cells that have a state."""
    chosen: dict[str, Any] = request.param
    return chosen


@pytest.fixture(scope="session", params=[v for v in VARIANTS if (GOLDEN / f"{name_of(v)}.npz").exists()], ids=name_of)
def golden(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Like `variant`, for the cells whose numbers PyTorch has given."""
    chosen: dict[str, Any] = request.param
    return chosen


MakeState = Callable[[engine.Network, int], dict[str, Any]]


@pytest.fixture(scope="session")
def random_state() -> MakeState:
    """A function that draws an initial state for a network, of the shape that `run` wants."""

    def draw(network: engine.Network, seed: int) -> dict[str, Any]:
        rng = np.random.default_rng(seed)
        rows = network.num_layers * (2 if network.bidirectional else 1)
        shape = (network.hidden_size,) if rows == 1 else (rows, network.hidden_size)
        return {name: rng.normal(size=shape) for name in network.definition.spec.states}

    return draw
