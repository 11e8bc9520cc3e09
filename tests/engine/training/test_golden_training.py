"""Updates against those that PyTorch made once (`golden/make_training.py`): needs no PyTorch."""

from __future__ import annotations

import numpy as np
import pytest

from engine.training.batches import Batch
from tests.engine.made_tasks import PEERS, trainer_with_peer
from tests.engine.runs.test_golden import GOLDEN, section


@pytest.mark.parametrize("name", PEERS)
def test_three_updates_are_those_of_pytorch(name: str) -> None:
    with np.load(GOLDEN / f"training-{name}.npz", allow_pickle=False) as stored:
        arrays = dict(stored)
    trainer = trainer_with_peer(name)
    trainer.parameters[:] = arrays["start"]
    batches = [Batch(**section(arrays, f"batch/{number}")) for number in range(3)]
    loss, gradients = trainer.differentiate(batches[0])
    assert loss == pytest.approx(float(arrays["loss"]), rel=1e-12)
    for key, expected in section(arrays, "gradient").items():
        np.testing.assert_allclose(gradients[key], expected, rtol=0, atol=1e-12)
    for batch in batches:
        trainer.learn(batch)
    network = trainer.network
    assert network.readout is not None
    for key, values in {**network.parameters, **network.readout.parameters}.items():
        np.testing.assert_allclose(values, arrays[f"end/{key}"], rtol=0, atol=1e-10)
