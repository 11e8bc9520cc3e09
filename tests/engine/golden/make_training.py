"""Make the golden training runs, with PyTorch: python -m tests.engine.golden.make_training

For each layer that PyTorch has: the network at the start, three batches, the loss and the gradients of the first, and
the network after an update of Adam on each.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from tests.engine.made_tasks import PEERS, trainer_with_peer
from tests.engine.torch_training import Peer

HERE = Path(__file__).parent


def golden(name: str) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of one file: `start/…`, `batch/{number}/…`, `loss`, `gradient/…`, `end/…`."""
    trainer = trainer_with_peer(name)
    peer, found = Peer(trainer), {"start": trainer.parameters.copy()}
    for number in range(3):
        batch = trainer.batch()
        found |= {f"batch/{number}/{field}": values for field, values in vars(batch).items()}
        loss = peer.differentiate(batch)
        if number == 0:
            found["loss"] = np.array(loss)
            found |= {f"gradient/{key}": values for key, values in peer.gradients().items()}
        peer.optimizer.step()
    return found | {f"end/{key}": values for key, values in peer.parameters().items()}


def main() -> None:
    """Write every file."""
    for name in PEERS:
        np.savez_compressed(HERE / f"training-{name}.npz", allow_pickle=False, **golden(name))


if __name__ == "__main__":
    main()
