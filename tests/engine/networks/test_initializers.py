from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine.networks.initializers import SCHEMES, spectral_radius

Array = npt.NDArray[np.float64]


def build(cell: str = "lstm", hidden_size: int = 6, input_size: int = 4, seed: int = 0, **init: Any) -> engine.Network:
    return engine.build_network(
        {"cell": cell, "input_size": input_size, "hidden_size": hidden_size, "seed": seed, "init": init}
    )


def gate_blocks(network: engine.Network, name: str) -> list[Array]:
    gates = len(network.definition.spec.gates)
    return list(np.split(network.parameters[f"{name}_l0"], gates))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_one_seed_gives_one_network(scheme: str) -> None:
    first, again, other = (build(seed=seed, scheme=scheme) for seed in (3, 3, 4))
    for name, values in first.parameters.items():
        np.testing.assert_array_equal(values, again.parameters[name])
    assert not np.array_equal(first.parameters["weight_ih_l0"], other.parameters["weight_ih_l0"])


def test_the_draws_keep_their_documented_order() -> None:
    network = engine.build_network(
        {"cell": "gru", "input_size": 2, "hidden_size": 4, "seed": 7, "num_layers": 2, "bidirectional": True}
    )
    rng = np.random.default_rng(7)
    for suffix in ("_l0", "_l0_reverse", "_l1", "_l1_reverse"):
        for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            values = network.parameters[name + suffix]
            drawn = rng.uniform(-0.5, 0.5, size=values.size)
            np.testing.assert_array_equal(values.ravel(), drawn)


def test_another_layer_leaves_the_layers_below_as_they_were() -> None:
    one, two = (
        engine.build_network({"cell": "lstm", "input_size": 2, "hidden_size": 3, "num_layers": layers})
        for layers in (1, 2)
    )
    for name, values in one.parameters.items():
        np.testing.assert_array_equal(values, two.parameters[name])


@given(st.integers(1, 64), st.integers(0, 2**53 - 1))
def test_pytorchs_scheme_is_uniform_within_one_over_the_root_of_the_units(hidden_size: int, seed: int) -> None:
    network = build(hidden_size=hidden_size, seed=seed)
    bound = 1 / np.sqrt(hidden_size)
    for values in network.parameters.values():
        assert np.abs(values).max() <= bound
    assert np.abs(network.parameters["weight_hh_l0"]).max() > 0.5 * bound or hidden_size < 4


def test_xavier_counts_the_fans_of_one_gate() -> None:
    network = build(scheme="xavier_uniform", hidden_size=40, input_size=20)
    for name, fans in (("weight_ih", 60), ("weight_hh", 80)):
        bound = np.sqrt(6 / fans)
        for block in gate_blocks(network, name):
            assert 0.95 * bound < np.abs(block).max() <= bound


@pytest.mark.parametrize("input_size", [2, 6, 9])
def test_orthogonal_blocks_are_orthogonal(input_size: int) -> None:
    network = build(scheme="orthogonal", input_size=input_size)
    for block in gate_blocks(network, "weight_hh"):
        np.testing.assert_allclose(block @ block.T, np.eye(6), atol=1e-14)
    for block in gate_blocks(network, "weight_ih"):
        product = block.T @ block if input_size <= 6 else block @ block.T
        np.testing.assert_allclose(product, np.eye(min(6, input_size)), atol=1e-14)


def test_orthogonal_matrices_turn_every_way() -> None:
    """Without the sign correction of the QR factors, first entries would never be positive."""
    networks = [build("rnn", seed=seed, scheme="orthogonal") for seed in range(40)]
    firsts = [float(network.parameters["weight_hh_l0"][0, 0]) for network in networks]
    assert min(firsts) < 0 < max(firsts)


def test_the_identity_is_the_recurrent_matrix_of_every_gate() -> None:
    for block in gate_blocks(build(scheme="identity", gain=0.5), "weight_hh"):
        np.testing.assert_array_equal(block, 0.5 * np.eye(6))


def test_normal_weights_have_variance_one_over_the_columns() -> None:
    network = build(scheme="normal", hidden_size=100, input_size=25)
    assert network.parameters["weight_hh_l0"].std() == pytest.approx(0.1, rel=0.03)
    assert network.parameters["weight_ih_l0"].std() == pytest.approx(0.2, rel=0.03)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_gain_scales_the_matrices_and_not_the_biases(scheme: str) -> None:
    plain, scaled = build(scheme=scheme), build(scheme=scheme, gain=3)
    for name, values in plain.parameters.items():
        factor = 3 if name.startswith("weight") else 1
        np.testing.assert_allclose(scaled.parameters[name], factor * values, rtol=1e-15)


@pytest.mark.parametrize("scheme", sorted(set(SCHEMES) - {"pytorch"}))
def test_other_schemes_start_without_biases(scheme: str) -> None:
    network = build(scheme=scheme)
    assert not network.parameters["bias_ih_l0"].any()
    assert not network.parameters["bias_hh_l0"].any()


