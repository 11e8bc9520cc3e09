"""Links, read alike by the page's modules and by the server, and within the same limits."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from app.config import INIT, INPUT, NETWORK, PAGE, TRAINED, read_config
from app.fields import Choice, Flag, Kind, Real, Text, Whole
from app.schemas import Init, Network
from app.trained import LONGEST
from engine import limits
from tests.js.conftest import Ask


def read(query: str) -> tuple[dict[str, Any], list[str | None]]:
    config, problems = read_config(parse_qsl(query, keep_blank_values=True))
    return config.as_json(), [problem.field for problem in problems]


LANDING = read("")[0]


@pytest.fixture(scope="module")
def fields(ask: Ask) -> dict[str, dict[str, Any]]:
    """The table of core/config.js, by name."""
    return {field["name"]: field for field in ask(["fields"])[0]}


def kind_of(name: str) -> Kind | None:
    if name == TRAINED:
        return Text(LONGEST)
    return PAGE[name][0] if name in PAGE else Network.kind(name) or Init.kind(name)


def test_the_page_and_the_server_know_the_same_settings(fields: dict[str, Any]) -> None:
    assert set(fields) == {*NETWORK, *INIT, *INPUT, TRAINED, *PAGE}
    assert {name for name, field in fields.items() if field.get("page")} == set(PAGE)
    assert {name for name, field in fields.items() if field.get("init")} == set(INIT)


@pytest.mark.parametrize("name", [*NETWORK, *INIT, TRAINED, *PAGE])
def test_the_page_keeps_the_limits_of_the_server(fields: dict[str, Any], name: str) -> None:
    field, kind = fields[name], kind_of(name)
    if isinstance(kind, Whole | Real):
        assert (field["min"], field["max"]) == (kind.low, kind.high)
        assert field["type"] == ("integer" if isinstance(kind, Whole) else "number")
    elif isinstance(kind, Choice):
        assert sorted(field["choices"]) == sorted(kind.names)
    elif isinstance(kind, Text):
        assert (field["type"], field["max"]) == ("name", kind.max_length)
    else:
        assert isinstance(kind, Flag)
        assert field["type"] == "boolean"


def test_the_page_foresees_the_limits_of_the_engine(ask: Ask) -> None:
    known = {"MAX_STEPS": limits.MAX_STEPS, "MAX_STEP_UNITS": limits.MAX_STEP_UNITS}
    assert ask(["limits"]) == [{**known, "MAX_CHARACTERS": limits.MAX_INPUT_SIZE}]


def test_the_page_assumes_what_the_server_assumes(fields: dict[str, Any]) -> None:
    config, _ = read("cell=lstm")
    assumed = {name: field["fallback"] for name, field in fields.items() if name not in ("cell", "text")}
    assert {name: config[name] for name in assumed} == assumed


def test_the_server_reads_every_link_that_the_page_writes(ask: Ask) -> None:
    configurations = ask(["configurations", 11, 300])[0]
    for config, query in zip(configurations, ask(*(["serialise", c, LANDING] for c in configurations)), strict=True):
        assert read(query) == (config, []), query


@pytest.mark.parametrize(
    "query",
    [
        "",
        "t=3",
        "t=0",
        "fold=false",
        "cell=gru",
        "unit=2&cell=rnn",
        "lang=fr&theme=dark",
        "hidden_size=0",
        "hidden_size=2.0",
        "hidden_size=2.5",
        "hidden_size=",
        "hidden_size=+5",
        "hidden_size=0x8",
        f"hidden_size={limits.MAX_UNITS + 1}",
        "seed=1&seed=2",
        "seed=-1",
        "gain=NaN",
        "gain=1e999",
        "gain=.5",
        "gain=5.",
        "gain=1_0",
        "gain=١",
        "bidirectional=1",
        "bidirectional=0&fold=1",
        "bidirectional=yes",
        "form=",
        "cell=LSTM",
        "colour=red",
        "text=a&series=1",
        "text=",
        "series=1,+2,-.5,1e3, 4",
        "speed=9",
        "t=abc",
        "t=1&t=2",
        "text=%F0%9F%91%A9%0A",
    ],
)
def test_the_page_and_the_server_read_a_link_alike(ask: Ask, query: str) -> None:
    found = ask(["parse", query, LANDING])[0]
    assert (found["config"], [problem["field"] for problem in found["problems"]]) == read(query)


def test_a_link_to_a_network_as_trained_so_far_means_the_same_to_the_page_and_the_server(ask: Ask) -> None:
    config, wrong = read(urlencode({"trained": "task=names&cell=gru&seed=3&until=40", "text": "aimée", "t": 2}))
    assert wrong == []
    (query,) = ask(["serialise", config, LANDING])
    assert dict(parse_qsl(query)) == {"trained": "task=names&cell=gru&seed=3&until=40", "text": "aimée", "t": "2"}
    assert read(query) == (config, [])
