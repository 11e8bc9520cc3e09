"""How tasks are trained while one watches."""

from __future__ import annotations

import numpy as np
import pytest

from engine.tasks import named, scheduled
from engine.tasks.live import Knobs
from engine.training.live_tasks import LIVE, live_recipe, live_task
from engine.training.trainer import Trainer

LARGEST = 200_000  # batch × steps × units, as the app allows


@pytest.mark.parametrize("name", LIVE)
def test_the_steps_of_a_task_are_those_of_its_long_examples(name: str) -> None:
    task = live_task(name)
    drawn = task.draw(np.random.default_rng(3), 2000)
    lengths = np.array([len(scheduled(task, example).turns) for example in drawn])
    longer = np.mean(lengths > LIVE[name].steps)
    assert longer <= 0.015
    assert np.mean(lengths > 0.8 * LIVE[name].steps - 1) > 0


@pytest.mark.parametrize("name", LIVE)
def test_the_defaults_of_a_task_fit_a_visit(name: str) -> None:
    knobs, live = LIVE[name].knobs, LIVE[name]
    assert knobs.batch_size * live.steps * knobs.hidden_size <= LARGEST
    assert knobs.hidden_size <= 32
    assert knobs.updates % knobs.every == 0


def test_the_knobs_are_what_the_recipe_trains_with() -> None:
    recipe = live_recipe("dates", "gru", Knobs(7, 2.5, 0.02, batch_size=3, clip=0.0, updates=9, seed=4))
    assert recipe.network == {
        "cell": "gru", "hidden_size": 7, "init": {"scheme": "orthogonal", "update_bias": 2.5},
    }  # fmt: skip
    assert (recipe.batch_size, recipe.clip, recipe.updates, recipe.seed) == (3, None, 9, 4)
    assert {recipe.rate(update) for update in range(1, 10)} == {0.02}


def test_a_longer_live_run_begins_as_the_shorter_one() -> None:
    short, long = (Trainer(named("names"), live_recipe("names", "rnn", Knobs(5, updates=n))) for n in (3, 30))
    assert [progress.loss for progress in short] == [long.learn(long.batch()).loss for _ in range(3)]
