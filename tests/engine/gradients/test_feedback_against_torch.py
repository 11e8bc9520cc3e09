"""Gradients through outputs that are fed back against PyTorch's autograd through the same loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.runs.schedule import many_to_many

torch = pytest.importorskip("torch")

from tests.engine.gradients.test_feedback import free, sequence  # noqa: E402 - needs PyTorch
from tests.engine.gradients.test_gradients_against_torch import (  # noqa: E402
    everything_agrees,
    the_jacobian_agrees,
    the_map_agrees,
)
from tests.engine.torch_gradients import FreeAutograd  # noqa: E402

GIVEN, THEN = 4, 9


def run_both(variant: dict[str, Any], random_state: Any, layers: int, kind: str, target: Any = None) -> Any:
    network = free(variant, layers, kind)
    x, state = sequence(GIVEN), random_state(network, 3)
    plan = many_to_many(GIVEN, THEN)
    trace = engine.run(network, x, state, schedule=plan, target=target)
    return trace, FreeAutograd(network, x, THEN, state)


@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("kind", ["linear", "sigmoid"])
@pytest.mark.parametrize("at", ["last", "all", 6])
def test_every_gradient_is_autograds(
    variant: dict[str, Any], random_state: Any, layers: int, kind: str, at: Any
) -> None:
    trace, peer = run_both(variant, random_state, layers, kind)
    np.testing.assert_allclose(trace.inputs, torch.stack(peer.fed).detach().numpy(), rtol=0, atol=1e-13)
    cotangent = np.random.default_rng(0).normal(size=4)
    places = {"last": [GIVEN + THEN - 1], "all": range(GIVEN + THEN), 6: [5]}[at]
    peer.backward(dict.fromkeys(places, cotangent))
    everything_agrees(trace, peer, engine.gradients(trace, at, cotangent, inputs=True, parameters=True))


@pytest.mark.parametrize("layers", [1, 2])
def test_the_gradient_of_the_forecasts_own_loss_is_autograds(
    variant: dict[str, Any], random_state: Any, layers: int
) -> None:
    target = sequence(GIVEN + THEN, seed=8)
    trace, peer = run_both(variant, random_state, layers, "linear", list(target))
    peer.differentiate(torch.square(torch.stack(peer.said) - torch.tensor(target)).sum())
    everything_agrees(trace, peer, engine.gradients(trace, "own", inputs=True, parameters=True))


@pytest.mark.parametrize("layers", [1, 2])
def test_every_row_of_the_map_is_the_loss_of_one_step(variant: dict[str, Any], random_state: Any, layers: int) -> None:
    trace, peer = run_both(variant, random_state, layers, "linear")
    for place in range(layers):
        the_map_agrees(trace, peer, place, np.ones(4))


def test_the_jacobian_is_that_of_one_backward_pass_a_unit(variant: dict[str, Any], random_state: Any) -> None:
    trace, peer = run_both(variant, random_state, 2, "linear")
    the_jacobian_agrees(trace, peer, 1, np.eye(4))
