from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine


def weights(cell: str = "lstm", suffix: str = "", input_size: int = 2, hidden_size: int = 3) -> dict[str, Any]:
    shapes = engine.CELLS[cell].spec.shapes(input_size, hidden_size)
    rng = np.random.default_rng(0)
    return {name + suffix: rng.normal(size=shape).tolist() for name, shape in shapes.items()}


def problems(spec: dict[str, Any], **more: Any) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(engine.InvalidInput) as error:
        engine.build_network(spec, **more)
    return [(problem.path, problem.detail) for problem in error.value.errors]


@pytest.mark.parametrize("cell", engine.CELLS)
def test_sizes_follow_from_the_weights(cell: str) -> None:
    network = engine.build_network({"cell": cell, "weights": weights(cell)})
    assert (network.input_size, network.hidden_size, network.num_layers, network.bidirectional) == (2, 3, 1, False)


def test_given_weights_are_kept_to_the_last_bit() -> None:
    given = weights()
    network = engine.build_network({"cell": "lstm", "weights": given})
    assert {name: values.tolist() for name, values in network.parameters.items()} == {
        f"{name}_l0": values for name, values in given.items()
    }


def test_names_with_and_without_suffix_are_the_same_network() -> None:
    plain = engine.build_network({"cell": "lstm", "weights": weights()})
    suffixed = engine.build_network({"cell": "lstm", "weights": weights(suffix="_l0")})
    for name, values in plain.parameters.items():
        np.testing.assert_array_equal(values, suffixed.parameters[name])


def test_layers_and_directions_follow_from_the_names() -> None:
    given = {
        **weights("gru", "_l0"),
        **weights("gru", "_l0_reverse"),
        **weights("gru", "_l1", input_size=6),
        **weights("gru", "_l1_reverse", input_size=6),
    }
    network = engine.build_network({"cell": "gru", "weights": given})
    assert (network.num_layers, network.bidirectional) == (2, True)


def test_every_wrong_shape_is_named_at_once() -> None:
    given = weights() | {"weight_hh": np.ones((12, 4)).tolist(), "bias_ih": [0.0] * 11}
    assert problems({"cell": "lstm", "weights": given}) == [
        (
            ("weights", "weight_hh"),
            "has the shape 12 × 4; weight_ih makes it 12 × 3, that is (4H, H) "
            "with D the size of the layer's input and H the number of units.",
        ),
        (
            ("weights", "bias_ih"),
            "has the shape 11; weight_ih makes it 12, that is (4H) "
            "with D the size of the layer's input and H the number of units.",
        ),
    ]


def test_an_upper_layer_must_read_what_the_lower_one_writes() -> None:
    given = {**weights("rnn", "_l0"), **weights("rnn", "_l1", input_size=4)}
    ((path, detail),) = problems({"cell": "rnn", "weights": given})
    assert path == ("weights", "weight_ih_l1")
    assert "3 × 4; weight_ih makes it 3 × 3" in detail


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"bias_hh": None}, ("weights", "bias_hh"), "must be a list of numbers, not null"),
        ({"weight_ih": np.ones((13, 2))}, ("weights", "weight_ih"), "has 13 rows; the lstm cell needs 4 × hidden_size"),
        ({"weight_ih": []}, ("weights", "weight_ih"), "has 0 rows"),
        ({"weight_ih": np.ones((1028, 2))}, ("weights", "weight_ih"), "from 1 to 256"),
        ({"weight_ih": np.ones((12, 0))}, ("weights", "weight_ih"), "has 0 columns"),
        ({"weight_ih": np.ones((12, 513))}, ("weights", "weight_ih"), "from 1 to 512"),
        ({"weight_ih": [[1, 2], [3]]}, ("weights", "weight_ih", 1), "all rows need the same length"),
        ({"weight_ih": [["a"]]}, ("weights", "weight_ih", 0, 0), "must be a number"),
        ({"bias_ih": [float("nan")] * 12}, ("weights", "bias_ih", 0), "not a number"),
        ({"weight_xh": [[1]]}, ("weights", "weight_xh"), "it has weight_ih, weight_hh, bias_ih, bias_hh"),
        ({"weight_ih_l0": [[1]]}, ("weights", "weight_ih_l0"), "is given twice"),
        ({"weight_ih_l4": [[1]]}, ("weights",), "name 5 layers; the limit is 4"),
        ({"weight_ih_l01": [[1]]}, ("weights", "weight_ih_l01"), "is not a parameter"),
        ({"weight_ih_l1": np.ones((12, 3))}, ("weights", "weight_hh_l1"), "is missing"),
    ],
)
def test_bad_weights_name_the_array(change: dict[str, Any], path: tuple[str | int, ...], words: str) -> None:
    found = problems({"cell": "lstm", "weights": weights() | change})
    assert found[0][0] == path
    assert words in found[0][1]


def test_a_missing_bias_says_what_to_give() -> None:
    given = weights()
    del given["bias_ih"], given["bias_hh"]
    assert problems({"cell": "lstm", "weights": given}) == [
        (("weights", "bias_ih"), "is missing; give zeros for a network without biases."),
        (("weights", "bias_hh"), "is missing; give zeros for a network without biases."),
    ]


@pytest.mark.parametrize("value", [[], "weights", 3, {}])
def test_weights_that_are_no_arrays_by_name_are_refused(value: Any) -> None:
    assert problems({"cell": "lstm", "weights": value})[0][0][0] == "weights"


@pytest.mark.parametrize(
    ("field", "value"),
    [("hidden_size", 4), ("input_size", 3), ("num_layers", 2), ("bidirectional", True)],
)
def test_sizes_given_with_weights_must_agree(field: str, value: Any) -> None:
    ((path, detail),) = problems({"cell": "lstm", "weights": weights(), field: value})
    assert path == (field,)
    assert "by the weights it is" in detail


def test_weights_must_fit_the_input() -> None:
    ((path, detail),) = problems({"cell": "lstm", "weights": weights()}, input_size=7)
    assert path == ("weights", "weight_ih")
    assert detail == "has 2 columns, and the input has 7 numbers a step. Change one of them."


@pytest.mark.parametrize(("field", "value"), [("seed", 0), ("init", {})])
def test_weights_leave_nothing_to_draw(field: str, value: Any) -> None:
    ((path, _),) = problems({"cell": "lstm", "weights": weights(), field: value})
    assert path == (field,)


def test_changing_the_callers_array_does_not_change_the_network() -> None:
    given = {name: np.array(values) for name, values in weights().items()}
    network = engine.build_network({"cell": "lstm", "weights": given})
    given["weight_ih"][0, 0] = 99
    assert network.parameters["weight_ih_l0"][0, 0] != 99
