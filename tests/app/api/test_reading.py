"""Bodies are read no further than the limit; query strings spell the same values as JSON."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from app.api.reading import parse_body, parse_query, read_body
from app.api.requests.network import ExplainQuery, RunQuery, RunRequest
from app.web.errors import ProblemError


def request(chunks: list[bytes], headers: dict[str, str], hang_up: bool = False) -> tuple[Request, list[bytes]]:
    """A request whose body comes in chunks, and the chunks that were not asked for."""
    waiting = list(chunks)

    async def receive() -> dict[str, Any]:
        if not waiting and hang_up:
            return {"type": "http.disconnect"}
        body = waiting.pop(0) if waiting else b""
        return {"type": "http.request", "body": body, "more_body": bool(waiting) or hang_up}

    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": raw}, receive), waiting


JSON = {"Content-Type": "application/json"}


def read(limit: int, chunks: list[bytes], headers: dict[str, str], hang_up: bool = False) -> tuple[bytes, list[bytes]]:
    made, waiting = request(chunks, headers, hang_up)
    return asyncio.run(read_body(made, limit)), waiting


def test_a_body_in_chunks_is_put_together() -> None:
    assert read(4, [b"ab", b"cd"], JSON)[0] == b"abcd"


def test_a_body_over_the_limit_is_refused_without_reading_the_rest() -> None:
    made, waiting = request([b"ab", b"cde", b"f" * 1000, b"g"], JSON)
    with pytest.raises(ProblemError) as refusal:
        asyncio.run(read_body(made, 4))
    assert refusal.value.status == 413
    assert "4 bytes" in refusal.value.detail
    assert waiting == [b"f" * 1000, b"g"]


def test_a_body_that_says_it_is_too_long_is_not_read_at_all() -> None:
    made, waiting = request([b"ab"], {**JSON, "Content-Length": "9" * 5000})
    with pytest.raises(ProblemError) as refusal:
        asyncio.run(read_body(made, 4))
    assert refusal.value.status == 413
    assert waiting == [b"ab"]


@pytest.mark.parametrize("length", ["-1", "four", "²", ""])
def test_a_length_that_is_none_is_not_believed(length: str) -> None:
    assert read(4, [b"abcd"], {**JSON, "Content-Length": length})[0] == b"abcd"


def test_a_client_that_hangs_up_ends_the_request_quietly() -> None:
    with pytest.raises(ProblemError) as refusal:
        read(4, [b"ab"], JSON, hang_up=True)
    assert refusal.value.status == 400


def test_a_query_string_spells_numbers_flags_and_lists() -> None:
    pairs = [("cell", "lstm"), ("seed", "7"), ("gain", "1.5e0"), ("bidirectional", "true"), ("series", "1, -0.5,.25")]
    query = parse_query(RunQuery, pairs)
    init = {"scheme": "xavier_uniform", "gain": 1.5}
    assert query.network_spec() == {"cell": "lstm", "seed": 7, "bidirectional": True, "hidden_size": 8, "init": init}
    assert query.input_spec() == {"series": [1, -0.5, 0.25]}
    assert isinstance(query.seed, int)


def test_text_that_looks_like_a_number_stays_text() -> None:
    assert parse_query(RunQuery, [("cell", "rnn"), ("text", "42")]).input_spec() == {"text": "42"}


def test_a_query_string_and_a_body_make_the_same_network_and_input() -> None:
    query = parse_query(RunQuery, [("cell", "gru"), ("form", "reset_before"), ("update_bias", "-1"), ("text", "a")])
    body = b'{"network":{"cell":"gru","form":"reset_before","init":{"update_bias":-1}},"input":{"text":"a"}}'
    request = parse_body(RunRequest, body)
    assert query.network_spec() == request.network_spec()
    assert query.input_spec() == request.input_spec()
    assert query.state is request.state is None


def test_from_and_to_choose_the_steps() -> None:
    query = parse_query(ExplainQuery, [("cell", "rnn"), ("text", "abc"), ("unit", "1"), ("from", "2"), ("to", "3")])
    assert (query.unit, query.layer, query.start, query.stop) == (1, 1, 2, 3)


def test_the_name_inside_the_program_is_no_name_outside() -> None:
    with pytest.raises(ProblemError) as refusal:
        parse_query(ExplainQuery, [("cell", "rnn"), ("text", "a"), ("unit", "1"), ("start", "1")])
    assert refusal.value.errors[0].pointer == "/start"


def test_explicit_weights_take_no_defaults() -> None:
    body = b'{"network":{"cell":"rnn","weights":{}},"input":{"text":"a"}}'
    assert parse_body(RunRequest, body).network_spec() == {"cell": "rnn", "weights": {}}
