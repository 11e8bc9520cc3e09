from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine.limits import MAX_STEP_UNITS, MAX_STEPS
from tests.engine import textbook

TOLERANCE = 1e-12


def build(variant: dict[str, Any], **more: Any) -> engine.Network:
    return engine.build_network({**variant, "input_size": 3, "hidden_size": 4, "seed": 1, **more})


def sequence(steps: int, width: int = 3, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=(steps, width))


@given(steps=st.integers(1, 12), input_size=st.integers(1, 5), hidden_size=st.integers(1, 6), seed=st.integers(0, 999))
@settings(max_examples=30)
def test_every_signal_is_the_textbooks(
    variant: dict[str, Any], random_state: Any, steps: int, input_size: int, hidden_size: int, seed: int
) -> None:
    network = build(variant, input_size=input_size, hidden_size=hidden_size, seed=seed, init={"gain": 2})
    x, state = sequence(steps, input_size, seed), random_state(network, seed)
    zeros = [0.0] * hidden_size
    expected = textbook.read(
        network.cell, network.variant, network.parameters_of("_l0"), x, state.get("h", zeros), state.get("c", zeros)
    )
    signals = engine.run(network, x, state).layers[0].signals
    assert list(signals) == [signal.name for signal in network.definition.spec.signals]
    for name, values in expected.items():
        np.testing.assert_allclose(signals[name], values, rtol=TOLERANCE, atol=TOLERANCE)


def test_a_stack_reads_the_hidden_states_below(variant: dict[str, Any]) -> None:
    trace = engine.run(build(variant, num_layers=3), sequence(7))
    assert [(layer.layer, layer.direction) for layer in trace.layers] == [(k, "forward") for k in range(3)]
    for below, above in zip(trace.layers, trace.layers[1:], strict=False):
        np.testing.assert_array_equal(above.inputs, below.signals["h"])


def test_the_second_layer_of_a_two_way_stack_reads_both_directions(variant: dict[str, Any]) -> None:
    trace = engine.run(build(variant, num_layers=2, bidirectional=True), sequence(7))
    places = [(layer.layer, layer.direction) for layer in trace.layers]
    assert places == [(0, "forward"), (0, "reverse"), (1, "forward"), (1, "reverse")]
    both = np.hstack([trace.layers[0].signals["h"], trace.layers[1].signals["h"]])
    for layer in trace.layers[2:]:
        np.testing.assert_array_equal(layer.inputs, both)


def test_the_reverse_direction_is_the_turned_sequence_read_forward(variant: dict[str, Any], random_state: Any) -> None:
    network = build(variant, bidirectional=True)
    x, state = sequence(9), random_state(network, 3)
    trace = engine.run(network, x, state)
    alone = engine.build_network(
        {
            **variant,
            "weights": {
                name.removesuffix("_l0_reverse"): values
                for name, values in network.parameters.items()
                if name.endswith("_reverse")
            },
        }
    )
    turned = engine.run(alone, x[::-1], {name: rows[1] for name, rows in state.items()})
    for name, values in turned.layers[0].signals.items():
        np.testing.assert_allclose(trace.layers[1].signals[name], values[::-1], rtol=1e-13, atol=1e-15)
    for name, values in turned.final_state.items():
        np.testing.assert_allclose(trace.final_state[name][1], values, rtol=1e-13, atol=1e-15)


def test_a_run_can_be_continued_from_its_final_state(recurrent: dict[str, Any]) -> None:
    network, x = build(recurrent, num_layers=2), sequence(10)
    whole = engine.run(network, x)
    first = engine.run(network, x[:4])
    rest = engine.run(network, x[4:], first.final_state)
    for one, other in zip(whole.layers, rest.layers, strict=True):
        for name, values in other.signals.items():
            np.testing.assert_allclose(one.signals[name][4:], values, rtol=1e-13, atol=1e-15)


def test_a_state_left_out_is_zeros(recurrent: dict[str, Any]) -> None:
    network, x = build(recurrent), sequence(3)
    zeros = {name: np.zeros(4) for name in network.definition.spec.states}
    expected = engine.run(network, x, zeros).layers[0].signals["h"]
    for left_out in (None, {}, dict.fromkeys(zeros)):
        np.testing.assert_array_equal(engine.run(network, x, left_out).layers[0].signals["h"], expected)


def test_the_feedforward_neuron_has_no_memory() -> None:
    network, x = build({"cell": "dense"}), sequence(6)
    forward, turned = engine.run(network, x), engine.run(network, x[::-1])
    np.testing.assert_allclose(turned.layers[0].signals["h"][::-1], forward.layers[0].signals["h"], rtol=1e-14)
    assert forward.final_state == {}


def test_the_same_request_gives_the_same_bits(variant: dict[str, Any]) -> None:
    first, again = (engine.run(build(variant, num_layers=2), sequence(50)) for _ in range(2))
    for one, other in zip(first.layers, again.layers, strict=True):
        for name, values in one.signals.items():
            np.testing.assert_array_equal(values, other.signals[name])


def test_nothing_in_a_trace_can_be_written_to(variant: dict[str, Any]) -> None:
    trace = engine.run(build(variant, num_layers=2, bidirectional=True), sequence(4))
    arrays = [trace.inputs, *trace.final_state.values()]
    for layer in trace.layers:
        arrays += [layer.inputs, *layer.signals.values(), *layer.initial.values()]
    for values in arrays:
        with pytest.raises(ValueError, match="read-only"):
            values[...] = 1


def test_the_callers_arrays_stay_as_they_are(recurrent: dict[str, Any], random_state: Any) -> None:
    network, x = build(recurrent), sequence(4)
    state = random_state(network, 0)
    kept = {name: values.copy() for name, values in state.items()}
    trace = engine.run(network, x, state)
    x[...] = 7
    assert not (trace.inputs == 7).any()
    for name, values in kept.items():
        np.testing.assert_array_equal(state[name], values)
        assert state[name].flags.writeable


