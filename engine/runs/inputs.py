"""What a network reads: text, a series of numbers, vectors, or a signal by its name, made into rows of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from engine.errors import InvalidInput
from engine.limits import MAX_INPUT_SIZE, MAX_STEPS
from engine.networks.vocabulary import Vocabulary
from engine.numbers.arrays import Array, excerpt, matrix, read_only, vector, whole_number

Kind = Literal["text", "series", "vectors"]

SIGNALS: Final[dict[str, Callable[[int], Array]]] = {
    "noise": lambda length: np.random.default_rng(0).standard_normal(length),
    "constant": np.ones,
    "impulse": lambda length: np.eye(1, length)[0],
}
"""Signals of any length, one number a step: standard normal noise, always the same; ones; 1 and then zeros. A longer
one begins like a shorter one."""

_WAYS: Final = ("text", "series", "vectors", "signal")
_NAMED: Final = "text, series, vectors and signal"


@dataclass(frozen=True)
class Inputs:
    """A sequence of T steps: array (T, D), read-only, one label a step and, for text, the tokens of the columns.

    replaced: the steps, from 1, whose token is not in the vocabulary and was read as its unknown token
    """

    array: Array
    labels: tuple[str, ...]
    kind: Kind
    vocabulary: tuple[str, ...] | None = None
    replaced: tuple[int, ...] = ()


def encode(spec: Mapping[str, Any], vocabulary: Vocabulary | Sequence[str] | None = None) -> Inputs:
    """An input from its description, which has exactly one of

    "text": characters (words, if the vocabulary is one of words), one-hot over `vocabulary`, or over the sorted set of
        the text's own characters
    "series": T numbers, D = 1
    "vectors": T rows of D numbers
    "signal": a name in `SIGNALS`, with T as "length", D = 1

    Raises InvalidInput; its paths start with "input": ("input", "text").
    """
    if not isinstance(spec, Mapping):
        raise InvalidInput.at(("input",), f"must be an object with one of {_NAMED}, not {excerpt(spec)}.")
    for field in spec:
        if field not in (*_WAYS, "length"):
            raise InvalidInput.at(("input", str(field)), f"is not a field of an input; it has {_NAMED}.")
    given = [name for name in _WAYS if spec.get(name) is not None]
    if len(given) != 1:
        found = " and ".join(given) or "none of them"
        raise InvalidInput.at(("input",), f"must have exactly one of {_NAMED}; this one has {found}.")
    if vocabulary is not None and given != ["text"]:
        raise InvalidInput.at(("input", given[0]), "does not fit this network, which reads characters; give a text.")
    if spec.get("length") is not None and given != ["signal"]:
        raise InvalidInput.at(("input", "length"), f"goes with a signal; a {given[0]} has a length of its own.")
    if given == ["text"]:
        known = vocabulary if isinstance(vocabulary, Vocabulary | None) else Vocabulary(tuple(vocabulary))
        return _text(spec["text"], known)
    if given == ["signal"]:
        return _signal(spec["signal"], spec.get("length"))
    return _series(spec["series"]) if given == ["series"] else vectors(spec["vectors"], ("input", "vectors"))


def vectors(value: Any, path: tuple[str, ...]) -> Inputs:
    """T rows of D numbers, lists or an array, labelled by their place."""
    if isinstance(value, list | tuple):
        _check_steps(len(value), path, "rows")
    array = matrix(value, path)
    _check_steps(len(array), path, "rows")
    if not 1 <= array.shape[1] <= MAX_INPUT_SIZE:
        raise InvalidInput.at(path, f"has rows of {array.shape[1]} numbers; give 1 to {MAX_INPUT_SIZE}.")
    return Inputs(read_only(array), tuple(str(t) for t in range(1, len(array) + 1)), "vectors")


def _text(value: Any, vocabulary: Vocabulary | None) -> Inputs:
    path = ("input", "text")
    if not isinstance(value, str):
        raise InvalidInput.at(path, f"must be a text, not {excerpt(value)}.")
    _check_steps(len(value), path, "characters")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidInput.at(path, "holds half of a surrogate pair, which is no character; send whole characters.")
    known = vocabulary or Vocabulary(tuple(sorted(set(value))))
    if len(known) > MAX_INPUT_SIZE:
        raise InvalidInput.at(path, f"has {len(known)} different characters; the limit is {MAX_INPUT_SIZE}.")
    tokens = known.split(value)
    _check_steps(len(tokens), path, f"{known.unit}s")
    strange = tuple(place for place, token in enumerate(tokens, start=1) if known.known(token) is None)
    if strange and known.unknown is None:
        place, listed = strange[0], ("" if known.unit == "character" else " ").join(known.tokens)
        detail = f"has “{tokens[place - 1]}” at place {place}, which this network does not know; it knows {listed}"
        raise InvalidInput.at(path, detail)
    return Inputs(known.one_hot(tokens), tokens, "text", known.tokens, strange)


def _series(value: Any) -> Inputs:
    path = ("input", "series")
    array = vector(value, path)
    _check_steps(len(array), path, "numbers")
    labels = tuple(_label(number) for number in value)
    return Inputs(read_only(array.reshape(-1, 1)), labels, "series")


def _signal(name: Any, length: Any) -> Inputs:
    if not isinstance(name, str) or name not in SIGNALS:
        raise InvalidInput.at(("input", "signal"), f"is {excerpt(name)}; choose one of {', '.join(SIGNALS)}.")
    return _series(SIGNALS[name](whole_number(length, ("input", "length"), 1, MAX_STEPS)))


def _label(number: Any) -> str:
    """The number as it was given, in its shortest exact form."""
    return repr(int(number)) if isinstance(number, int | np.integer) else repr(float(number))


def _check_steps(count: int, path: tuple[str, ...], noun: str) -> None:
    if not 1 <= count <= MAX_STEPS:
        state = "is empty" if count == 0 else f"has {count} {noun}"
        raise InvalidInput.at(path, f"{state}; give 1 to {MAX_STEPS} {noun}.")
