"""What is seen of a network while it learns is what a visitor could compute from it by hand."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.tasks.base import inputs_of, said, scheduled
from engine.tasks.recall import LETTERS, Recall
from engine.training import Recipe, Trainer
from engine.watching import FORGOTTEN, Watcher

TASK = Recall(distractors=8)


def trained(cell: str, updates: int = 6) -> engine.Network:
    trainer = Trainer(TASK, Recipe({"cell": cell, "hidden_size": 5}, updates=updates, batch_size=8, seed=1))
    for _ in trainer:
        pass
    return trainer.network


@pytest.fixture(scope="module")
def watcher() -> Watcher:
    return Watcher(TASK)


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_held_is_how_the_memory_differs_from_its_mean_over_the_letters_there_might_have_been(
    watcher: Watcher, cell: str
) -> None:
    network = trained(cell)
    look = watcher.look(network)
    tail = "".join(str(token) for token in watcher.example.inputs[1:])
    memories = []
    for letter in LETTERS:
        signals = engine.run(network, engine.encode({"text": letter + tail}, TASK.vocabulary)).layers[0].signals
        memories.append(np.tanh(signals["c"]) if cell == "lstm" else signals["h"])
    assert watcher.example.inputs[0] == LETTERS[0]
    assert look.held is not None
    assert np.allclose(look.memory, memories[0], atol=1e-14)
    assert np.allclose(look.held, memories[0] - np.mean(memories, axis=0), atol=1e-14)
    norms = np.linalg.norm(look.held, axis=1)
    assert look.lasts is not None
    assert all(norms[: look.lasts] >= FORGOTTEN * norms[0])
    assert look.lasts == len(norms) or norms[look.lasts] < FORGOTTEN * norms[0]


@pytest.mark.parametrize(("cell", "state"), [("rnn", "h"), ("gru", "h"), ("lstm", "c")])
def test_the_gradient_is_that_of_the_answers_own_loss_as_a_share_of_what_comes_in_at_the_end(
    watcher: Watcher, cell: str, state: str
) -> None:
    network = trained(cell)
    example = watcher.example
    trace = engine.run(network, inputs_of(TASK, example), schedule=scheduled(TASK, example), target=example.targets)
    layer = engine.gradients(trace, at="own").layers[0]
    share = layer[state].norm / layer["h"].norm[-1]
    assert np.allclose(watcher.look(network).gradient, np.log10(share), atol=1e-12)


def test_loss_and_metric_on_the_unseen_are_those_of_the_examples_one_by_one(watcher: Watcher) -> None:
    network = trained("lstm")
    look = watcher.look(network)
    unseen = TASK.validation()[: watcher.unseen]
    right = [said(TASK, network, example) == example.targets for example in unseen]
    losses = [
        engine.run(network, inputs_of(TASK, one), schedule=scheduled(TASK, one), target=one.targets).loss
        for one in unseen
    ]
    assert look.metric == np.mean(right)
    assert look.loss == pytest.approx(np.mean([loss.total for loss in losses if loss]), abs=1e-12)
    assert watcher.guess == pytest.approx(np.log(4))


def test_a_network_whose_numbers_have_grown_too_large_is_refused(watcher: Watcher) -> None:
    network = trained("rnn")
    weights = {name: np.full_like(values, 1e308) for name, values in network.parameters.items()}
    spec = {**network.spec, "weights": weights, "nonlinearity": "relu"}
    spec["readout"] = {**spec["readout"], "weight": network.readout.weight, "bias": network.readout.bias}  # type: ignore[union-attr]
    for made in ("seed", "init"):
        spec.pop(made, None)
    with pytest.raises(engine.InvalidInput, match="too large"):
        watcher.look(engine.build_network(spec))
