from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import engine
from engine.networks.readout import log_softmax, sigmoid, softmax

READOUT: dict[str, Any] = {"kind": "softmax", "labels": ["a", "b"], "weight": [[1, 0], [0, 1]], "bias": [0, 0]}
NETWORK: dict[str, Any] = {"cell": "rnn", "input_size": 1, "hidden_size": 2}


def test_a_softmax_of_any_numbers_is_a_share_of_one() -> None:
    for pre in ([1e300, -1e300, 0.0], [-1e300, -1e300, -1e300], [0.0, 1.0, 2.0]):
        assert softmax(np.array(pre)).sum() == pytest.approx(1.0, rel=1e-15)
    assert softmax(np.array([0.0, math.log(3.0)])) == pytest.approx([0.25, 0.75], rel=1e-15)


def test_a_log_softmax_is_right_where_the_softmax_is_zero() -> None:
    assert log_softmax(np.array([0.0, -2000.0])).tolist() == [0.0, -2000.0]


def test_a_sigmoid_is_precise_at_both_ends() -> None:
    z = np.array([-800.0, -40.0, 0.0, 40.0, 800.0])
    assert sigmoid(z).tolist() == [0.0, pytest.approx(math.exp(-40), rel=1e-15), 0.5, 1.0, 1.0]


def test_a_readout_is_applied_to_the_states_of_both_directions_side_by_side() -> None:
    weight = np.arange(8.0).reshape(2, 4)
    spec = {**NETWORK, "bidirectional": True, "readout": {**READOUT, "kind": "linear", "weight": weight}}
    trace = engine.run(engine.build_network(spec), [[0.5], [-1.0], [2.0]])
    h = np.hstack([layer.signals["h"] for layer in trace.layers])
    assert trace.outputs is not None
    np.testing.assert_allclose(trace.outputs.values, h @ weight.T, rtol=1e-14)


def test_a_readout_without_weights_is_drawn_from_the_seed_and_leaves_the_cells_as_they_are() -> None:
    spec = {**NETWORK, "readout": {"kind": "softmax", "labels": ["a", "b", "c"]}}
    network, again, bare = (engine.build_network(s) for s in (spec, spec, NETWORK))
    assert network.readout is not None
    assert again.readout is not None
    np.testing.assert_array_equal(network.readout.weight, again.readout.weight)
    assert np.abs(network.readout.weight).max() <= 1 / math.sqrt(2)
    for name, values in bare.parameters.items():
        np.testing.assert_array_equal(network.parameters[name], values)


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"kind": "max"}, ("readout", "kind"), "is “max”; choose one of softmax, sigmoid, linear"),
        ({"labels": ["a", "a"]}, ("readout", "labels"), "has “a” twice"),
        ({"labels": "ab"}, ("readout", "labels"), "must be a list of 1 to 512 texts"),
        ({"labels": ["a", 2]}, ("readout", "labels", 1), "must be a text, not 2"),
        ({"weight": [[1, 0]]}, ("readout", "weight"), "has the shape 1 × 2; it needs 2 × 2"),
        ({"bias": [0]}, ("readout", "bias"), "has 1 numbers; it needs 2"),
        ({"colour": "red"}, ("readout", "colour"), "is not a field of a readout"),
    ],
)
def test_a_bad_readout_names_the_field(change: dict[str, Any], path: tuple[Any, ...], words: str) -> None:
    with pytest.raises(engine.InvalidInput) as error:
        engine.build_network({**NETWORK, "readout": {**READOUT, **change}})
    (problem,) = error.value.errors
    assert problem.path == path
    assert words in problem.detail
