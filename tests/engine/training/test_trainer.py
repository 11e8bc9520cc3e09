from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.models import Model, read, write
from engine.runs.schedule import Architecture
from engine.tasks import Example
from engine.tasks.recipe import Recipe
from engine.training.trainer import Trainer, TrainingState
from tests.engine.made_tasks import COPY, FIRST_SYMBOL, Made

RECIPE = Recipe({"cell": "lstm", "hidden_size": 6}, updates=30, batch_size=8, learning_rate=0.01)
LARGE = 1e-3


def rows_and_targets(rng: np.random.Generator) -> Example:
    steps = int(rng.integers(2, 6))
    return Example(rng.normal(size=(steps, 2)), rng.uniform(size=(steps, 2)))


def numbers(kind: Any, architecture: Architecture = "many-to-many") -> Made:
    return Made(architecture, None, ("x", "y"), rows_and_targets, kind, width=2)


def bits(trainer: Trainer) -> list[bytes]:
    state = trainer.state()
    return [state.parameters.tobytes(), state.moments.tobytes()]


@pytest.mark.parametrize("cell", ["rnn", "gru", "lstm"])
def test_a_network_learns_to_recall_the_first_symbol(cell: str) -> None:
    trainer = Trainer(FIRST_SYMBOL, Recipe({"cell": cell, "hidden_size": 12}, updates=250, learning_rate=0.02))
    losses = [progress.loss for progress in trainer]
    assert losses[0] == pytest.approx(math.log(3.0), abs=0.3)
    assert losses[-1] < 0.05
    assert FIRST_SYMBOL.metric(trainer.network, FIRST_SYMBOL.held_out()).value == 1.0


def test_an_encoder_decoder_learns_to_say_again_what_it_read_and_runs_free() -> None:
    recipe = Recipe({"cell": "gru", "hidden_size": 16}, updates=300, learning_rate=0.02, decay="cosine")
    trainer = Trainer(COPY, recipe)
    for _ in trainer:
        pass
    assert COPY.metric(trainer.network, COPY.held_out()).value == 1.0


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_the_same_seed_gives_the_same_bits_and_another_does_not(precision: Any, optimizer: Any) -> None:
    recipe = replace(RECIPE, precision=precision, optimizer=optimizer, updates=5)
    first, again, other = (Trainer(FIRST_SYMBOL, replace(recipe, seed=seed)) for seed in (3, 3, 4))
    for trainer in (first, again, other):
        assert [progress.update for progress in trainer] == [1, 2, 3, 4, 5]
    assert bits(first) == bits(again) != bits(other)


def test_a_run_goes_on_from_a_file_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    whole, first = Trainer(COPY, RECIPE), Trainer(COPY, RECIPE)
    expected = [progress.loss for progress in whole]
    found = []
    for progress in first:
        found.append(progress.loss)
        if progress.update == 11:
            break
    first.state().write(tmp_path / "state")
    rest = Trainer(COPY, RECIPE, TrainingState.read(tmp_path / "state"))
    assert found + [progress.loss for progress in rest] == expected
    assert bits(rest) == bits(whole)


def test_a_state_of_another_network_is_refused(tmp_path: Path) -> None:
    state = Trainer(COPY, replace(RECIPE, network={"cell": "rnn", "hidden_size": 2})).state()
    with pytest.raises(ValueError, match="another network or optimiser"):
        Trainer(COPY, RECIPE, state)
    (tmp_path / "junk").write_bytes(b"junk")
    with pytest.raises(ValueError, match="junk: is no readable safetensors file"):
        TrainingState.read(tmp_path / "junk")


@pytest.mark.parametrize("kind", ["sigmoid", "linear"])
def test_the_gradient_of_an_update_is_the_slope_of_its_loss(recurrent: dict[str, Any], kind: Any) -> None:
    network = {**recurrent, "hidden_size": 3, "num_layers": 2, "bidirectional": True}
    trainer = Trainer(numbers(kind), replace(RECIPE, network=network))
    batch = trainer.batch()
    _, gradients = trainer.differentiate(batch)
    vector, rng, step = trainer.parameters, np.random.default_rng(0), 1e-6
    names = [*trainer.network.parameters, "readout.weight", "readout.bias"]
    flat = np.concatenate([gradients[name].ravel() for name in names])
    for place in rng.choice(vector.size, size=25, replace=False):
        kept = vector[place]
        slopes = []
        for sign in (1, -1):
            vector[place] = kept + sign * step
            slopes.append(sign * trainer.differentiate(batch)[0])
        vector[place] = kept
        assert flat[place] == pytest.approx(sum(slopes) / (2 * step), rel=1e-6, abs=1e-8)


