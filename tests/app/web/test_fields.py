"""Each kind of field takes what it should, in JSON's sense of a number, and documents itself."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from app.web.fields import Choice, Flag, Kind, Named, Numbers, Real, Text, Whole, read_number

WHOLE, REAL, CHOICE = Whole(1, 256), Real(-1.0, 1.0), Choice(("lstm", "gru"))


@pytest.mark.parametrize(
    ("kind", "value", "taken"),
    [
        (WHOLE, 8, 8),
        (WHOLE, 8.0, 8),
        (REAL, 1, 1.0),
        (REAL, -0.5, -0.5),
        (CHOICE, "gru", "gru"),
        (Flag(), False, False),
        (Text(3), "", ""),
        (Numbers(1), ["left", "to", "the engine"], ["left", "to", "the engine"]),
        (Named(), {"h": 1}, {"h": 1}),
    ],
)
def test_a_kind_takes(kind: Kind, value: Any, taken: Any) -> None:
    assert kind.check(value) == taken
    assert type(kind.check(value)) is type(taken)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (WHOLE, 0, ["0", "1 to 256"]),
        (WHOLE, 257, ["257", "1 to 256"]),
        (WHOLE, 8.5, ["8.5", "1 to 256"]),
        (WHOLE, True, ["true", "1 to 256"]),
        (WHOLE, "8", ["8", "1 to 256"]),
        (WHOLE, float("nan"), ["1 to 256"]),
        (WHOLE, 10**400, ["beyond", "1 to 256"]),
        (REAL, 1.5, ["1.5", "-1 to 1"]),
        (REAL, float("inf"), ["inf", "-1 to 1"]),
        (REAL, False, ["false", "-1 to 1"]),
        (CHOICE, "GUR", ["GUR", "lstm, gru", "Did you mean gru?"]),
        (CHOICE, ["lstm"], ["a list", "lstm, gru"]),
        (Flag(), 1, ["1", "true or false"]),
        (Text(3), 3, ["3", "text"]),
        (Numbers(2), "1", ["1", "list of rows of numbers"]),
        (Named(), [1], ["a list", "object"]),
    ],
)
def test_a_kind_refuses_in_words(kind: Kind, value: Any, words: list[str]) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        kind.check(value)
    message = refusal.value.message()
    assert [word for word in words if word not in message] == [], message


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8", 8),
        ("-3", -3),
        ("8.5", 8.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("+2", 2.0),
        ("-0", 0),
        ("9" * 30, float("9" * 30)),
    ],
)
def test_a_number_is_read_as_json_would(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", " 8", "1_0", "0x10", "nan", "inf", "1,5", "٨", "one", "1e", "--1"])
def test_what_is_no_number_in_json_stays_text(text: str) -> None:
    assert read_number(text) == text


def test_a_minus_zero_in_a_series_keeps_its_sign() -> None:
    assert str(Numbers(1).read("-0.0")) == "[-0.0]"


def test_each_kind_documents_its_limits() -> None:
    assert WHOLE.schema() == {"type": "integer", "minimum": 1, "maximum": 256}
    assert CHOICE.schema() == {"type": "string", "enum": ["lstm", "gru"]}
    assert Numbers(2).schema() == {"type": "array", "items": {"type": "array", "items": {"type": "number"}}}
