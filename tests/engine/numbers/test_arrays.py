from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays, scalar_dtypes

from engine.errors import InvalidInput
from engine.numbers.arrays import excerpt, matrix, real_number, true_or_false, vector, whole_number

FINITE = st.floats(allow_nan=False, allow_infinity=False)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def problem(error: pytest.ExceptionInfo[InvalidInput]) -> tuple[tuple[str | int, ...], str]:
    (found,) = error.value.errors
    return found.path, found.detail


@given(st.lists(FINITE | st.integers(-(10**300), 10**300), max_size=20))
def test_a_vector_holds_the_numbers_it_was_given(values: list[float]) -> None:
    assert vector(values, ("x",)).tolist() == [float(value) for value in values]


def test_a_vector_is_a_copy() -> None:
    given_array = np.ones(3)
    vector(given_array, ("x",))[0] = 5
    assert given_array[0] == 1


@pytest.mark.parametrize(
    ("value", "path", "words"),
    [
        ([1, "2"], ("x", 1), "must be a number, not “2”"),
        ([1, True], ("x", 1), "not true"),
        ([None, 1], ("x", 0), "not null"),
        ([1, [2]], ("x", 1), "not a list"),
        ([{}], ("x", 0), "not an object"),
        ([1.0, float("nan")], ("x", 1), "not a number (NaN)"),
        ([float("-inf")], ("x", 0), "infinite"),
        ([10**400], ("x",), "too large for float64"),
        ("12", ("x",), "must be a list of numbers, not “12”"),
        (3.5, ("x",), "not 3.5"),
        (None, ("x",), "not null"),
        (np.ones((2, 2)), ("x",), "1 axes; this array has 2"),
        (np.array(["a"]), ("x",), "must hold real numbers"),
        (np.array([True]), ("x",), "must hold real numbers"),
        (np.array([1j]), ("x",), "must hold real numbers"),
        (np.array([1.0, np.nan]), ("x", 1), "not a number"),
    ],
)
def test_the_first_bad_entry_of_a_vector_is_named(value: Any, path: tuple[str | int, ...], words: str) -> None:
    with pytest.raises(InvalidInput) as error:
        vector(value, ("x",))
    assert problem(error)[0] == path
    assert words in problem(error)[1]


def test_a_long_double_beyond_float64_is_infinite() -> None:
    if np.finfo(np.longdouble).max == np.finfo(np.float64).max:
        pytest.skip("this machine has no wider float")
    with pytest.raises(InvalidInput, match="infinite"):
        vector(np.array([np.longdouble(10) ** 400]), ("x",))


@given(arrays(scalar_dtypes(), (2, 3)))
def test_an_array_becomes_float64_or_is_refused(value: np.ndarray[Any, Any]) -> None:
    try:
        found = matrix(value, ("x",))
    except InvalidInput:
        return
    assert found.dtype == np.float64
    assert found.tolist() == value.astype(np.float64).tolist()


def test_rows_of_unequal_length_name_the_row() -> None:
    with pytest.raises(InvalidInput) as error:
        matrix([[1, 2], [3, 4], [5]], ("m",))
    assert problem(error) == (
        ("m", 2),
        "has 1 numbers and the first row has 2; all rows need the same length.",
    )


def test_a_bad_number_in_a_matrix_has_row_and_column() -> None:
    with pytest.raises(InvalidInput) as error:
        matrix([[1, 2], [3, float("nan")]], ("m",))
    assert problem(error)[0] == ("m", 1, 1)


def test_a_flat_list_is_no_matrix() -> None:
    with pytest.raises(InvalidInput) as error:
        matrix([1, 2], ("m",))
    assert problem(error) == (("m", 0), "must be a list of numbers, not 1.")


def test_lists_nested_ten_thousand_deep_are_refused() -> None:
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    with pytest.raises(InvalidInput, match="must be a number, not a list"):
        matrix(deep, ("m",))


@given(ANYTHING)
def test_whatever_is_given_the_answer_is_an_array_or_invalid_input(value: Any) -> None:
    for read in (vector, matrix):
        try:
            found = read(value, ("x",))
        except InvalidInput:
            continue
        assert np.isfinite(found).all()


@pytest.mark.parametrize("value", [1, 8, 8.0, np.int64(8)])
def test_whole_numbers_within_the_limits_pass(value: Any) -> None:
    found = whole_number(value, ("n",), 1, 8)
    assert found == value
    assert type(found) is int


@pytest.mark.parametrize("value", [0, 9, -1, 2.5, True, "3", None, [3], float("nan"), float("inf"), 10**500, 1e300])
def test_other_whole_numbers_are_refused_with_the_limits(value: Any) -> None:
    with pytest.raises(InvalidInput, match="from 1 to 8"):
        whole_number(value, ("n",), 1, 8)


@pytest.mark.parametrize("value", [-1, 9, True, "3", None, float("nan"), float("inf"), 10**500, np.float64(9)])
def test_other_real_numbers_are_refused_with_the_limits(value: Any) -> None:
    with pytest.raises(InvalidInput, match=r"from 0 to 8\.5"):
        real_number(value, ("n",), 0, 8.5)


def test_only_true_and_false_are_true_or_false() -> None:
    assert true_or_false(True, ("b",)) is True
    with pytest.raises(InvalidInput, match="must be true or false, not 1"):
        true_or_false(1, ("b",))


@given(ANYTHING)
def test_a_quoted_value_is_short(value: Any) -> None:
    assert len(excerpt(value)) <= 40
