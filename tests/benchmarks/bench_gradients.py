"""How long gradients take, beside PyTorch: python -m tests.benchmarks.bench_gradients

One thread, float64. The norms: an LSTM read forward and differentiated, ‖∂L/∂h_t‖ and ‖∂L/∂c_t‖ of every step, against
a loop over `torch.nn.LSTMCell` with `retain_grad` on every h_t and c_t. The map: the norms of every loss by every
state, against one autograd pass a loss. The runs of engine and peer take turns, so that a busy machine is as busy for
both; each table gives medians of one such session.
"""

from __future__ import annotations

import os

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import argparse  # noqa: E402 - the libraries read the number of threads when they are imported

import numpy as np  # noqa: E402
import torch  # noqa: E402

import engine  # noqa: E402
from tests.benchmarks.bench_run import CELLS, Run, medians  # noqa: E402

INPUT_SIZE = 8
LENGTHS = (250, 500, 1000, 2000, 4000)


class Peer:
    """A loop over PyTorch's cell that keeps the gradient of every state."""

    def __init__(self, network: engine.Network, x: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
        self.cell = CELLS[network.cell](network.input_size, network.hidden_size).double()
        with torch.no_grad():
            for name, array in network.parameters.items():
                self.cell.get_parameter(name.removesuffix("_l0")).copy_(torch.tensor(array))
        self.x = torch.tensor(x)

    def forward(self) -> list[tuple[torch.Tensor, ...]]:
        states: list[tuple[torch.Tensor, ...]] = []
        state = None
        for row in self.x:
            state = self.cell(row, state)
            states.append(state if isinstance(state, tuple) else (state,))
            for tensor in states[-1]:
                tensor.retain_grad()
        return states

    def norms(self) -> list[torch.Tensor]:
        """Forward, backward from the last step, and the norms."""
        states = self.forward()
        torch.autograd.backward(states[-1][0].sum())
        kept = [torch.stack([s.grad for s in kind if s.grad is not None]) for kind in zip(*states, strict=True)]
        return [rows.norm(dim=1) for rows in kept]

    def map(self) -> list[torch.Tensor]:
        """Forward once, then backward from every step."""
        hidden = [state[0] for state in self.forward()]
        rows = []
        for s in range(len(hidden)):
            found = torch.autograd.grad(hidden[s].sum(), hidden[: s + 1], retain_graph=True)
            rows.append(torch.stack(found).norm(dim=1))
        return rows


def network_and_input(cell: str, hidden_size: int, steps: int) -> tuple[engine.Network, engine.Inputs]:
    network = engine.build_network({"cell": cell, "hidden_size": hidden_size, "input_size": INPUT_SIZE})
    array = np.random.default_rng(1).normal(size=(steps, INPUT_SIZE))
    # Made by hand, and so free of the limit on steps that holds for what comes from outside.
    return network, engine.Inputs(array, tuple(map(str, range(1, steps + 1))), "vectors")


def norms(network: engine.Network, inputs: engine.Inputs) -> list[object]:
    found = engine.gradients(engine.run(network, inputs))
    return [gradient.log10_norm for gradient in found.layers[0].states.values()]


def compare_norms(rounds: int) -> None:
    print("norms, forward and backward, T = 200: ms")
    print(f"{'cell':<5}{'H':>4}{'engine':>9}{'autograd':>10}{'times':>8}")
    for cell in ("lstm", "gru", "rnn"):
        for hidden_size in (8, 32, 64):
            network, inputs = network_and_input(cell, hidden_size, 200)
            runs: dict[str, Run] = {"engine": lambda n=network, i=inputs: norms(n, i)}  # type: ignore[misc]
            runs["autograd"] = Peer(network, inputs.array).norms
            report(f"{cell:<5}{hidden_size:>4}", medians(runs, rounds))


def compare_map(rounds: int) -> None:
    print("\nmap of an LSTM, H = 32, T = 200, forward and backward: ms")
    network, inputs = network_and_input("lstm", 32, 200)
    runs: dict[str, Run] = {
        "engine": lambda: engine.gradients(engine.run(network, inputs), map=True),
        "autograd": Peer(network, inputs.array).map,
    }
    report(" " * 9, medians(runs, rounds))


def report(name: str, found: dict[str, float]) -> None:
    ours, theirs = found["engine"] * 1e3, found["autograd"] * 1e3
    print(f"{name}{ours:>9.2f}{theirs:>10.2f}{theirs / ours:>8.1f}")


def growth(rounds: int) -> None:
    print("\nnorms of an LSTM, H = 32, forward and backward, by length: µs a step")
    runs: dict[str, Run] = {}
    for steps in LENGTHS:
        network, inputs = network_and_input("lstm", 32, steps)
        runs[str(steps)] = lambda n=network, i=inputs: norms(n, i)  # type: ignore[misc]
    for name, seconds in medians(runs, rounds).items():
        print(f"T = {name:>5}{seconds * 1e3:>9.2f} ms{seconds / int(name) * 1e6:>8.2f} µs a step")


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--map-rounds", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    compare_norms(options.rounds)
    compare_map(options.map_rounds)
    growth(options.rounds)


if __name__ == "__main__":
    main()
