from __future__ import annotations

import contextlib
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from engine.limits import MAX_INPUT_SIZE, MAX_LAYERS, MAX_SEED, MAX_UNITS

GOOD: dict[str, Any] = {"cell": "lstm", "input_size": 2, "hidden_size": 3}


def problem(spec: Any, **more: Any) -> tuple[tuple[str | int, ...], str]:
    with pytest.raises(engine.InvalidInput) as error:
        engine.build_network(spec, **more)
    (found,) = error.value.errors
    return found.path, found.detail


def test_the_defaults_are_one_layer_forward_from_seed_zero() -> None:
    assert engine.build_network(GOOD).spec == {
        "cell": "lstm",
        "input_size": 2,
        "hidden_size": 3,
        "num_layers": 1,
        "bidirectional": False,
        "seed": 0,
        "init": {"scheme": "pytorch", "gain": 1.0, "forget_bias": 0.0, "update_bias": 0.0},
    }


@given(
    st.integers(1, 5), st.integers(1, 5), st.integers(1, MAX_LAYERS), st.booleans(), st.integers(0, MAX_SEED)
)
def test_a_network_can_be_built_again_from_its_description(
    variant: dict[str, Any], input_size: int, hidden_size: int, num_layers: int, bidirectional: bool, seed: int
) -> None:
    network = engine.build_network(
        {
            **variant,
            "input_size": input_size,
            "hidden_size": hidden_size,
            "num_layers": num_layers,
            "bidirectional": bidirectional,
            "seed": seed,
        }
    )
    again = engine.build_network(json.loads(json.dumps(network.spec)))
    assert again.spec == network.spec
    assert again.parameters.keys() == network.parameters.keys()
    for name, values in network.parameters.items():
        np.testing.assert_array_equal(values, again.parameters[name])


def test_parameters_are_named_as_pytorch_names_them() -> None:
    network = engine.build_network({**GOOD, "cell": "gru", "num_layers": 2, "bidirectional": True})
    assert {name: values.shape for name, values in network.parameters.items()} == {
        f"{name}{suffix}": shape
        for suffix, inputs in (("_l0", 2), ("_l0_reverse", 2), ("_l1", 6), ("_l1_reverse", 6))
        for name, shape in (("weight_ih", (9, inputs)), ("weight_hh", (9, 3)), ("bias_ih", (9,)), ("bias_hh", (9,)))
    }


def test_parameters_cannot_be_written_to() -> None:
    network = engine.build_network(GOOD)
    with pytest.raises(ValueError, match="read-only"):
        network.parameters["weight_ih_l0"][0, 0] = 1
    with pytest.raises(TypeError):
        network.parameters["weight_ih_l0"] = np.ones((12, 2))  # type: ignore[index]


def test_the_input_fills_in_a_missing_input_size() -> None:
    assert engine.build_network({"cell": "rnn", "hidden_size": 3}, input_size=5).input_size == 5


def test_an_input_size_that_contradicts_the_input_is_refused() -> None:
    path, detail = problem(GOOD, input_size=5)
    assert path == ("input_size",)
    assert detail == "is 2; by the input it is 5. Change one of them."


def test_variants_default_to_the_first() -> None:
    assert engine.build_network({**GOOD, "cell": "rnn"}).nonlinearity == "tanh"
    assert engine.build_network({**GOOD, "cell": "gru"}).form == "reset_after"
    lstm = engine.build_network(GOOD)
    assert (lstm.nonlinearity, lstm.form) == (None, None)


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"cell": "lstn"}, ("cell",), "choose one of dense, rnn, lstm, gru"),
        ({"cell": None}, ("cell",), "is missing"),
        ({"cell": ["lstm"]}, ("cell",), "is a list"),
        ({"hiden_size": 3}, ("hiden_size",), "is not a field of a network"),
        ({"model": "dates-lstm"}, ("model",), "is “dates-lstm”, which is no model here"),
        ({"hidden_size": None}, ("hidden_size",), "is missing"),
        ({"input_size": None}, ("input_size",), "is missing"),
        ({"hidden_size": 0}, ("hidden_size",), f"from 1 to {MAX_UNITS}"),
        ({"hidden_size": -3}, ("hidden_size",), "is -3"),
        ({"hidden_size": 2.5}, ("hidden_size",), "not 2.5"),
        ({"hidden_size": MAX_UNITS + 1}, ("hidden_size",), f"from 1 to {MAX_UNITS}"),
        ({"hidden_size": "8"}, ("hidden_size",), "not “8”"),
        ({"hidden_size": True}, ("hidden_size",), "not true"),
        ({"hidden_size": float("nan")}, ("hidden_size",), "not nan"),
        ({"input_size": MAX_INPUT_SIZE + 1}, ("input_size",), f"from 1 to {MAX_INPUT_SIZE}"),
        ({"num_layers": 0}, ("num_layers",), f"from 1 to {MAX_LAYERS}"),
        ({"num_layers": MAX_LAYERS + 1}, ("num_layers",), f"from 1 to {MAX_LAYERS}"),
        ({"bidirectional": 1}, ("bidirectional",), "must be true or false"),
        ({"bidirectional": "yes"}, ("bidirectional",), "must be true or false"),
        ({"seed": -1}, ("seed",), "is -1"),
        ({"seed": MAX_SEED + 1}, ("seed",), f"to {MAX_SEED}"),
        ({"seed": 0.5}, ("seed",), "whole number"),
        ({"nonlinearity": "tanh"}, ("nonlinearity",), "the lstm cell has no choice of nonlinearity"),
        ({"form": "reset_after"}, ("form",), "the lstm cell has no choice of form"),
        ({"cell": "rnn", "nonlinearity": "sigmoid"}, ("nonlinearity",), "choose one of tanh, relu"),
        ({"cell": "gru", "form": ["reset_after"]}, ("form",), "is a list"),
    ],
)
def test_a_bad_description_names_the_field(change: dict[str, Any], path: tuple[str, ...], words: str) -> None:
    found = problem({**GOOD, **change})
    assert found[0] == path
    assert words in found[1]


@pytest.mark.parametrize("spec", [None, [], "lstm", 3])
def test_a_description_must_be_an_object(spec: Any) -> None:
    path, detail = problem(spec)
    assert path == ()
    assert "must be an object" in detail


FIELDS = st.sampled_from([*GOOD, "seed", "init", "weights", "form", "num_layers", "bidirectional"])
SCALARS = st.none() | st.booleans() | st.text() | st.floats() | st.integers()
VALUES = SCALARS | st.lists(SCALARS) | st.dictionaries(st.text(), SCALARS)


@given(st.dictionaries(FIELDS, VALUES))
def test_one_bad_field_or_more_raise_nothing_but_invalid_input(changes: dict[str, Any]) -> None:
    with contextlib.suppress(engine.InvalidInput):
        engine.build_network({**GOOD, **changes})