@pytest.mark.parametrize(("cell", "field", "gate"), [("lstm", "forget_bias", 1), ("gru", "update_bias", 1)])
@pytest.mark.parametrize("scheme", ["pytorch", "orthogonal"])
def test_a_gate_bias_is_added_to_its_gate_alone(cell: str, field: str, gate: int, scheme: str) -> None:
    changes: dict[str, Any] = {field: 2.0}
    plain, moved = build(cell, scheme=scheme), build(cell, scheme=scheme, **changes)
    for index, (before, after) in enumerate(
        zip(gate_blocks(plain, "bias_ih"), gate_blocks(moved, "bias_ih"), strict=True)
    ):
        np.testing.assert_allclose(after - before, 2.0 if index == gate else 0.0, atol=1e-15)
    for name in ("weight_ih_l0", "weight_hh_l0", "bias_hh_l0"):
        np.testing.assert_array_equal(plain.parameters[name], moved.parameters[name])


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("radius", [0.5, 1.0, 1.3])
def test_the_spectral_radius_is_that_of_every_gate(scheme: str, radius: float) -> None:
    network = build("gru", scheme=scheme, gain=0.3, spectral_radius=radius)
    for block in gate_blocks(network, "weight_hh"):
        assert spectral_radius(block) == pytest.approx(radius, rel=1e-12)


def test_the_spectral_radius_leaves_everything_else_as_drawn() -> None:
    plain, rescaled = build(), build(spectral_radius=1.2)
    for name in ("weight_ih_l0", "bias_ih_l0", "bias_hh_l0"):
        np.testing.assert_array_equal(plain.parameters[name], rescaled.parameters[name])


def test_a_spectral_radius_of_zero_forgets_the_past() -> None:
    assert not build(spectral_radius=0).parameters["weight_hh_l0"].any()


@pytest.mark.parametrize("gain", [0, 5e-324, 1e-320])
def test_zero_weights_cannot_be_given_a_spectral_radius(gain: float) -> None:
    with pytest.raises(engine.InvalidInput, match="the recurrent weights are zero") as error:
        build("rnn", gain=gain, spectral_radius=1)
    assert error.value.errors[0].path == ("init", "spectral_radius")


def test_weights_whose_eigenvalues_cannot_be_computed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(matrix: Array) -> Array:
        raise np.linalg.LinAlgError

    monkeypatch.setattr(np.linalg, "eigvals", fail)
    with pytest.raises(engine.InvalidInput, match="eigenvalues") as error:
        build(spectral_radius=1)
    assert error.value.errors[0].path == ("init", "spectral_radius")


@given(st.floats(1e-300, 1000), st.floats(0, 1000))
def test_any_gain_and_radius_within_the_limits_give_finite_weights(gain: float, radius: float) -> None:
    network = build("rnn", gain=gain, spectral_radius=radius)
    assert all(np.isfinite(values).all() for values in network.parameters.values())


@pytest.mark.parametrize(
    ("cell", "init", "path", "words"),
    [
        ("lstm", {"scheme": "he"}, ("init", "scheme"), "choose one of pytorch, xavier_uniform"),
        ("lstm", {"scheme": None}, ("init", "scheme"), "is null"),
        ("lstm", {"scheme": ["normal"]}, ("init", "scheme"), "is a list"),
        ("lstm", {"gain": -1}, ("init", "gain"), "from 0 to 1000"),
        ("lstm", {"gain": float("nan")}, ("init", "gain"), "from 0 to 1000"),
        ("lstm", {"gain": "1"}, ("init", "gain"), "must be a number"),
        ("lstm", {"forget_bias": 1001}, ("init", "forget_bias"), "from -1000 to 1000"),
        ("lstm", {"spectral_radius": -0.1}, ("init", "spectral_radius"), "from 0 to 1000"),
        ("lstm", {"spectral_radius": True}, ("init", "spectral_radius"), "not true"),
        ("lstm", {"forgetbias": 1}, ("init", "forgetbias"), "is not a field of init"),
        ("lstm", {"update_bias": 1}, ("init", "update_bias"), "no update gate"),
        ("gru", {"forget_bias": 1}, ("init", "forget_bias"), "no forget gate"),
        ("rnn", {"forget_bias": 1}, ("init", "forget_bias"), "no forget gate"),
        ("dense", {"spectral_radius": 1}, ("init", "spectral_radius"), "no recurrent weights"),
        ("lstm", [], ("init",), "must be an object"),
    ],
)
def test_a_bad_init_names_the_field(cell: str, init: Any, path: tuple[str, ...], words: str) -> None:
    with pytest.raises(engine.InvalidInput, match=words) as error:
        engine.build_network({"cell": cell, "input_size": 2, "hidden_size": 2, "init": init})
    assert error.value.errors[0].path == path


def test_settings_at_rest_fit_every_cell(variant: dict[str, Any]) -> None:
    init = {"scheme": "normal", "gain": 1, "forget_bias": 0, "update_bias": 0.0, "spectral_radius": None}
    assert engine.build_network({**variant, "input_size": 2, "hidden_size": 2, "init": init}).hidden_size == 2
