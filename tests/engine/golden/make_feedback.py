"""Make the golden gradients through fed-back outputs, with PyTorch: python -m tests.engine.golden.make_feedback"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

import engine
from tests.engine.conftest import VARIANTS, name_of
from tests.engine.gradients.test_feedback import free, sequence
from tests.engine.torch_gradients import FreeAutograd

HERE = Path(__file__).parent


def golden(variant: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """`parameter/…`, `readout/…` and `x`, read from zeros; of Σ h_T: `state/{layer}/…`, `gradient/…` and `inputs`."""
    network, x = free(variant, 2, "linear"), sequence(3)
    peer = FreeAutograd(network, x, 5, dict.fromkeys(network.definition.spec.states, np.zeros((2, 4))))
    peer.backward({7: np.ones(4)})
    found = {"x": x, "inputs": peer.input_gradients()}
    found |= {f"readout/{name}": getattr(engine_readout(network), name) for name in ("weight", "bias")}
    for name, values in network.parameters.items():
        found |= {f"parameter/{name}": values, f"gradient/{name}": peer.parameter_gradient(name)}
    for place in range(2):
        for name in network.definition.spec.states or ("h",):
            found[f"state/{place}/{name}"] = peer.state_gradients(place, name)
    return found


def engine_readout(network: engine.Network) -> Any:
    """The readout, which `free` gives every network."""
    assert network.readout is not None
    return network.readout


def main() -> None:
    """Write every file."""
    for variant in VARIANTS:
        np.savez_compressed(HERE / f"feedback-{name_of(variant)}.npz", allow_pickle=False, **golden(variant))


if __name__ == "__main__":
    main()
