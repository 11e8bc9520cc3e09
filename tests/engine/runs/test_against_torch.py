"""The engine against PyTorch: states against its own layers, gates and gradients against a loop of its operations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.cells.base import Precision, Reading
from tests.engine.conftest import VARIANTS, name_of

torch = pytest.importorskip("torch")

from tests.engine import torch_reference as reference  # noqa: E402 - needs PyTorch

TOLERANCE = 1e-12
BUILT_IN = [v for v in VARIANTS if v["cell"] in reference.LAYERS and v.get("form") != "reset_before"]
STACKS = [(1, False), (1, True), (2, False), (2, True), (3, False), (3, True)]


def case(variant: dict[str, Any], num_layers: int, bidirectional: bool, steps: int, random_state: Any) -> Any:
    """A random network with its sequence and initial state."""
    network = engine.build_network(
        {
            **variant,
            "input_size": 5,
            "hidden_size": 16,
            "num_layers": num_layers,
            "bidirectional": bidirectional,
            "seed": steps,
        }
    )
    return network, np.random.default_rng(steps).normal(size=(steps, 5)), random_state(network, steps)


@pytest.mark.parametrize("built_in", BUILT_IN, ids=name_of)
@pytest.mark.parametrize("steps", [1, 37, 500])
@pytest.mark.parametrize(("num_layers", "bidirectional"), STACKS)
def test_every_state_is_pytorchs(
    built_in: dict[str, Any], random_state: Any, num_layers: int, bidirectional: bool, steps: int
) -> None:
    network, x, state = case(built_in, num_layers, bidirectional, steps, random_state)
    outputs, final = reference.run_builtin(network, x, state)
    trace = engine.run(network, x, state)
    top = [layer.signals["h"] for layer in trace.layers if layer.layer == num_layers - 1]
    assert np.abs(np.hstack(top) - outputs.numpy()).max() <= TOLERANCE
    for name, values in final.items():
        assert np.abs(trace.final_state[name] - values.numpy()).max() <= TOLERANCE


@pytest.mark.parametrize("steps", [1, 500])
@pytest.mark.parametrize(("num_layers", "bidirectional"), STACKS)
def test_every_gate_is_that_of_a_loop_in_pytorch(
    variant: dict[str, Any], random_state: Any, num_layers: int, bidirectional: bool, steps: int
) -> None:
    network, x, state = case(variant, num_layers, bidirectional, steps, random_state)
    trace = engine.run(network, x, state)
    for layer, expected in zip(trace.layers, reference.run_by_hand(network, x, state), strict=True):
        assert layer.signals.keys() == expected.keys()
        for name, values in expected.items():
            assert np.abs(layer.signals[name] - values.numpy()).max() <= TOLERANCE, (layer.layer, name)


def test_backward_is_autograd(variant: dict[str, Any], random_state: Any) -> None:
    """One step: the gradients of input, state before and every parameter, and the total of the state after."""
    network = engine.build_network({**variant, "input_size": 5, "hidden_size": 6, "init": {"gain": 2}})
    cell, choice, arrays = network.definition, network.variant, network.parameters_of("_l0")
    rng = np.random.default_rng(0)
    x, before = rng.normal(size=5), random_state(network, 1)
    cotangent = {name: rng.normal(size=6) for name in cell.spec.states or ("h",)}

    def leaf(values: Any) -> Any:
        return torch.tensor(values, requires_grad=True)

    parameters = {name: leaf(values) for name, values in arrays.items()}
    x_leaf, before_leaves = leaf(x), {name: leaf(values) for name, values in before.items()}
    signals = reference.step(network.cell, choice, parameters, x_leaf, before_leaves)
    for name in cotangent:
        signals[name].retain_grad()
    sum((torch.tensor(weights) * signals[name]).sum() for name, weights in cotangent.items()).backward()

    recorded = {name: values.detach().numpy() for name, values in signals.items()}
    reading = Reading(x[None], rows(recorded), rows(before), before, arrays, choice)
    local = {name: slopes[0] for name, slopes in cell.local(reading, Precision()).items()}
    step = cell.backward(cotangent, local, arrays, choice)
    close(step.x, x_leaf)
    for name, values in before_leaves.items():
        close(step.state[name], values)
    for name in cotangent:
        close(step.total[name], signals[name])
    found = cell.parameter_gradients(batch_of_one(step), x[None], rows(recorded), rows(before), choice)
    for name, values in parameters.items():
        close(found[name], values)


def close(found: Any, tensor: Any) -> None:
    np.testing.assert_allclose(found, tensor.grad.numpy(), rtol=0, atol=TOLERANCE)


def rows(arrays: dict[str, Any]) -> dict[str, Any]:
    return {name: values[None] for name, values in arrays.items()}


def batch_of_one(step: Any) -> Any:
    pre_hh = None if step.pre_hh is None else step.pre_hh[None]
    return type(step)(step.total, step.x, step.state, step.pre_ih[None], pre_hh)
