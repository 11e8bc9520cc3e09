"""Gradients through outputs that are fed back, without PyTorch: central differences, golden vectors, far out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.gradients.backward import BackwardPass
from engine.gradients.feedback import FeedbackPass
from engine.numbers.arrays import Array
from engine.numbers.scaled import Scaled
from engine.runs.schedule import many_to_many
from tests.engine.conftest import name_of
from tests.engine.runs.test_golden import GOLDEN, section

STEP = 1e-6


def free(variant: dict[str, Any], layers: int = 1, kind: str = "linear", **more: Any) -> engine.Network:
    """A network of 4 units a layer that says two numbers and reads two; all weights lively."""
    spec = {**variant, "input_size": 2, "hidden_size": 4, "num_layers": layers, "seed": 5, "init": {"gain": 1.2}}
    weight = np.random.default_rng(1).normal(size=(2, 4))
    readout = {"kind": kind, "labels": ["east", "north"], "weight": weight.tolist(), "bias": [0.3, -0.2]}
    return engine.build_network({**spec, "readout": readout, **more})


def sequence(steps: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=(steps, 2))


def forecast(network: engine.Network, x: Any, then: int = 5, state: Any = None, **more: Any) -> engine.Trace:
    return engine.run(network, x, state, schedule=many_to_many(len(x), then), **more)


def rest_of(trace: engine.Trace, t: int, given: int, state: Any) -> float:
    """Σ h at the last step of a forecast, run on from the state after step t, counted from 0, with what that says."""
    network, steps = trace.network, trace.T - t - 1
    assert network.readout is not None
    rows = trace.inputs[t + 1 : given]
    if not len(rows):  # what comes next is the output of the state itself
        top = state["h"] if state["h"].ndim == 1 else state["h"][-1]
        rows = network.readout.values(network.readout.pre(top))[np.newaxis]
    on = forecast(network, rows, steps - len(rows), state)
    return float(on.layers[-1].signals["h"][-1].sum())


@pytest.mark.parametrize("kind", ["linear", "sigmoid"])
@pytest.mark.parametrize("layers", [1, 2])
def test_gradients_of_the_top_states_are_slopes_of_the_run_that_goes_on_from_them(
    recurrent: dict[str, Any], random_state: Any, layers: int, kind: str
) -> None:
    network, given = free(recurrent, layers, kind), 3
    trace = forecast(network, sequence(given), 5, random_state(network, 2))
    found = engine.gradients(trace, "last")
    names = network.definition.spec.states
    for t in (0, 2, 3, 6):
        now = {name: np.stack([layer.signals[name][t] for layer in trace.layers]) for name in names}
        slopes = {name: np.zeros(4) for name in names}
        for name in names:
            for unit in range(4):
                ends = []
                for step in (STEP, -STEP):
                    moved = {key: values.copy() for key, values in now.items()}
                    moved[name][-1, unit] += step
                    ends.append(rest_of(trace, t, given, {key: values.squeeze() for key, values in moved.items()}))
                slopes[name][unit] = (ends[0] - ends[1]) / (2 * STEP)
        if "c" in names:  # c_t also reaches the loss by way of h_t, which a fresh start from (h_t, c_t) holds still
            signals = trace.layers[-1].signals
            slopes["c"] += slopes["h"] * signals["o"][t] * (1 - np.tanh(signals["c"][t]) ** 2)
        for name, expected in slopes.items():
            np.testing.assert_allclose(found.layers[-1][name].vectors.to_float()[t], expected, rtol=0, atol=1e-8)


@pytest.mark.parametrize("layers", [1, 2])
def test_gradients_of_inputs_and_parameters_are_slopes_of_the_whole_forecast(
    variant: dict[str, Any], layers: int
) -> None:
    network, x = free(variant, layers), sequence(3)
    found = engine.gradients(forecast(network, x, 5), "last", inputs=True, parameters=True)
    assert found.inputs is not None
    assert found.parameters is not None

    def slope(change: Any) -> float:
        ends = [forecast(*change(step)).layers[-1].signals["h"][-1].sum() for step in (STEP, -STEP)]
        return float((ends[0] - ends[1]) / (2 * STEP))

    for place in np.ndindex(x.shape):
        one = np.zeros_like(x)
        one[place] = 1.0
        expected = slope(lambda d, one=one: (network, x + d * one))
        assert found.inputs.vectors.to_float()[place] == pytest.approx(expected, abs=1e-7)
    for name, gradient in found.parameters.items():
        one = np.zeros_like(network.parameters[name])
        one.flat[one.size // 2] = 1.0

        def changed(d: float, name: str = name, one: Any = one) -> Any:
            weights = {**network.parameters, name: network.parameters[name] + d * one}
            return free(variant, layers, weights=weights, seed=None, init=None), x

        assert gradient.to_float().flat[one.size // 2] == pytest.approx(slope(changed), abs=1e-7), name


def test_every_gradient_is_the_one_that_pytorch_computed(golden: dict[str, Any]) -> None:
    with np.load(GOLDEN / f"feedback-{name_of(golden)}.npz", allow_pickle=False) as stored:
        arrays = dict(stored)
    readout = {"kind": "linear", "labels": ["east", "north"], **section(arrays, "readout")}
    network = engine.build_network({**golden, "weights": section(arrays, "parameter"), "readout": readout})
    found = engine.gradients(forecast(network, arrays["x"], 5), "last", inputs=True, parameters=True)
    assert found.inputs is not None
    assert found.parameters is not None
    answers = {f"gradient/{name}": gradient.to_float() for name, gradient in found.parameters.items()}
    answers["inputs"] = found.inputs.vectors.to_float()
    for place, layer in enumerate(found.layers):
        answers |= {f"state/{place}/{name}": state.vectors.to_float() for name, state in layer.states.items()}
    assert answers.keys() == {name for name in arrays if name.startswith(("gradient/", "state/", "inputs"))}
    for name, values in answers.items():
        np.testing.assert_allclose(values, arrays[name], rtol=0, atol=1e-12 * np.abs(arrays[name]).max(), err_msg=name)


def assert_same(found: Array, expected: Array) -> None:
    """Equal but for the last bits, which hang on where in memory the processor finds the numbers."""
    np.testing.assert_allclose(found, expected, rtol=1e-13)


def plain(trace: engine.Trace) -> engine.Trace:
    """The same steps with everything given beforehand."""
    return engine.run(trace.network, trace.inputs)


def test_targets_that_are_fed_in_place_of_outputs_are_no_path(recurrent: dict[str, Any]) -> None:
    network = free(recurrent)
    trace = forecast(network, sequence(3), 5, target=list(sequence(8, 4)), forced=True)
    rows, given = engine.gradients(trace, "last").layers[0], engine.gradients(plain(trace), "last").layers[0]
    assert_same(rows["h"].log10_norm, given["h"].log10_norm)


def test_the_likeliest_label_is_no_path_for_it_moves_in_jumps_only(recurrent: dict[str, Any]) -> None:
    trace = forecast(free(recurrent, kind="softmax"), sequence(3), 5)
    rows, given = engine.gradients(trace, "last").layers[0], engine.gradients(plain(trace), "last").layers[0]
    assert_same(rows["h"].log10_norm, given["h"].log10_norm)


def test_a_loss_before_the_first_output_that_is_fed_back_has_no_such_path(recurrent: dict[str, Any]) -> None:
    trace = forecast(free(recurrent), sequence(3), target=[[0.1, 0.2]] * 3 + [None] * 5)
    found = engine.gradients(trace, "own", map=True)
    alone = engine.run(trace.network, sequence(3), target=[[0.1, 0.2]] * 3)
    expected = engine.gradients(alone, "own", map=True)
    assert_same(found.layers[0]["h"].log10_norm[:3], expected.layers[0]["h"].log10_norm)
    assert (found.layers[0]["h"].log10_norm[3:] == -np.inf).all()
    assert found.map is not None
    assert expected.map is not None
    assert_same(found.map.log10_norm[:3, :3], expected.map.log10_norm)


def test_a_dense_network_has_a_way_back_through_its_outputs_alone() -> None:
    trace = forecast(free({"cell": "dense"}), sequence(3), 5)
    found = engine.gradients(trace, "last").layers[0]["h"].log10_norm
    assert np.isfinite(found[2:]).all()
    assert (found[:2] == -np.inf).all()


@pytest.mark.parametrize("kind", ["linear", "sigmoid"])
@pytest.mark.parametrize("layers", [1, 3])
def test_a_power_of_two_for_each_number_gives_the_same_as_one_for_each_loss(
    variant: dict[str, Any], layers: int, kind: str
) -> None:
    trace = forecast(free(variant, layers, kind), sequence(4), 30)
    passes = BackwardPass(trace, trace.T)
    assert passes.feedback is not None
    both = FeedbackPass(passes.feedback, passes.linearizations)
    rows = np.random.default_rng(0).normal(size=(trace.T, 2, 4))
    source = Scaled(rows, np.zeros((trace.T, 2, 1), dtype=np.int64))
    fast, slow = both._fast(source), both._slow(source)
    assert fast is not None
    for quick, careful in zip(fast, slow, strict=True):
        for name in careful:
            expected = careful[name].to_float()
            np.testing.assert_allclose(quick[name].to_float(), expected, rtol=0, atol=1e-12 * np.abs(expected).max())


@pytest.mark.parametrize(
    ("w", "a"),
    [(1.0, 1.5), (1.0, 0.125), (1.0, 2.0**-130), (2.0**130, 2.0**-100)],
    ids=["grows", "fades", "fades fast", "far apart"],
)
def test_a_gradient_far_beyond_float64_is_a_number(w: float, a: float) -> None:
    """A network at rest at h = 1, y = 1 / w: every step back multiplies by both weights."""
    weights = {"weight_ih": [[w]], "bias_ih": [0.0]}
    readout = {"kind": "linear", "labels": ["y"], "weight": [[a]], "bias": [1.0 / w - a]}
    network = engine.build_network({"cell": "dense", "nonlinearity": "relu", "weights": weights, "readout": readout})
    found = engine.gradients(forecast(network, np.full((1, 1), 1.0 / w), 1999), "last").layers[0]["h"].log10_norm
    np.testing.assert_allclose(found, np.arange(1999, -1, -1) * np.log10(w * a), rtol=1e-12, atol=1e-12)


def test_an_output_near_the_end_of_a_sigmoid_has_its_own_small_slope() -> None:
    """The slope of σ at -1000 is e^-1000, far below float64."""
    weights = {"weight_ih": [[1.0]], "bias_ih": [1.0]}
    readout = {"kind": "sigmoid", "labels": ["y"], "weight": [[1.0]], "bias": [-1001.0]}
    network = engine.build_network({"cell": "dense", "nonlinearity": "relu", "weights": weights, "readout": readout})
    found = engine.gradients(forecast(network, np.zeros((1, 1)), 9), "last").layers[0]["h"].log10_norm
    np.testing.assert_allclose(found, np.arange(9, -1, -1) * -1000 / np.log(10), rtol=1e-12, atol=1e-12)


def test_the_bound_of_an_rnn_holds_for_its_recurrence_alone_and_is_not_given_for_outputs_fed_back() -> None:
    network = free({"cell": "rnn"})
    assert engine.bound(forecast(network, sequence(3), 5)) is None
    assert engine.bound(engine.run(network, sequence(8))) is not None


def test_an_overflow_ends_the_gradient_before_it() -> None:
    weights = {"weight_ih": [[10.0]], "bias_ih": [0.0]}
    readout = {"kind": "linear", "labels": ["y"], "weight": [[1e10]], "bias": [0.0]}
    network = engine.build_network({"cell": "dense", "nonlinearity": "relu", "weights": weights, "readout": readout})
    trace = forecast(network, np.ones((1, 1)), 60)
    assert trace.overflow is not None
    norms = engine.gradients(trace, "last", inputs=True, parameters=True).layers[0]["h"].log10_norm
    assert np.isnan(norms[trace.overflow.t - 1 :]).all()
    assert not np.isnan(norms[: trace.overflow.t - 1]).any()


def test_a_map_through_outputs_fed_back_that_would_take_too_long_is_refused() -> None:
    readout = {"kind": "linear", "labels": ["y"]}
    network = engine.build_network({"cell": "rnn", "input_size": 1, "hidden_size": 100, "readout": readout})
    trace = forecast(network, np.zeros((12, 1)), 500)
    with pytest.raises(engine.InvalidInput, match=r"map: is asked for 512 steps; .*outputs fed back.*limit is 447"):
        engine.gradients(trace, map=True)
