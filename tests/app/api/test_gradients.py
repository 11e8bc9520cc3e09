"""The API gives back the gradients that the engine computed: both encodings, both spellings, far outside float64."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from fastapi.testclient import TestClient

import engine
from app.api.encoding.gradients import horizon
from tests.app.api.test_routes import HELLO, LSTM, NETWORKS, computed, flat, unpacked

EVERYTHING: dict[str, Any] = {"map": True, "inputs": True, "jacobian": True, "clip": 0.1}
SERIES: dict[str, Any] = {"series": [0.3, -0.2, 0.9, 0.1, -0.7]}
NOTHING = [None, None, None]


def ask(client: TestClient, body: dict[str, Any]) -> dict[str, Any]:
    """The answer of POST /gradients."""
    response = client.post("/api/v1/gradients", json=body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    answer: dict[str, Any] = response.json()
    return answer


def same(given: Any, values: Any) -> bool:
    """Whether JSON numbers are these, to the last bit, with null for what is not finite."""
    return np.array_equal(np.array(given, dtype=np.float64), np.where(np.isfinite(values), values, np.nan), True)


def line(weight: float, steps: int, nonlinearity: str = "relu", x: float = 1.0) -> dict[str, Any]:
    """An RNN of one unit through which a gradient changes by exactly `weight` a step: ∂h_T/∂h_t = weight^(T - t)."""
    weights = {"weight_ih": [[1.0]], "weight_hh": [[weight]], "bias_ih": [0.0], "bias_hh": [0.0]}
    return {
        "network": {"cell": "rnn", "nonlinearity": nonlinearity, "weights": weights},
        "input": {"series": [x] * steps},
    }


@pytest.mark.parametrize("at", ["last", "all", 3])
@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network["cell"])
def test_every_number_is_the_engines_to_the_last_bit(client: TestClient, network: dict[str, Any], at: Any) -> None:
    trace = computed(network, SERIES)
    found = engine.gradients(trace, at, map=True, inputs=True, jacobian=True, clip=0.1)
    answer = ask(client, {"network": network, "input": SERIES, "loss": {"at": at}, **EVERYTHING})
    assert (answer["schema"], answer["loss"]["at"]) == ("unrolled.gradients/1", at)
    assert answer["loss"]["steps"] == list(found.loss.steps)
    assert same(answer["loss"]["cotangent"], found.loss.cotangent)
    for layer, expected in zip(answer["layers"], found.layers, strict=True):
        assert (layer["layer"], layer["direction"]) == (expected.layer, expected.direction)
        for name, state in expected.states.items():
            assert same(layer[name]["norm"], state.norm)
            assert same(layer[name]["log10_norm"], state.log10_norm)
    assert found.map is not None
    assert same(answer["map"]["log10_norm"], found.map.log10_norm)
    assert answer["map"]["sum_error"] == found.map.sum_error
    assert found.inputs is not None
    assert same(answer["inputs"]["norm"], found.inputs.norm)
    assert same(answer["inputs"]["contribution"]["value"], found.inputs.contribution.to_float())
    assert same(answer["inputs"]["contribution"]["log10_size"], found.inputs.contribution.log10())
    assert found.jacobian is not None
    assert same(answer["jacobian"]["log10_norm"], found.jacobian.log10_norm)
    assert found.clip is not None
    assert [answer["clip"][name] for name in ("threshold", "before", "after", "factor")] == [
        found.clip.threshold,
        found.clip.before,
        found.clip.after,
        found.clip.factor,
    ]


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network["cell"])
def test_spectrum_bound_and_forget_product_are_the_engines(client: TestClient, network: dict[str, Any]) -> None:
    trace = computed(network, SERIES)
    for layer in ask(client, {"network": network, "input": SERIES})["layers"]:
        where = (layer["layer"], layer["direction"])
        spectra = engine.spectrum(trace.network, *where)
        assert list(layer["spectrum"]) == list(spectra)
        for gate, one in spectra.items():
            given = layer["spectrum"][gate]
            assert [complex(*pair) for pair in given["eigenvalues"]] == one.eigenvalues.tolist()
            assert (given["radius"], given["singular_max"]) == (one.radius, one.singular_max)
        bound, product = engine.bound(trace, *where), engine.forget_product(trace, *where)
        assert (layer["bound"] is None) == (bound is None) == (network["cell"] != "rnn")
        assert bound is None or same(layer["bound"]["log10_norm"], bound)
        assert (layer["forget_product"] is None) == (product is None) == (network["cell"] != "lstm")
        assert product is None or same(layer["forget_product"]["log10_mean"], product.log10_mean)
        assert product is None or same(layer["forget_product"]["log10_norm"], product.log10_norm)


def test_what_was_not_asked_for_is_null(client: TestClient) -> None:
    answer = ask(client, {"network": LSTM, "input": HELLO})
    assert [answer[name] for name in ("map", "inputs", "jacobian", "clip", "overflow")] == [None] * 5
    assert answer["loss"] == {"at": "last", "steps": [5], "cotangent": [1.0] * 4}


def test_a_cotangent_weighs_the_components_of_the_output(client: TestClient) -> None:
    answer = ask(client, {"network": LSTM, "input": HELLO, "loss": {"at": 2, "cotangent": [3, 0, 0, 4]}})
    assert answer["loss"] == {"at": 2, "steps": [2], "cotangent": [3.0, 0.0, 0.0, 4.0]}
    assert answer["layers"][0]["h"]["norm"][1] == 5.0
    assert answer["layers"][0]["h"]["norm"][2:] == [0.0, 0.0, 0.0]
    assert answer["layers"][0]["h"]["log10_norm"][2:] == NOTHING


def test_at_ten_to_the_minus_two_thousand_the_norm_is_null_and_its_log10_a_number(client: TestClient) -> None:
    h = ask(client, line(0.1, 2000))["layers"][0]["h"]
    assert h["log10_norm"][0] == pytest.approx(-1999, abs=1e-9)
    assert h["norm"][0] is None
    assert h["norm"][-1] == 1.0
    assert h["norm"][-301] == pytest.approx(1e-300, rel=1e-12)
    assert h["norm"][-310] is None
    assert None not in h["log10_norm"]


def test_at_ten_to_the_four_hundred_the_norm_is_null_and_its_log10_a_number(client: TestClient) -> None:
    answer = ask(client, {**line(10.0, 401, x=0.0), "state": {"h": [1e-200]}, "inputs": True, "clip": 2.0})
    assert answer["overflow"] is None
    h = answer["layers"][0]["h"]
    assert h["log10_norm"][0] == pytest.approx(400, abs=1e-9)
    assert (h["norm"][0], h["norm"][-1]) == (None, 1.0)
    assert answer["inputs"]["norm"][0] is None
    assert answer["inputs"]["contribution"]["value"][0] == 0.0
    assert answer["clip"]["before"] is None
    assert answer["clip"]["log10_before"] > 199
    assert answer["clip"]["after"] == 2.0
    assert answer["clip"]["log10_factor"] == pytest.approx(np.log10(2) - answer["clip"]["log10_before"])


def test_the_map_of_a_vanishing_gradient_has_nulls_only_above_its_diagonal(client: TestClient) -> None:
    rows = ask(client, {**line(1e-10, 60), "map": True})["map"]["log10_norm"]
    assert rows[59][0] == pytest.approx(-590, abs=1e-9)
    assert all((rows[s][t] is None) == (t > s) for s in range(60) for t in range(60))


def test_a_gradient_of_exactly_zero_is_0_and_its_log10_null(client: TestClient) -> None:
    answer = ask(client, {**line(0.5, 3), "loss": {"cotangent": [0]}, **EVERYTHING})
    state = answer["layers"][0]["h"]
    assert (state["norm"], state["log10_norm"]) == ([0.0] * 3, NOTHING)
    assert state["horizon"] == {"share_1_percent": None, "float32": None}
    clip = {"threshold": 0.1, "before": 0.0, "log10_before": None, "after": 0.0, "factor": 1.0, "log10_factor": 0.0}
    assert answer["clip"] == clip
    assert answer["map"]["sum_error"] == 0.0


def test_the_gradient_until_an_overflow_is_given_and_the_overflow_said(client: TestClient) -> None:
    answer = ask(client, {**line(1e200, 4), **EVERYTHING})
    assert answer["overflow"] == {"t": 3, "layer": 0, "direction": "forward", "signal": "h"}
    assert answer["loss"]["steps"] == [2]
    state = answer["layers"][0]["h"]
    assert state["log10_norm"] == [pytest.approx(200), 0.0, None, None]
    assert state["norm"] == [pytest.approx(1e200), 1.0, None, None]
    assert answer["inputs"]["norm"][2:] == [None, None]
    assert answer["jacobian"] == {"last": 2, "log10_norm": [pytest.approx(200), 0.0, None, None]}


def test_an_overflow_at_the_first_step_leaves_no_gradient(client: TestClient) -> None:
    body = {**line(1e200, 3), "state": {"h": [1e200]}, **EVERYTHING}
    answer = ask(client, body)
    assert answer["overflow"]["t"] == 1
    assert answer["layers"][0]["h"] == {"norm": NOTHING, "log10_norm": NOTHING, "horizon": None}
    missing = dict.fromkeys(("before", "log10_before", "after", "factor", "log10_factor"))
    assert answer["clip"] == {"threshold": 0.1, **missing}


def test_one_step_is_enough(client: TestClient) -> None:
    for network in NETWORKS:
        answer = ask(client, {"network": network, "input": {"series": [0.5]}, **EVERYTHING})
        assert len(answer["layers"][-1]["h"]["norm"]) == 1
        assert answer["layers"][-1]["h"]["log10_norm"][0] is not None
        assert np.shape(answer["map"]["log10_norm"]) == (1, 1)


def test_the_horizon_counts_the_steps_to_one_percent_and_to_float32(client: TestClient) -> None:
    assert ask(client, line(0.5, 40))["layers"][0]["h"]["horizon"] == {"share_1_percent": 7, "float32": 23}
    assert ask(client, line(1.0, 40))["layers"][0]["h"]["horizon"] == {"share_1_percent": None, "float32": None}


def test_the_horizon_counts_from_the_step_of_the_loss(client: TestClient) -> None:
    answer = ask(client, {**line(0.5, 40), "loss": {"at": 20}})
    assert answer["layers"][0]["h"]["horizon"] == {"share_1_percent": 7, "float32": None}


def test_losses_at_many_steps_have_no_horizon(client: TestClient) -> None:
    assert ask(client, {**line(0.5, 40), "loss": {"at": "all"}})["layers"][0]["h"]["horizon"] is None


def test_the_horizon_of_the_reverse_direction_looks_the_other_way() -> None:
    loss = engine.Loss(3, (3,), np.ones(1))
    sizes = np.array([-9.0, -9.0, 0.0, -1.0, -2.5, -3.0])
    assert horizon(loss, "reverse", sizes) == {"share_1_percent": 2, "float32": None}
    assert horizon(loss, "forward", sizes) == {"share_1_percent": 1, "float32": 1}


def test_the_map_may_be_that_of_a_lower_layer(client: TestClient) -> None:
    network = {**LSTM, "num_layers": 2, "bidirectional": True}
    answer = ask(client, {"network": network, "input": HELLO, "map": True, "map_layer": 1})
    expected = engine.gradients(computed(network, HELLO), map=True, map_layer=1).map
    assert expected is not None
    assert (answer["map"]["layer"], answer["map"]["direction"]) == (0, "reverse")
    assert same(answer["map"]["log10_norm"], expected.log10_norm)


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network["cell"])
def test_base64_holds_the_same_numbers_rounded_to_float32(client: TestClient, network: dict[str, Any]) -> None:
    body = {"network": network, "input": HELLO, **EVERYTHING}
    found = engine.gradients(computed(network, HELLO), map=True, inputs=True)
    answer = ask(client, {**body, "encoding": "base64"})
    for layer, expected in zip(answer["layers"], found.layers, strict=True):
        assert all(np.array_equal(unpacked(layer[k]["norm"]), v.norm.astype("f4")) for k, v in expected.states.items())
        for name, state in expected.states.items():
            assert np.array_equal(unpacked(layer[name]["log10_norm"]), state.log10_norm.astype("f4"))
    assert found.map is not None
    assert found.inputs is not None
    assert np.array_equal(unpacked(answer["map"]["log10_norm"]), found.map.log10_norm.astype("f4"))
    assert np.array_equal(unpacked(answer["inputs"]["norm"]), found.inputs.norm.astype("f4"))


def test_base64_tells_zero_from_what_float32_cannot_hold_and_from_no_gradient(client: TestClient) -> None:
    vanished = ask(client, {**line(0.1, 60), "loss": {"at": 50}, "encoding": "base64"})["layers"][0]["h"]
    norm, log10_norm = unpacked(vanished["norm"]), unpacked(vanished["log10_norm"])
    assert np.isnan(norm[0])
    assert log10_norm[0] == np.float32(-49)
    assert (norm[-1], log10_norm[-1]) == (0.0, -np.inf)
    burst = ask(client, {**line(1e200, 4), "encoding": "base64"})["layers"][0]["h"]
    assert np.isnan(unpacked(burst["norm"])[[0, 2, 3]]).all()
    assert np.isnan(unpacked(burst["log10_norm"])[2:]).all()


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network["cell"])
def test_a_link_gives_the_same_bytes_as_the_body_it_spells(client: TestClient, network: dict[str, Any]) -> None:
    width = network["hidden_size"] * (2 if network.get("bidirectional") else 1)
    cotangent = [round(0.1 * n, 1) for n in range(width)]
    body = {"network": network, "input": HELLO, "loss": {"at": 4, "cotangent": cotangent}, **EVERYTHING, "map_layer": 0}
    chosen = {"at": 4, "cotangent": ",".join(map(str, cotangent)), "map": 1, "inputs": "true", "jacobian": 1}
    query = f"{flat(network, HELLO)}&{urlencode({**chosen, 'clip': 0.1, 'map_layer': 0})}"
    got = client.get(f"/api/v1/gradients?{query}")
    assert (got.status_code, got.content) == (200, client.post("/api/v1/gradients", json=body).content)


def test_a_get_has_a_strong_etag_and_answers_304_to_it(client: TestClient) -> None:
    path = "/api/v1/gradients?cell=lstm&text=hello"
    etag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(path + "&at=all").headers["etag"] != etag
    assert client.get(path + "&encoding=base64").headers["etag"] != etag


@pytest.mark.parametrize("encoding", ["json", "base64"])
def test_a_forecast_is_followed_back_through_the_outputs_that_it_was_fed(client: TestClient, encoding: str) -> None:
    network = {"cell": "rnn", "hidden_size": 3, "seed": 2, "readout": {"kind": "linear", "labels": ["y"]}}
    body = {"network": network, "input": SERIES, "generate": 4, "loss": {"at": "last"}, "map": True}
    answer = ask(client, {**body, "encoding": encoding})
    spec = {**network, "init": {"scheme": "xavier_uniform"}}
    trace = engine.ask(engine.build_network(spec, input_size=1), SERIES, generate=4)
    found = engine.gradients(trace, "last", map=True)
    rows = answer["layers"][0]
    given = rows["h"]["log10_norm"] if encoding == "json" else unpacked(rows["h"]["log10_norm"])
    np.testing.assert_allclose(given, found.layers[0]["h"].log10_norm, rtol=1e-6)
    as_given = engine.gradients(engine.run(trace.network, trace.inputs), "last").layers[0]["h"].log10_norm
    assert np.abs(np.array(given)[:-1] - as_given[:-1]).min() > 1e-4
    assert rows["bound"] is None
