"""Batches against the runs and gradients of their sequences, each by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import engine
from engine.training.batches import Batch, BatchPass, Cells, collate
from tests.engine.made_tasks import COPY

STACKS = [(1, False), (1, True), (2, False), (2, True)]
LENGTHS = (5, 1, 7, 3)


class Case:
    """Four sequences of different lengths, alone and side by side, the padding filled with junk."""

    def __init__(self, variant: dict[str, Any], layers: int, both: bool, precision: str = "float64") -> None:
        spec = {**variant, "input_size": 3, "hidden_size": 4, "num_layers": layers, "bidirectional": both}
        self.network = network = engine.build_network({**spec, "init": {"gain": 1.3}})
        rng = np.random.default_rng(layers)
        self.alone = [rng.normal(size=(steps, 3)) for steps in LENGTHS]
        x = rng.normal(scale=50.0, size=(max(LENGTHS), 3, 4))
        for place, rows in enumerate(self.alone):
            x[: len(rows), :, place] = rows
        self.states = {
            name: rng.normal(size=(layers * (1 + both), 4, 4)) for name in network.definition.spec.states
        }
        none = np.empty(0, dtype=np.int64)
        batch = Batch(x.astype(precision), np.array(LENGTHS), none, none, np.empty(0))
        parameters = {name: values.astype(precision) for name, values in network.parameters.items()}
        initial = {name: rows.astype(precision) for name, rows in self.states.items()}
        cells = Cells(network.cell, network.variant, network.shape)
        self.passed = BatchPass(cells, parameters, batch, initial)
        self.outputs = self.passed.forward()

    def traces(self) -> list[engine.Trace]:
        one = self.network.num_layers * self.network.shape.directions == 1
        found = []
        for place, rows in enumerate(self.alone):
            state = {name: values[0, :, place] if one else values[..., place] for name, values in self.states.items()}
            found.append(engine.run(self.network, rows, state))
        return found


@pytest.mark.parametrize(("layers", "both"), STACKS)
def test_a_sequence_in_a_batch_is_run_as_it_is_alone(variant: dict[str, Any], layers: int, both: bool) -> None:
    case = Case(variant, layers, both)
    for place, trace in enumerate(case.traces()):
        top = [layer.signals["h"] for layer in trace.layers if layer.layer == layers - 1]
        found = case.outputs[: trace.T, :, place]
        np.testing.assert_allclose(found, np.hstack(top), rtol=0, atol=1e-13)


@pytest.mark.parametrize(("layers", "both"), STACKS)
def test_the_gradient_of_a_batch_is_the_sum_of_its_sequences(
    variant: dict[str, Any], layers: int, both: bool
) -> None:
    """`engine.gradients` is held against PyTorch elsewhere."""
    case = Case(variant, layers, both)
    cotangent = np.random.default_rng(9).normal(size=4 * (1 + both))
    d_h = np.zeros_like(case.outputs)
    expected = {name: np.zeros_like(values) for name, values in case.network.parameters.items()}
    for place, trace in enumerate(case.traces()):
        d_h[: trace.T, :, place] = cotangent
        alone = engine.gradients(trace, "all", cotangent, parameters=True).parameters
        assert alone is not None
        for name, gradient in alone.items():
            expected[name] += gradient.to_float()
    found = case.passed.backward(d_h)
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values, rtol=0, atol=1e-12 * np.abs(values).max(initial=1.0))


def test_a_batch_of_float32_stays_float32(variant: dict[str, Any]) -> None:
    case = Case(variant, 2, True, "float32")
    assert case.outputs.dtype == np.float32
    gradients = case.passed.backward(np.ones_like(case.outputs))
    assert {values.dtype for values in gradients.values()} == {np.dtype(np.float32)}


def test_examples_are_put_side_by_side_with_their_targets_fed_back() -> None:
    long, short = engine.tasks.Example(("a", "b"), ("a", "b", ".")), engine.tasks.Example(("b",), ("b", "."))
    batch = collate(COPY, [long, short], "float64")
    tokens = np.array([*(COPY.vocabulary.tokens if COPY.vocabulary else ()), ""])
    columns = np.where(batch.x.any(axis=1), batch.x.argmax(axis=1), -1)
    assert tokens[columns].T.tolist() == [["a", "b", ">", "a", "b"], ["b", ">", "b", "", ""]]
    assert batch.lengths.tolist() == [5, 3]
    assert batch.steps.tolist() == [2, 3, 4, 1, 2]
    assert batch.places.tolist() == [0, 0, 0, 1, 1]
    assert [COPY.labels[row.argmax()] for row in batch.target] == ["a", "b", ".", "b", "."]
