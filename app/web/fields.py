"""Kinds of request fields: each checks a value, says in plain words what is wrong with it, and documents itself.

A kind stands in the annotation of a Pydantic field: `units: Annotated[int, Whole(1, 256)]`. `check` takes a value out
of JSON, where 8 and 8.0 are the same number and neither "8" nor true is one; `read` turns the text of a query string
into such a value, or leaves it as it is for `check` to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from app.web.errors import choose_from, nearest
from engine import InvalidInput
from engine.numbers.arrays import excerpt, real_number, true_or_false, whole_number

_NUMBER: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DIGITS: Final = re.compile(r"-?[0-9]{1,18}")
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}


class Kind:
    """What a field may hold."""

    def check(self, value: Any) -> Any:
        """The value as the engine takes it. Raises PydanticCustomError, in words that follow the name of the field."""
        try:
            return self._accept(value)
        except InvalidInput as error:
            raise refusal(error.errors[0].detail) from error

    def read(self, text: str) -> Any:
        """The value that a query string spells."""
        return text

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        raise NotImplementedError

    def _accept(self, value: Any) -> Any:
        raise NotImplementedError

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.schema()


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def _accept(self, value: Any) -> int:
        return whole_number(value, (), self.low, self.high)

    def read(self, text: str) -> Any:
        return read_number(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Real(Kind):
    """A finite number from `low` to `high`."""

    low: float
    high: float

    def _accept(self, value: Any) -> float:
        return real_number(value, (), self.low, self.high)

    def read(self, text: str) -> Any:
        return read_number(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Choice(Kind):
    """One of some names."""

    names: tuple[str, ...]

    def _accept(self, value: Any) -> str:
        if isinstance(value, str) and value in self.names:
            return value
        raise refusal(f"is {excerpt(value)}; {choose_from(value, self.names)}")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.names)}


@dataclass(frozen=True)
class Names(Kind):
    """One or more of some names, each once."""

    names: tuple[str, ...]

    def _accept(self, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise refusal(f"must be one or more of {', '.join(self.names)}, not {excerpt(value)}.")
        for name in value:
            if name not in self.names:
                raise refusal(f"has {excerpt(name)}; {choose_from(name, self.names)}")
        if len(set(value)) < len(value):
            raise refusal(f"names one of {', '.join(value)} twice; name each once.")
        return tuple(value)

    def read(self, text: str) -> Any:
        return [part.strip() for part in text.split(",")]

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": list(self.names)}, "minItems": 1}


@dataclass(frozen=True)
class NameOrWhole(Kind):
    """One of some names, or a whole number from `low` to `high`."""

    names: tuple[str, ...]
    low: int
    high: int

    def _accept(self, value: Any) -> str | int:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return whole_number(value, (), self.low, self.high)
        if isinstance(value, str) and value in self.names:
            return value
        choices = f"{', '.join(self.names)}, or a whole number from {self.low} to {self.high}"
        raise refusal(f"is {excerpt(value)}; choose {choices}.{nearest(str(value), self.names)}")

    def read(self, text: str) -> Any:
        return read_number(text)

    def schema(self) -> dict[str, Any]:
        whole = {"type": "integer", "minimum": self.low, "maximum": self.high}
        return {"anyOf": [{"type": "string", "enum": list(self.names)}, whole]}


@dataclass(frozen=True)
class Positive(Kind):
    """A number above 0 and below `high`; the engine looks at it."""

    high: float

    def _accept(self, value: Any) -> Any:
        return value

    def read(self, text: str) -> Any:
        return read_number(text)

    def schema(self) -> dict[str, Any]:
        return {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": self.high}


class Flag(Kind):
    """true or false."""

    def _accept(self, value: Any) -> bool:
        return true_or_false(value, ())

    def read(self, text: str) -> Any:
        return _FLAGS.get(text, text)

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Text(Kind):
    """A string; the engine looks into it."""

    max_length: int

    def _accept(self, value: Any) -> str:
        if not isinstance(value, str):
            raise refusal(f"must be a text in quotes, not {excerpt(value)}.")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}


@dataclass(frozen=True)
class Numbers(Kind):
    """An array of numbers, `axes` deep; the engine looks into it, once, when it makes an array of it."""

    axes: int

    def _accept(self, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise refusal(f"must be a list of {'rows of ' * (self.axes - 1)}numbers, not {excerpt(value)}.")
        return value

    def read(self, text: str) -> Any:
        """Commas between numbers, semicolons between rows."""
        if not text.strip():
            return []
        rows = text.split(";") if self.axes > 1 else [text]
        read = [[read_number(part.strip()) for part in row.split(",")] for row in rows]
        return read if self.axes > 1 else read[0]

    def schema(self) -> dict[str, Any]:
        items: dict[str, Any] = {"type": "number"}
        for _ in range(self.axes):
            items = {"type": "array", "items": items}
        return items


@dataclass(frozen=True)
class List(Kind):
    """A list; the engine looks into it. `items` says in JSON Schema what it should hold; `noun` says it in words."""

    noun: str
    items: tuple[str, ...]

    def _accept(self, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise refusal(f"must be a list of {self.noun}, not {excerpt(value)}.")
        return value

    def read(self, text: str) -> Any:
        return [part.strip() for part in text.split(",")]

    def schema(self) -> dict[str, Any]:
        items: dict[str, Any] = {"type": self.items[0] if len(self.items) == 1 else list(self.items)}
        return {"type": "array", "items": items}


@dataclass(frozen=True)
class Named(Kind):
    """Arrays of numbers by name, such as weights or a state; the engine knows which names and shapes belong there."""

    def _accept(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise refusal(f"must be an object with arrays by name, not {excerpt(value)}.")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": {"type": "array", "items": {}}}


def refusal(words: str) -> PydanticCustomError:
    """An error with our own words."""
    return PydanticCustomError("refused", "{words}", {"words": words})


def read_number(text: str) -> Any:
    """The number that a text spells in JSON's way, whole if it is written so; any other text stays text."""
    if _DIGITS.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def one_of(names: Iterable[str]) -> Choice:
    """A choice among the names of a registry."""
    return Choice(tuple(names))
