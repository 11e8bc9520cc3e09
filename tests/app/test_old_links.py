"""Links that people have kept answer what they answered before the house was rebuilt.

The record, `old_links.json`, says what each link answered at commit a122f50; `old_links.py` says how it was made and
what is compared. Additions are allowed: further keys, models, examples, calls of the API, higher limits. So are other
words in sentences, and other versions of files. Whatever else is lost or changes fails here: a status, a content type,
a key, a setting, a label, one of a number's first nine digits.
"""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.app.old_links import LINKS, Entry, answer, differences, digest, link_of, read

ENTRIES = read()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["path"][:60])
def test_an_old_link_answers_the_same(client: TestClient, entry: Entry) -> None:
    assert list(differences(entry["answer"], answer(client, link_of(entry)))) == []


def test_the_record_has_every_link_and_at_least_40() -> None:
    assert len(ENTRIES) >= 40
    assert [link_of(entry) for entry in ENTRIES] == list(LINKS)


DOCUMENT: dict[str, Any] = {
    "config": {"cell": "lstm", "seed": 3, "fold": False, "t": None},
    "signals": {
        "f": {"dtype": "f4", "shape": "2, 2", "bdata": "AACAPwAAAEAAAEBAAACAQA=="},
        "h": [[0.5, 0.25], [1.0, None]],
    },
    "max_steps": 60,
    "models": [{"id": "dates-gru", "title": "Dates"}, {"id": "names-gru", "title": "Names"}],
    "examples": [{"text": "hello"}, {"text": "world"}],
    "problems": [],
    "labels": ["a", "b", "c", "d"],
    "steps": [{"t": t, "label": label} for t, label in enumerate("unrolled", 1)],
}


def changed(**changes: Any) -> list[str]:
    """What the comparison says of DOCUMENT with some of its keys changed."""
    return list(differences(digest(DOCUMENT), digest({**DOCUMENT, **changes})))


@pytest.mark.parametrize(
    "changes",
    [
        {"config": {**DOCUMENT["config"], "speed": 1.0}},
        {"max_steps": 80},
        {
            "models": [
                {"id": "new", "title": "New"},
                {"id": "names-gru", "title": "Names, longer"},
                DOCUMENT["models"][0],
            ]
        },
        {"examples": [{"text": "hello"}, {"text": "new"}, {"text": "world", "note": "it turns"}]},
        {"signals": {**DOCUMENT["signals"], "h": [[0.5 + 1e-13, 0.25], [1.0, None]]}},
        {"steps": [{"t": t, "label": label, "feed": "input"} for t, label in enumerate("unrolled", 1)]},
        {"more": {}},
    ],
)
def test_an_addition_is_no_difference(changes: dict[str, Any]) -> None:
    assert changed(**changes) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"config": {"cell": "lstm", "seed": 3, "fold": False}}, "/config/t is gone"),
        ({"config": {"cell": "gru", "seed": 3, "fold": False, "t": None}}, "/config/cell was 'lstm' and is 'gru'"),
        ({"config": {"cell": "lstm", "seed": 3, "fold": 0, "t": None}}, "/config/fold was False and is 0"),
        ({"config": {"cell": "lstm", "seed": 4, "fold": False, "t": None}}, "/config/seed was 3 and is 4"),
        ({"max_steps": 50}, "/max_steps was 60 and is less: 50"),
        ({"models": [{"id": "dates-gru", "title": "Dates"}]}, "/models/names-gru is gone"),
        (
            {"models": [{"id": "dates-gru", "title": ""}, {"id": "names-gru", "title": "Names"}]},
            "/models/dates-gru/title",
        ),
        ({"examples": [{"text": "world"}, {"text": "hello"}]}, "/examples/1 is gone or another: {'text': 'world'}"),
        ({"problems": [{"field": "t", "message": "No."}]}, "/problems was [] and is"),
        ({"labels": ["a", "b", "d", "c"]}, "/labels/hash"),
        ({"steps": [{"t": t, "label": label} for t, label in enumerate("unrolles", 1)]}, "/steps/label/hash"),
    ],
)
def test_a_loss_or_a_change_is_said(changes: dict[str, Any], said: str) -> None:
    (difference,) = changed(**changes)
    assert difference.startswith(said)


@pytest.mark.parametrize(
    "h",
    [
        [[0.5, 0.25], [1.00000001, None]],
        [[0.25, 0.5], [1.0, None]],
        [[0.5, 0.25], [1.0, 0.0]],
        [[0.5, 0.25, 1.0, None]],
    ],
)
def test_another_number_order_or_shape_is_said(h: list[list[float | None]]) -> None:
    differences_ = changed(signals={**DOCUMENT["signals"], "h": h})
    assert differences_
    assert all(difference.startswith("/signals/h") for difference in differences_)
