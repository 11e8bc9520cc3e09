"""Links, read alike by the page's modules and by the server, and within the same limits."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from app.api.requests.network import Init, Network, RunOptions
from app.pages.explore import page_data
from app.pages.explore_link import INIT, INPUT, NETWORK, PAGE, RUN_OPTIONS, TRAINED, VARIANTS, read_config
from app.pages.recipe_links import LONGEST, read_recipe
from app.web.fields import Choice, Flag, Kind, Real, Text, Whole
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
    return PAGE[name][0] if name in PAGE else Network.kind(name) or Init.kind(name) or RunOptions.kind(name)


def test_the_page_and_the_server_know_the_same_settings(fields: dict[str, Any]) -> None:
    assert set(fields) == {*NETWORK, *INIT, *INPUT, *RUN_OPTIONS, TRAINED, *PAGE}
    assert {name for name, field in fields.items() if field.get("page")} == set(PAGE)
    assert {name for name, field in fields.items() if field.get("init")} == set(INIT)
    assert {name for name, field in fields.items() if field.get("trained")} == {"model", TRAINED, *RUN_OPTIONS}


@pytest.mark.parametrize("cell", VARIANTS)
def test_the_page_and_the_server_know_the_same_settings_of_a_cell(fields: dict[str, Any], cell: str) -> None:
    assert {name for name, field in fields.items() if cell in field.get("cells", ())} == set(VARIANTS[cell])


@pytest.mark.parametrize("name", [*NETWORK, *INIT, TRAINED, "generate", *PAGE])
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
    assert ask(["limits"]) == [{**known, "MAX_CHARACTERS": limits.MAX_INPUT_SIZE, "MAX_WIDTH": limits.MAX_INPUT_SIZE}]


def test_the_page_assumes_what_the_server_assumes(fields: dict[str, Any]) -> None:
    config, _ = read("cell=lstm")
    assumed = {name: field["fallback"] for name, field in fields.items() if name not in ("cell", "text")}
    assert {name: config[name] for name in assumed} == assumed


@pytest.mark.parametrize(
    "changes", [{}, {"t": 0}, {"t": 3}, {"fold": True}, {"t": 0, "fold": True}, {"unit": 20, "t": 4}]
)
def test_moving_through_the_page_s_own_example_comes_back(ask: Ask, changes: dict[str, Any]) -> None:
    landing = page_data([], "en")["landing"]
    (query,) = ask(["serialise", {**landing, **changes}, landing])
    assert "model" not in query
    found = page_data(parse_qsl(query, keep_blank_values=True), "en")
    assert (found["config"], found["problems"]) == ({**landing, **changes}, [])


@pytest.mark.parametrize(
    "query",
    [
        "model=adding-lstm&vectors=0.5,1;0.25,1&target=0.75&t=2",
        "model=vehicle-gru&vectors=1,0;1,1&generate=3&t=9",
        "model=vehicle-gru&vectors=1,0;1,1&fold=true&target=1,2" + ";" * 21,
        "model=entities-lstm&text=Ada+lives&target=person,&fold=false",
        "model=digits-dense&t=1&vectors=" + ",".join(["0.5"] * 64),
    ],
)
def test_a_link_to_a_trained_network_comes_back(ask: Ask, query: str) -> None:
    def opened(query: str) -> dict[str, Any]:
        return page_data(parse_qsl(query, keep_blank_values=True), "en")

    page = opened(query)
    assert page["problems"] == []
    (again,) = ask(["serialise", page["config"], page["landing"]])
    assert sorted(parse_qsl(again, keep_blank_values=True)) == sorted(parse_qsl(query, keep_blank_values=True))
    assert opened(again)["config"] == page["config"]


@pytest.mark.parametrize("landing", [LANDING, None])
def test_the_server_reads_every_link_that_the_page_writes(ask: Ask, landing: dict[str, Any] | None) -> None:
    configurations = ask(["configurations", 11, 500])[0]
    for config, query in zip(configurations, ask(*(["serialise", c, landing] for c in configurations)), strict=True):
        assert read(query) == (config, []), query


def test_a_link_to_a_network_as_trained_so_far_means_the_same_to_the_page_and_the_server(ask: Ask) -> None:
    config, wrong = read(urlencode({"trained": "task=names&cell=gru&seed=3&until=40", "text": "aimée", "t": 2}))
    assert wrong == []
    (query,) = ask(["serialise", config, LANDING])
    whole = read_recipe("task=names&cell=gru&seed=3&until=40", "en").spelt
    assert dict(parse_qsl(query)) == {"trained": whole, "text": "aimée", "t": "2"}
    assert read(query) == (config, [])
