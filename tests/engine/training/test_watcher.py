"""What is seen of a network while it learns is what a visitor could compute from it by hand."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.runs.losses import loss_gradients
from engine.tasks import Example, ShippedTask, named
from engine.tasks.base import inputs_of as example_inputs
from engine.tasks.live import Knobs
from engine.tasks.recall import LETTERS, Recall
from engine.tasks.recipe import Recipe
from engine.training.live_tasks import LIVE, live_recipe
from engine.training.trainer import Trainer
from engine.training.watcher import FORGOTTEN, Watcher, inputs_of

TASK = Recall(distractors=8)


def rows(task: ShippedTask, example: Example) -> bytes:
    """What is fed of an example, comparable."""
    return example_inputs(task, example).array.tobytes()


def trained(cell: str, updates: int = 6) -> engine.Network:
    trainer = Trainer(TASK, Recipe({"cell": cell, "hidden_size": 5}, updates=updates, batch_size=8, seed=1))
    for _ in trainer:
        pass
    return trainer.network


def learnt(name: str, cell: str | None = None, updates: int = 3) -> engine.Network:
    recipe = live_recipe(name, cell or named(name).cells[-1], Knobs(hidden_size=6, batch_size=4, updates=updates))
    trainer = Trainer(named(name), recipe)
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
    letters = [str(token) for token in inputs_of(TASK, watcher.example)]
    tail = "".join(letters[1:])
    memories = []
    for letter in LETTERS:
        signals = engine.run(network, engine.encode({"text": letter + tail}, TASK.vocabulary)).layers[0].signals
        memories.append(np.tanh(signals["c"]) if cell == "lstm" else signals["h"])
    assert letters[0] == LETTERS[0]
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
    letters = "".join(str(token) for token in inputs_of(TASK, watcher.example))
    trace = engine.ask(network, {"text": letters}, target=watcher.example.targets)
    layer = engine.gradients(trace, at="own").layers[0]
    share = layer[state].norm / layer["h"].norm[-1]
    assert np.allclose(watcher.look(network).gradient, np.log10(share), atol=1e-12)


def test_where_every_step_emits_the_gradient_is_that_of_the_last_output_alone() -> None:
    network, watcher = learnt("entities"), Watcher(named("entities"))
    trace = engine.ask(network, watcher.example.raw, target=watcher.example.targets)
    assert trace.outputs is not None
    assert trace.loss is not None
    assert network.readout is not None
    by_output = loss_gradients("softmax", trace.outputs.pre[-1], trace.loss.target[-1]) @ network.readout.weight
    layer = engine.gradients(trace, at=trace.T, cotangent=by_output).layers[0]
    share = layer["c"].norm / layer["h"].norm[-1]
    assert np.allclose(10 ** watcher.look(network).gradient, share, rtol=1e-9)


@pytest.mark.parametrize("name", LIVE)
def test_loss_and_metric_on_the_unseen_are_those_of_the_examples_one_by_one(name: str) -> None:
    task, network = named(name), learnt(name)
    watcher = Watcher(task)
    look, unseen = watcher.look(network), watcher.unseen.examples
    traces = [
        engine.run(network, example_inputs(task, one), schedule=engine.tasks.scheduled(task, one),
                   target=one.targets, forced=True)
        for one in unseen
    ]  # fmt: skip
    losses = [trace.loss for trace in traces if trace.loss is not None]
    steps = sum(int((~np.isnan(loss.per_step)).sum()) for loss in losses)
    assert len(losses) == watcher.unseen.count == len(unseen) > 0
    assert look.loss == pytest.approx(sum(loss.total for loss in losses) / steps, abs=1e-10)
    assert look.metric == pytest.approx(task.metric(network, unseen).value, abs=1e-10)


@pytest.mark.parametrize("name", LIVE)
def test_what_is_seen_of_the_example_is_what_the_network_makes_of_it_in_training(name: str) -> None:
    task, network = named(name), learnt(name)
    watcher = Watcher(task)
    look = watcher.look(network)
    steps, outputs = len(watcher.steps), sum(step.emit for step in watcher.steps)
    assert look.memory.shape == (steps, 6)
    assert look.gradient.shape == (steps,)
    assert look.outputs.shape == (outputs, len(task.labels))
    assert len(look.said) == outputs == len(watcher.example.targets)
    assert (look.held is not None) == (name == "recall")
    assert np.isfinite(look.gradient[-1])


@pytest.mark.parametrize("name", [name for name in LIVE if name != "melody"])  # many dances have one style
def test_no_example_that_is_followed_is_trained_on(name: str) -> None:
    task, watcher = named(name), Watcher(named(name))
    drawn = {rows(task, one) for one in task.draw(np.random.default_rng(0), 300)}
    assert watcher.samples
    assert not drawn & {task.encode(sample.raw).inputs.array.tobytes() for sample in watcher.samples}


def test_the_guess_is_the_best_answer_that_is_always_the_same() -> None:
    recall, adding = Watcher(TASK).unseen.guess, Watcher(named("adding")).unseen
    assert recall.loss == pytest.approx(np.log(4))
    assert recall.metric == 0.25
    sums = np.array([one.numbers[1][0, 0] for one in adding.examples])
    mean = np.mean([one.numbers[1] for one in named("adding").draw(np.random.default_rng(0), 500)])
    assert adding.guess.loss == pytest.approx(np.square(sums - mean).mean())
    assert adding.guess.metric == np.mean(abs(sums - mean) <= 0.04)
    assert adding.silence == pytest.approx(np.square(sums).mean())


def test_the_guess_of_labels_that_are_not_alike_says_the_most_frequent() -> None:
    entities, names = Watcher(named("entities")).unseen.guess, Watcher(named("names")).unseen
    assert entities.metric == 0.0  # that no word is part of an entity
    assert entities.loss < np.log(5) - 0.2
    letters = [letter for one in named("names").draw(np.random.default_rng(0), 500) for letter in one.targets]
    counts = {label: letters.count(label) + 0.5 for label in named("names").labels}
    chances = {label: count / sum(counts.values()) for label, count in counts.items()}
    bits = [-np.log2(chances[str(letter)]) for one in names.examples for letter in one.targets]
    assert names.guess.metric == pytest.approx(np.mean(bits), abs=0.01)


def test_a_network_whose_numbers_have_grown_too_large_is_refused(watcher: Watcher) -> None:
    network = trained("rnn")
    weights = {name: np.full_like(values, 1e308) for name, values in network.parameters.items()}
    spec = {**network.spec, "weights": weights, "nonlinearity": "relu"}
    spec["readout"] = {**spec["readout"], "weight": network.readout.weight, "bias": network.readout.bias}  # type: ignore[union-attr]
    for made in ("seed", "init"):
        spec.pop(made, None)
    with pytest.raises(engine.InvalidInput, match="too large"):
        watcher.look(engine.build_network(spec))
