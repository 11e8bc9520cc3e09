"""A run is given up when its numbers are none, or when no batch of several does better than ten times nothing."""

from __future__ import annotations

import pytest

from engine.training.divergence import HOPELESS, IN_A_ROW, Watchdog
from engine.training.trainer import Progress

FINE, HIGH = 1.0, HOPELESS * 2.0


def followed(*losses: float) -> list[str | None]:
    """What a watchdog says after each loss, where silence costs 2."""
    watchdog = Watchdog(2.0)
    said: list[str | None] = []
    for update, loss in enumerate(losses, start=1):
        watchdog.follow(Progress(update, loss, 1.0, 0.01, diverged=loss != loss))
        said.append(watchdog.diverged)
    return said


def test_several_hopeless_batches_in_a_row_are_the_end() -> None:
    assert followed(FINE, *[HIGH] * IN_A_ROW) == [None] * IN_A_ROW + ["loss"]


def test_one_batch_that_is_not_hopeless_begins_the_count_again() -> None:
    assert followed(*[HIGH] * (IN_A_ROW - 1), HIGH * 0.999, *[HIGH] * (IN_A_ROW - 1))[-1] is None


@pytest.mark.parametrize("before", [(), (HIGH, HIGH)])
def test_a_loss_that_is_not_a_number_is_the_end_at_once(before: tuple[float, ...]) -> None:
    assert followed(*before, float("nan"))[-1] == "not a number"
