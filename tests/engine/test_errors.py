from __future__ import annotations

from engine.errors import InvalidInput, Problem


def test_an_error_says_where_and_what() -> None:
    error = InvalidInput(Problem(("weights", "bias_ih"), "is missing."), Problem((), "is empty."))
    assert str(error) == "weights.bias_ih: is missing.; is empty."
    assert error.errors[0].path == ("weights", "bias_ih")


def test_an_invalid_input_is_a_value_error() -> None:
    assert isinstance(InvalidInput.at(("x",), "is bad."), ValueError)
