"""The inputs on offer run, and the real data are real."""

from __future__ import annotations

import pytest

import engine
from app.pages.examples import EXAMPLES, LANDING, Example


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_every_example_is_one_text_or_one_series_that_can_be_read(example: Example) -> None:
    assert (example.text is None) != (example.series is None)
    inputs = engine.encode({"text": example.text} if example.text else {"series": list(example.series or ())})
    assert 10 <= len(inputs.labels) <= 200


def test_the_sunspots_are_the_twelve_years_and_eight_months_of_cycle_23() -> None:
    series = next(example.series for example in EXAMPLES if example.title == "Sunspots")
    assert series is not None
    assert len(series) == 12 * 12 + 8
    assert max(series) == series[50] == 1.701, "July 2000, 170.1"
    assert (series[0], series[-1]) == (0.055, 0.008)


@pytest.mark.parametrize(("lang", "read"), LANDING.items())
def test_the_landing_example_has_read_five_words_and_says_who_and_where(lang: str, read: dict[str, str]) -> None:
    trace = engine.ask(engine.build_network({"model": read["model"]}), {"text": read["text"]})
    assert trace.outputs is not None
    assert trace.outputs.said == ("person", "person", "–", "–", "place"), lang
    assert trace.T == int(read["t"]) == 5
    assert trace.unknown == frozenset()