def test_a_step_with_a_target_left_out_adds_nothing_to_the_loss() -> None:
    def silent(rng: np.random.Generator) -> Example:
        return Example(("a", "b", "a"), ("a", None, "b"))

    def cut(rng: np.random.Generator) -> Example:
        return Example(("a",), ("a",))

    task = replace(FIRST_SYMBOL, architecture="many-to-many", make=silent)
    trainer = Trainer(task, RECIPE)
    batch = trainer.batch()
    assert sorted(set(batch.steps.tolist())) == [0, 2]
    assert len(Trainer(replace(task, make=cut), RECIPE).batch().steps) == 8


def test_clipping_makes_the_update_as_long_as_the_threshold() -> None:
    recipe = replace(RECIPE, optimizer="sgd", clip=LARGE, learning_rate=1.0)
    trainer = Trainer(FIRST_SYMBOL, recipe)
    before = trainer.parameters.copy()
    progress = trainer.learn(trainer.batch())
    assert progress.gradient_norm > LARGE
    assert np.linalg.norm(trainer.parameters - before) == pytest.approx(LARGE, rel=1e-9)


def test_weight_decay_shrinks_weights_and_spares_biases() -> None:
    recipe = replace(RECIPE, optimizer="sgd", clip=1e-12, weight_decay=0.5, learning_rate=0.1)
    trainer = Trainer(FIRST_SYMBOL, recipe)
    before = trainer.network
    trainer.learn(trainer.batch())
    for name, values in trainer.network.parameters.items():
        share = 0.95 if name.startswith("weight") else 1.0
        np.testing.assert_allclose(values, share * before.parameters[name], rtol=0, atol=1e-12)


def test_the_learning_rate_falls_as_it_is_asked_to() -> None:
    def rates(decay: Any) -> list[float]:
        recipe = replace(RECIPE, decay=decay, learning_rate=1.0, updates=4)
        return [recipe.rate(update) for update in range(1, 5)]

    assert rates("constant") == [1.0] * 4
    assert rates("linear") == [1.0, 0.75, 0.5, 0.25]
    assert rates("cosine") == pytest.approx([1.0, 0.5 + 0.5**1.5, 0.5, 0.5 - 0.5**1.5])


def test_a_loss_that_diverges_is_said_and_ends_the_run_with_the_last_good_network() -> None:
    network = {"cell": "rnn", "nonlinearity": "relu", "hidden_size": 4}
    recipe = replace(RECIPE, network=network, learning_rate=1e30, optimizer="sgd", clip=None, updates=1000)
    trainer = Trainer(numbers("linear"), recipe)
    progress = list(trainer)
    assert [one.diverged for one in progress] == [False] * (len(progress) - 1) + [True]
    assert len(progress) < 50
    assert progress[-1].update == len(progress)
    assert np.isfinite(trainer.parameters).all()


def test_a_trained_network_is_the_same_from_its_file(tmp_path: Path) -> None:
    trainer = Trainer(COPY, replace(RECIPE, precision="float32"))
    trainer.learn(trainer.batch())
    card = {"id": "copy", "title": {"fr": "répéter"}}
    write(tmp_path / "copy.safetensors", Model(replace(trainer.network, task=None), card))
    model = read(tmp_path / "copy.safetensors")
    assert model.card == card
    assert model.network.spec | {"task": "made"} == trainer.network.spec
    for name, values in trainer.network.parameters.items():
        np.testing.assert_array_equal(model.network.parameters[name], values)
    assert model.network.readout is not None
    assert model.network.vocabulary == COPY.vocabulary


def test_a_file_that_is_no_model_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.safetensors"
    path.write_bytes(b"\x00" * 40)
    with pytest.raises(ValueError, match=r"broken\.safetensors: is no readable safetensors file"):
        read(path)
    Trainer(COPY, RECIPE).state().write(path)
    with pytest.raises(ValueError, match=r"broken\.safetensors: is no model of Unrolled: it has no network"):
        read(path)
