from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numbers.scaled import Bands, Scaled, concatenate, exponential, stack

numbers = st.floats(-1e3, 1e3).filter(lambda value: value == 0 or abs(value) > 1e-3)
powers = st.integers(-5000, 5000)
pairs = st.tuples(numbers, powers)


def exact(value: Scaled) -> list[Fraction]:
    mantissas, exponents = np.broadcast_arrays(value.mantissa, value.exponent)
    return [
        Fraction(float(m)) * Fraction(2) ** max(int(e), -(10**5))
        for m, e in zip(mantissas.ravel(), exponents.ravel(), strict=True)
    ]


def close(found: Fraction, expected: Fraction, size: Fraction | None = None) -> bool:
    """Within some roundings of float64 of `size`, that of the result unless given."""
    return abs(found - expected) <= Fraction(1, 2**50) * abs(expected if size is None else size)


def made(pair: tuple[float, int]) -> tuple[Scaled, Fraction]:
    value, power = pair
    return Scaled.of([value], power), Fraction(value) * Fraction(2) ** power


@given(pairs, pairs)
def test_products_and_sums_are_those_of_the_numbers_meant(one: Any, other: Any) -> None:
    (a, a_exact), (b, b_exact) = made(one), made(other)
    size = max(abs(a_exact), abs(b_exact))
    assert close(exact(a * b)[0], a_exact * b_exact)
    assert close(exact(a + b)[0], a_exact + b_exact, size)
    assert close(exact(a - b)[0], a_exact - b_exact, size)
    assert close(exact(2.5 - a)[0], Fraction(5, 2) - a_exact, max(abs(a_exact), Fraction(5, 2)))
    assert exact(-a)[0] == -a_exact


@given(pairs)
def test_a_logarithm_is_right_wherever_the_number_lies(pair: Any) -> None:
    value, _ = made(pair)
    expected = -math.inf if pair[0] == 0 else math.log10(abs(pair[0])) + pair[1] * math.log10(2)
    assert value.log10()[0] == pytest.approx(expected, rel=1e-15, abs=1e-11)


@given(st.lists(pairs, min_size=3, max_size=3), st.lists(pairs, min_size=3, max_size=3))
def test_a_row_times_a_matrix_keeps_terms_of_every_size(row: Any, column: Any) -> None:
    """Only the numbers of a matrix are float64: their powers stay within its range."""
    weights = [Fraction(value) * Fraction(2) ** (power // 6) for value, power in column]
    left = Scaled.of([value for value, _ in row], [power for _, power in row])
    (found,) = exact(left @ Bands.of(np.array([[float(weight)] for weight in weights])))
    terms = [a * b for a, b in zip((made(pair)[1] for pair in row), weights, strict=True)]
    assert close(found, sum(terms, Fraction(0)), max(map(abs, terms)))


def test_a_small_term_is_not_lost_where_the_large_ones_are_multiplied_by_0() -> None:
    left = Scaled.of([1.0, 1.0], [0, -9000])
    found = left @ Bands.of(np.array([[0.0, 1.0], [1.0, 1.0]]))
    assert exact(found) == [Fraction(1, 2**9000), Fraction(1)]


def test_a_norm_keeps_the_exponent_apart() -> None:
    rows = Scaled.of([[3.0, 4.0], [0.0, 0.0]], [[-7000], [5]])
    np.testing.assert_allclose(rows.norm().log10(), [np.log10(5) - 7000 * np.log10(2), -np.inf])
    assert rows.norm(axis=None).log10() == pytest.approx(np.log10(5) - 7000 * np.log10(2))


def test_a_shared_exponent_leaves_the_largest_mantissa_next_to_1() -> None:
    rows = Scaled.of([[8.0, 1.0], [0.0, 0.0]], [[10, -20]]).shared()
    assert rows.exponent.shape == (2, 1)
    assert exact(rows) == [Fraction(2**13), Fraction(1, 2**20), 0, 0]
    assert abs(rows.mantissa[0, 0]) == 0.5
    np.testing.assert_array_equal(rows.shared().mantissa, rows.mantissa)
    np.testing.assert_array_equal(rows.shared().exponent, rows.exponent)


def test_plain_numbers_end_where_float64_does() -> None:
    found = Scaled.of([1.0, -1.0, 1.0, 1.0], [2000, 2000, -1030, 3]).to_float()
    np.testing.assert_array_equal(found, [np.inf, -np.inf, 0.0, 8.0])


@pytest.mark.parametrize("power", [0.0, -1.0, 1.0, 700.0, -745.5, -1e3, 5e3, -1e6, -1e12])
def test_the_exponential_neither_overflows_nor_underflows(power: float) -> None:
    assert exponential(np.array([power])).log10()[0] == pytest.approx(power / math.log(10), rel=1e-15, abs=1e-15)


def test_the_exponential_keeps_every_digit() -> None:
    (found,) = exact(exponential(np.array([-1000.0])))
    expected = Fraction(math.exp(-500.0)) ** 2  # each factor within a rounding of the truth
    assert abs(found / expected - 1) < Fraction(1, 10**15)


def test_what_lies_below_every_exponent_is_0() -> None:
    assert exponential(np.array([-1e300])).mantissa[0] == 0


def test_parts_side_by_side_and_on_top_of_each_other() -> None:
    a, b = Scaled.of([1.0, 2.0], -3000), Scaled.of([4.0], 3000)
    assert exact(concatenate([a, b])) == [*exact(a), *exact(b)]
    assert exact(stack([a, a])) == [*exact(a), *exact(a)]
    np.testing.assert_array_equal(concatenate([np.ones(1), np.zeros(1)]), [1.0, 0.0])
