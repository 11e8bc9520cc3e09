"""A network as trained so far is named by its recipe, in links to Explore and to Gradients."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from app.api.requests.training import TrainQuery
from app.pages.explore import page_data
from app.pages.explore_link import read_config
from app.pages.recipe_links import RecipeError, read_recipe


def read(trained: str, **query: str) -> tuple[dict[str, Any], list[tuple[str | None, str]]]:
    config, problems = read_config([("trained", trained), *query.items()])
    return config.values, [(problem.field, problem.message) for problem in problems]


def test_a_recipe_is_spelt_whole_and_without_its_pace() -> None:
    recipe = read_recipe("cell=gru&seed=4&task=dates&every=7&from=3", "en")
    knobs = "hidden_size=32&learning_rate=0.02&batch_size=32&clip=1"
    assert recipe.spelt == f"task=dates&cell=gru&{knobs}&gate_bias=1&updates=1500&seed=4&until=1500"
    assert read_recipe(recipe.spelt, "en") == read_recipe(read_recipe(recipe.spelt, "en").spelt, "en")
    assert read_recipe("", "en").spelt.startswith("task=recall&cell=lstm&distractors=20&hidden_size=12&")
    assert "gate_bias" not in read_recipe("cell=rnn,lstm&updates=80", "en").of("rnn").spelt


def test_its_title_is_in_the_language_of_the_page() -> None:
    recipe = read_recipe("cell=rnn,lstm&until=60", "fr")
    assert recipe.title("en") == "RNN, LSTM trained on “Recall the first letter”, update 60"
    assert "mise à jour 60" in recipe.title("fr")
    assert read_recipe("task=digits", "fr").title("fr").startswith("Neurone, ")


@pytest.mark.parametrize(
    ("trained", "words"),
    [
        ("task=chess", "task is “chess”"),
        ("until=301", "300 updates"),
        ("hidden_size=65", "hidden_size"),
        ("colour=red", "colour is no field"),
        ("seed=1&seed=2", "seed comes 2 times"),
        ("task=digits&cell=lstm", "does not learn digits"),
    ],
)
def test_a_recipe_that_makes_nothing_is_said_in_plain_words_and_the_page_opens_untrained(
    trained: str, words: str
) -> None:
    with pytest.raises(RecipeError, match=words):
        read_recipe(trained, "en")
    values, problems = read(trained)
    assert values["trained"] is None
    assert [field for field, _ in problems] == ["trained"]
    assert words in problems[0][1]
    assert words not in str(read_config([("trained", trained)], "fr")[1])


def test_a_link_has_the_cell_and_the_size_of_its_network_and_no_input_but_its_own() -> None:
    values, problems = read("cell=gru&hidden_size=20&until=5", cell="rnn", num_layers="3", model="names-gru")
    assert problems == []
    assert (values["cell"], values["hidden_size"], values["num_layers"], values["model"]) == ("gru", 20, 1, None)
    assert (values["text"], values["series"]) == (None, None)
    assert read("until=5", text="Ax?")[0]["text"] == "Ax?"


def test_of_several_networks_explore_shows_the_first_and_says_so() -> None:
    values, problems = read("cell=rnn,lstm&until=5")
    assert values["trained"] == read_recipe("cell=rnn&until=5", "en").spelt
    assert problems == [("trained", "The link names 2 networks; this page shows one, the RNN.")]


def test_the_page_comes_without_a_trace_and_trains_nothing_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.training.Trainer.__iter__", None)
    data = page_data([("trained", "task=recall&cell=lstm&until=110"), ("t", "9")], "en")
    assert data["trace"] is None
    assert data["problems"] == []
    assert data["config"]["t"] == 9
    assert data["trained"]["title"] == "LSTM trained on “Recall the first letter”, update 110"
    assert data["trained"]["settings"]["trained"] == read_recipe("cell=lstm&until=110", "en").spelt


def test_every_name_of_a_run_may_stand_in_a_recipe(client: TestClient) -> None:
    recipe = {
        **{"task": "recall", "cell": "lstm", "distractors": 7, "hidden_size": 5, "gate_bias": 1.5, "clip": 0.5},
        **{"learning_rate": 0.02, "batch_size": 4, "updates": 30, "seed": 6, "until": 8},
    }
    assert set(recipe) == set(TrainQuery.names()) - {"from", "every", "weights"}
    page = client.get("/", params={"trained": urlencode(recipe)})
    assert page.status_code == 200
    assert 'value="trained"' in page.text
    assert "update 8" in page.text
