"""A link is read as far as it makes sense, and what does not is said."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest

from app.api.requests.network import Init, Network
from app.pages.explore_link import config_limits, defaults, read_config
from engine import CELLS


def read(**query: str) -> tuple[dict[str, Any], dict[str | None, str]]:
    """The values of a link and its problems, by field."""
    config, problems = read_config(query.items())
    return config.values, {problem.field: problem.message for problem in problems}


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "Ada Lovelace lived in London"), ("fr", "Ada Lovelace vivait à Londres")]
)
def test_an_empty_link_is_a_trained_network_at_its_last_step(lang: str, text: str) -> None:
    config, problems = read_config([], lang)
    assert problems == []
    values = config.values
    assert (values["text"], values["model"], values["t"], values["fold"]) == (text, "entities-lstm", 5, False)


def test_what_only_the_page_knows_does_not_change_the_landing_example() -> None:
    assert read(lang="fr", theme="dark")[0]["model"] == "entities-lstm"
    values, _ = read(t="2", fold="true")
    assert (values["model"], values["t"], values["fold"]) == ("entities-lstm", 2, True)


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
    assert read(cell="gru")[0]["fold"] is True
    assert read(cell="gru", t="3")[0]["fold"] is False
    assert read(cell="gru", t="3", fold="true")[0]["fold"] is True
    assert read(cell="gru", fold="false")[0]["fold"] is False


def test_a_series_takes_the_place_of_the_text() -> None:
    values, problems = read(series="0.1,-2,3e1")
    assert problems == {}
    assert values["series"] == [0.1, -2, 30.0]
    assert values["text"] is None


def test_rows_take_the_place_of_the_text() -> None:
    values, problems = read(vectors="0.1,-2;3e1,4")
    assert problems == {}
    assert values["vectors"] == [[0.1, -2], [30.0, 4]]
    assert (values["text"], values["series"]) == (None, None)


def test_what_only_a_trained_network_can_be_asked_is_said() -> None:
    values, problems = read(cell="gru", generate="3", target="a,b")
    assert set(problems) == {"generate", "target"}
    assert (values["generate"], values["target"]) == (0, None)


def test_a_target_is_read_as_the_network_says_it() -> None:
    assert read(model="adding-lstm", target="0.5,")[0]["target"] == [0.5, None]
    assert read(model="vehicle-gru", target="1,2;;3,4")[0]["target"] == [[1, 2], None, [3, 4]]
    assert read(model="digits-dense", target="7")[0]["target"] == ["7"]


def test_an_empty_text_stays_empty() -> None:
    assert read(text="")[0]["text"] == ""


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("hidden_size", "900", "900 is out of range. Give a number from 1 to 256."),
        ("hidden_size", "0", "0 is out of range. Give a number from 1 to 256."),
        ("hidden_size", "", "Give a whole number from 1 to 256."),
        ("hidden_size", "eight", "“eight” is not a whole number. Give one from 1 to 256."),
        ("gain", "NaN", "“NaN” is not a number. Give one from 0 to 1000."),
        ("cell", "lstn", f"“lstn” is not one of: {', '.join(CELLS)}."),
        ("bidirectional", "maybe", "“maybe” is not one of: true, false."),
        ("series", "1,two", "“two” in the series is not a number. Separate numbers with commas."),
        (
            "vectors",
            "1,2;3,two",
            "“two” in the rows is not a number. Put commas between numbers and semicolons between rows.",
        ),
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
    values, problems = read(text="abc", series="1,2", vectors="1")
    assert (values["text"], values["series"], values["vectors"]) == ("abc", None, None)
    assert set(problems) == {"series", "vectors"}
    assert read(series="1,2", vectors="1")[0]["series"] == [1, 2]


def test_problems_speak_the_language_of_the_page() -> None:
    _, problems = read_config([("cell", "foo")], "fr")
    assert problems[0].message == f"«\u00a0foo\u00a0» n’est pas l’un de\u00a0: {', '.join(CELLS)}."


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


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("hidden_size=257", "hidden_size"),
        ("hidden_size=2.5", "hidden_size"),
        ("hidden_size=0x8", "hidden_size"),
        ("hidden_size=1e999", "hidden_size"),
        ("num_layers=five", "num_layers"),
        ("seed=-1", "seed"),
        ("gain=Infinity", "gain"),
        ("gain=1e999", "gain"),
        ("gain=1,5", "gain"),
        ("gain=1_0", "gain"),
        ("gain=١", "gain"),
        ("form=", "form"),
        ("bidirectional=yes", "bidirectional"),
        ("series=1,,3", "series"),
        ("vectors=1,2;,3", "vectors"),
        ("model=digits-dense&generate=-1", "generate"),
        ("fold=x", "fold"),
        ("t=1.5", "t"),
        ("t=abc", "t"),
    ],
)
def test_a_link_that_is_wrong_in_one_place_is_right_in_all_others(query: str, field: str) -> None:
    whole = [("lang", "fr"), ("scheme", "normal"), *parse_qsl(query, keep_blank_values=True)]
    config, problems = read_config(whole)
    assert [problem.field for problem in problems] == [field]
    assert config.values["lang"] == "fr"
    rest = [(name, text) for name, text in whole if name != field]
    assert {**config.values, "fold": None, "t": None} == {**read_config(rest)[0].values, "fold": None, "t": None}


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("hidden_size=2.0", "hidden_size", 2),
        ("gain=.5", "gain", 0.5),
        ("gain=5.", "gain", 5.0),
        ("bidirectional=1", "bidirectional", True),
        ("series=1,+2,-.5,1e3, 4", "series", [1, 2, -0.5, 1000.0, 4]),
        ("text=%F0%9F%91%A9%0A", "text", "👩\n"),
    ],
)
def test_numbers_are_read_as_people_and_programs_write_them(query: str, name: str, value: object) -> None:
    config, problems = read_config(parse_qsl(query, keep_blank_values=True))
    assert problems == []
    assert config.values[name] == value
