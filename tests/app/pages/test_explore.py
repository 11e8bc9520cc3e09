"""Explore's data block holds the settings of the link and the very run that the API would give."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

import engine
from app.pages.explore import page_data
from engine import models


def data(query: dict[str, str], lang: str = "en") -> Any:
    return orjson.loads(orjson.dumps(page_data(list(query.items()), lang), option=orjson.OPT_SERIALIZE_NUMPY))


@pytest.mark.parametrize(
    "query",
    [
        {"cell": "lstm"},
        {"cell": "gru", "vectors": "1,2;3,4"},
        {"cell": "gru", "form": "reset_before", "text": "déjà vu", "update_bias": "1"},
        {"cell": "dense", "series": "0,0.5,1", "nonlinearity": "relu", "spectral_radius": "0.9"},
        {"cell": "rnn", "text": "ab", "num_layers": "3", "bidirectional": "true", "forget_bias": "2"},
    ],
)
def test_the_run_on_the_page_is_the_run_of_the_api(client: TestClient, query: dict[str, str]) -> None:
    page = data(query)
    config = page["config"]
    assert page["problems"] == []
    network: dict[str, Any] = {
        name: config[name] for name in ("cell", "hidden_size", "seed", "num_layers", "bidirectional")
    }
    network["init"] = {"scheme": config["scheme"], "gain": config["gain"]}
    if config["cell"] == "gru":
        network |= {"form": config["form"]}
        network["init"]["update_bias"] = config["update_bias"]
    if config["cell"] in ("dense", "rnn"):
        network["nonlinearity"] = config["nonlinearity"]
    sequence = {name: config[name] for name in ("text", "series", "vectors") if config[name] is not None}
    answer = client.post("/api/v1/run", json={"network": network, "input": sequence, "encoding": "base64"})
    assert page["trace"] == answer.json()


def test_an_empty_text_has_no_run_and_no_problem() -> None:
    page = data({"text": ""})
    assert page["trace"] is None
    assert page["problems"] == []


def test_what_the_engine_refuses_goes_back_to_its_default_and_is_said() -> None:
    page = data({"cell": "lstm", "text": "a" * 2001, "seed": "3"})
    assert [problem["field"] for problem in page["problems"]] == ["text"]
    assert "2000" in page["problems"][0]["message"]
    assert page["config"]["text"] == "hello world"
    assert page["config"]["seed"] == 3
    assert page["trace"] is not None


def test_a_run_over_the_bound_on_steps_and_units_still_opens() -> None:
    page = data({"text": "ab" * 1000, "hidden_size": "256", "num_layers": "4", "bidirectional": "true"})
    assert page["problems"]
    assert page["trace"] is not None


@pytest.mark.parametrize(("name", "value", "limit"), [("t", "12", 11), ("unit", "9", 8), ("layer", "2", 1)])
def test_a_place_that_this_run_does_not_have_is_said(name: str, value: str, limit: int) -> None:
    page = data({name: value, "cell": "lstm"})
    assert page["problems"] == [
        {"field": name, "message": f"The address asks for {name} = {value}, but here the last is {limit}."}
    ]


def test_a_forward_network_cannot_be_read_in_reverse() -> None:
    assert data({"direction": "reverse"})["config"]["direction"] == "forward"
    assert data({"direction": "reverse", "bidirectional": "true"})["config"]["direction"] == "reverse"


def test_the_catalogue_has_every_cell_in_the_language_of_the_page() -> None:
    cells = {cell["name"]: cell for cell in data({}, "fr")["cells"]}
    assert set(cells) == set(engine.CELLS)
    assert [signal["title"] for signal in cells["lstm"]["signals"]][1] == "porte d’oubli"
    assert [variant["form"] for variant in cells["gru"]["variants"]] == ["reset_after", "reset_before"]
    assert [variant["nonlinearity"] for variant in cells["rnn"]["variants"]] == ["tanh", "relu"]
    assert all(equation["mathml"].startswith("<math") for equation in cells["lstm"]["variants"][0]["equations"])


def test_the_landing_config_is_the_one_of_an_empty_link() -> None:
    page = data({"cell": "gru", "text": "x"})
    assert page["landing"] == data({})["config"]


def test_examples_are_in_the_language_of_the_page() -> None:
    assert "Taches solaires" in [example["title"] for example in data({}, "fr")["examples"]]


def test_a_trained_network_starts_with_its_own_example_and_has_its_own_settings() -> None:
    page = data({"model": "dates-gru"})
    assert page["problems"] == []
    assert page["config"]["text"] == "3 mai 24"
    assert (page["config"]["cell"], page["config"]["hidden_size"]) == ("gru", 64)
    assert "".join(said for said in page["trace"]["outputs"]["said"] if said) == "2024-05-03"


def test_a_trained_network_that_does_not_exist_is_named_beside_the_weights() -> None:
    page = data({"model": "dates-lstm"})
    assert [problem["field"] for problem in page["problems"]] == ["model"]
    assert "dates-gru" in page["problems"][0]["message"]
    assert page["config"]["model"] is None


@pytest.mark.parametrize("name", models.names())
def test_every_trained_network_opens_with_its_first_example_and_what_is_right(name: str) -> None:
    page = data({"model": name}, "fr")
    assert page["problems"] == []
    example = models.load(name).card["examples"][0]
    assert {field: page["config"][field] for field in example} == example
    assert page["trace"]["loss"]["total"] >= 0.0


@pytest.mark.parametrize(
    ("name", "field"), [("vehicle-gru", "vectors"), ("digits-dense", "vectors"), ("dates-gru", "text")]
)
def test_rows_that_a_trained_network_cannot_read_leave_it_its_example(name: str, field: str) -> None:
    page = data({"model": name, "vectors": "1,2,3"})
    assert [problem["field"] for problem in page["problems"]] == ["vectors"]
    assert page["config"]["model"] == name
    assert page["config"][field] == models.load(name).card["examples"][0][field]


def test_the_page_runs_what_the_api_runs_on_a_trained_network(client: TestClient) -> None:
    query = {"model": "vehicle-gru", "vectors": "1,0;1,1", "generate": "3"}
    page = data(query)
    assert page["problems"] == []
    assert page["trace"] == client.get("/api/v1/run", params={**query, "encoding": "base64"}).json()


@pytest.mark.parametrize("name", models.names())
def test_a_link_to_a_trained_network_that_names_no_place_opens_where_its_answer_stands(name: str) -> None:
    page = data({"model": name})
    assert (page["config"]["t"], page["config"]["fold"]) == (len(page["trace"]["steps"]), False)
    assert page["trace"]["outputs"]["values"] is not None
    assert page["problems"] == []


@pytest.mark.parametrize(
    ("place", "t", "fold"),
    [
        ({"t": "0"}, 0, False),
        ({"t": "2"}, 2, False),
        ({"fold": "true"}, 0, True),
        ({"fold": "false"}, 0, False),
        ({"backward": "true"}, 0, False),
    ],
)
def test_a_link_to_a_trained_network_opens_where_it_says(place: dict[str, str], t: int, fold: bool) -> None:
    page = data({"model": "sentiment-lstm", "text": "not good", **place})
    assert (page["config"]["t"], page["config"]["fold"], page["problems"]) == (t, fold, [])


def test_networks_with_drawn_weights_still_open_on_the_loop() -> None:
    page = data({"cell": "lstm", "text": "abc"})
    assert (page["config"]["t"], page["config"]["fold"]) == (0, True)
