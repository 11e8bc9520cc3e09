"""No bytes, no JSON and no link break the server: every answer is a result or a problem with its pointers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from app.api import answers
from app.api.reading import parse_query
from app.api.requests.training import MAX_TRAIN_SIZE, TrainQuery
from app.pages.gradients import SETTINGS
from app.web.errors import ProblemError
from engine import models

JSON = {"Content-Type": "application/json"}
FIELDS = ["cell", "input_size", "hidden_size", "seed", "init", "weights", "nonlinearity", "form", "num_layers", "model"]

words = st.text(st.characters(codec="utf-8"), max_size=12)
plain = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | words
json_values = st.recursive(
    plain | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
wild = json_values | st.integers(-2, 5) | st.sampled_from(["lstm", "gru", "relu", "identity", 1e300, -0.0, True, None])


@st.composite
def bodies(draw: st.DrawFn) -> Any:
    """A body that is nearly right."""
    cell = draw(st.sampled_from(list(engine.CELLS)))
    fields = draw(st.dictionaries(st.sampled_from(FIELDS), wild, max_size=3))
    init = draw(st.none() | st.dictionaries(st.sampled_from(["scheme", "gain", "spectral_radius"]), wild, max_size=2))
    sequence = draw(st.dictionaries(st.sampled_from(["text", "series", "vectors"]), wild, max_size=2))
    rest = draw(st.dictionaries(st.sampled_from(["state", "encoding", "unit", "from", "to", "x"]), wild, max_size=3))
    return {"network": {"cell": cell, "init": init, **fields}, "input": sequence, **rest}


@settings(max_examples=150, deadline=None)
@given(call=st.sampled_from(["run", "step", "explain"]), body=bodies() | json_values)
def test_no_body_breaks_the_server(client: TestClient, call: str, body: Any) -> None:
    response = client.post(f"/api/v1/{call}", content=orjson.dumps(body), headers=JSON)
    assert response.status_code in (200, 422)
    if response.status_code == 422:
        assert response.json()["errors"]


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=60))
def test_no_bytes_break_the_server(client: TestClient, content: bytes) -> None:
    assert client.post("/api/v1/run", content=content, headers=JSON).status_code in (400, 422)


names = st.sampled_from(["cell", "text", "series", "hidden_size", "seed", "gain", "scheme", "form", "encoding", "unit"])
texts = words | st.sampled_from(["lstm", "gru", "1", "0.1,2", "base64", "1e999", "-0", "true"])


@settings(max_examples=150, deadline=None)
@given(call=st.sampled_from(["run", "explain"]), pairs=st.lists(st.tuples(names | words, texts), max_size=5))
def test_no_link_breaks_the_server(client: TestClient, call: str, pairs: list[tuple[str, str]]) -> None:
    assert client.get(f"/api/v1/{call}?{urlencode(pairs)}").status_code in (200, 422)


@settings(max_examples=60, deadline=None)
@given(query=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#"), max_size=40))
def test_no_query_string_breaks_the_server(client: TestClient, query: str) -> None:
    assert client.get(f"/api/v1/run?{query}").status_code == 422


race_names = st.sampled_from([*SETTINGS, "cell"])
race_texts = texts | st.sampled_from(["5", "40", "text", "relu", "gru", "identity", "impulse", "2.0", "0.001"])


@settings(max_examples=100, deadline=None)
@given(pairs=st.lists(st.tuples(race_names | words, race_texts), max_size=6))
def test_no_link_breaks_the_race(client: TestClient, pairs: list[tuple[str, str]]) -> None:
    assert client.get(f"/gradients?{urlencode(pairs)}").status_code == 200


train_names = st.sampled_from(TrainQuery.names())
near = ["recall", "digits", "dates", "rnn,gru", "dense", "nan", "-1", "64", "2000", "\uff11\uff12", "1e3"]
train_texts = texts | st.sampled_from(near)


@settings(max_examples=300, deadline=None)
@given(pairs=st.lists(st.tuples(train_names | words, train_texts), max_size=6))
def test_no_link_breaks_training(pairs: list[tuple[str, str]]) -> None:
    """What is let through is a job within its budget; the rest is refused at the fields that were given."""
    problem: ProblemError | None = None
    try:
        job = orjson.loads(answers.train(parse_query(TrainQuery, pairs), 1.0))
    except ProblemError as refused:
        problem = refused
    if problem is not None:
        assert problem.status == 422
        assert problem.errors
        return
    assert 0 <= job["from"] <= job["until"] <= 2000
    for recipe in job["recipes"].values():
        assert recipe["batch_size"] * recipe["network"]["hidden_size"] <= MAX_TRAIN_SIZE
        assert recipe["learning_rate"] > 0


@st.composite
def asked_of_a_model(draw: st.DrawFn) -> dict[str, Any]:
    """A model, one of its examples or something else, and more or less fitting wishes."""
    name = draw(st.sampled_from(models.names()))
    example = draw(st.sampled_from(models.load(name).card["examples"]) | st.dictionaries(words, wild, max_size=1))
    text = draw(st.none() | words)
    given = {"text": text} if text is not None else example
    labels = st.none() | wild | st.lists(st.none() | wild | words, max_size=3)
    wishes = draw(st.fixed_dictionaries({}, optional={"target": labels, "generate": wild, "forced": st.booleans()}))
    return {"network": {"model": name}, "input": given, **wishes}


@settings(max_examples=150, deadline=None)
@given(call=st.sampled_from(["run", "gradients"]), body=asked_of_a_model())
def test_no_wish_breaks_a_trained_network(client: TestClient, call: str, body: dict[str, Any]) -> None:
    response = client.post(f"/api/v1/{call}", content=orjson.dumps(body), headers=JSON)
    assert response.status_code in (200, 422), response.text
    answer = response.json()
    if response.status_code == 422:
        assert answer["errors"]
    elif call == "run" and answer["loss"] is not None:
        counted = [loss for loss in answer["loss"]["per_step"] if loss is not None]
        assert abs(sum(counted) - answer["loss"]["total"]) <= 1e-9 * max(1.0, answer["loss"]["total"])
        emitted = [step["emit"] for step in answer["steps"]]
        assert [row is not None for row in answer["outputs"]["values"]] == emitted
