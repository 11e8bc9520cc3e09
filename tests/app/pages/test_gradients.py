"""The Gradients page starts from what its link says, and its numbers are the engine's."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

import engine
from app.pages.gradients import CELLS, FIRST_VIEW, PRESETS, SETTINGS, defaults, network, page_data, read_race, sequence
from app.pages.recipe_links import read_recipe

Values = dict[str, Any]


def read(**query: str) -> tuple[Values, dict[str | None, str]]:
    """The settings of a link and its problems, by field."""
    config, problems = read_race(list(query.items()))
    return config, {problem.field: problem.message for problem in problems}


def opened(client: TestClient, query: str = "") -> Values:
    """The data block of the page at a link."""
    response = client.get(f"/gradients{query}")
    assert response.status_code == 200
    (block,) = re.findall(r'<script type="application/json" id="page-data">(.*?)</script>', response.text, re.S)
    data: Values = json.loads(block)
    return data


def problems_of(data: Values) -> list[str | None]:
    return [problem["field"] for problem in data["problems"]]


def test_a_bare_link_is_the_vanishing_race(client: TestClient) -> None:
    data = opened(client)
    assert data["config"] == defaults()
    assert data["problems"] == []
    reach = {cell: data["race"][cell]["layers"][0]["h"]["horizon"]["share_1_percent"] for cell in CELLS}
    assert reach == {"rnn": 7, "gru": 9, "lstm": None}
    assert data["race"]["lstm"]["layers"][0]["c"]["horizon"]["share_1_percent"] is None


@pytest.mark.parametrize("query", [{}, {"at": 12, "clip": 0.5}, {"nonlinearity": "relu", "forget_bias": -1.5}])
def test_the_race_that_the_page_brings_is_what_the_api_answers(client: TestClient, query: Values) -> None:
    data = opened(client, "?" + "&".join(f"{name}={value}" for name, value in query.items()))
    config = data["config"]
    for cell in CELLS:
        body = {"network": network(config, cell), "input": sequence(config), "encoding": "base64"}
        body |= {"loss": {"at": config["at"] or "last"}, "clip": config["clip"]}
        assert client.post("/api/v1/gradients", json=body).json() == data["race"][cell]


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.title)
def test_every_preset_is_a_link_that_the_page_takes(preset: Any) -> None:
    config, problems = read(**{name: str(value) for name, value in preset.settings.items()})
    assert problems == {}
    assert config == {**defaults(), **preset.settings}


def lanes(**settings: Any) -> dict[str, list[float]]:
    """log10 of what is left, from the loss back, by cell: of c for the LSTM."""
    config = {**defaults(), **settings}
    found = {}
    for cell in CELLS:
        inputs = engine.encode(sequence(config))
        built = engine.build_network(network(config, cell), input_size=inputs.array.shape[1])
        states = engine.gradients(engine.run(built, inputs)).layers[0].states
        way = states["c" if cell == "lstm" else "h"].log10_norm[::-1]
        found[cell] = (way - way[0]).tolist()
    return found


def test_the_presets_show_what_they_say() -> None:
    ends = {preset.title: {cell: way[-1] for cell, way in lanes(**preset.settings).items()} for preset in PRESETS}
    assert ends["Vanishing"]["rnn"] < -12 < -2 < ends["Vanishing"]["lstm"]
    assert ends["Exploding"]["rnn"] > 6
    assert ends["On the edge"]["rnn"] > -1
    assert ends["LSTM with open gates"]["rnn"] < -100
    assert ends["LSTM with open gates"]["lstm"] > -1
    assert ends["LSTM that forgets"]["lstm"] < -8
    assert ends["ReLU and identity"]["rnn"] > -1
    assert max(ends["ReLU and identity"][cell] for cell in ("gru", "lstm")) < -2


def test_a_bias_on_its_update_gate_is_what_lets_a_gru_remember() -> None:
    assert lanes(update_bias=0.0)["gru"][-1] < -8
    assert lanes(update_bias=4.0)["gru"][-1] > -0.5


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("length=4", "length"),
        ("length=2001", "length"),
        ("spectral_radius=0", "spectral_radius"),
        ("forget_bias=7", "forget_bias"),
        ("scheme=magic", "scheme"),
        ("clip=0", "clip"),
        ("map=dense", "map"),
        ("at=41", "at"),
        ("at=10&t=11", "t"),
        ("input=text&text=", "text"),
        ("input=text&text=" + "".join(map(chr, range(0x4E00, 0x4E00 + 513))), "text"),
        ("colour=red", None),
        ("seed=1&seed=2", "seed"),
    ],
)
def test_what_a_link_gets_wrong_is_said_and_the_rest_is_shown(
    client: TestClient, query: str, field: str | None
) -> None:
    data = opened(client, f"?hidden_size=9&{query}")
    assert problems_of(data) == [field]
    assert data["config"]["hidden_size"] == 9
    assert set(data["race"]) == set(CELLS)


def test_a_loss_beyond_an_overflow_goes_back_to_the_last_good_step(client: TestClient) -> None:
    wild = "?nonlinearity=relu&spectral_radius=2&length=2000&hidden_size=8&scheme=identity&input=constant"
    data = opened(client, f"{wild}&at=1999")
    assert problems_of(data) == ["at"]
    assert data["race"]["rnn"]["overflow"]["t"] < 2000
    assert data["race"]["rnn"]["loss"]["steps"] == [data["race"]["rnn"]["overflow"]["t"] - 1]


def test_one_character_is_a_race_of_one_step(client: TestClient) -> None:
    data = opened(client, "?input=text&text=a")
    assert data["problems"] == []
    assert data["race"]["rnn"]["loss"]["steps"] == [1]


def test_a_large_race_is_left_to_the_page() -> None:
    small, large = (page_data([("hidden_size", "64"), ("length", str(length))], "en") for length in (40, 2000))
    assert FIRST_VIEW < 64 * 2000
    assert small["race"] is not None
    assert large["race"] is None


def test_the_page_speaks_french(client: TestClient) -> None:
    data = opened(client, "?lang=fr&length=4")
    assert data["presets"][0]["title"] == "Disparition"
    assert data["problems"][0]["message"] == "4 est hors limites. Donnez un nombre de 5 à 2000."


def test_every_setting_has_a_default_that_its_kind_takes() -> None:
    for name, (kind, default) in SETTINGS.items():
        assert default is None or kind.check(default) == default, name


def test_trained_networks_race_once_the_page_has_them(client: TestClient) -> None:
    data = opened(client, "?trained=" + quote("cell=rnn,lstm&updates=90&from=3") + "&t=4&length=12")
    assert data["problems"] == []
    assert data["race"] is None
    assert (data["config"]["trained"], data["config"]["t"]) == (read_recipe("cell=rnn,lstm&updates=90", "en").spelt, 4)
    assert data["config"]["input"] == "noise"
    assert data["taught"] == {
        "title": f"RNN, LSTM trained on “{engine.tasks.named('recall').title}”, update 90",
        "shipped": None,
    }
    assert opened(client, "?trained=cell%3Drnn&text=Ax%3F")["config"]["input"] == "text"


def test_the_shipped_networks_of_a_task_race_with_its_example_and_what_is_right(client: TestClient) -> None:
    taught = opened(client, "?model=recall-gru")["taught"]
    assert taught["shipped"]["networks"] == {cell: {"model": f"recall-{cell}"} for cell in CELLS}
    card = engine.models.load("recall-rnn").card
    assert taught["shipped"]["example"] == {"input": card["examples"][0], "targets": card["targets"][0]}
    alone = opened(client, "?model=dates-gru")["taught"]
    assert list(alone["shipped"]["networks"]) == ["gru"]
    assert "RNN, GRU, LSTM" in taught["title"]


def test_the_nearest_networks_that_can_race_are_named(client: TestClient) -> None:
    (problem,) = opened(client, "?model=recall-ltsm")["problems"]
    assert re.search(r"“recall-ltsm” .* the nearest are recall-lstm, ", problem["message"])
    (problem,) = opened(client, "?model=digits-dense")["problems"]
    near = re.search(r"the nearest are (.*?)\. ", problem["message"])
    assert near is not None
    assert all(opened(client, f"?model={name}")["problems"] == [] for name in near[1].split(", "))


@pytest.mark.parametrize("path", ["/gradients", "/", "/embed/unrolled", "/embed/gradients"])
def test_the_first_paint_says_that_a_network_is_being_trained(client: TestClient, path: str) -> None:
    recipe = quote(read_recipe("cell=lstm&distractors=8&updates=60", "en").spelt)
    page = client.get(f"{path}?trained={recipe}", headers={"Accept": "text/html"}).text
    place = re.search(r'<div id="training"(.*?)>(.*?)<div class="training-bar">', page, re.DOTALL)
    assert place is not None
    assert "hidden" not in place[1]
    assert "Training again from the seed" in place[2]
    assert "LSTM trained on" in place[2]
    at_rest = client.get(path, headers={"Accept": "text/html"}).text
    assert re.search(r'<div id="training" class="training" hidden>\s*</div>', at_rest)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?model=digits-dense", "model"),
        ("?model=nothing", "model"),
        ("?trained=task%3Ddigits", "trained"),
        ("?trained=task%3Dchess", "trained"),
    ],
)
def test_networks_that_cannot_race_are_said_and_the_page_opens_untrained(
    client: TestClient, query: str, field: str
) -> None:
    data = opened(client, query)
    assert problems_of(data) == [field]
    assert "untrained" in data["problems"][0]["message"]
    assert (data["config"]["trained"], data["config"]["model"], data["taught"]) == (None, None, None)
    assert data["race"] is not None
