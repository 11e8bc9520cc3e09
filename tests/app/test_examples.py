"""The inputs on offer run, and the real data are real."""

from __future__ import annotations

import pytest

import engine
from app.examples import EXAMPLES, LANDING, Example


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


def test_the_gates_of_the_landing_example_open_and_close() -> None:
    inputs = engine.encode({"text": LANDING["text"]})
    init = {"scheme": "xavier_uniform", "gain": float(LANDING["gain"])}
    spec = {"cell": "lstm", "hidden_size": 8, "seed": 0, "init": init}
    signals = engine.run(engine.build_network(spec, input_size=inputs.array.shape[1]), inputs).layers[0].signals
    for gate in "ifo":
        assert signals[gate].min() < 0.15
        assert signals[gate].max() > 0.85
