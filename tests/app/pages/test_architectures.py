"""What the Architectures page starts from."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from app.pages.architecture_types import TYPES, shipped
from app.pages.architectures import page_data, targets
from engine import models


def data(lang: str = "en", **query: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(orjson.dumps(page_data(list(query.items()), lang)))
    return found


def chosen(page: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in page["types"] if one["name"] == page["config"]["type"])
    return found


def labels(one: dict[str, Any]) -> list[str]:
    return [step["label"] for step in one["run"]["steps"]]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_type_runs_a_network_on_an_example_whose_right_answer_is_known(lang: str) -> None:
    page = data(lang)
    assert [one["name"] for one in page["types"]] == [kind.name for kind in shipped()]
    for one in page["types"]:
        assert models.load(one["model"]).card["architecture"] == one["name"]
        assert one["run"]["loss"]["total"] >= 0
        assert one["given"] in one["examples"]


def test_each_type_starts_with_the_example_that_its_row_names() -> None:
    for lang in ("en", "fr"):
        starts = {one["name"]: one["given"]["text"] for one in data(lang)["types"]}
        named = {kind.name for kind in TYPES if kind.text is not None}
        assert all(starts[name] is not None for name in named & set(starts))
    assert data("en")["types"][-1]["given"]["text"] == "3 mai 24"
    review = {lang: next(one for one in data(lang)["types"] if one["name"] == "many-to-one") for lang in ("en", "fr")}
    assert review["en"]["given"]["text"] == "this film was not good"
    assert review["fr"]["given"]["text"] == "ce livre n'est pas mauvais"


def test_a_link_feeds_its_own_input() -> None:
    page = data(type="many-to-many-unequal", text="14/07/89", target="1989-07-14", t="9")
    assert page["problems"] == []
    assert page["config"]["t"] == 9
    assert labels(chosen(page))[:8] == list("14/07/89")
    assert page["config"]["given"] == {"text": "14/07/89", "picture": None, "target": "1989-07-14"}


def test_an_input_that_no_card_knows_has_no_loss_until_the_link_says_what_is_right() -> None:
    unknown = data(type="many-to-one", text="the soup was cold")
    assert chosen(unknown)["run"]["loss"] is None
    said = data(type="many-to-one", text="the soup was cold", target="negative")
    assert chosen(said)["run"]["loss"]["total"] > 0


def test_a_word_outside_the_vocabulary_is_marked() -> None:
    page = data(type="many-to-one", text="the zorblax was good")
    known = {step["label"]: step["known"] for step in chosen(page)["run"]["steps"]}
    assert known == {"the": True, "zorblax": False, "was": True, "good": True}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"type": "many-to-one", "text": ""}, "text"),
        ({"type": "many-to-one", "text": "a " * 99}, "text"),
        ({"type": "many-to-many-unequal", "text": "3 mai 24", "target": "2024"}, "target"),
        ({"type": "many-to-one", "target": "lukewarm"}, "target"),
        ({"type": "one-to-one", "picture": "xyz"}, "picture"),
        ({"type": "none-to-none"}, "type"),
        ({"speed": "99"}, "speed"),
        ({"colour": "red"}, None),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_what_cannot_be_used_is_said_and_the_example_is_shown(
    query: dict[str, str], field: str | None, lang: str
) -> None:
    page = data(lang, **query)
    assert [problem["field"] for problem in page["problems"]] == [field]
    assert page["problems"][0]["message"]
    assert page["config"]["given"] == chosen(page)["given"]


def test_targets_are_signs_or_words() -> None:
    assert targets("2024-05-03", tuple("0123456789-")) == list("2024-05-03")
    assert targets("person – place", ("–", "person", "place")) == ["person", "–", "place"]
    assert targets("", ("negative", "positive")) is None


def test_every_network_that_ships_is_shown_or_linked_by_its_type() -> None:
    types = data()["types"]
    linked = {one["name"]: {one["model"], *(other["model"] for other in one["others"])} for one in types}
    for name in models.names():
        assert name in linked[models.load(name).card["architecture"]]
    assert sum(map(len, linked.values())) == len(models.names())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_relatives_come_by_task_with_the_figure_of_their_card(lang: str) -> None:
    for one in data(lang)["types"]:
        assert bool(one["more"]) == bool(one["others"])
        for other in one["others"]:
            card = models.load(other["model"]).card
            assert other["title"] == card["title"][lang]
            assert other["metric"] == card["metric"]
    others = [other for one in data()["types"] for other in one["others"]]
    assert [other["cell"] for other in others if other["model"].startswith("recall")] == ["rnn", "lstm", "gru"]


def test_a_card_has_what_was_measured_on_people_s_own_words() -> None:
    cards = {one["name"]: one["card"] for one in data()["types"]}
    assert set(cards["many-to-one"]["everyday"]) == {"sentiment", "negations"}
    assert cards["many-to-many"]["everyday"]["entities"]["examples"] >= 60
    assert cards["one-to-many"]["baselines"]["likeliest_next"]["value"] > 0


def test_notes_have_the_names_of_each_language() -> None:
    assert {data("en")["labels"][f"♪{note}"] for note in "CDEFGAB"} == set("CDEFGAB")
    assert [data("fr")["labels"][f"♪{note}"] for note in "CDEFGAB"] == ["do", "ré", "mi", "fa", "sol", "la", "si"]


def test_types_of_one_title_are_told_apart_in_words() -> None:
    named = [(kind.title, kind.way) for kind in TYPES]
    assert len(set(named)) == len(named)
    assert all(kind.way for kind in TYPES if kind.title == "Many to many")
