"""How long an update of training takes, beside PyTorch: python -m tests.benchmarks.bench_train

One thread. Forward, loss, backward and Adam of a recurrent layer with a softmax at every step, B = 32, H = 32, T = 50,
on the same batch, in float64 and in float32. The updates of engine and peer take turns, so that a busy machine is as
busy for both; each row gives medians of one such session. OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE, where set, hold
NumPy's products back: unset them.
"""

from __future__ import annotations

import os

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import argparse  # noqa: E402 - the libraries read the number of threads when they are imported
from dataclasses import replace  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402

from engine.tasks import Example  # noqa: E402
from engine.tasks.recipe import Precision, Recipe  # noqa: E402
from engine.training.trainer import Trainer  # noqa: E402
from tests.benchmarks.bench_run import medians  # noqa: E402
from tests.engine.made_tasks import Made  # noqa: E402

STEPS, BATCH, UNITS, WIDTH, LABELS = 50, 32, 32, 8, tuple("abcdefgh")
LAYERS = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}


def an_example(rng: np.random.Generator) -> Example:
    return Example(rng.normal(size=(STEPS, WIDTH)), tuple(rng.choice(LABELS, size=STEPS).tolist()))


TASK = Made("many-to-many", None, LABELS, an_example, width=WIDTH)


class Peer:
    """The same update in PyTorch."""

    def __init__(self, cell: str, dtype: torch.dtype) -> None:
        self.layer = LAYERS[cell](WIDTH, UNITS, dtype=dtype)
        self.readout = torch.nn.Linear(UNITS, len(LABELS), dtype=dtype)
        parameters = [*self.layer.parameters(), *self.readout.parameters()]
        self.optimizer = torch.optim.Adam(parameters, lr=0.001)
        self.x = torch.randn(STEPS, BATCH, WIDTH, dtype=dtype)
        self.target = torch.randint(0, len(LABELS), (STEPS * BATCH,))

    def update(self) -> None:
        self.optimizer.zero_grad()
        outputs, _ = self.layer(self.x)
        loss = torch.nn.functional.cross_entropy(self.readout(outputs).flatten(0, 1), self.target)
        torch.autograd.backward(loss)
        self.optimizer.step()
        loss.item()


def compare(cell: str, precision: Precision, rounds: int) -> tuple[float, float]:
    """Milliseconds of an update: engine, PyTorch."""
    recipe = Recipe({"cell": cell, "hidden_size": UNITS}, clip=None, batch_size=BATCH, precision=precision)
    trainer = Trainer(TASK, replace(recipe, updates=10**9))
    batch, peer = trainer.batch(), Peer(cell, getattr(torch, precision))
    found = medians({"engine": lambda: trainer.learn(batch), "peer": peer.update}, rounds)
    return found["engine"] * 1e3, found["peer"] * 1e3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=101)
    options = parser.parse_args()
    torch.set_num_threads(1)
    print(f"an update: forward, backward, Adam; B = {BATCH}, H = {UNITS}, T = {STEPS}: ms")
    print(f"{'cell':<6}{'numbers':<9}{'engine':>8}{'PyTorch':>9}{'times':>7}")
    for cell in LAYERS:
        for precision in ("float64", "float32"):
            ours, theirs = compare(cell, precision, options.rounds)
            print(f"{cell:<6}{precision:<9}{ours:>8.2f}{theirs:>9.2f}{theirs / ours:>7.2f}")


if __name__ == "__main__":
    main()
