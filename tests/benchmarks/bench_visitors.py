"""Does the server answer while ten visitors train? python -m tests.benchmarks.bench_visitors [--rounds 100]

POST /run over loopback, LSTM, T = 200, H = 64, one client, one connection kept open: first while nobody trains, then
while ten runs of GET /train are under way, one of each task, an event at every update, each read by a client of its
own. The table has medians in milliseconds and their ratio; the limit is 3.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode

from tests.benchmarks.bench_api import milliseconds, poster, serve

VISITORS, LIMIT = 10, 3.0
TASKS = ("recall", "adding", "digits", "sentiment", "entities", "dates", "names", "sunspots", "vehicle", "melody")


@contextmanager
def visitor(port: int, task: str) -> Iterator[None]:
    """Somebody who trains, and reads what is told, until the end of the block."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    cells = "dense" if task == "digits" else "rnn,gru,lstm"
    connection.request("GET", f"/api/v1/train?{urlencode({'task': task, 'cell': cells, 'updates': 2000, 'every': 1})}")
    response = connection.getresponse()
    assert response.status == 200, response.read()
    while not response.readline().startswith(b"event: progress"):
        pass
    left = threading.Event()

    def listen() -> None:
        while not left.is_set() and response.readline():
            pass

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        yield
    finally:
        left.set()
        listener.join()
        connection.close()


def median(port: int, rounds: int) -> float:
    """Of one call of POST /run, in milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    post = poster(connection, "base64")
    times = [milliseconds(post) for _ in range(rounds + 20)][20:]
    connection.close()
    return statistics.median(times)


def main() -> int:
    """Prints the table; 1 if the ratio is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds
    process, port = serve()
    try:
        idle = median(port, rounds)
        with ExitStack() as visitors:
            for task in TASKS[:VISITORS]:
                visitors.enter_context(visitor(port, task))
            busy = median(port, rounds)
    finally:
        process.terminate()
        process.wait()
    print(f"{'POST /run, LSTM, T = 200, H = 64':<36}{'ms':>8}{'× idle':>9}{'limit':>8}")
    print(f"{'nobody trains':<36}{idle:>8.2f}{1:>9.2f}")
    print(f"{f'{VISITORS} visitors train':<36}{busy:>8.2f}{busy / idle:>9.2f}{LIMIT:>8.0f}")
    return int(busy > LIMIT * idle)


if __name__ == "__main__":
    sys.exit(main())
