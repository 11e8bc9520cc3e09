"""The tokens that a network knows: characters or words, one column of a one-hot input each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, get_args

import numpy as np

from engine.errors import InvalidInput
from engine.limits import MAX_INPUT_SIZE
from engine.numbers.arrays import Array, excerpt, read_only

Unit = Literal["character", "word"]

_WORD: Final = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Vocabulary:
    """Tokens in the order of their columns. `unknown` is the token that stands for all others; None refuses them."""

    tokens: tuple[str, ...]
    unit: Unit = "character"
    unknown: str | None = None

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The column of every token."""
        return {token: column for column, token in enumerate(self.tokens)}

    def __len__(self) -> int:
        return len(self.tokens)

    def split(self, text: str) -> tuple[str, ...]:
        """A text in its tokens: its characters, or its words and punctuation marks as they are written."""
        return tuple(text) if self.unit == "character" else tuple(_WORD.findall(text))

    def known(self, token: str) -> str | None:
        """The token as the vocabulary has it; a word may be known in lower case only. None if it is not known."""
        if token in self.columns:
            return token
        lower = token.lower()
        return lower if self.unit == "word" and lower in self.columns else None

    def column(self, token: str) -> int:
        """The column of a token, of `unknown` if it is not known; KeyError without one."""
        return self.columns[self.known(token) or self.unknown or token]

    def one_hot(self, tokens: Iterable[str]) -> Array:
        """(T, len(self)), read-only; tokens not known are `unknown`, and KeyError without one."""
        found = [self.column(token) for token in tokens]
        array = np.zeros((len(found), len(self)))
        array[np.arange(len(found)), found] = 1.0
        return read_only(array)

    @property
    def spec(self) -> dict[str, Any]:
        """The description, as `parse_vocabulary` takes it; JSON-ready."""
        description: dict[str, Any] = {"tokens": list(self.tokens), "unit": self.unit}
        return description if self.unknown is None else {**description, "unknown": self.unknown}


def parse_vocabulary(value: Any) -> Vocabulary | None:
    """The `vocabulary` of a request, {"tokens": […], "unit": "character"|"word", "unknown": token}; None stays None.

    Raises InvalidInput at ("vocabulary", field).
    """
    if value is None or isinstance(value, Vocabulary):
        return value
    if not isinstance(value, Mapping):
        raise InvalidInput.at(("vocabulary",), f"must be an object such as {{tokens: [a, b]}}, not {excerpt(value)}.")
    for field in value:
        if field not in ("tokens", "unit", "unknown"):
            detail = "is not a field of a vocabulary; it has tokens, unit and unknown."
            raise InvalidInput.at(("vocabulary", str(field)), detail)
    tokens = texts(value.get("tokens"), ("vocabulary", "tokens"), MAX_INPUT_SIZE)
    unit: Any = value.get("unit") or "character"
    unknown = value.get("unknown")
    if unit not in get_args(Unit):
        raise InvalidInput.at(("vocabulary", "unit"), f"is {excerpt(unit)}; choose one of character, word.")
    if unknown is not None and unknown not in tokens:
        raise InvalidInput.at(("vocabulary", "unknown"), f"is {excerpt(unknown)}, which is none of the tokens.")
    return Vocabulary(tokens, unit, unknown)


def texts(value: Any, path: tuple[str, ...], most: int) -> tuple[str, ...]:
    """1 to `most` different texts; anything else raises InvalidInput at `path`."""
    if not isinstance(value, Sequence) or isinstance(value, str) or not 1 <= len(value) <= most:
        raise InvalidInput.at(path, f"must be a list of 1 to {most} texts, not {excerpt(value)}.")
    for place, text in enumerate(value):
        if not isinstance(text, str):
            raise InvalidInput.at((*path, place), f"must be a text, not {excerpt(text)}.")
    if len(set(value)) < len(value):
        twice = next(text for place, text in enumerate(value) if text in value[:place])
        raise InvalidInput.at(path, f"has {excerpt(twice)} twice; every one needs a place of its own.")
    return tuple(value)
