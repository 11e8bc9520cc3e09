"""Which examples are watched while a network learns, and what guessing makes of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from engine.tasks.base import Example
from engine.training.live_tasks import LIVE, live_task
from engine.training.unseen_examples import FREE, MOST, UnseenExamples


def contents(examples: Sequence[Example]) -> set[str]:
    return {repr([list(map(str, example.inputs)), list(map(str, example.targets))]) for example in examples}


@pytest.mark.parametrize("name", LIVE)
def test_what_is_watched_is_set_aside_for_it_not_what_the_card_is_measured_on(name: str) -> None:
    task = live_task(name)
    watched = UnseenExamples(task).examples
    assert 0 < len(watched) <= MOST
    assert contents(watched) <= contents(task.validation())
    assert not contents(watched) >= contents(task.held_out())


def test_a_network_that_feeds_itself_is_measured_on_fewer() -> None:
    assert UnseenExamples(live_task("dates")).count == FREE


def test_silence_costs_as_much_as_labels_that_are_all_alike() -> None:
    unseen = UnseenExamples(live_task("recall"))
    assert unseen.silence == pytest.approx(np.log(4))
    assert unseen.guess.metric == pytest.approx(0.25)
