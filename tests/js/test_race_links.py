"""The Gradients page and the server: one table of settings, links read alike, the API asked for what the page shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import httpx
import numpy as np
import pytest

import engine
from app.pages.gradients import CELLS, SETTINGS, defaults, knob_position, network, read_race, sequence
from app.web.fields import Choice, Kind, Real, Whole
from engine import limits
from tests.js.conftest import Ask

Values = dict[str, Any]


@pytest.fixture(scope="module")
def fields(ask: Ask) -> dict[str, Values]:
    """The table of core/race-config.js, by name."""
    return {field["name"]: field for field in ask(["raceFields"])[0]}


@pytest.fixture(scope="module")
def races(ask: Ask) -> list[Values]:
    """Settings that the page could have."""
    found: list[Values] = ask(["races", 5, 150])[0]
    return found


def test_the_page_and_the_server_know_the_same_settings_in_one_order(fields: dict[str, Values]) -> None:
    assert sorted(fields) == sorted(SETTINGS)
    assert {name: field["fallback"] for name, field in fields.items()} == defaults()


def limits_of(kind: Kind) -> Values:
    if isinstance(kind, Whole | Real):
        return {"type": "integer" if isinstance(kind, Whole) else "number", "min": kind.low, "max": kind.high}
    return {"type": "choice", "choices": sorted(kind.names)} if isinstance(kind, Choice) else {"type": "text"}


def test_the_page_keeps_the_limits_of_the_server(fields: dict[str, Values]) -> None:
    for name, (kind, _default) in SETTINGS.items():
        expected, field = limits_of(kind), fields[name]
        given = {key: sorted(field[key]) if key == "choices" else field[key] for key in expected}
        assert given == expected, name


def test_the_page_foresees_the_limit_of_the_map(ask: Ask) -> None:
    assert ask(["raceLimits"]) == [{"MAX_MAP_STEPS": limits.MAX_MAP_STEPS}]


def test_the_server_reads_every_link_that_the_page_writes(ask: Ask, races: list[Values]) -> None:
    for config, query in zip(races, ask(*(["raceQuery", config] for config in races)), strict=True):
        assert read_race(parse_qsl(query, keep_blank_values=True)) == (config, []), query


def test_the_page_asks_for_the_networks_that_the_server_shows_first(ask: Ask, races: list[Values], origin: str) -> None:
    asked = [(config, cell) for config in races[:20] for cell in CELLS]
    for (config, cell), body in zip(asked, ask(*(["networkBody", *one] for one in asked)), strict=True):
        assert body == {"network": network(config, cell), "input": sequence(config)}
    config = {**defaults(), "input": "text", "text": "é & ü", "at": 3, "clip": 0.5, "nonlinearity": "relu"}
    for cell, query in zip(CELLS, ask(*(["racerQuery", config, cell] for cell in CELLS)), strict=True):
        body = {"network": network(config, cell), "input": sequence(config), "loss": {"at": 3}, "clip": 0.5}
        flat = httpx.get(f"{origin}/api/v1/gradients?{query}")
        assert flat.status_code == 200, flat.text
        assert flat.json() == httpx.post(f"{origin}/api/v1/gradients", json=body).json()


def test_the_map_on_the_page_is_the_engines(ask: Ask, origin: str) -> None:
    config = {**defaults(), "length": 12, "map": "gru"}
    shown = ask(["map", config, origin])[0]
    inputs = engine.encode(sequence(config))
    trace = engine.run(engine.build_network(network(config, "gru"), input_size=1), inputs)
    found = engine.gradients(trace, map=True).map
    assert found is not None
    assert (shown["T"], shown["cell"], shown["sumError"]) == (12, "gru", found.sum_error)
    lower = np.tril_indices(12)
    assert np.allclose(np.array(shown["sizes"], float).reshape(12, 12)[lower], found.log10_norm[lower], atol=1e-5)


def test_a_handle_stands_where_the_first_picture_had_it(ask: Ask, races: list[Values]) -> None:
    names = ("length", "hidden_size", "spectral_radius", "forget_bias", "update_bias")
    asked = [(name, config) for config in races[:30] for name in names]
    for (name, config), position in zip(
        asked, ask(*(["knobPosition", name, config[name]] for name, config in asked)), strict=True
    ):
        assert knob_position(name, config) == pytest.approx(position, abs=0.006)
