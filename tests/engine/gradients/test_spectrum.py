from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine


def sequence(steps: int, width: int = 2) -> Any:
    return np.random.default_rng(0).normal(size=(steps, width))


def build(cell: str, **more: Any) -> engine.Network:
    return engine.build_network({"cell": cell, "input_size": 2, "hidden_size": 5, "seed": 3, **more})


@pytest.mark.parametrize(("cell", "gates"), [("rnn", "h"), ("lstm", "ifgo"), ("gru", "rzn"), ("dense", "")])
def test_every_gate_has_the_spectrum_of_its_own_block(cell: str, gates: str) -> None:
    network = build(cell, num_layers=2, bidirectional=True)
    found = engine.spectrum(network, 1, "reverse")
    assert list(found) == list(gates)
    for place, each in enumerate(found.values()):
        block = network.parameters["weight_hh_l1_reverse"][5 * place : 5 * place + 5]
        sizes = np.abs(each.eigenvalues)
        assert (np.diff(sizes) <= 0).all()
        assert each.eigenvalues.sum() == pytest.approx(np.trace(block))
        assert each.eigenvalues.prod() == pytest.approx(np.linalg.det(block))
        assert each.radius == sizes[0]
        assert each.singular_max == pytest.approx(np.sqrt(np.linalg.eigvalsh(block @ block.T)[-1]))


def test_a_rotation_has_its_spectrum_on_the_unit_circle() -> None:
    network = build("rnn", init={"scheme": "orthogonal"})
    np.testing.assert_allclose(np.abs(engine.spectrum(network)["h"].eigenvalues), 1.0)


@pytest.mark.parametrize("nonlinearity", ["tanh", "relu"])
@pytest.mark.parametrize("gain", [0.3, 1.0, 3.0])
def test_no_jacobian_of_an_rnn_exceeds_the_bound(nonlinearity: str, gain: float) -> None:
    trace = engine.run(build("rnn", nonlinearity=nonlinearity, init={"gain": gain}), sequence(40))
    limit, found = engine.bound(trace), engine.gradients(trace, jacobian=True).jacobian
    assert limit is not None
    assert found is not None
    assert limit[0] == 0.0
    assert (found.log10_norm[::-1] <= limit + 1e-12).all()


def test_the_bound_is_reached_by_a_network_with_slope_1() -> None:
    weights = {"weight_ih": [[0.0]], "weight_hh": [[0.5]], "bias_ih": [0.0], "bias_hh": [0.0]}
    trace = engine.run(engine.build_network({"cell": "rnn", "weights": weights}), np.zeros((30, 1)))
    limit = engine.bound(trace)
    assert limit is not None
    np.testing.assert_allclose(engine.gradients(trace).layers[0]["h"].log10_norm[::-1], limit, atol=1e-13)


def test_only_the_simple_cell_has_the_bound_and_only_the_lstm_forget_gates() -> None:
    traces = {cell: engine.run(build(cell), sequence(4)) for cell in engine.CELLS}
    assert [cell for cell, trace in traces.items() if engine.bound(trace) is not None] == ["rnn"]
    assert [cell for cell, trace in traces.items() if engine.forget_product(trace) is not None] == ["lstm"]


@pytest.mark.parametrize("direction", ["forward", "reverse"])
def test_the_forget_product_leads_from_the_last_step_read_to_each(direction: str) -> None:
    trace = engine.run(build("lstm", bidirectional=True), sequence(9))
    found = engine.forget_product(trace, 0, direction)
    assert found is not None
    f = trace.layers[direction == "reverse"].signals["f"]
    for t in range(9):
        way = f[t + 1 :] if direction == "forward" else f[:t]
        product = way.prod(axis=0)
        assert found.log10_norm[t] == pytest.approx(np.log10(product.max()), abs=1e-13)
        assert found.log10_mean[t] == pytest.approx(np.log10(product).mean(), abs=1e-13)


def test_the_forget_product_of_shut_gates_is_a_number() -> None:
    trace = engine.run(build("lstm", init={"forget_bias": -1000.0}), sequence(6))
    found = engine.forget_product(trace)
    assert found is not None
    assert found.log10_norm[0] == pytest.approx(-5 * 1000 / np.log(10), rel=1e-2)


def test_without_recurrent_weights_the_gradient_of_c_goes_by_the_forget_gates_alone() -> None:
    network = build("lstm")
    weights = {**network.parameters, "weight_hh_l0": np.zeros((20, 5))}
    trace = engine.run(engine.build_network({"cell": "lstm", "weights": weights}), sequence(30))
    vectors = engine.gradients(trace).layers[0]["c"].vectors.to_float()
    ways = np.array([trace.layers[0].signals["f"][t + 1 :].prod(axis=0) for t in range(30)])
    np.testing.assert_allclose(vectors, ways * vectors[-1], rtol=1e-12)


def test_the_horizon_is_where_the_gradient_first_fell_to_its_share() -> None:
    assert engine.horizon([-5.0, -2.5, -1.5, -0.5, 0.0]) == 3
    assert engine.horizon([-5.0, -2.5, -1.5, -0.5, 0.0], share=0.5) == 1
    assert engine.horizon([-1.9, -1.0, 0.0]) is None
    assert engine.horizon([-2.0, 5.0, 0.0]) == 2
    assert engine.horizon([-np.inf, 0.0]) == 1
    assert engine.horizon([-4.0, -1.0, 0.0, np.nan, np.nan]) == 2


def test_a_gradient_that_starts_at_0_has_no_horizon() -> None:
    for found in (engine.horizon([-np.inf, -np.inf]), engine.horizon_float32([-np.inf]), engine.horizon([np.nan])):
        assert found is None


def test_the_float32_horizon_measures_from_the_largest_so_far() -> None:
    assert engine.horizon_float32([-8.0, -6.0, 0.0]) == 2
    assert engine.horizon_float32([-2.0, 5.0, 0.0]) == 2
    assert engine.horizon_float32([9.0, 5.0, 0.0]) is None


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"layer": 2}, "layer: is 2; it must be from 0 to 1"),
        ({"layer": "top"}, "layer: must be a whole number from 0 to 1, not “top”"),
        ({"direction": "reverse"}, "direction: is “reverse”; this network reads forward"),
    ],
)
def test_a_layer_or_direction_that_there_is_not_is_refused(wish: dict[str, Any], message: str) -> None:
    network = build("lstm", num_layers=2)
    with pytest.raises(engine.InvalidInput, match=message):
        engine.spectrum(network, **wish)
    with pytest.raises(engine.InvalidInput, match=message):
        engine.forget_product(engine.run(network, sequence(3)), **wish)
