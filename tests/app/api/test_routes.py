"""The API gives back what the engine computed, in both encodings, in both spellings."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from fastapi.testclient import TestClient

import engine

NETWORKS: list[dict[str, Any]] = [
    {"cell": "dense", "hidden_size": 5, "nonlinearity": "relu"},
    {"cell": "rnn", "hidden_size": 5, "init": {"scheme": "orthogonal", "gain": 1.5}},
    {"cell": "lstm", "hidden_size": 5, "seed": 7, "init": {"scheme": "xavier_uniform", "forget_bias": 1.0}},
    {"cell": "gru", "hidden_size": 5, "form": "reset_before", "init": {"scheme": "normal", "update_bias": -1.0}},
    {"cell": "lstm", "hidden_size": 3, "num_layers": 3, "bidirectional": True},
]
INPUTS: list[dict[str, Any]] = [
    {"text": "l’été à Kyōto 🌸"},
    {"series": [0.1, -0.0, 1e-300, 1 / 3, 5e300]},
    {"vectors": [[0.1, 0.2], [-0.3, 0.4], [0.5, 1e16]]},
]
LSTM = {"cell": "lstm", "hidden_size": 4}
HELLO = {"text": "hello"}


def computed(network: dict[str, Any], given: dict[str, Any]) -> engine.Trace:
    """What the engine makes of it, with the defaults of the API."""
    inputs = engine.encode(given)
    spec = {**network, "init": {"scheme": "xavier_uniform", **network.get("init", {})}}
    return engine.run(engine.build_network(spec, input_size=inputs.array.shape[1]), inputs)


def unpacked(packed: dict[str, str], dtype: str = "f4") -> np.ndarray[Any, np.dtype[Any]]:
    """An array out of its base64, as Plotly reads it."""
    assert packed["dtype"] == dtype
    shape = tuple(int(length) for length in packed["shape"].split(", "))
    return np.frombuffer(base64.b64decode(packed["bdata"], validate=True), f"<{dtype}").reshape(shape)


def run(client: TestClient, body: dict[str, Any]) -> dict[str, Any]:
    """The answer of POST /run."""
    response = client.post("/api/v1/run", json=body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize("given", INPUTS, ids=lambda given: next(iter(given)))
@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network["cell"])
def test_every_number_of_a_run_is_the_engines_to_the_last_bit(
    client: TestClient, network: dict[str, Any], given: dict[str, Any]
) -> None:
    trace, answer = computed(network, given), run(client, {"network": network, "input": given})
    assert np.array_equal(answer["inputs"], trace.inputs)
    assert len(answer["layers"]) == len(trace.layers)
    for layer, record in zip(answer["layers"], trace.layers, strict=True):
        assert (layer["layer"], layer["direction"], layer["cell"]) == (record.layer, record.direction, record.cell)
        assert list(layer["signals"]) == list(record.signals)
        assert all(np.array_equal(layer["signals"][name], values) for name, values in record.signals.items())
        assert all(np.array_equal(layer["initial"][name], values) for name, values in record.initial.items())
    assert all(np.array_equal(answer["final_state"][name], values) for name, values in trace.final_state.items())


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network["cell"])
def test_base64_holds_the_same_numbers_rounded_to_float32(client: TestClient, network: dict[str, Any]) -> None:
    trace = computed(network, HELLO)
    answer = run(client, {"network": network, "input": HELLO, "encoding": "base64"})
    assert np.array_equal(unpacked(answer["inputs"]), trace.inputs.astype("f4"))
    for layer, record in zip(answer["layers"], trace.layers, strict=True):
        assert all(np.array_equal(unpacked(layer["signals"][k]), v.astype("f4")) for k, v in record.signals.items())
    assert all(np.array_equal(unpacked(answer["final_state"][k]), v.astype("f4")) for k, v in trace.final_state.items())


def test_a_trace_says_what_each_step_does(client: TestClient) -> None:
    answer = run(client, {"network": LSTM, "input": {"series": [0.1, 2]}})
    assert answer["schema"] == "unrolled.trace/1"
    assert answer["architecture"] == "many-to-many"
    assert answer["steps"] == [
        {"t": 1, "label": "0.1", "feed": "input", "emit": True, "phase": "encoder", "known": True},
        {"t": 2, "label": "2", "feed": "input", "emit": True, "phase": "encoder", "known": True},
    ]
    assert (answer["outputs"], answer["loss"], answer["overflow"]) == (None, None, None)


def test_the_network_and_the_state_of_an_answer_can_be_sent_again(client: TestClient) -> None:
    series = [0.3, -0.2, 0.9, 0.1]
    for network in NETWORKS:
        whole = run(client, {"network": network, "input": {"series": series}})
        if network.get("bidirectional"):
            continue  # the reverse direction starts at the other end
        first = run(client, {"network": whole["network"], "input": {"series": series[:2]}})
        rest = {"network": whole["network"], "input": {"series": series[2:]}, "state": first["final_state"]}
        for name, values in run(client, rest)["final_state"].items():
            np.testing.assert_allclose(values, whole["final_state"][name], rtol=0, atol=1e-14)


def test_the_network_is_what_the_documentation_gives_as_defaults(client: TestClient) -> None:
    answer = run(client, {"network": {"cell": "lstm"}, "input": HELLO})
    init = {"scheme": "xavier_uniform", "gain": 1.0, "forget_bias": 0.0, "update_bias": 0.0}
    assert answer["network"] == {
        "cell": "lstm",
        "input_size": 4,
        "hidden_size": 8,
        "num_layers": 1,
        "bidirectional": False,
        "seed": 0,
        "init": init,
    }


def test_null_means_the_same_as_leaving_a_field_out(client: TestClient) -> None:
    nulls = {"weights": None, "form": None, "nonlinearity": None, "init": None, "seed": None, "model": None}
    with_nulls = run(client, {"network": {**LSTM, **nulls}, "input": {**HELLO, "series": None}, "state": None})
    assert with_nulls == run(client, {"network": LSTM, "input": HELLO})


def test_a_whole_number_may_be_written_with_a_point(client: TestClient) -> None:
    assert run(client, {"network": {**LSTM, "hidden_size": 4.0}, "input": HELLO})["network"]["hidden_size"] == 4


def test_steps_one_by_one_give_the_run(client: TestClient) -> None:
    whole = run(client, {"network": LSTM, "input": {"series": [0.5, -1.0, 0.25]}})
    state = None
    for t, x in enumerate([0.5, -1.0, 0.25]):
        answer = client.post("/api/v1/step", json={"network": LSTM, "x": [x], "state": state}).json()
        state = answer["state"]
        assert answer["cell"] == "lstm"
        for name, values in answer["signals"].items():
            np.testing.assert_allclose(values, whole["layers"][0]["signals"][name][t], rtol=0, atol=1e-15)
    assert list(answer["signals"]) == ["i", "f", "g", "o", "c", "h"]


def test_a_relu_that_overflows_says_where_and_leaves_null(client: TestClient) -> None:
    weights = {"weight_ih": [[1.0]], "weight_hh": [[1e200]], "bias_ih": [0.0], "bias_hh": [0.0]}
    network = {"cell": "rnn", "nonlinearity": "relu", "weights": weights}
    body = {"network": network, "input": {"series": [1, 1, 1]}}
    answer = run(client, body)
    assert answer["layers"][0]["signals"]["h"] == [[1.0], [1e200], [None]]
    assert answer["overflow"] == {"t": 3, "layer": 0, "direction": "forward", "signal": "h"}
    packed = run(client, {**body, "encoding": "base64"})
    assert unpacked(packed["layers"][0]["signals"]["h"], "f8").ravel().tolist() == [1.0, 1e200, np.inf]


def flat(network: dict[str, Any], given: dict[str, Any]) -> str:
    """The query that spells a body flat."""
    fields = {name: value for name, value in network.items() if name != "init"} | network.get("init", {})
    spelt = {name: str(value).lower() if isinstance(value, bool) else value for name, value in fields.items()}
    values = {name: ",".join(map(repr, value)) if isinstance(value, list) else value for name, value in given.items()}
    return urlencode({**spelt, **values})


@pytest.mark.parametrize("given", INPUTS[:2], ids=lambda given: next(iter(given)))
@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network["cell"])
def test_a_link_gives_the_same_bytes_as_the_body_it_spells(
    client: TestClient, network: dict[str, Any], given: dict[str, Any]
) -> None:
    posted = client.post("/api/v1/run", json={"network": network, "input": given})
    got = client.get(f"/api/v1/run?{flat(network, given)}")
    assert (got.status_code, got.content) == (200, posted.content)


def test_a_get_has_a_strong_etag_and_answers_304_to_it(client: TestClient) -> None:
    path = "/api/v1/run?cell=lstm&text=hello"
    first = client.get(path)
    etag = first.headers["etag"]
    assert etag.startswith('"')
    assert first.headers["cache-control"] == "public, max-age=600"
    for held in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        again = client.get(path, headers={"If-None-Match": held})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).content == first.content
    assert client.get(path + "&seed=1").headers["etag"] != etag
    assert client.get(path + "&encoding=base64").headers["etag"] != etag


def test_explain_spells_out_every_equation_of_the_unit(client: TestClient) -> None:
    trace = computed(LSTM, HELLO)
    body = {"network": LSTM, "input": HELLO, "unit": 3, "from": 2, "to": 4}
    answer = client.post("/api/v1/explain", json=body).json()
    assert (answer["schema"], answer["cell"], answer["unit"], answer["layer"]) == ("unrolled.explain/1", "lstm", 3, 1)
    assert [(step["t"], step["label"]) for step in answer["steps"]] == [(2, "e"), (3, "l"), (4, "l")]
    for step in answer["steps"]:
        for equation in step["equations"]:
            recorded = trace.layers[0].signals[equation["signal"]][step["t"] - 1, 2]
            assert abs(equation["value"] - recorded) <= 1e-12
            assert abs(equation["tree"]["value"] - recorded) <= 1e-12
    got = client.get("/api/v1/explain?cell=lstm&hidden_size=4&text=hello&unit=3&from=2&to=4")
    assert got.json() == answer
    assert got.headers["etag"]


def test_explain_counts_layers_from_1(client: TestClient) -> None:
    network = {**LSTM, "num_layers": 2, "bidirectional": True}
    trace = computed(network, HELLO)
    body = {"network": network, "input": HELLO, "unit": 1, "layer": 2, "direction": "reverse"}
    answer = client.post("/api/v1/explain", json=body).json()
    upper = next(layer for layer in trace.layers if layer.layer == 1 and layer.direction == "reverse")
    found = [step["equations"][-1]["value"] for step in answer["steps"]]
    np.testing.assert_allclose(found, upper.signals["h"][:, 0], rtol=0, atol=1e-12)


def test_cells_lists_every_cell_with_its_equations(client: TestClient) -> None:
    response = client.get("/api/v1/cells")
    cells = {cell["name"]: cell for cell in response.json()["cells"]}
    assert list(cells) == ["dense", "rnn", "lstm", "gru"]
    lstm = cells["lstm"]
    assert lstm["states"] == ["h", "c"]
    assert [signal["name"] for signal in lstm["signals"]] == ["i", "f", "g", "o", "c", "h"]
    assert lstm["signals"][1] == {"name": "f", "title": "forget gate", "role": "gate", "range": [0.0, 1.0]}
    assert lstm["parameters"][0] == {"name": "weight_ih", "shape": ["4*hidden_size", "input_size"]}
    assert lstm["parameters"][1]["shape"] == ["4*hidden_size", "hidden_size"]
    assert cells["rnn"]["parameters"][2] == {"name": "bias_ih", "shape": ["hidden_size"]}
    assert cells["rnn"]["nonlinearities"] == ["tanh", "relu"]
    assert [variant["form"] for variant in cells["gru"]["variants"]] == ["reset_after", "reset_before"]
    assert cells["gru"]["equations"] == cells["gru"]["variants"][0]["equations"]
    assert all(equation["mathml"].startswith("<math") for equation in lstm["equations"])
    again = client.get("/api/v1/cells", headers={"If-None-Match": response.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/api/v1/cells", "/api/v1/explain?cell=lstm&text=hello&unit=1"])
def test_explanations_and_cells_travel_compressed_for_clients_that_read_it(client: TestClient, path: str) -> None:
    plain = client.get(path, headers={"accept-encoding": "identity"})
    packed = client.get(path, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json()
    assert packed.headers["etag"] != plain.headers["etag"]
    assert all("Accept-Encoding" in answer.headers["vary"] for answer in (packed, plain))
