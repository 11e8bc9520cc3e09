"""Gradients without PyTorch: central differences, golden vectors, the answer's own laws, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine.limits import MAX_JACOBIAN_WORK, MAX_MAP_STEPS
from tests.engine.conftest import name_of
from tests.engine.runs.test_golden import section

GOLDEN = Path(__file__).parents[1] / "golden"
STEP = 1e-6


def build(variant: dict[str, Any], **more: Any) -> engine.Network:
    return engine.build_network({**variant, "input_size": 3, "hidden_size": 4, "seed": 1, **more})


def sequence(steps: int, width: int = 3, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=(steps, width))


def loss(network: engine.Network, x: Any, state: Any, at: str, cotangent: Any) -> float:
    trace = engine.run(network, x, state)
    top = [layer.signals["h"] for layer in trace.layers if layer.layer == network.num_layers - 1]
    outputs = np.hstack(top) @ cotangent
    return float(outputs.sum() if at == "all" else outputs[-1])


@pytest.mark.parametrize("at", ["last", "all"])
@pytest.mark.parametrize("both", [False, True])
def test_gradients_of_inputs_and_parameters_are_slopes_of_the_loss(
    variant: dict[str, Any], random_state: Any, both: bool, at: str
) -> None:
    network = build(variant, num_layers=2, bidirectional=both)
    x, state, cotangent = sequence(5), random_state(network, 2), sequence(1, 4 * (1 + both), 9)[0]
    found = engine.gradients(engine.run(network, x, state), at, cotangent, inputs=True, parameters=True)
    assert found.inputs is not None
    assert found.parameters is not None

    def slope(change: Callable[[float], tuple[engine.Network, Any]]) -> float:
        above, below = (loss(*change(step), state, at, cotangent) for step in (STEP, -STEP))
        return (above - below) / (2 * STEP)

    vectors = found.inputs.vectors.to_float()
    for place in [(0, 0), (2, 1), (4, 2)]:

        def shifted(d: float, place: tuple[int, int] = place) -> Any:
            moved = x.copy()
            moved[place] += d
            return network, moved

        assert vectors[place] == pytest.approx(slope(shifted), abs=1e-8)
    for name, gradient in found.parameters.items():
        values = network.parameters[name]
        assert gradient.shape == values.shape
        for index in {0, values.size // 2, values.size - 1}:
            corner = np.unravel_index(index, values.shape)
            moved = np.zeros_like(values)
            moved[corner] = 1.0

            def changed(d: float, name: str = name, moved: Any = moved) -> Any:
                weights = {**network.parameters, name: network.parameters[name] + d * moved}
                return engine.build_network({**variant, "weights": weights}), x

            assert gradient.to_float()[corner] == pytest.approx(slope(changed), abs=1e-8), name


@pytest.mark.parametrize("at", ["last", "all"])
def test_gradients_of_states_are_slopes_by_the_initial_state(
    recurrent: dict[str, Any], random_state: Any, at: str
) -> None:
    """∂L/∂h_t is the slope of the rest of the run by its initial state, plus what the loss reads off h_t itself."""
    network, x = build(recurrent), sequence(7)
    state = random_state(network, 2)
    trace = engine.run(network, x, state)
    found = engine.gradients(trace, at).layers[0]
    signals, ones = trace.layers[0].signals, np.ones(4)
    for t in (0, 3, 5):
        now = {name: signals[name][t] for name in network.definition.spec.states}
        for name in now:
            for unit in range(4):
                moved = {key: values + STEP * (key == name) * np.eye(4)[unit] for key, values in now.items()}
                back = {key: values - STEP * (key == name) * np.eye(4)[unit] for key, values in now.items()}
                rest = x[t + 1 :]
                slope = (loss(network, rest, moved, at, ones) - loss(network, rest, back, at, ones)) / (2 * STEP)
                # c_t also reaches the loss by way of h_t, which a fresh start from (h_t, c_t) holds still.
                expected = slope + (at == "all" and name == "h")
                if name == "c":
                    through_h = signals["o"][t] * (1 - np.tanh(signals["c"][t]) ** 2)
                    expected += float(found["h"].vectors.to_float()[t, unit] * through_h[unit])
                assert found[name].vectors.to_float()[t, unit] == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("at", ["last", "all"])
def test_every_gradient_is_the_one_that_pytorch_computed(golden: dict[str, Any], at: str) -> None:
    with np.load(GOLDEN / f"{name_of(golden)}.npz", allow_pickle=False) as stored:
        arrays = dict(stored)
    with np.load(GOLDEN / f"gradients-{name_of(golden)}.npz", allow_pickle=False) as stored:
        expected = section(dict(stored), at)
    network = engine.build_network({**golden, "weights": section(arrays, "parameter")})
    trace = engine.run(network, arrays["x"], section(arrays, "state"))
    found = engine.gradients(trace, at, arrays["x"][0, :1].repeat(8), inputs=True, parameters=True)
    assert found.inputs is not None
    assert found.parameters is not None
    answers = {"inputs": found.inputs.vectors.to_float()}
    answers |= {f"parameter/{name}": gradient.to_float() for name, gradient in found.parameters.items()}
    answers |= {
        f"state/{place}/{name}": gradient.vectors.to_float()
        for place, layer in enumerate(found.layers)
        for name, gradient in layer.states.items()
    }
    assert answers.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_allclose(answers[name], values, rtol=0, atol=1e-12 * np.abs(values).max(), err_msg=name)


@given(steps=st.integers(1, 20), seed=st.integers(0, 99), layers=st.integers(1, 3), both=st.booleans())
@settings(max_examples=15)
def test_the_itemised_vectors_add_up_to_the_total(
    variant: dict[str, Any], steps: int, seed: int, layers: int, both: bool
) -> None:
    network = build(variant, num_layers=layers, bidirectional=both)
    trace = engine.run(network, sequence(steps, seed=seed))
    place = seed % len(trace.layers)
    found = engine.gradients(trace, "all", map=True, map_layer=place)
    assert found.map is not None
    assert found.map.sum_error <= 1e-12
    total = found.layers[place]["h"].vectors.to_float()
    items = [found.map.vectors(s) for s in range(steps)]
    np.testing.assert_allclose(sum(item.to_float() for item in items), total, rtol=1e-12, atol=1e-12)
    for s, item in enumerate(items):
        np.testing.assert_allclose(found.map.log10_norm[s], item.norm().log10(), rtol=0, atol=1e-12)


def test_the_map_of_many_losses_is_that_of_each_alone(variant: dict[str, Any]) -> None:
    """More losses than go backward together."""
    trace = engine.run(build(variant), sequence(150))
    found = engine.gradients(trace, map=True).map
    assert found is not None
    assert np.isneginf(found.log10_norm[np.triu_indices(150, 1)]).all()
    for s in (0, 63, 64, 100, 149):
        alone = engine.gradients(trace, s + 1).layers[0]["h"].log10_norm
        np.testing.assert_allclose(found.log10_norm[s], alone, rtol=0, atol=1e-11)


def test_the_map_stays_right_where_float64_ends(recurrent: dict[str, Any]) -> None:
    network = build(recurrent, init={"gain": 200.0})
    trace = engine.run(network, sequence(30))
    found = engine.gradients(trace, map=True, jacobian=True)
    assert found.map is not None
    for s in (0, 17, 29):
        alone = engine.gradients(trace, s + 1).layers[0]["h"].log10_norm
        np.testing.assert_allclose(found.map.log10_norm[s], alone, rtol=0, atol=1e-9)


def test_gradients_are_linear_in_the_cotangent(variant: dict[str, Any]) -> None:
    trace = engine.run(build(variant), sequence(6))
    small = engine.gradients(trace, "all", [1e-300, 2e-300, 0.0, -1e-300]).layers[0]["h"]
    plain = engine.gradients(trace, "all", [1.0, 2.0, 0.0, -1.0]).layers[0]["h"]
    np.testing.assert_allclose(small.log10_norm, plain.log10_norm - 300, rtol=0, atol=1e-12)


def test_one_step_has_the_loss_itself_as_its_gradient(variant: dict[str, Any]) -> None:
    found = engine.gradients(engine.run(build(variant), sequence(1)), map=True, jacobian=True)
    np.testing.assert_array_equal(found.layers[0]["h"].vectors.to_float(), np.ones((1, 4)))
    assert found.map is not None
    assert found.map.log10_norm == pytest.approx(np.log10(2.0))
    assert found.jacobian is not None
    assert found.jacobian.log10_norm == pytest.approx(0.0)


def test_a_zero_gradient_is_zero_and_has_no_logarithm(variant: dict[str, Any]) -> None:
    trace = engine.run(build(variant), sequence(5))
    found = engine.gradients(trace, cotangent=[0.0] * 4, map=True, inputs=True, parameters=True, clip=1.0)
    assert (found.layers[0]["h"].norm == 0).all()
    assert np.isneginf(found.layers[0]["h"].log10_norm).all()
    assert found.map is not None
    assert found.map.sum_error == 0
    assert found.clip is not None
    assert (found.clip.before, found.clip.factor, found.clip.after) == (0.0, 1.0, 0.0)


def test_a_norm_that_float64_cannot_hold_is_0_or_infinite_and_its_logarithm_right() -> None:
    rows = engine.Rows(np.array([[0.6, -0.8], [0.6, 0.8], [0.0, 0.0]]), np.array([-7000, 7000, 0]))
    np.testing.assert_array_equal(rows.norm, [0.0, np.inf, 0.0])
    np.testing.assert_allclose(rows.log10_norm, [-7000 * np.log10(2), 7000 * np.log10(2), -np.inf])


def test_what_overflowed_is_differentiated_as_far_as_it_is_good() -> None:
    network = build({"cell": "rnn", "nonlinearity": "relu"}, num_layers=2, init={"gain": 1000.0})
    x = np.abs(sequence(300))
    trace = engine.run(network, x)
    assert trace.overflow is not None
    good = trace.overflow.t - 1
    found = engine.gradients(trace, map=False, inputs=True, parameters=True, jacobian=True)
    assert found.overflow == trace.overflow
    assert found.loss.steps[0] <= good
    last = found.loss.steps[0]
    short = engine.gradients(engine.run(network, x[:last]))
    for layer, expected in zip(found.layers, short.layers, strict=True):
        np.testing.assert_allclose(layer["h"].log10_norm[:last], expected["h"].log10_norm, rtol=1e-13)
        assert np.isnan(layer["h"].log10_norm[last:]).all()
        assert np.isnan(layer["h"].norm[last:]).all()
    assert found.parameters is not None
    assert all(np.isfinite(g.norm(axis=None).log10()) for g in found.parameters.values())


def test_two_directions_that_overflowed_have_no_gradient() -> None:
    network = build({"cell": "rnn", "nonlinearity": "relu"}, bidirectional=True, init={"gain": 1000.0})
    trace = engine.run(network, np.abs(sequence(300)))
    found = engine.gradients(trace, map=True, inputs=True, parameters=True, jacobian=True, clip=1.0)
    assert found.loss.steps == ()
    assert found.map is not None
    assert np.isnan(found.map.log10_norm).all()
    assert np.isnan(found.layers[1]["h"].log10_norm).all()
    assert found.parameters is not None
    assert np.isnan(found.parameters["weight_hh_l0"].to_float()).all()
    assert found.clip is not None
    assert np.isnan(found.clip.before)


def test_clipping_scales_the_norm_down_to_the_threshold(variant: dict[str, Any]) -> None:
    trace = engine.run(build(variant), sequence(6))
    loose, tight = engine.gradients(trace, "all", clip=1e6).clip, engine.gradients(trace, "all", clip=0.25).clip
    assert loose is not None
    assert tight is not None
    assert (loose.factor, loose.after) == (1.0, loose.before)
    assert tight.before == loose.before
    assert tight.after == 0.25
    assert tight.factor * tight.before == pytest.approx(0.25)


def test_clipping_an_explosion_beyond_float64() -> None:
    """A relu network at rest on a fixed point; 2000 steps back the gradient is 1.75^1999, some 10^486."""
    weights = {
        "weight_ih": [[0.0], [0.0]],
        "weight_hh": [[1.5, 0.25], [0.5, 1.25]],
        "bias_ih": [-0.75, -0.75],
        "bias_hh": [0.0, 0.0],
    }
    network = engine.build_network({"cell": "rnn", "nonlinearity": "relu", "weights": weights})
    clip = engine.gradients(engine.run(network, np.zeros((2000, 1)), {"h": [1.0, 1.0]}), clip=100.0).clip
    assert clip is not None
    assert clip.before == np.inf
    assert 486 < clip.log10_before < 488
    assert clip.log10_factor == 2 - clip.log10_before
    assert (clip.factor, clip.after) == (0.0, 100.0)


def test_the_contribution_of_a_character_is_its_gradient() -> None:
    inputs = engine.encode({"text": "hello"})
    network = engine.build_network({"cell": "gru", "hidden_size": 4}, input_size=inputs.array.shape[1])
    found = engine.gradients(engine.run(network, inputs), inputs=True).inputs
    assert found is not None
    own = (found.vectors.to_float() * inputs.array).sum(axis=1)
    np.testing.assert_allclose(found.contribution.to_float(), own, rtol=1e-14)


REFUSED: list[tuple[dict[str, Any], tuple[Any, ...], str]] = [
    ({"at": "first"}, ("at",), "is “first”; choose last, all, own, or a step from 1 to 5."),
    ({"at": "own"}, ("at",), "is own, and this run has no loss of its own; give a target, or choose last or all."),
    ({"at": 0}, ("at",), "is 0; it must be from 1 to 5."),
    ({"at": 6}, ("at",), "is 6; it must be from 1 to 5."),
    ({"at": ["last"]}, ("at",), "must be a whole number from 1 to 5, not a list."),
    ({"cotangent": [1.0, 2.0]}, ("cotangent",), "has 2 numbers; it needs 4, one a unit."),
    ({"cotangent": [1, 2, "x", 4]}, ("cotangent", 2), "must be a number, not “x”."),
    ({"cotangent": [1, 2, float("nan"), 4]}, ("cotangent", 2), "is not a number (NaN); every number must be finite."),
    ({"cotangent": "ones"}, ("cotangent",), "must be a list of numbers, not “ones”."),
    ({"map": "yes"}, ("map",), "must be true or false, not “yes”."),
    ({"map": True, "map_layer": 1}, ("map_layer",), "is 1; it must be from 0 to 0."),
    ({"clip": 0}, ("clip",), "is 0; it must be above 0 and below 1e300."),
    ({"clip": float("nan")}, ("clip",), "is nan; it must be above 0 and below 1e300."),
    ({"clip": "1"}, ("clip",), "must be a number above 0, not “1”."),
]


@pytest.mark.parametrize(("wish", "path", "detail"), REFUSED)
def test_what_cannot_be_done_is_refused_in_words(wish: dict[str, Any], path: tuple[Any, ...], detail: str) -> None:
    trace = engine.run(build({"cell": "lstm"}), sequence(5))
    with pytest.raises(engine.InvalidInput) as caught:
        engine.gradients(trace, **wish)
    assert [(problem.path, problem.detail) for problem in caught.value.errors] == [(path, detail)]


def test_a_cotangent_for_two_directions_has_a_number_for_each() -> None:
    trace = engine.run(build({"cell": "lstm"}, bidirectional=True), sequence(5))
    with pytest.raises(engine.InvalidInput, match="has 4 numbers; it needs 8, one a unit and direction"):
        engine.gradients(trace, cotangent=[1.0] * 4)


def test_a_map_over_its_limit_is_refused() -> None:
    trace = engine.run(build({"cell": "rnn"}), sequence(MAX_MAP_STEPS + 1))
    with pytest.raises(engine.InvalidInput, match=rf"map: is asked for 513 steps; the limit is {MAX_MAP_STEPS}"):
        engine.gradients(trace, map=True)


def test_jacobians_over_their_limit_are_refused() -> None:
    trace = engine.run(build({"cell": "rnn"}, hidden_size=256), sequence(MAX_JACOBIAN_WORK // 256**2 + 1))
    with pytest.raises(engine.InvalidInput, match=r"jacobian: is asked for 62 steps of 256 units; .* is 61 steps"):
        engine.gradients(trace, jacobian=True)


def test_a_loss_at_a_step_that_emits_nothing_is_refused() -> None:
    trace = engine.run(build({"cell": "rnn"}), sequence(4))
    silent = tuple(engine.Step(t, str(t), emit=t < 3) for t in range(1, 5))
    trace.__dict__["steps"] = silent
    with pytest.raises(engine.InvalidInput, match="asks for a loss at step 4, which emits no output; steps 1 to 2 do"):
        engine.gradients(trace)
    assert engine.gradients(trace, "all").loss.steps == (1, 2)


def test_a_loss_beyond_an_overflow_is_refused() -> None:
    network = build({"cell": "rnn", "nonlinearity": "relu"}, init={"gain": 1000.0})
    trace = engine.run(network, np.abs(sequence(300)))
    with pytest.raises(engine.InvalidInput, match="is 300, where the forward pass has overflowed; choose a step up to"):
        engine.gradients(trace, 300)


def test_a_map_that_would_take_too_long_is_refused() -> None:
    """A layer below the top, and slopes that only the slow loop can handle."""
    trace = engine.run(build({"cell": "rnn"}, hidden_size=128, num_layers=2), sequence(400))
    with pytest.raises(engine.InvalidInput, match=r"map: is asked for 400 steps; .* the limit is 247 steps"):
        engine.gradients(trace, map=True, map_layer=0)
    trace = engine.run(build({"cell": "lstm"}, hidden_size=128, init={"forget_bias": -100.0}), sequence(400))
    with pytest.raises(engine.InvalidInput, match=r"map: is asked for 400 steps; .* the limit is 349 steps"):
        engine.gradients(trace, map=True)


def run_with_a_loss(variant: dict[str, Any], layers: int, both: bool) -> engine.Trace:
    readout = {"kind": "softmax", "labels": ["a", "b", "c"]}
    network = build(variant, num_layers=layers, bidirectional=both, readout=readout)
    return engine.run(network, sequence(9), target=["a", None, "c", "b", "b", None, "a", "c", "b"])


@pytest.mark.parametrize(("layers", "both"), [(1, False), (2, True)])
def test_the_gradient_of_a_runs_own_loss_is_its_slope(variant: dict[str, Any], layers: int, both: bool) -> None:
    trace = run_with_a_loss(variant, layers, both)
    found = engine.gradients(trace, parameters=True).parameters
    assert found is not None
    name = "weight_ih_l0"
    gradient, step = found[name].to_float(), 1e-6
    for place in [(0, 0), (2, 1)]:
        totals = []
        for sign in (1, -1):
            moved = trace.network.parameters[name].copy()
            moved[place] += sign * step
            network = replace(trace.network, parameters={**trace.network.parameters, name: moved})
            again = engine.run(network, trace.inputs, target=["a", None, "c", "b", "b", None, "a", "c", "b"])
            assert again.loss is not None
            totals.append(again.loss.total)
        assert gradient[place] == pytest.approx((totals[0] - totals[1]) / (2 * step), rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(("layers", "both"), [(1, False), (2, True)])
def test_the_losses_of_the_steps_add_up_to_a_runs_own(variant: dict[str, Any], layers: int, both: bool) -> None:
    trace = run_with_a_loss(variant, layers, both)
    found = engine.gradients(trace, map=True)
    assert (found.loss.at, found.loss.steps) == ("own", (1, 3, 4, 5, 7, 8, 9))
    assert found.map is not None
    assert found.map.sum_error < 1e-12
    assert np.isneginf(found.map.log10_norm[[1, 5]]).all()
    alone = engine.gradients(trace, 9, cotangent=found.loss.cotangent[8])
    place = layers * (1 + both) - 1 - both
    np.testing.assert_allclose(found.map.log10_norm[8], alone.layers[place]["h"].log10_norm, rtol=0, atol=1e-12)


def test_a_run_with_a_loss_can_still_be_asked_about_its_outputs() -> None:
    trace = run_with_a_loss({"cell": "lstm"}, 1, False)
    assert engine.gradients(trace, "last").loss.steps == (9,)
    assert engine.gradients(trace, cotangent=[1.0] * 4).loss.at == "last"
    with pytest.raises(engine.InvalidInput, match="leave one of the two out"):
        engine.gradients(trace, "own", cotangent=[1.0] * 4)
