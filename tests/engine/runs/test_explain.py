from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

import engine
from engine.limits import MAX_EXPLAIN_TERMS


@pytest.fixture(scope="module")
def trace() -> engine.Trace:
    network = engine.build_network({"cell": "lstm", "input_size": 2, "hidden_size": 3, "num_layers": 2})
    return engine.run(network, np.random.default_rng(0).normal(size=(6, 2)))


def test_without_a_stop_every_step_is_explained(trace: engine.Trace) -> None:
    assert [explanation.t for explanation in engine.explain(trace, unit=1)] == [1, 2, 3, 4, 5, 6]


def test_start_and_stop_are_both_explained(trace: engine.Trace) -> None:
    assert [explanation.t for explanation in engine.explain(trace, unit=1, start=2, stop=4)] == [2, 3, 4]


def test_an_explanation_is_json_ready(trace: engine.Trace) -> None:
    (explanation,) = engine.explain(trace, unit=2, layer=1, start=3, stop=3)
    for equation in explanation.equations:
        assert json.loads(json.dumps(equation.tree)) == equation.tree


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ({"unit": 0}, "unit"),
        ({"unit": 4}, "unit"),
        ({"unit": 1.5}, "unit"),
        ({"unit": 1, "layer": 2}, "layer"),
        ({"unit": 1, "layer": -1}, "layer"),
        ({"unit": 1, "direction": "reverse"}, "direction"),
        ({"unit": 1, "direction": "sideways"}, "direction"),
        ({"unit": 1, "start": 0}, "start"),
        ({"unit": 1, "start": 7}, "start"),
        ({"unit": 1, "start": 4, "stop": 3}, "stop"),
        ({"unit": 1, "stop": 7}, "stop"),
    ],
)
def test_what_is_not_in_the_trace_is_refused(trace: engine.Trace, asked: dict[str, Any], path: str) -> None:
    with pytest.raises(engine.InvalidInput) as error:
        engine.explain(trace, **asked)
    assert error.value.errors[0].path == (path,)


def test_too_many_products_are_refused_and_said_so() -> None:
    network = engine.build_network({"cell": "lstm", "input_size": 1, "hidden_size": 256})
    trace = engine.run(network, np.ones((100, 1)))
    with pytest.raises(engine.InvalidInput, match=str(MAX_EXPLAIN_TERMS)):
        engine.explain(trace, unit=1)
    assert len(engine.explain(trace, unit=1, start=5, stop=50)) == 46


def test_a_run_that_left_the_finite_numbers_can_still_be_explained() -> None:
    network = engine.build_network(
        {
            "cell": "rnn",
            "nonlinearity": "relu",
            "weights": {
                "weight_ih": [[1], [1]],
                "weight_hh": [[1e200, 0], [1e200, -1e200]],
                "bias_ih": [0, 0],
                "bias_hh": [0, 0],
            },
        }
    )
    trace = engine.run(network, [[1.0]] * 5)
    assert trace.overflow is not None
    values = [explanation.equations[0].value for explanation in engine.explain(trace, unit=2)]
    assert not all(math.isfinite(value) for value in values)


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        (("lstn",), "cell"),
        (("lstm", "relu"), "nonlinearity"),
        (("rnn", "gelu"), "nonlinearity"),
        (("rnn", None, "reset_after"), "form"),
        (("gru", None, "reset"), "form"),
    ],
)
def test_equations_of_what_there_is_not_are_refused(asked: tuple[Any, ...], path: str) -> None:
    with pytest.raises(engine.InvalidInput) as error:
        engine.equations(*asked)
    assert error.value.errors[0].path == (path,)
