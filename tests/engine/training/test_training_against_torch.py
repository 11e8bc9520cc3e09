"""Training against PyTorch's layers, losses and optimisers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch")

from tests.engine.made_tasks import PEERS, trainer_with_peer
from tests.engine.torch_training import Peer

TOLERANCE = 1e-10


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
@pytest.mark.parametrize("name", PEERS)
def test_every_loss_gradient_and_update_is_pytorchs(name: str, optimizer: Any) -> None:
    trainer = trainer_with_peer(name, optimizer)
    peer = Peer(trainer, optimizer)
    for _ in range(10):
        batch = trainer.batch()
        loss, gradients = trainer.differentiate(batch)
        assert loss == pytest.approx(peer.differentiate(batch), rel=TOLERANCE)
        for key, expected in peer.gradients().items():
            error = np.linalg.norm(gradients[key] - expected)
            assert error <= TOLERANCE * np.linalg.norm(expected), key
        trainer.learn(batch)
        peer.optimizer.step()
    network = trainer.network
    assert network.readout is not None
    expected = peer.parameters()
    for key, values in {**network.parameters, **network.readout.parameters}.items():
        np.testing.assert_allclose(values, expected[key], rtol=0, atol=TOLERANCE)
