"""A link is read as far as it makes sense, and what does not is said."""

from __future__ import annotations

from typing import Any

import pytest

from app.config import config_limits, defaults, read_config
from app.schemas import Init, Network


def read(**query: str) -> tuple[dict[str, Any], dict[str | None, str]]:
    """The values of a link and its problems, by field."""
    config, problems = read_config(query.items())
    return config.values, {problem.field: problem.message for problem in problems}


def test_an_empty_link_is_the_landing_example_folded() -> None:
    values, problems = read()
    assert problems == {}
    assert (values["text"], values["cell"], values["hidden_size"], values["gain"]) == ("hello world", "lstm", 8, 2.5)
    assert values["fold"] is True


def test_language_and_theme_do_not_change_the_landing_example() -> None:
    assert read(lang="fr", theme="dark")[0]["gain"] == 2.5


def test_a_link_that_names_a_setting_of_the_network_has_the_defaults_of_the_api() -> None:
    values, _ = read(cell="gru")
    assert values["gain"] == Init.model_fields["gain"].default
    assert values["hidden_size"] == Network.model_fields["hidden_size"].default
    assert values["text"] == "hello world"


def test_values_come_out_in_their_types() -> None:
    values, problems = read(
        cell="rnn",
        text="abc",
        hidden_size="4",
        bidirectional="true",
        gain="0.5",
        spectral_radius="1.1",
        t="2",
        loop="1",
    )
    assert problems == {}
    assert values["hidden_size"] == 4
    assert values["bidirectional"] is True
    assert values["spectral_radius"] == 1.1
    assert values["t"] == 2
    assert values["loop"] is True


def test_a_link_with_a_step_opens_unrolled() -> None:
    assert read(t="3")[0]["fold"] is False
    assert read(t="3", fold="true")[0]["fold"] is True
    assert read(fold="false")[0]["fold"] is False


def test_a_series_takes_the_place_of_the_text() -> None:
    values, problems = read(series="0.1,-2,3e1")
    assert problems == {}
    assert values["series"] == [0.1, -2, 30.0]
    assert values["text"] is None


def test_an_empty_text_stays_empty() -> None:
    assert read(text="")[0]["text"] == ""


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("hidden_size", "900", "900 is out of range. Give a number from 1 to 256."),
        ("hidden_size", "0", "0 is out of range. Give a number from 1 to 256."),
        ("hidden_size", "", "“” is not a whole number. Give one from 1 to 256."),
        ("hidden_size", "eight", "“eight” is not a whole number. Give one from 1 to 256."),
        ("gain", "NaN", "“NaN” is not a number. Give one from 0 to 1000."),
        ("cell", "lstn", "“lstn” is not one of: dense, rnn, lstm, gru."),
        ("bidirectional", "maybe", "“maybe” is not one of: true, false."),
        ("series", "1,two", "“two” in the series is not a number. Separate numbers with commas."),
        ("seed", "9007199254740992", "9007199254740992 is out of range. Give a number from 0 to 9007199254740991."),
        ("speed", "99", "99 is out of range. Give a number from 0.25 to 4."),
        ("theme", "sepia", "“sepia” is not one of: light, dark."),
    ],
)
def test_a_wrong_value_keeps_its_default_and_is_said(name: str, text: str, words: str) -> None:
    values, problems = read(cell="lstm", **{name: text}) if name != "cell" else read(cell=text)
    assert problems == {name: words}
    assert values[name] == defaults()[name]


def test_an_unknown_setting_is_said() -> None:
    _, problems = read(hiden_size="4")
    assert problems == {None: "This page has no setting called “hiden_size”. It was left out."}


def test_of_a_doubled_setting_the_first_counts() -> None:
    config, problems = read_config([("seed", "1"), ("seed", "2")])
    assert config.values["seed"] == 1
    assert [problem.field for problem in problems] == ["seed"]


def test_of_text_and_series_the_text_is_taken() -> None:
    values, problems = read(text="abc", series="1,2")
    assert (values["text"], values["series"]) == ("abc", None)
    assert "series" in problems


def test_problems_speak_the_language_of_the_page() -> None:
    _, problems = read_config([("cell", "foo")], "fr")
    assert problems[0].message == "«\u00a0foo\u00a0» n’est pas l’un de\u00a0: dense, rnn, lstm, gru."


def test_the_network_leaves_out_the_settings_of_other_cells() -> None:
    config, _ = read_config([("cell", "gru"), ("forget_bias", "2"), ("update_bias", "1"), ("nonlinearity", "relu")])
    network = config.network()
    assert network["init"] == {"scheme": "xavier_uniform", "gain": 1.0, "update_bias": 1.0}
    assert "nonlinearity" not in network
    assert network["form"] == "reset_after"
    assert config.values["forget_bias"] == 2.0


def test_the_limits_are_the_engine_s() -> None:
    assert config_limits()["max_units"] == 256
    assert config_limits()["max_steps"] == 2000
