from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import engine

GROWING: dict[str, Any] = {"weight_ih": [[1.0]], "weight_hh": [[10.0]], "bias_ih": [0.0], "bias_hh": [0.0]}


def run(cell: str = "lstm", steps: int = 5, **more: Any) -> engine.Trace:
    network = engine.build_network({"cell": cell, "input_size": 2, "hidden_size": 3, **more})
    return engine.run(network, np.random.default_rng(0).normal(size=(steps, 2)))


def test_steps_count_from_one_and_carry_their_labels() -> None:
    network = engine.build_network({"cell": "rnn", "hidden_size": 3}, input_size=2)
    trace = engine.run(network, engine.encode({"text": "aba"}))
    assert [(step.t, step.label, step.feed, step.emit, step.phase) for step in trace.steps] == [
        (1, "a", "input", True, "encoder"),
        (2, "b", "input", True, "encoder"),
        (3, "a", "input", True, "encoder"),
    ]


def test_a_run_of_one_step_is_one_to_one_and_others_many_to_many() -> None:
    assert run(steps=1).architecture == "one-to-one"
    assert run(steps=2).architecture == "many-to-many"


def test_the_final_state_of_one_layer_is_a_vector() -> None:
    trace = run()
    assert {name: values.shape for name, values in trace.final_state.items()} == {"h": (3,), "c": (3,)}
    np.testing.assert_array_equal(trace.final_state["c"], trace.layers[0].signals["c"][-1])


def test_the_final_state_of_a_two_way_stack_is_a_row_for_each_layer_and_direction() -> None:
    trace = run("gru", num_layers=2, bidirectional=True)
    rows = [layer.signals["h"][0 if layer.direction == "reverse" else -1] for layer in trace.layers]
    np.testing.assert_array_equal(trace.final_state["h"], rows)


def test_the_state_before_follows_the_direction_of_reading() -> None:
    forward, reverse = run(bidirectional=True).layers
    np.testing.assert_array_equal(forward.before("h", 1), forward.initial["h"])
    np.testing.assert_array_equal(forward.before("h", 3), forward.signals["h"][1])
    np.testing.assert_array_equal(reverse.before("h", 5), reverse.initial["h"])
    np.testing.assert_array_equal(reverse.before("h", 3), reverse.signals["h"][3])


def test_a_finite_run_has_no_overflow() -> None:
    assert run().overflow is None


def test_a_relu_network_that_overflows_says_at_which_step() -> None:
    network = engine.build_network({"cell": "rnn", "nonlinearity": "relu", "weights": GROWING})
    trace = engine.run(network, [[1.0]] * 400)
    # h_t = 1 + 10 h_{t-1} is 111…1, t ones; float64 ends just under 1.8e308, so the 310th is the first too many.
    assert trace.overflow == engine.Overflow(t=310, layer=0, direction="forward", signal="h")
    assert np.isfinite(trace.layers[0].signals["h"][:309]).all()
    assert not np.isfinite(trace.layers[0].signals["h"][309]).any()


def test_an_overflow_in_reverse_counts_positions_in_the_input() -> None:
    calm = {f"{name}_l0": np.zeros_like(values) for name, values in GROWING.items()}
    growing = {f"{name}_l0_reverse": values for name, values in GROWING.items()}
    network = engine.build_network({"cell": "rnn", "nonlinearity": "relu", "weights": {**calm, **growing}})
    trace = engine.run(network, [[1.0]] * 400)
    assert trace.overflow == engine.Overflow(t=400 - 309, layer=0, direction="reverse", signal="h")


def test_an_overflow_names_the_layer_where_it_began() -> None:
    calm = {f"{name}_l0": values for name, values in GROWING.items()} | {"weight_hh_l0": [[0.5]]}
    growing = {f"{name}_l1": values for name, values in GROWING.items()}
    network = engine.build_network({"cell": "rnn", "nonlinearity": "relu", "weights": {**calm, **growing}})
    overflow = engine.run(network, [[1.0]] * 400).overflow
    assert overflow is not None
    assert (overflow.layer, overflow.signal) == (1, "h")


def test_an_overflow_names_the_first_signal_of_the_first_step() -> None:
    trace = run()
    signals = {name: values.copy() for name, values in trace.layers[0].signals.items()}
    signals["i"][3, 0] = np.nan
    signals["c"][2, 1] = signals["h"][2, 1] = np.inf
    broken = replace(trace, layers=(replace(trace.layers[0], signals=signals),))
    assert broken.overflow == engine.Overflow(t=3, layer=0, direction="forward", signal="c")


def test_a_layer_knows_its_place_and_size() -> None:
    layer = run(num_layers=2).layers[1]
    assert (layer.layer, layer.direction, layer.cell, layer.hidden_size) == (1, "forward", "lstm", 3)


@pytest.mark.parametrize("steps", [1, 5])
def test_a_trace_is_as_long_as_its_input(steps: int) -> None:
    trace = run(steps=steps)
    assert steps == trace.T == len(trace.steps) == len(trace.inputs)
