"""Gradients hundreds and thousands of orders of magnitude from 1, against arbitrary precision."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine

exact = pytest.importorskip("tests.engine.exact", reason="needs mpmath", exc_type=ImportError)

TOLERANCE = 1e-9


def agrees(network: engine.Network, x: Any, steps: Any, low: float | None = None, high: float | None = None) -> Any:
    """log10 norms at the positions `steps`; the one of the first is to lie between `low` and `high`."""
    found = engine.gradients(engine.run(network, x)).layers[0]
    reference = exact.Exact(network.cell, network.variant, network.parameters_of("_l0"), x)
    reference.backward()
    for name, gradient in found.states.items():
        expected = [reference.log10_norm(t, name) for t in steps]
        np.testing.assert_allclose(gradient.log10_norm[list(steps)], expected, rtol=0, atol=TOLERANCE, err_msg=name)
    first = found["h"].log10_norm[0]
    assert low is None or low < first
    assert high is None or first < high
    return found


def noise(steps: int) -> Any:
    return np.random.default_rng(3).normal(size=(steps, 1))


def scaled(variant: dict[str, Any], radius: float, **init: Any) -> engine.Network:
    """Two units, the blocks of `weight_hh` scaled to a spectral radius."""
    return engine.build_network(
        {**variant, "input_size": 1, "hidden_size": 2, "seed": 4, "init": {"spectral_radius": radius, **init}}
    )


@pytest.mark.parametrize(
    ("variant", "radius", "init"),
    [
        ({"cell": "rnn"}, 0.6, {"gain": 0.1}),
        ({"cell": "lstm"}, 0.2, {"forget_bias": -3.3}),
        ({"cell": "gru"}, 0.05, {"update_bias": -3.4}),
    ],
    ids=["rnn", "lstm", "gru"],
)
def test_a_gradient_of_ten_to_the_minus_two_thousand_is_a_number(
    variant: dict[str, Any], radius: float, init: dict[str, float]
) -> None:
    found = agrees(scaled(variant, radius, **init), noise(2000), range(0, 2000, 123), -2300, -1700)
    assert found["h"].norm[0] == 0.0


def test_a_gradient_of_ten_to_the_four_hundred_is_a_number() -> None:
    """A relu network resting on a fixed point that float64 holds exactly; every step back lengthens by 1.5859375."""
    weights = {
        "weight_ih": [[0.0], [0.0]],
        "weight_hh": [[1.25, 0.3359375], [0.5, 1.0859375]],
        "bias_ih": [-0.5859375, -0.5859375],
        "bias_hh": [0.0, 0.0],
    }
    network = engine.build_network({"cell": "rnn", "nonlinearity": "relu", "weights": weights})
    x, start = np.zeros((2000, 1)), {"h": [1.0, 1.0]}
    found = engine.gradients(engine.run(network, x, start)).layers[0]["h"]
    back = np.array(weights["weight_hh"]).T
    one = np.linalg.eig(back)
    in_directions = np.linalg.solve(one.eigenvectors, np.ones(2))
    largest = int(np.argmax(one.eigenvalues))
    # 1999 steps back only the largest eigenvalue is left: the other is smaller by 10^-600.
    expected = 1999 * np.log10(one.eigenvalues[largest]) + np.log10(
        np.linalg.norm(one.eigenvectors[:, largest] * in_directions[largest])
    )
    assert 390 < expected < 410
    assert found.log10_norm[0] == pytest.approx(expected, abs=1e-9)
    assert found.norm[0] == np.inf


def test_a_linear_network_explodes_as_arbitrary_precision_says() -> None:
    """Input and state 0: tanh has slope 1 there, and the gradient is a power of the matrix."""
    network = engine.build_network(
        {"cell": "rnn", "input_size": 1, "hidden_size": 3, "seed": 2, "init": {"spectral_radius": 1.59}}
    )
    weights = {**network.parameters, "bias_ih_l0": np.zeros(3), "bias_hh_l0": np.zeros(3)}
    network = engine.build_network({"cell": "rnn", "weights": weights})
    agrees(network, np.zeros((2000, 1)), range(0, 2000, 333), 390, 410)


@pytest.mark.parametrize("bias", [-1000.0, -200.0, -40.0, 40.0, 1000.0])
@pytest.mark.parametrize(
    "variant",
    [{"cell": "lstm"}, {"cell": "gru"}, {"cell": "gru", "form": "reset_before"}],
    ids=["lstm", "gru", "before"],
)
def test_gates_all_but_shut_or_open_keep_their_digits(variant: dict[str, Any], bias: float) -> None:
    """σ(-1000) is 10^-434, which no float64 holds."""
    name = "forget_bias" if variant["cell"] == "lstm" else "update_bias"
    agrees(scaled(variant, 0.9, **{name: bias}), noise(40), range(0, 40, 3))


@pytest.mark.parametrize("block", [0, 1, 2, 3])
@pytest.mark.parametrize("bias", [-900.0, -40.0, 40.0])
def test_every_gate_of_an_lstm_may_be_all_but_shut(block: int, bias: float) -> None:
    network = scaled({"cell": "lstm"}, 0.9)
    weights = {name: values.copy() for name, values in network.parameters.items()}
    weights["bias_ih_l0"][2 * block : 2 * block + 2] += bias
    agrees(engine.build_network({"cell": "lstm", "weights": weights}), noise(20), range(20))


@pytest.mark.parametrize("block", [0, 1, 2])
@pytest.mark.parametrize("bias", [-900.0, -40.0, 40.0])
@pytest.mark.parametrize("form", ["reset_after", "reset_before"])
def test_every_gate_of_a_gru_may_be_all_but_shut(block: int, bias: float, form: str) -> None:
    network = scaled({"cell": "gru", "form": form}, 0.9)
    weights = {name: values.copy() for name, values in network.parameters.items()}
    weights["bias_ih_l0"][2 * block : 2 * block + 2] += bias
    agrees(engine.build_network({"cell": "gru", "form": form, "weights": weights}), noise(20), range(20))


@pytest.mark.parametrize("gain", [30.0, 1000.0])
@pytest.mark.parametrize("cell", ["rnn", "lstm", "gru"])
def test_saturated_units_keep_their_slopes(cell: str, gain: float) -> None:
    network = engine.build_network({"cell": cell, "input_size": 1, "hidden_size": 2, "init": {"gain": gain}})
    agrees(network, noise(15), range(15))


def test_units_whose_gradients_part_by_thousands_of_orders_stay_right() -> None:
    """A diagonal network: one unit keeps, one vanishes, one explodes; each is its own power."""
    weights = {
        "weight_ih": np.zeros((3, 1)),
        "weight_hh": np.diag([1.0, 1e-3, 1e3]),
        "bias_ih": np.zeros(3),
        "bias_hh": np.zeros(3),
    }
    network = engine.build_network({"cell": "rnn", "weights": weights})
    for unit, power in ((0, 0.0), (1, -3.0), (2, 3.0)):
        found = engine.gradients(engine.run(network, np.zeros((500, 1))), cotangent=np.eye(3)[unit])
        np.testing.assert_allclose(found.layers[0]["h"].log10_norm, power * np.arange(499, -1, -1), atol=1e-9)


def test_what_a_dying_unit_outshone_comes_to_light() -> None:
    """Unit 1 explodes until, at step 5, it was switched off; before it only the vanished gradient of unit 2 is left."""
    weights = {
        "weight_ih": np.array([[-1.0], [0.0]]),
        "weight_hh": np.diag([4.0, 2.0**-4]),
        "bias_ih": np.array([2.0**-1000, 1.0]),
        "bias_hh": np.zeros(2),
    }
    network = engine.build_network({"cell": "rnn", "nonlinearity": "relu", "weights": weights})
    x = np.zeros((400, 1))
    x[4] = 1e300
    trace = engine.run(network, x)
    found = engine.gradients(trace).layers[0]["h"].log10_norm
    assert trace.overflow is None
    assert found[4] == pytest.approx(395 * np.log10(4.0))
    assert found[0] == pytest.approx(399 * np.log10(2.0**-4))
