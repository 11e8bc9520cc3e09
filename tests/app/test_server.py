"""A real server, over real sockets: many clients at once, large and endless bodies, a loop that stays free."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

import engine

ROOT = Path(__file__).parents[2]
JSON = {"Content-Type": "application/json"}
LIMIT = 4 * 2**20
HEAD = b"POST /api/v1/run HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a server in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()
            _, log = process.communicate(timeout=20)
    assert b"Traceback" not in log, log.decode()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            call(port, "GET", "/healthz")
        except ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


def call(
    port: int, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> tuple[http.client.HTTPResponse, bytes]:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_32_clients_at_once_each_get_their_own_answer(port: int) -> None:
    cells = list(engine.CELLS)

    def check(client: int) -> None:
        cell, seed, text = cells[client % 4], client, "many clients at once"[client % 7 :]
        spec = {"cell": cell, "hidden_size": 3 + client % 5, "seed": seed, "init": {"scheme": "xavier_uniform"}}
        inputs = engine.encode({"text": text})
        trace = engine.run(engine.build_network(spec, input_size=inputs.array.shape[1]), inputs)
        for _ in range(5):
            body = orjson.dumps({"network": spec, "input": {"text": text}})
            response, content = call(port, "POST", "/api/v1/run", body, JSON)
            assert response.status == 200
            answer = orjson.loads(content)
            assert [step["label"] for step in answer["steps"]] == list(text)
            for name, values in trace.layers[0].signals.items():
                assert np.array_equal(answer["layers"][0]["signals"][name], values)

    with ThreadPoolExecutor(32) as clients:
        list(clients.map(check, range(32)))


def test_the_server_answers_others_while_it_computes(port: int) -> None:
    network = {"cell": "lstm", "hidden_size": 256}
    body = orjson.dumps({"network": network, "input": {"series": [0.5] * 2000}, "encoding": "base64"})
    finished = threading.Event()
    statuses: list[int] = []

    def compute() -> None:
        try:
            statuses.append(call(port, "POST", "/api/v1/run", body, JSON)[0].status)
        finally:
            finished.set()

    runs = [threading.Thread(target=compute) for _ in range(3)]
    for run in runs:
        run.start()
    meanwhile = 0
    while not finished.is_set():
        assert call(port, "GET", "/healthz")[0].status == 200
        meanwhile += not finished.is_set()
    for run in runs:
        run.join()
    assert statuses == [200] * 3
    assert meanwhile >= 3


def test_a_body_of_50_mb_is_refused(port: int) -> None:
    response, content = call(port, "POST", "/api/v1/run", b" " * 50_000_000, JSON)
    assert response.status == 413
    assert response.getheader("content-type") == "application/problem+json"
    assert "4 MiB (4,194,304 bytes)" in orjson.loads(content)["detail"]


def test_a_body_without_a_length_is_refused_once_it_is_too_long(port: int) -> None:
    chunks = (b" " * 65536 for _ in range(LIMIT // 65536 + 1))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", "/api/v1/run", chunks, JSON, encode_chunked=True)
    response = connection.getresponse()
    assert response.status == 413
    assert b"4 MiB" in response.read()
    connection.close()


def test_an_endless_body_is_refused_before_it_ends(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as sender:
        sender.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        for _ in range(LIMIT // 65536 + 1):
            sender.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")
        assert sender.recv(12) == b"HTTP/1.1 413"


def test_a_body_that_fits_exactly_is_read(port: int) -> None:
    body = orjson.dumps({"network": {"cell": "rnn"}, "input": {"text": "a"}})
    response, _ = call(port, "POST", "/api/v1/run", body.ljust(LIMIT), JSON)
    assert response.status == 200
    assert call(port, "POST", "/api/v1/run", body.ljust(LIMIT + 1), JSON)[0].status == 413


def test_a_client_that_hangs_up_in_the_middle_does_no_harm(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as sender:
        sender.sendall(
            b"POST /api/v1/run HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        )
    assert call(port, "GET", "/healthz")[0].status == 200
