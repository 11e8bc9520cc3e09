from __future__ import annotations

import math
from typing import get_args

import numpy as np
import pytest

from engine.networks.readout import Kind
from engine.runs.losses import LOSSES, loss_gradients, losses

KINDS = get_args(Kind)


def test_the_cross_entropy_is_minus_the_log_of_the_right_labels_probability() -> None:
    pre = np.log([[0.7, 0.2, 0.1]])
    assert losses("softmax", pre, np.array([[0.0, 1.0, 0.0]])) == pytest.approx([-math.log(0.2)], rel=1e-14)
    assert losses("softmax", np.array([[0.0, -5000.0]]), np.array([[0.0, 1.0]])).tolist() == [5000.0]


def test_the_binary_cross_entropy_sums_over_the_labels() -> None:
    pre, target = np.array([[math.log(3.0), 0.0]]), np.array([[1.0, 0.0]])
    assert losses("sigmoid", pre, target) == pytest.approx([-math.log(0.75) - math.log(0.5)], rel=1e-14)
    assert losses("sigmoid", np.array([[900.0, -900.0]]), np.array([[0.0, 1.0]])).tolist() == [1800.0]


def test_the_squared_error_sums_over_the_outputs() -> None:
    assert losses("linear", np.array([[1.0, 4.0]]), np.array([[0.0, 2.0]])).tolist() == [5.0]


def test_every_kind_of_readout_has_its_loss() -> None:
    assert tuple(LOSSES) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_gradient_is_the_slope_of_the_loss(kind: Kind) -> None:
    rng = np.random.default_rng(0)
    pre, target = rng.normal(size=(4, 3)), np.eye(3)[[0, 2, 1, 0]]
    found, step = loss_gradients(kind, pre, target), 1e-6
    for column in range(3):
        up, down = (losses(kind, pre + sign * step * np.eye(3)[column], target) for sign in (1, -1))
        np.testing.assert_allclose(found[:, column], (up - down) / (2 * step), rtol=0, atol=1e-8)
