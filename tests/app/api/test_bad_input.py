"""Every kind of bad input gets problem+json with the pointer, the value, the limit and the way out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import httpx2 as httpx
import orjson
import pytest
from fastapi.testclient import TestClient

HELLO: dict[str, Any] = {"text": "hello"}
LSTM: dict[str, Any] = {"cell": "lstm", "hidden_size": 4}
WEIGHTS = {
    "weight_ih": [[0.5], [-0.25]],
    "weight_hh": [[0.1, 0.2], [-0.3, 0.4]],
    "bias_ih": [0.0, 0.0],
    "bias_hh": [0.0, 0.0],
}
SERIES = {"series": [1, 2, 3]}


def send(client: TestClient, content: bytes, content_type: str = "application/json") -> httpx.Response:
    return client.post("/api/v1/run", content=content, headers={"Content-Type": content_type})


def network(**changes: Any) -> dict[str, Any]:
    return {"network": {**LSTM, **changes}, "input": HELLO}


def weights(**changes: Any) -> dict[str, Any]:
    return {"network": {"cell": "rnn", "weights": {**WEIGHTS, **changes}}, "input": SERIES}


def given_input(**fields: Any) -> dict[str, Any]:
    return {"network": LSTM, "input": fields}


def state(**fields: Any) -> dict[str, Any]:
    return {"network": LSTM, "input": HELLO, "state": fields}


BODIES: list[tuple[str, Any, str, list[str]]] = [
    # what it is, the body of POST /run, the pointer, what the words must hold
    ("an unknown cell", network(cell="lsmt"), "/network/cell", ["lsmt", "dense, rnn, lstm, gru", "Did you mean lstm?"]),
    ("an empty cell", network(cell=""), "/network/cell", ["choose one of"]),
    ("no cell", {"network": {"hidden_size": 4}, "input": HELLO}, "/network/cell", ["missing", "lstm"]),
    ("a number as the cell", network(cell=4), "/network/cell", ["4", "lstm"]),
    ("an unknown form", network(cell="gru", form="reset_befor"), "/network/form", ["reset_befor", "reset_before?"]),
    ("a form of another cell", network(form="reset_after"), "/network/form", ["lstm", "leave it out"]),
    ("an unknown scheme", network(init={"scheme": "xavier"}), "/network/init/scheme", ["xavier", "xavier_uniform?"]),
    ("an unknown nonlinearity", network(cell="rnn", nonlinearity="relo"), "/network/nonlinearity", ["relo", "relu?"]),
    ("an unknown field at the top", {**network(), "inputs": 1}, "/inputs", ["choose one of", "Did you mean input?"]),
    ("an unknown field of the network", network(hiden_size=3), "/network/hiden_size", ["Did you mean hidden_size?"]),
    ("an unknown field of init", network(init={"gian": 1}), "/network/init/gian", ["Did you mean gain?"]),
    ("an unknown field of the input", given_input(txt="x"), "/input/txt", ["Did you mean text?"]),
    ("a pointer to escape", network(**{"a/b~c": 1}), "/network/a~1b~0c", ["choose one of"]),
    ("a model", {"network": {"model": "dates"}, "input": HELLO}, "/network/model", ["“dates”", "no model here"]),
    ("a size of zero", network(hidden_size=0), "/network/hidden_size", ["0", "1", "256"]),
    ("a negative size", network(hidden_size=-3), "/network/hidden_size", ["-3", "1", "256"]),
    ("a fractional size", network(hidden_size=8.5), "/network/hidden_size", ["8.5", "256", "whole"]),
    ("a size over the limit", network(hidden_size=257), "/network/hidden_size", ["257", "256"]),
    ("a size beyond everything", network(hidden_size=1e300), "/network/hidden_size", ["beyond 10^30", "256"]),
    ("a size in quotes", network(hidden_size="8"), "/network/hidden_size", ["8", "256", "whole number"]),
    ("a size that is true", network(hidden_size=True), "/network/hidden_size", ["true", "256", "whole number"]),
    ("a size that is a list", network(hidden_size=[8]), "/network/hidden_size", ["a list", "256"]),
    ("too many layers", network(num_layers=5), "/network/num_layers", ["5", "4"]),
    ("a negative seed", network(seed=-1), "/network/seed", ["-1", "0"]),
    ("an input size over the limit", network(input_size=513), "/network/input_size", ["513", "512"]),
    (
        "an input size that the input denies",
        network(input_size=3),
        "/network/input_size",
        ["3", "4", "Change one of them"],
    ),
    ("a direction that is a word", network(bidirectional="yes"), "/network/bidirectional", ["yes", "true or false"]),
    ("a direction that is a number", network(bidirectional=1), "/network/bidirectional", ["1", "true or false"]),
    ("a gain in quotes", network(init={"gain": "1"}), "/network/init/gain", ["1", "1000", "number"]),
    ("a gain over the limit", network(init={"gain": 1e9}), "/network/init/gain", ["1000000000.0", "1000"]),
    ("a bias for a gate that is not there", network(init={"update_bias": 1}), "/network/init/update_bias", ["lstm"]),
    (
        "a seed beside weights",
        {"network": {"cell": "rnn", "weights": WEIGHTS, "seed": 1}, "input": SERIES},
        "/network/seed",
        ["leave out"],
    ),
    ("an init that is no object", network(init=[1]), "/network/init", ["a list", "scheme"]),
    ("a network that is no object", {"network": "lstm", "input": HELLO}, "/network", ["lstm", "cell"]),
    ("no network", {"input": HELLO}, "/network", ["missing", "network"]),
    ("no input", {"network": LSTM}, "/input", ["missing", "sequence"]),
    ("a body that is a list", [1, 2], "", ["a list", "network, input"]),
    ("a body that is a number", 3, "", ["3", "network, input"]),
    ("a body that is null", None, "", ["null", "network, input"]),
    ("an unknown encoding", {**network(), "encoding": "base46"}, "/encoding", ["base46", "Did you mean base64?"]),
    ("a string in the weights", weights(bias_ih=[0.0, "x"]), "/network/weights/bias_ih/1", ["x", "number"]),
    ("a truth value in the weights", weights(bias_ih=[0.0, True]), "/network/weights/bias_ih/1", ["true", "number"]),
    ("null in the weights", weights(bias_ih=[0.0, None]), "/network/weights/bias_ih/1", ["null", "number"]),
    (
        "rows of unequal length",
        weights(weight_hh=[[1, 2], [3]]),
        "/network/weights/weight_hh/1",
        ["1", "2", "same length"],
    ),
    ("weights too deep", weights(weight_hh=[[[1, 2]]]), "/network/weights/weight_hh/0/0", ["a list", "number"]),
    ("weights too flat", weights(weight_hh=[1, 2]), "/network/weights/weight_hh/0", ["1", "list"]),
    ("weights that disagree", weights(bias_ih=[0.0]), "/network/weights/bias_ih", ["1", "2"]),
    (
        "weights that are missing",
        {"network": {"cell": "rnn", "weights": {"weight_ih": [[1]]}}, "input": SERIES},
        "/network/weights/weight_hh",
        ["missing"],
    ),
    ("weights with an unknown name", weights(weight=[1]), "/network/weights/weight", ["weight_ih"]),
    (
        "weights that are no object",
        {"network": {"cell": "rnn", "weights": [1]}, "input": SERIES},
        "/network/weights",
        ["a list"],
    ),
    (
        "weights that disagree with the input",
        {**weights(), "input": {"vectors": [[1, 2]]}},
        "/network/weights/weight_ih",
        ["1", "2", "input"],
    ),
    ("an empty text", given_input(text=""), "/input/text", ["empty", "1", "2000"]),
    ("an empty series", given_input(series=[]), "/input/series", ["empty", "1", "2000"]),
    ("no vectors", given_input(vectors=[]), "/input/vectors", ["empty", "1", "2000"]),
    ("an empty vector", given_input(vectors=[[]]), "/input/vectors", ["0", "512"]),
    ("a text over the limit", given_input(text="ab" * 1001), "/input/text", ["2002", "2000"]),
    ("a series over the limit", given_input(series=[0] * 2001), "/input/series", ["2001", "2000"]),
    (
        "too many different characters",
        given_input(text="".join(map(chr, range(1000, 1513)))),
        "/input/text",
        ["513", "512"],
    ),
    ("a text that is a number", given_input(text=7), "/input/text", ["7", "text"]),
    ("a string in the series", given_input(series=[1, "two"]), "/input/series/1", ["two", "number"]),
    ("a series that is text", given_input(series="1,2"), "/input/series", ["1,2", "list"]),
    ("a series of lists", given_input(series=[[1]]), "/input/series/0", ["a list", "number"]),
    ("vectors of unequal length", given_input(vectors=[[1, 2], [3]]), "/input/vectors/1", ["1", "2", "same length"]),
    ("an input of nothing", given_input(), "/input", ["text, series, vectors and signal"]),
    ("an input of two kinds", given_input(text="a", series=[1]), "/input", ["exactly one", "text and series"]),
    ("a state of the wrong length", state(h=[1, 2]), "/state/h", ["2", "4"]),
    ("a state of another cell", state(z=[1, 2, 3, 4]), "/state/z", ["lstm", "h and c"]),
    ("a state with a string", state(h=[0, 0, 0, "x"]), "/state/h/3", ["x", "number"]),
    ("a state that is no object", {**network(), "state": [1]}, "/state", ["a list"]),
    (
        "more steps × units than the limit",
        {"network": {"cell": "lstm", "hidden_size": 256, "num_layers": 2}, "input": {"series": [0] * 1001}},
        "/input",
        ["512512", "512000", "1000 steps"],
    ),
]


@pytest.mark.parametrize(("body", "pointer", "words"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_a_bad_body_is_refused_with_the_pointer_the_value_and_the_way_out(
    client: TestClient, refused: Any, body: Any, pointer: str, words: list[str]
) -> None:
    errors = refused(send(client, orjson.dumps(body)), 422)
    assert pointer in errors, errors
    assert [word for word in words if word not in errors[pointer]] == [], errors[pointer]


QUERIES: list[tuple[str, str, str, list[str]]] = [
    ("an unknown key", "text=a&cell=lstm&hiden_size=3", "/hiden_size", ["Did you mean hidden_size?"]),
    ("a key of the page", "text=a&cell=lstm&theme=dark", "/theme", ["choose one of"]),
    ("a doubled key", "text=a&cell=lstm&seed=1&seed=1", "/seed", ["2 times", "once"]),
    ("an empty number", "text=a&cell=lstm&seed=", "/seed", ["whole number", "0"]),
    ("a fractional size", "text=a&cell=lstm&hidden_size=8.5", "/hidden_size", ["8.5", "256"]),
    ("a size over the limit", "text=a&cell=lstm&hidden_size=9999", "/hidden_size", ["9999", "256"]),
    ("a size in words", "text=a&cell=lstm&hidden_size=eight", "/hidden_size", ["eight", "256"]),
    ("Arabic digits", "text=a&cell=lstm&hidden_size=%D9%A8", "/hidden_size", ["256", "whole number"]),
    ("a Python number", "text=a&cell=lstm&hidden_size=1_0", "/hidden_size", ["1_0", "256"]),
    ("infinity", "text=a&cell=lstm&gain=inf", "/gain", ["inf", "1000"]),
    ("a number that float64 cannot hold", "text=a&cell=lstm&gain=1e999", "/gain", ["inf", "1000"]),
    ("not a number", "text=a&cell=lstm&gain=nan", "/gain", ["nan", "1000"]),
    ("a direction in words", "text=a&cell=lstm&bidirectional=yes", "/bidirectional", ["yes", "true or false"]),
    ("no cell", "text=a", "/cell", ["missing", "lstm"]),
    ("an unknown cell", "text=a&cell=transformer", "/cell", ["transformer", "lstm"]),
    ("an unknown scheme", "text=a&cell=lstm&scheme=zeros", "/scheme", ["zeros", "orthogonal"]),
    ("a bias for a gate that is not there", "text=a&cell=gru&forget_bias=1", "/forget_bias", ["gru", "leave it out"]),
    ("an empty text", "text=&cell=lstm", "/text", ["empty", "2000"]),
    ("an empty series", "series=&cell=lstm", "/series", ["empty", "2000"]),
    ("a hole in the series", "series=1,,2&cell=lstm", "/series/1", ["number"]),
    ("a word in the series", "series=1,2,abc&cell=lstm", "/series/2", ["abc", "number"]),
    ("infinity in the series", "series=1,1e999&cell=lstm", "/series/1", ["infinite", "finite"]),
    ("a model", "text=a&model=dates", "/model", ["“dates”", "no model here"]),
]


@pytest.mark.parametrize(("query", "pointer", "words"), [row[1:] for row in QUERIES], ids=[row[0] for row in QUERIES])
def test_a_bad_link_is_refused_with_the_name_the_value_and_the_way_out(
    client: TestClient, refused: Any, query: str, pointer: str, words: list[str]
) -> None:
    errors = refused(client.get(f"/api/v1/run?{query}"), 422)
    assert pointer in errors, errors
    assert [word for word in words if word not in errors[pointer]] == [], errors[pointer]


SELECTIONS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("no unit", {}, "/unit", ["missing", "from 1"]),
    ("unit zero", {"unit": 0}, "/unit", ["0", "1"]),
    ("a unit beyond the last", {"unit": 5}, "/unit", ["5", "4"]),
    ("a layer beyond the last", {"unit": 1, "layer": 2}, "/layer", ["2", "1"]),
    ("a direction that is not read", {"unit": 1, "direction": "reverse"}, "/direction", ["reverse", "forward only"]),
    ("a first step beyond the last", {"unit": 1, "from": 6}, "/from", ["6", "5"]),
    ("a last step beyond the last", {"unit": 1, "to": 6}, "/to", ["6", "5"]),
    ("a last step before the first", {"unit": 1, "from": 3, "to": 2}, "/to", ["2", "3"]),
]


@pytest.mark.parametrize(("chosen", "pointer", "words"), [r[1:] for r in SELECTIONS], ids=[r[0] for r in SELECTIONS])
def test_a_unit_that_is_not_there_is_refused(
    client: TestClient, refused: Any, chosen: dict[str, Any], pointer: str, words: list[str]
) -> None:
    query = urlencode({**LSTM, **HELLO, **chosen})
    for response in (
        client.post("/api/v1/explain", json={**network(), **chosen}),
        client.get(f"/api/v1/explain?{query}"),
    ):
        errors = refused(response, 422)
        assert [word for word in words if word not in errors[pointer]] == [], errors


def test_too_many_terms_to_explain_name_the_limit_and_the_way_out(client: TestClient, refused: Any) -> None:
    body = {"network": {"cell": "lstm", "hidden_size": 256}, "input": {"series": [0.5] * 2000}, "unit": 1}
    words = refused(client.post("/api/v1/explain", json=body), 422)["/to"]
    assert "100000" in words
    assert "fewer steps" in words


def test_a_step_of_a_stack_points_to_run(client: TestClient, refused: Any) -> None:
    body = {"network": {**LSTM, "num_layers": 2}, "x": [1.0]}
    errors = refused(client.post("/api/v1/step", json=body), 422)
    assert "use /run" in next(iter(errors.values())) or "use run" in next(iter(errors.values()))


@pytest.mark.parametrize(
    ("x", "pointer"), [([], "/x"), ([0] * 513, "/x"), ("abc", "/x"), ([1, "a"], "/x/1"), ([[1]], "/x/0")]
)
def test_a_step_of_a_bad_vector_is_refused(client: TestClient, refused: Any, x: Any, pointer: str) -> None:
    assert pointer in refused(client.post("/api/v1/step", json={"network": LSTM, "x": x}), 422)


def test_several_bad_fields_are_all_named(client: TestClient, refused: Any) -> None:
    response = client.post("/api/v1/run", json={**network(hidden_size=0, seed=-1), "extra": 1})
    assert set(refused(response, 422)) == {"/network/hidden_size", "/network/seed", "/extra"}
    assert response.json()["detail"].startswith("3 fields need correcting.")


def test_a_thousand_fields_are_counted_not_listed(client: TestClient, refused: Any) -> None:
    response = client.post("/api/v1/run", json={**network(), **{f"x{i}": i for i in range(1000)}})
    words = "has 1002 fields; it may have network, input, state, target, forced, generate, encoding."
    assert refused(response, 422) == {"": words}


def test_thirty_bad_fields_are_counted_and_the_first_are_listed(client: TestClient, refused: Any) -> None:
    response = client.post("/api/v1/run", json={**network(), **{f"x{i}": i for i in range(30)}})
    assert len(refused(response, 422)) == 20
    assert response.json()["detail"].startswith("30 fields need correcting; the first 20 are listed.")


def test_a_parameter_with_the_name_of_a_selection_keeps_its_pointer(client: TestClient, refused: Any) -> None:
    assert "/network/weights/stop" in refused(client.post("/api/v1/run", json=weights(stop=[1])), 422)


LONG = "x" * 100_000


@pytest.mark.parametrize(
    "body",
    [
        network(cell=LONG),
        network(**{LONG: 1}),
        network(hidden_size=LONG),
        given_input(series=[1, LONG]),
        weights(**{LONG: [1]}),
        state(**{LONG: [1]}),
        given_input(**{LONG: 1}),
        {**network(), "encoding": LONG},
        LONG,
    ],
    ids=range(9),
)
def test_a_long_value_is_never_given_back_whole(client: TestClient, refused: Any, body: Any) -> None:
    response = client.post("/api/v1/run", json=body)
    refused(response, 422)
    assert "x" * 81 not in response.text
    assert len(response.content) < 2000


DEEP = b"[" * 10_000 + b"]" * 10_000
RUN = b'{"network": {"cell": "lstm"}, "input": {"series": [%s]}}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"not json",
        b"{'cell': 'lstm'}",
        b"\xff\xfe\x00",
        DEEP,
        b'{"network": ' + DEEP + b"}",
        RUN % b"NaN",
        RUN % b"Infinity",
        RUN % b"-Infinity",
        RUN % b"1e999",
        RUN % b"1,",
        b'{"network": {"cell": "\\ud800"}}',
    ],
    ids=range(13),
)
def test_what_is_not_json_is_refused_with_the_place(client: TestClient, refused: Any, content: bytes) -> None:
    response = send(client, content)
    assert refused(response, 400) == {}
    assert "line 1, column " in response.json()["detail"]
    assert "Send one JSON object" in response.json()["detail"]


def test_arrays_as_deep_as_json_may_be_are_refused_too(client: TestClient, refused: Any) -> None:
    deep = b"[" * 1000 + b"1" + b"]" * 1000
    assert "/input/series/0" in refused(send(client, RUN % deep), 422)


def test_a_whole_number_of_a_thousand_digits_is_refused_or_read(client: TestClient) -> None:
    for digits in (b"1" * 30, b"1" * 300, b"1" * 1000):
        assert send(client, RUN % digits).status_code in (200, 400, 422)
        response = send(client, b'{"network": {"cell": "lstm", "seed": %s}, "input": {"text": "a"}}' % digits)
        assert response.status_code in (400, 422)
        assert b"1" * 81 not in response.content


def test_the_last_of_two_equal_names_counts(client: TestClient) -> None:
    response = send(client, b'{"network": {"cell": "lsmt", "cell": "lstm"}, "input": {"text": "a"}}')
    assert response.status_code == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_another_content_type_is_refused_with_the_way_out(client: TestClient, refused: Any, content_type: str) -> None:
    response = send(client, b"{}", content_type)
    assert refused(response, 415) == {}
    assert "Content-Type: application/json" in response.json()["detail"]


def test_the_content_type_may_name_its_charset(client: TestClient) -> None:
    content = orjson.dumps(network())
    assert send(client, content, "Application/JSON; charset=utf-8").status_code == 200


def test_an_unknown_call_names_those_there_are(client: TestClient, refused: Any) -> None:
    response = client.get("/api/v1/runs", headers={"Accept": "text/html"})
    refused(response, 404)
    assert "Did you mean /api/v1/run?" in response.json()["detail"]


def test_a_wrong_method_names_the_right_ones(client: TestClient, refused: Any) -> None:
    for path, allowed in (("/api/v1/run", "GET, POST"), ("/api/v1/step", "POST"), ("/api/v1/cells", "GET")):
        response = client.put(path)
        refused(response, 405)
        assert response.headers["allow"] == allowed
