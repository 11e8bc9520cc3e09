"""The tasks of the Train page are those of GET /train, with the same defaults."""

from __future__ import annotations

import orjson
import pytest
from fastapi.testclient import TestClient

from app.api.requests.training import LEARNERS, TrainQuery
from app.training.tasks import defaults_of, training_tasks
from engine.training.live_tasks import LIVE
from tests.app.api.test_training import told_to


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_task_has_a_title_of_its_own_in_both_languages(lang: str) -> None:
    tasks = training_tasks(lang)
    assert [task["id"] for task in tasks] == list(LIVE)
    assert len({task["title"] for task in tasks}) == len(LIVE)
    assert not {task["title"] for task in training_tasks("en")} & {task["title"] for task in training_tasks("fr")}


@pytest.mark.parametrize("task", LIVE)
def test_the_defaults_of_the_page_are_those_of_a_run_without_settings(task: str) -> None:
    own = TrainQuery(task=task)
    whole = TrainQuery(task=task, **{**defaults_of(task), "cell": list(defaults_of(task)["cell"])})
    assert own.knobs == whole.knobs
    assert set(own.cells) <= set(whole.cells) <= set(LEARNERS.names)
    assert own.size == whole.size


def test_the_page_knows_what_the_start_of_a_run_tells(client: TestClient) -> None:
    known = next(task for task in training_tasks("en") if task["id"] == "entities")
    start = told_to(client, task="entities", hidden_size=2, batch_size=1, updates=1)[0][1]
    sent = orjson.loads(orjson.dumps(known))
    assert {name: sent[name] for name in start if name in sent} == {
        name: value for name, value in start.items() if name not in ("schema", "updates", "until", "every")
    }
    assert [step["label"] for step in sent["example"]["steps"]][:3] == ["Ada", "Lovelace", "met"]
