"""Make the golden gradients, with PyTorch's autograd: python -m tests.engine.golden.make_gradients

For the networks, sequences and states that `make_golden` stored: the gradient of every state, input and parameter, for
the loss at the last step and at all of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

import engine
from tests.engine.conftest import VARIANTS, name_of
from tests.engine.runs.test_golden import section
from tests.engine.torch_gradients import Autograd

HERE = Path(__file__).parent


def golden(variant: dict[str, Any]) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of one file: `{last or all}/state/{layer and direction}/…`, `…/parameter/…`, `…/inputs`."""
    with np.load(HERE / f"{name_of(variant)}.npz", allow_pickle=False) as stored:
        arrays = dict(stored)
    network = engine.build_network({**variant, "weights": section(arrays, "parameter")})
    peer = Autograd(network, arrays["x"], section(arrays, "state"))
    steps, cotangent = len(arrays["x"]), arrays["x"][0, :1].repeat(8)
    found = {}
    for at, places in (("last", [steps - 1]), ("all", range(steps))):
        peer.backward(dict.fromkeys(places, cotangent))
        found[f"{at}/inputs"] = peer.input_gradients().copy()
        for name in network.parameters:
            found[f"{at}/parameter/{name}"] = peer.parameter_gradient(name).copy()
        for place in range(len(peer.layers)):
            for name in network.definition.spec.states or ("h",):
                found[f"{at}/state/{place}/{name}"] = peer.state_gradients(place, name).copy()
    return found


def main() -> None:
    """Write every file."""
    for variant in VARIANTS:
        np.savez_compressed(HERE / f"gradients-{name_of(variant)}.npz", allow_pickle=False, **golden(variant))


if __name__ == "__main__":
    main()
