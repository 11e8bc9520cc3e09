"""What the API costs on top of the engine: python -m tests.benchmarks.bench_api [--rounds 300]

POST /run over loopback against the same run in this process: LSTM, T = 200, H = 64, a text of 200 characters; one
client, one connection kept open, one thread for the linear algebra. In each round engine and both encodings take
turns, so that a busy machine is as busy for all; the table holds medians and their ratios. `engine.run` is the bare run
and the measure; `engine, from the request` also encodes the text and draws the weights, as the server must.
"""

from __future__ import annotations

import os

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import argparse  # noqa: E402 - the libraries read the number of threads when they are imported
import http.client  # noqa: E402
import socket  # noqa: E402
import statistics  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402

import orjson  # noqa: E402

import engine  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
TEXT = ("the quick brown fox jumps over the lazy dog, " * 5)[:200]
NETWORK = {"cell": "lstm", "hidden_size": 64, "seed": 0, "init": {"scheme": "xavier_uniform"}}
LIMITS = {"POST /run, base64": 3.0, "POST /run, json": 6.0}


def build_and_run() -> engine.Trace:
    """All that the engine does for one request."""
    inputs = engine.encode({"text": TEXT})
    return engine.run(engine.build_network(NETWORK, input_size=inputs.array.shape[1]), inputs)


def poster(connection: http.client.HTTPConnection, encoding: str) -> Callable[[], bytes]:
    """A function that sends the request and reads the whole answer."""
    body = orjson.dumps({"network": NETWORK, "input": {"text": TEXT}, "encoding": encoding})

    def post() -> bytes:
        connection.request("POST", "/api/v1/run", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        content = response.read()
        assert response.status == 200, content
        return content

    return post


def milliseconds(function: Callable[[], object]) -> float:
    """The time of one call."""
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1e3


def measure(port: int, rounds: int) -> dict[str, float]:
    """Medians in milliseconds."""
    inputs = engine.encode({"text": TEXT})
    network = engine.build_network(NETWORK, input_size=inputs.array.shape[1])
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.connect()
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    jobs: dict[str, Callable[[], object]] = {
        "engine.run": lambda: engine.run(network, inputs),
        "engine, from the request": build_and_run,
        "POST /run, base64": poster(connection, "base64"),
        "POST /run, json": poster(connection, "json"),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 20):
        for name, job in jobs.items():
            took = milliseconds(job)
            if turn >= 20:
                times[name].append(took)
    connection.close()
    return {name: statistics.median(values) for name, values in times.items()}


def serve() -> tuple[subprocess.Popen[bytes], int]:
    """A server in a process of its own, once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionError:
            time.sleep(0.1)
        else:
            break
    return process, port


def main() -> int:
    """Prints the table; 1 if a ratio is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=300)
    rounds = parser.parse_args().rounds
    process, port = serve()
    try:
        medians = measure(port, rounds)
    finally:
        process.terminate()
        process.wait()
    bare = medians["engine.run"]
    print(f"{'LSTM, T = 200, H = 64':<28}{'ms':>8}{'× engine.run':>14}{'limit':>8}")
    for name, value in medians.items():
        limit = f"{LIMITS[name]:.0f}" if name in LIMITS else ""
        print(f"{name:<28}{value:>8.2f}{value / bare:>14.2f}{limit:>8}")
    return int(any(medians[name] > limit * bare for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