def test_encoded_inputs_keep_their_labels() -> None:
    inputs = engine.encode({"text": "hello"})
    trace = engine.run(build({"cell": "rnn"}, input_size=4), inputs)
    assert trace.labels == tuple("hello")
    assert engine.run(build({"cell": "rnn"}), sequence(2)).labels == ("1", "2")


def test_one_step_is_a_run_of_one(recurrent: dict[str, Any], random_state: Any) -> None:
    network, x = build(recurrent), sequence(1)
    state = random_state(network, 5)
    signals, after = engine.step(network, x[0], state)
    trace = engine.run(network, x, state)
    for name, values in trace.layers[0].signals.items():
        np.testing.assert_array_equal(signals[name], values[0])
    assert after.keys() == state.keys()
    for name, values in after.items():
        np.testing.assert_array_equal(values, signals[name])


@pytest.mark.parametrize("more", [{"num_layers": 2}, {"bidirectional": True}])
def test_a_single_step_is_for_a_single_layer(more: dict[str, Any]) -> None:
    with pytest.raises(engine.InvalidInput, match="use run"):
        engine.step(build({"cell": "lstm"}, **more), [0, 0, 0])


@pytest.mark.parametrize(
    ("x", "path"), [([0, 0], ("x",)), ([0, 0, "1"], ("x", 2)), (None, ("x",)), ([0, 0, float("nan")], ("x", 2))]
)
def test_a_bad_step_input_is_refused(x: Any, path: tuple[str | int, ...]) -> None:
    with pytest.raises(engine.InvalidInput) as error:
        engine.step(build({"cell": "lstm"}), x)
    assert error.value.errors[0].path == path


@pytest.mark.parametrize(
    ("state", "more", "path", "words"),
    [
        ({"h": [0] * 5}, {}, ("state", "h"), "has 5 numbers; it needs 4, one a unit"),
        ({"c": [[0] * 4]}, {}, ("state", "c", 0), "must be a number"),
        ({"h": [0, 0, 0, float("nan")]}, {}, ("state", "h", 3), "not a number"),
        ({"z": [0] * 4}, {}, ("state", "z"), "not a state of the lstm cell; its state is h and c"),
        ({"h": [0] * 4}, {"num_layers": 2}, ("state", "h", 0), "must be a list of numbers"),
        ({"h": np.zeros((3, 4))}, {"num_layers": 2}, ("state", "h"), "has 3 × 4 numbers; it needs 2 × 4"),
        ([0] * 4, {}, ("state",), "must be an object"),
    ],
)
def test_a_bad_state_is_refused(state: Any, more: dict[str, Any], path: tuple[str | int, ...], words: str) -> None:
    with pytest.raises(engine.InvalidInput) as error:
        engine.run(build({"cell": "lstm"}, **more), sequence(2), state)
    (problem,) = error.value.errors
    assert problem.path == path
    assert words in problem.detail


def test_a_cell_without_state_refuses_one() -> None:
    with pytest.raises(engine.InvalidInput, match="it has no state"):
        engine.run(build({"cell": "dense"}), sequence(2), {"h": [0] * 4})


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (sequence(2, 4), "has 4 numbers a step; the network reads 3"),
        ([], "is empty"),
        (np.zeros((MAX_STEPS + 1, 3)), f"has {MAX_STEPS + 1} rows; give 1 to {MAX_STEPS}"),
        ([[1, 2, 3], [4, 5]], "same length"),
    ],
)
def test_a_sequence_that_does_not_fit_is_refused(x: Any, words: str) -> None:
    with pytest.raises(engine.InvalidInput, match=words) as error:
        engine.run(build({"cell": "rnn"}), x)
    assert error.value.errors[0].path[0] == "input"


def test_the_longest_sequence_fits_the_widest_layer_but_not_two_of_them() -> None:
    x = np.zeros((MAX_STEPS, 3))
    assert engine.run(build({"cell": "rnn"}, hidden_size=256), x).T == MAX_STEPS
    with pytest.raises(engine.InvalidInput, match=rf"the limit is {MAX_STEP_UNITS}\. Give at most 1000 steps"):
        engine.run(build({"cell": "rnn"}, hidden_size=256, bidirectional=True), x)


@pytest.mark.parametrize("scale", [1e150, 1e308])
def test_huge_finite_weights_give_an_answer_without_warnings(variant: dict[str, Any], scale: float) -> None:
    shapes = engine.CELLS[variant["cell"]].spec.shapes(3, 4)
    rng = np.random.default_rng(0)
    weights = {name: scale * rng.uniform(-1, 1, size=shape) for name, shape in shapes.items()}
    network = engine.build_network({**variant, "weights": weights})
    trace = engine.run(network, scale * np.sign(sequence(20)))
    first = trace.overflow
    for layer in trace.layers:
        for name, values in layer.signals.items():
            bad = np.flatnonzero(~np.isfinite(values).all(axis=1))
            assert first is not None or bad.size == 0, name
            assert first is None or bad.size == 0 or bad[0] + 1 >= first.t


def test_a_huge_initial_state_is_not_lost() -> None:
    weights = {
        "weight_ih": [[0.0]] * 4,
        "weight_hh": [[1e-308]] * 4,
        "bias_ih": [0.0] * 4,
        "bias_hh": [0.0] * 4,
    }
    network = engine.build_network({"cell": "lstm", "weights": weights})
    signals = engine.run(network, [[0.0]], {"h": [1.7e308], "c": [0.0]}).layers[0].signals
    assert signals["g"][0, 0] == pytest.approx(np.tanh(1.7), rel=1e-12)
