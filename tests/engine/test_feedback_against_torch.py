"""Gradients through outputs that are fed back against PyTorch's autograd through the same loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.schedule import many_to_many

torch = pytest.importorskip("torch")

from tests.engine.test_feedback import free, sequence  # noqa: E402 - needs PyTorch
from tests.engine.test_gradients_against_torch import TOLERANCE, everything_agrees  # noqa: E402
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
        found = engine.gradients(trace, map=True, map_layer=place).map
        assert found is not None
        assert found.sum_error < 1e-12
        for s in range(GIVEN + THEN):
            peer.backward({s: np.ones(4)})
            expected = peer.state_gradients(place, "h")
            with np.errstate(divide="ignore"):
                sizes = np.log10(np.linalg.norm(expected, axis=1))
            np.testing.assert_allclose(found.log10_norm[s], sizes, rtol=0, atol=1e-10)
            np.testing.assert_allclose(
                found.vectors(s).to_float(), expected, rtol=0, atol=TOLERANCE * np.abs(expected).max()
            )


def test_the_jacobian_is_that_of_one_backward_pass_a_unit(variant: dict[str, Any], random_state: Any) -> None:
    trace, peer = run_both(variant, random_state, 2, "linear")
    rows = []
    for unit in range(4):
        peer.backward({GIVEN + THEN - 1: np.eye(4)[unit]})
        rows.append(peer.state_gradients(1, "h"))
    expected = np.linalg.svd(np.stack(rows, axis=1), compute_uv=False)[:, 0]
    found = engine.gradients(trace, jacobian=True).jacobian
    assert found is not None
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(found.log10_norm, np.log10(expected), rtol=0, atol=1e-10)
