"""How long a recorded run takes, beside PyTorch: python -m tests.benchmarks.bench_run

One thread, float64, T = 2000. The peers read the same sequence with the same weights under `inference_mode`: PyTorch's
fused layer, which records nothing but h, and a loop over its cell that keeps every state. The runs of engine and peers
take turns, so that a busy machine is as busy for all; the table gives medians of one such session.
"""

from __future__ import annotations

import os

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import argparse  # noqa: E402 - the libraries read the number of threads when they are imported
import statistics  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402

import engine  # noqa: E402

STEPS = 2000
LAYERS: dict[str, Callable[..., torch.nn.Module]] = {"lstm": torch.nn.LSTM, "rnn": torch.nn.RNN, "gru": torch.nn.GRU}
CELLS: dict[str, Callable[..., torch.nn.Module]] = {
    "lstm": torch.nn.LSTMCell,
    "rnn": torch.nn.RNNCell,
    "gru": torch.nn.GRUCell,
}
Run = Callable[[], object]


def contestants(cell: str, hidden_size: int, input_size: int) -> dict[str, Run]:
    """The engine, PyTorch's layer and the loop over PyTorch's cell, with the same weights and sequence."""
    network = engine.build_network({"cell": cell, "hidden_size": hidden_size, "input_size": input_size})
    inputs = np.random.default_rng(1).normal(size=(STEPS, input_size))
    layer = LAYERS[cell](input_size, hidden_size).double()
    single = CELLS[cell](input_size, hidden_size).double()
    with torch.no_grad():
        for name, array in network.parameters.items():
            layer.get_parameter(name).copy_(torch.tensor(array))
            single.get_parameter(name.removesuffix("_l0")).copy_(torch.tensor(array))
    sequence = torch.tensor(inputs)

    def whole_layer() -> object:
        with torch.inference_mode():
            return layer(sequence)

    def loop_over_cell() -> object:
        kept, state = [], None
        with torch.inference_mode():
            for x in sequence:
                state = single(x, state)
                kept.append(state)
        return kept

    return {"engine": lambda: engine.run(network, inputs), "layer": whole_layer, "loop": loop_over_cell}


def medians(runs: dict[str, Run], rounds: int) -> dict[str, float]:
    """The median seconds of each run, taking turns for `rounds` rounds after one to warm up."""
    times: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(rounds + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if turn:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    """Print the table: µs a step, and how many times faster the engine is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--input-size", type=int, default=8)
    options = parser.parse_args()
    torch.set_num_threads(1)
    print(f"T = {STEPS}, D = {options.input_size}; µs a step, medians of {options.rounds} interleaved rounds")
    print(f"{'cell':<5}{'H':>4}{'engine':>9}{'nn layer':>10}{'cell loop':>11}{'× layer':>9}{'× loop':>8}")
    for cell in LAYERS:
        for hidden_size in (8, 32, 64):
            found = medians(contestants(cell, hidden_size, options.input_size), options.rounds)
            step = {name: seconds / STEPS * 1e6 for name, seconds in found.items()}
            print(
                f"{cell:<5}{hidden_size:>4}{step['engine']:>9.2f}{step['layer']:>10.2f}{step['loop']:>11.2f}"
                f"{step['layer'] / step['engine']:>9.2f}{step['loop'] / step['engine']:>8.2f}"
            )


if __name__ == "__main__":
    main()
