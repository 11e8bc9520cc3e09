"""Settings out of the query string of a page, by a table of them.

A link that is wrong in places still opens: each wrong value becomes a problem in plain words, and its
default takes its place. Which values are wrong is the API's own decision (`app.fields`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from app.errors import clipped
from app.fields import Choice, Kind, Real, Whole
from app.i18n import translator

Values = dict[str, Any]


@dataclass(frozen=True)
class PageProblem:
    """Something wrong in a link: the name of the setting, if it is one, and what is wrong, in plain words."""

    field: str | None
    message: str


def once(pairs: list[tuple[str, str]], known: Iterable[str], lang: str) -> tuple[dict[str, str], list[PageProblem]]:
    """The settings by name, the first of each; a problem for each name that is unknown or comes more than once."""
    _ = translator(lang)
    problems = []
    for name, count in Counter(name for name, _text in pairs).items():
        if name not in known:
            words = _("This page has no setting called “{name}”. It was left out.").format(name=clipped(name))
            problems.append(PageProblem(None, words))
        elif count > 1:
            words = _("The address sets “{name}” more than once. The first one counts.").format(name=name)
            problems.append(PageProblem(name, words))
    first: dict[str, str] = {}
    for name, text in pairs:
        if name in known:
            first.setdefault(name, text)
    return first, problems


def read_values(given: Mapping[str, str], kinds: Mapping[str, Kind], lang: str) -> tuple[Values, list[PageProblem]]:
    """The values that the texts of some settings spell; a problem for each that its kind does not take."""
    values: Values = {}
    problems = []
    for name, text in given.items():
        try:
            values[name] = kinds[name].check(kinds[name].read(text))
        except PydanticCustomError:
            problems.append(PageProblem(name, _refused(kinds[name], text, lang)))
    return values, problems


def _refused(kind: Kind, text: str, lang: str) -> str:
    """Why a kind does not take a text, in words of `lang`: the same sentences as in static/js/core/config.js."""
    _ = translator(lang)
    value = clipped(text)
    if isinstance(kind, Whole | Real):
        low, high = (f"{limit:.16g}" for limit in (kind.low, kind.high))
        if not isinstance(kind.read(text), str):
            words = _("{value} is out of range. Give a number from {min} to {max}.")
        elif isinstance(kind, Whole):
            words = _("“{value}” is not a whole number. Give one from {min} to {max}.")
        else:
            words = _("“{value}” is not a number. Give one from {min} to {max}.")
        return words.format(value=value, min=low, max=high)
    names = kind.names if isinstance(kind, Choice) else ("true", "false")
    return _("“{value}” is not one of: {choices}.").format(value=value, choices=", ".join(names))


def problems_as_json(problems: Iterable[PageProblem]) -> list[Values]:
    """Problems as the scripts read them."""
    return [asdict(problem) for problem in problems]
