"""Make the golden vectors, with PyTorch: python -m tests.engine.golden.make_golden

Each file holds one network of two layers read in both directions: parameters, sequence, initial state and, from PyTorch
alone, every signal. The loop that shows the gates is first held against PyTorch's own layer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

import engine
from tests.engine.conftest import VARIANTS, name_of
from tests.engine.torch_reference import run_builtin, run_by_hand

HERE = Path(__file__).parent
STEPS = 7


def golden(variant: dict[str, Any], seed: int) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of one file: `parameter/…`, `x`, `state/…`, and `signal/{layer and direction}/…`."""
    network = engine.build_network(
        {**variant, "input_size": 3, "hidden_size": 4, "num_layers": 2, "bidirectional": True, "seed": seed}
    )
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(STEPS, 3))
    state = {name: rng.normal(size=(4, 4)) for name in network.definition.spec.states}
    signals = run_by_hand(network, x, state)
    if network.cell in ("rnn", "lstm") or network.form == "reset_after":
        outputs, _ = run_builtin(network, x, state)
        top = torch.cat([signals[-2]["h"], signals[-1]["h"]], dim=1)
        torch.testing.assert_close(top, outputs, rtol=0, atol=1e-14)
    return {
        "x": x,
        **{f"parameter/{name}": values for name, values in network.parameters.items()},
        **{f"state/{name}": values for name, values in state.items()},
        **{
            f"signal/{place}/{name}": values.numpy()
            for place, record in enumerate(signals)
            for name, values in record.items()
        },
    }


def main() -> None:
    """Write every file."""
    for seed, variant in enumerate(VARIANTS, start=11):
        np.savez_compressed(HERE / f"{name_of(variant)}.npz", allow_pickle=False, **golden(variant, seed))


if __name__ == "__main__":
    main()
