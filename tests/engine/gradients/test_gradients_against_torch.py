"""Every gradient against PyTorch's autograd with `retain_grad`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine

torch = pytest.importorskip("torch")

from tests.engine.torch_gradients import Autograd  # noqa: E402 - needs PyTorch

TOLERANCE = 1e-10
STACKS = [(1, False), (1, True), (2, False), (3, True)]


def run_both(variant: dict[str, Any], layers: int, both: bool, steps: int, random_state: Any, **init: Any) -> Any:
    network = engine.build_network(
        {
            **variant,
            "input_size": 5,
            "hidden_size": 8,
            "num_layers": layers,
            "bidirectional": both,
            "seed": steps,
            "init": {"gain": 1.2, **init},
        }
    )
    x, state = np.random.default_rng(steps).normal(size=(steps, 5)), random_state(network, steps)
    return engine.run(network, x, state), Autograd(network, x, state)


def rows_agree(found: Any, expected: Any) -> None:
    """Every row, and its norm, to relative 1e-10 of the row's own size."""
    largest = np.abs(expected).max(axis=1, keepdims=True)
    sizes = largest[:, 0] * np.linalg.norm(expected / np.where(largest == 0, 1.0, largest), axis=1)
    assert (np.linalg.norm(found.to_float() - expected, axis=1) <= TOLERANCE * sizes).all()
    np.testing.assert_allclose(found.norm, sizes, rtol=TOLERANCE, atol=0)
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(found.log10_norm, np.log10(sizes), rtol=0, atol=1e-10)


def everything_agrees(trace: engine.Trace, peer: Autograd, found: engine.Gradients) -> None:
    for place, layer in enumerate(found.layers):
        for name, gradient in layer.states.items():
            rows_agree(gradient.vectors, peer.state_gradients(place, name))
    assert found.inputs is not None
    rows_agree(found.inputs.vectors, peer.input_gradients())
    contribution = (trace.inputs * peer.input_gradients()).sum(axis=1)
    np.testing.assert_allclose(
        found.inputs.contribution.to_float(), contribution, rtol=0, atol=TOLERANCE * np.abs(contribution).max()
    )
    assert found.parameters is not None
    for name, summed in found.parameters.items():
        expected = peer.parameter_gradient(name)
        error = np.linalg.norm(summed.to_float() - expected)
        assert error <= TOLERANCE * np.linalg.norm(expected), name


def the_map_agrees(trace: engine.Trace, peer: Autograd, place: int, cotangent: Any) -> None:
    """Row s of the map of a layer and direction is the gradient of cotangent (H or 2H,) · output of step s."""
    found = engine.gradients(trace, map=True, map_layer=place).map
    assert found is not None
    assert found.sum_error < 1e-12
    for s in range(trace.T):
        peer.backward({s: cotangent})
        expected = peer.state_gradients(place, "h")
        with np.errstate(divide="ignore"):
            sizes = np.log10(np.linalg.norm(expected, axis=1))
        np.testing.assert_allclose(found.log10_norm[s], sizes, rtol=0, atol=1e-10)
        limit = TOLERANCE * np.abs(expected).max()
        np.testing.assert_allclose(found.vectors(s).to_float(), expected, rtol=0, atol=limit)


def the_jacobian_agrees(trace: engine.Trace, peer: Autograd, place: int, units: Any) -> None:
    """∂h_T/∂h_t of a layer, one backward pass a unit. units: (H, H or 2H), a cotangent of the last output for each."""
    rows = []
    for unit in units:
        peer.backward({trace.T - 1: unit})
        rows.append(peer.state_gradients(place, "h"))
    expected = np.linalg.svd(np.stack(rows, axis=1), compute_uv=False)[:, 0]
    found = engine.gradients(trace, jacobian=True).jacobian
    assert found is not None
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(found.log10_norm, np.log10(expected), rtol=0, atol=1e-10)


@pytest.mark.parametrize("steps", [1, 2, 60])
@pytest.mark.parametrize(("layers", "both"), STACKS)
@pytest.mark.parametrize("at", ["last", "all"])
def test_every_gradient_is_autograds(
    variant: dict[str, Any], random_state: Any, layers: int, both: bool, steps: int, at: str
) -> None:
    trace, peer = run_both(variant, layers, both, steps, random_state)
    cotangent = np.random.default_rng(0).normal(size=8 * (1 + both))
    peer.backward(dict.fromkeys(range(steps) if at == "all" else [steps - 1], cotangent))
    everything_agrees(trace, peer, engine.gradients(trace, at, cotangent, inputs=True, parameters=True))


def test_the_loss_of_one_step_in_the_middle_is_autograds(variant: dict[str, Any], random_state: Any) -> None:
    trace, peer = run_both(variant, 2, True, 12, random_state)
    peer.backward({6: np.ones(16)})
    everything_agrees(trace, peer, engine.gradients(trace, 7, inputs=True, parameters=True))


@pytest.mark.parametrize("init", [{"forget_bias": 4.0}, {"forget_bias": -2.0}])
def test_an_lstms_long_way_back_is_autograds(random_state: Any, init: dict[str, float]) -> None:
    trace, peer = run_both({"cell": "lstm"}, 1, False, 300, random_state, **init)
    peer.backward({299: np.ones(8)})
    everything_agrees(trace, peer, engine.gradients(trace, inputs=True, parameters=True))


@pytest.mark.parametrize(("layers", "both"), STACKS)
def test_every_row_of_the_map_is_the_loss_of_one_step(
    variant: dict[str, Any], random_state: Any, layers: int, both: bool
) -> None:
    trace, peer = run_both(variant, layers, both, 14, random_state)
    for place in range(len(trace.layers)):
        the_map_agrees(trace, peer, place, np.ones(8 * (1 + both)))


def test_the_jacobian_is_that_of_one_backward_pass_a_unit(variant: dict[str, Any], random_state: Any) -> None:
    trace, peer = run_both(variant, 2, True, 9, random_state)
    the_jacobian_agrees(trace, peer, 2, np.eye(16)[:8])


def test_the_clipped_norm_is_pytorchs_total_norm(variant: dict[str, Any], random_state: Any) -> None:
    trace, peer = run_both(variant, 2, True, 20, random_state)
    peer.backward({t: np.ones(16) for t in range(20)})
    tensors = [tensor for tensor in peer.parameters.values() if tensor.grad is not None]
    expected = float(torch.nn.utils.clip_grad_norm_(tensors, 0.5))
    clip = engine.gradients(trace, "all", clip=0.5).clip
    assert clip is not None
    assert clip.before == pytest.approx(expected, rel=1e-10)
    assert clip.factor == pytest.approx(0.5 / expected, rel=1e-10)
    assert clip.after == 0.5
