"""Slopes of σ and tanh far out, against Python's own integers and decimals."""

from __future__ import annotations

from decimal import Decimal, getcontext

import numpy as np
import pytest

from engine.cells.slopes import accumulate, is_coarse, sigmoid, tanh_share, tanh_slope
from engine.numbers.scaled import Scaled, exponential

getcontext().prec = 60


def sigma(z: float) -> Decimal:
    return 1 / (1 + (-Decimal(z)).exp())


@pytest.mark.parametrize("z", [-40.0, -9.5, -0.25, 0.0, 3.0, 40.0, 300.0])
def test_sigmoid_and_its_complement_are_right_in_their_own_size(z: float) -> None:
    value, rest = sigmoid(np.zeros(1), np.array([z]), np.exp)
    assert value[0] == pytest.approx(float(sigma(z)), rel=4e-16)
    assert rest[0] == pytest.approx(float(sigma(-z)), rel=4e-16)


@pytest.mark.parametrize("z", [-1000.0, -5.0, 1000.0])
def test_sigmoid_goes_on_where_float64_ends(z: float) -> None:
    value, rest = sigmoid(np.zeros(1), np.array([z]), exponential)
    assert value.log10()[0] == pytest.approx(float(sigma(z).log10()), abs=1e-12)
    assert rest.log10()[0] == pytest.approx(float(sigma(-z).log10()), abs=1e-12)


@pytest.mark.parametrize("z", [-30.0, -1.5, 0.0, 0.75, 8.0, 200.0])
def test_the_slope_of_tanh_is_right_in_its_own_size(z: float) -> None:
    expected = 4 * sigma(2 * z) * sigma(-2 * z)
    assert tanh_slope(np.zeros(1), np.array([z]), np.exp)[0] == pytest.approx(float(expected), rel=1e-15)


def test_the_record_serves_where_it_is_fine_enough() -> None:
    value, rest = sigmoid(np.array([0.25]), None, np.exp)
    assert (value[0], rest[0]) == (0.25, 0.75)
    assert tanh_slope(np.array([0.5]), None, np.exp)[0] == 0.75


def test_values_near_the_ends_of_the_range_are_coarse() -> None:
    assert not is_coarse(np.array([0.01, 0.99]), 0.0)
    assert is_coarse(np.array([0.5, 1e-5]), 0.0)
    assert is_coarse(np.array([0.5, 0.99999]), 0.0)
    assert is_coarse(np.array([0.5, -0.99999]), -1.0)


@pytest.mark.parametrize("z", [0.0, 1e-300, 1e-6, 0.99e-5, 1.01e-5, 0.5, -3.0, 1e300])
def test_the_share_of_tanh_times_its_argument_is_tanh(z: float) -> None:
    assert tanh_share(np.array([z]))[0] * z == pytest.approx(np.tanh(z), rel=4e-16)


def test_states_accumulate_in_plain_and_in_scaled_numbers() -> None:
    keep, written, initial = (
        np.array([[0.5, 2.0], [0.25, 1.0]]),
        np.array([[1.0, 0.0], [0.0, 3.0]]),
        np.array([4.0, 1.0]),
    )
    expected = [[4.0, 1.0], [3.0, 2.0], [0.75, 5.0]]
    np.testing.assert_array_equal(accumulate(keep, written, initial), expected)
    np.testing.assert_array_equal(accumulate(Scaled.of(keep), Scaled.of(written), initial).to_float(), expected)
