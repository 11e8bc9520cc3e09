"""What a link says of the settings that it cannot read, in both languages."""

from __future__ import annotations

import re

import pytest

from app.web.fields import Choice, Flag, Kind, Named, NameOrWhole, Names, Real, Text, Whole
from app.web.links import cannot_run, read_values

KINDS: dict[str, Kind] = {
    "whole": Whole(1, 256),
    "real": Real(0.25, 4.0),
    "choice": Choice(("rnn", "lstm")),
    "names": Names(("rnn", "lstm")),
    "either": NameOrWhole(("last", "all"), 1, 2000),
    "flag": Flag(),
    "text": Text(20),
    "named": Named(),
}

WRONG = [
    # the setting, its text, what has to be said
    ("whole", "300", ["300", "1", "256"]),
    ("whole", "8.5", ["8.5", "1", "256"]),
    ("whole", "9" * 30, ["256"]),
    ("whole", "many", ["many", "1", "256"]),
    ("real", "99", ["99", "4"]),
    ("real", "fast", ["fast", "4"]),
    ("choice", "gru", ["gru", "rnn, lstm"]),
    ("names", "gru", ["gru", "rnn, lstm"]),
    ("names", "rnn,rnn", ["rnn,rnn", "rnn, lstm"]),
    ("either", "first", ["first", "last, all", "1", "2000"]),
    ("either", "0", ["0", "last, all", "1", "2000"]),
    ("flag", "maybe", ["maybe", "true, false"]),
    ("text", "x" * 21, ["21", "20"]),
    ("named", "weights", ["weights"]),
]


def said(name: str, text: str, lang: str) -> str:
    values, problems = read_values({name: text}, KINDS, lang)
    assert values == {}
    assert [problem.field for problem in problems] == [name]
    return problems[0].message


@pytest.mark.parametrize(("name", "text", "words"), WRONG)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_kind_says_the_value_and_what_it_takes(name: str, text: str, words: list[str], lang: str) -> None:
    message = said(name, text, lang)
    assert [word for word in words if word not in message] == []
    assert ("true, false" in message) == (name == "flag")


@pytest.mark.parametrize(("name", "text", "words"), WRONG)
def test_nothing_is_said_in_english_to_a_french_reader(name: str, text: str, words: list[str]) -> None:
    assert not re.search(r"\b(is|not|one|of|has|give|at most|cannot)\b", said(name, text, "fr"), re.IGNORECASE)


def test_half_a_unit_is_no_whole_number() -> None:
    assert said("whole", "8.5", "en") == "“8.5” is not a whole number. Give one from 1 to 256."


def test_limits_are_spelt_as_the_reader_spells_numbers() -> None:
    assert "0.25 to 4" in said("real", "99", "en")
    assert "0,25 à 4" in said("real", "99", "fr")


def test_a_text_as_long_as_allowed_is_taken() -> None:
    assert read_values({"text": "x" * 20}, KINDS, "en") == ({"text": "x" * 20}, [])


def test_what_the_engine_refuses_is_said_with_its_reason() -> None:
    detail = "is empty; give 1 to 2000 words."
    assert cannot_run("text", detail, "en").message == f"The link cannot be run as it is: text {detail}"
    assert "text est vide\u00a0: donnez de 1 à 2000 mots." in cannot_run("text", detail, "fr").message


def test_a_reason_without_words_in_the_language_leaves_what_was_done_about_it() -> None:
    message = cannot_run("text", "is odd in a way that nobody foresaw.", "fr").message
    assert "odd" not in message
    assert "text" in message


def test_an_empty_number_is_asked_for_without_quoting_nothing() -> None:
    assert said("whole", " ", "fr") == "Donnez un nombre entier de 1 à 256."
    assert said("real", "", "en") == "Give a number from 0.25 to 4."
