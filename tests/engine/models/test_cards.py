"""What stands on a card."""

from __future__ import annotations

import pytest

from engine.models import cards
from engine.tasks import named
from engine.training import Trainer


def test_a_task_that_no_card_was_written_for_has_its_title_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_texts", dict)
    task = named("recall")
    trainer = Trainer(task, task.recipe("rnn"))
    card = cards.card(trainer.network, trainer.recipe)
    assert card["title"] == card["description"] == {"en": task.title, "fr": task.title}
    assert card["known_failures"] == {"en": [], "fr": []}
