"""What cannot be differentiated is refused with the pointer, the value, the limit and the way out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from tests.app.api.test_bad_input import HELLO, LSTM
from tests.app.api.test_fuzz import JSON, bodies, texts, wild, words

BODY: dict[str, Any] = {"network": LSTM, "input": HELLO}
LONG: dict[str, Any] = {"network": LSTM, "input": {"series": [0.5] * 513}}
BURST: dict[str, Any] = {
    "network": {
        "cell": "rnn",
        "nonlinearity": "relu",
        "weights": {"weight_ih": [[1.0]], "weight_hh": [[1e200]], "bias_ih": [0.0], "bias_hh": [0.0]},
    },
    "input": {"series": [1, 1, 1, 1]},
}

BODIES: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("a cotangent of the wrong length", {**BODY, "loss": {"cotangent": [1, 2]}}, "/loss/cotangent", ["2", "4"]),
    ("an empty cotangent", {**BODY, "loss": {"cotangent": []}}, "/loss/cotangent", ["0", "4"]),
    ("a word in the cotangent", {**BODY, "loss": {"cotangent": [1, 2, "x", 4]}}, "/loss/cotangent/2", ["x", "number"]),
    ("a cotangent that is a number", {**BODY, "loss": {"cotangent": 1}}, "/loss/cotangent", ["1", "list of numbers"]),
    (
        "an unknown step",
        {**BODY, "loss": {"at": "lats"}},
        "/loss/at",
        ["lats", "last, all", "2000", "Did you mean last?"],
    ),
    ("step zero", {**BODY, "loss": {"at": 0}}, "/loss/at", ["0", "from 1"]),
    ("a step beyond the last", {**BODY, "loss": {"at": 6}}, "/loss/at", ["6", "from 1 to 5"]),
    ("a fractional step", {**BODY, "loss": {"at": 1.5}}, "/loss/at", ["1.5", "whole number"]),
    ("a step that is true", {**BODY, "loss": {"at": True}}, "/loss/at", ["true", "last, all"]),
    ("a step after an overflow", {**BURST, "loss": {"at": 4}}, "/loss/at", ["4", "overflowed", "up to 2"]),
    (
        "an unknown field of the loss",
        {**BODY, "loss": {"cotangen": [1]}},
        "/loss/cotangen",
        ["Did you mean cotangent?"],
    ),
    ("a loss that is a word", {**BODY, "loss": "last"}, "/loss", ["last", "at, cotangent"]),
    ("a map over its limit", {**LONG, "map": True}, "/map", ["513", "512", "leave it out"]),
    ("a map that is a number", {**BODY, "map": 1}, "/map", ["1", "true or false"]),
    ("a layer for no map", {**BODY, "map_layer": 0}, "/map_layer", ["ask for map"]),
    ("a layer that is not there", {**BODY, "map": True, "map_layer": 1}, "/map_layer", ["1", "from 0 to 0"]),
    ("a clip of zero", {**BODY, "clip": 0}, "/clip", ["0", "above 0"]),
    ("a negative clip", {**BODY, "clip": -1.5}, "/clip", ["-1.5", "above 0"]),
    ("a clip that is a word", {**BODY, "clip": "one"}, "/clip", ["one", "number above 0"]),
    (
        "Jacobians over their limit",
        {"network": {"cell": "rnn", "hidden_size": 256}, "input": {"series": [0] * 200}, "jacobian": True},
        "/jacobian",
        ["200", "256", "61 steps", "leave it out"],
    ),
    ("an unknown encoding", {**BODY, "encoding": "f4"}, "/encoding", ["f4", "json, base64"]),
    ("an unknown field", {**BODY, "maps": True}, "/maps", ["Did you mean map?"]),
    ("a bad weight", {**BODY, "network": {**LSTM, "hidden_size": 0}}, "/network/hidden_size", ["0", "256"]),
]


@pytest.mark.parametrize(("body", "pointer", "words"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_a_bad_body_is_refused_with_the_pointer_the_value_and_the_way_out(
    client: TestClient, refused: Any, body: dict[str, Any], pointer: str, words: list[str]
) -> None:
    errors = refused(client.post("/api/v1/gradients", json=body), 422)
    assert pointer in errors, errors
    assert [word for word in words if word not in errors[pointer]] == [], errors[pointer]


QUERIES: list[tuple[str, str, str, list[str]]] = [
    ("a cotangent of the wrong length", "cotangent=1,2", "/cotangent", ["2", "4"]),
    ("a hole in the cotangent", "cotangent=1,,3,4", "/cotangent/1", ["number"]),
    ("an unknown step", "at=end", "/at", ["end", "last, all"]),
    ("a step beyond the last", "at=6", "/at", ["6", "from 1 to 5"]),
    ("a map in words", "map=yes", "/map", ["yes", "true or false"]),
    ("a clip in words", "clip=one", "/clip", ["one", "number above 0"]),
    ("a clip that float64 cannot hold", "clip=1e999", "/clip", ["inf", "1e300"]),
    ("a layer for no map", "map_layer=0", "/map_layer", ["ask for map"]),
    ("the loss as an object", "loss=last", "/loss", ["choose one of"]),
]


@pytest.mark.parametrize(("query", "pointer", "words"), [row[1:] for row in QUERIES], ids=[row[0] for row in QUERIES])
def test_a_bad_link_is_refused_with_the_name_the_value_and_the_way_out(
    client: TestClient, refused: Any, query: str, pointer: str, words: list[str]
) -> None:
    errors = refused(client.get(f"/api/v1/gradients?{urlencode({**LSTM, **HELLO})}&{query}"), 422)
    assert pointer in errors, errors
    assert [word for word in words if word not in errors[pointer]] == [], errors[pointer]


FIGURES: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("an unknown figure", {"figure": "spectra"}, "/figure", ["spectra", "Did you mean spectrum?"]),
    ("an unknown language", {"lang": "de"}, "/lang", ["de", "en, fr"]),
    ("an unknown theme", {"theme": "drak"}, "/theme", ["drak", "Did you mean dark?"]),
    ("a layer for no map", {"map_layer": 0}, "/map_layer", ["figure map", "leave it out"]),
    (
        "eigenvalues of nothing",
        {"figure": "spectrum", "network": {"cell": "dense"}},
        "/figure",
        ["dense", "norms or map"],
    ),
    ("a map over its limit", {**LONG, "figure": "map"}, "/map", ["513", "512"]),
    ("a cotangent of the wrong length", {"loss": {"cotangent": [1]}}, "/loss/cotangent", ["1", "4"]),
    ("a flag of the numbers", {"map": True}, "/map", ["no field here"]),
]


@pytest.mark.parametrize(("fields", "pointer", "words"), [row[1:] for row in FIGURES], ids=[row[0] for row in FIGURES])
def test_a_figure_that_cannot_be_drawn_is_refused(
    client: TestClient, refused: Any, fields: dict[str, Any], pointer: str, words: list[str]
) -> None:
    errors = refused(client.post("/api/v1/gradients/figure", json={**BODY, **fields}), 422)
    assert pointer in errors, errors
    assert [word for word in words if word not in errors[pointer]] == [], errors[pointer]


options = st.fixed_dictionaries(
    {},
    optional={
        "loss": wild
        | st.fixed_dictionaries(
            {}, optional={"at": wild | st.sampled_from(["last", "all"]), "cotangent": st.lists(wild, max_size=9) | wild}
        ),
        **{name: st.booleans() | wild for name in ("map", "inputs", "jacobian")},
        "clip": wild | st.floats(1e-300, 1e300),
        "map_layer": wild,
        "encoding": st.sampled_from(["json", "base64"]) | wild,
        "figure": st.sampled_from(["norms", "map", "spectrum"]) | wild,
    },
)


def check(response: Any) -> None:
    assert response.status_code in (200, 422)
    if response.status_code == 422:
        assert response.json()["errors"]


@settings(max_examples=150, deadline=None)
@given(call=st.sampled_from(["gradients", "gradients/figure"]), body=bodies(), options=options)
def test_no_body_breaks_the_server(client: TestClient, call: str, body: dict[str, Any], options: Any) -> None:
    check(client.post(f"/api/v1/{call}", content=orjson.dumps({**body, **options}), headers=JSON))


@settings(max_examples=150, deadline=None)
@given(
    cell=st.sampled_from(list(engine.CELLS)),
    variant=st.sampled_from([{}, {"num_layers": 2}, {"bidirectional": True}, {"hidden_size": 1}]),
    scheme=st.sampled_from(["xavier_uniform", "orthogonal", "normal"]),
    gain=st.sampled_from([0.0, 1e-300, 1.0, 1000.0]),
    series=st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=6),
    relu=st.booleans(),
    options=options,
    call=st.sampled_from(["gradients", "gradients/figure"]),
)
def test_no_network_breaks_the_gradients(client: TestClient, call: str, options: dict[str, Any], **drawn: Any) -> None:
    network = {"cell": drawn["cell"], "hidden_size": 3, **drawn["variant"]}
    network["init"] = {"scheme": drawn["scheme"], "gain": drawn["gain"]}
    if drawn["relu"] and drawn["cell"] in ("dense", "rnn"):
        network["nonlinearity"] = "relu"
    known = ("loss", "map_layer", "figure") if "figure" in call else [name for name in options if name != "figure"]
    chosen = {name: options[name] for name in known if name in options}
    check(client.post(f"/api/v1/{call}", json={"network": network, "input": {"series": drawn["series"]}, **chosen}))


names = st.sampled_from(["at", "cotangent", "map", "inputs", "jacobian", "clip", "map_layer", "encoding", "series"])


@settings(max_examples=100, deadline=None)
@given(pairs=st.lists(st.tuples(names | words, texts), max_size=5))
def test_no_link_breaks_the_server(client: TestClient, pairs: list[tuple[str, str]]) -> None:
    query = urlencode([("cell", "lstm"), ("text", "ab"), ("hidden_size", "2"), *pairs])
    check(client.get(f"/api/v1/gradients?{query}"))
