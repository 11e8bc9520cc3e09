"""Settings out of the query string of a page, by a table of them.

A link that is wrong in places still opens: each wrong value becomes a problem in plain words, and its
default takes its place. Which values are wrong is the API's own decision (`app.web.fields`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from app.web.errors import clipped
from app.web.fields import Choice, Flag, Kind, NameOrWhole, Names, Real, Text, Whole
from app.web.i18n import SOURCE, translator
from app.web.refusals import refusal

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


Settings = Mapping[str, tuple[Kind, Any]]
"""Every setting of a page: its kind and its default."""


def read_settings(query: list[tuple[str, str]], settings: Settings, lang: str) -> tuple[Values, list[PageProblem]]:
    """The values that a query string gives, without the defaults of the others, and its problems."""
    given, problems = once(query, settings, lang)
    values, refused = read_values(given, {name: kind for name, (kind, _) in settings.items()}, lang)
    return values, problems + refused


def read_values(given: Mapping[str, str], kinds: Mapping[str, Kind], lang: str) -> tuple[Values, list[PageProblem]]:
    """The values that the texts of some settings spell; a problem for each that its kind does not take."""
    values: Values = {}
    problems = []
    for name, text in given.items():
        kind = kinds[name]
        try:
            value = kind.check(kind.read(text))
        except PydanticCustomError:
            problems.append(PageProblem(name, _refused(kind, text, lang)))
            continue
        if isinstance(kind, Text) and len(text) > kind.max_length:
            problems.append(PageProblem(name, _too_long(text, kind.max_length, lang)))
        else:
            values[name] = value
    return values, problems


def cannot_run(name: str, detail: str, lang: str) -> PageProblem:
    """A setting that the engine refuses, with its reason where the language has words for it."""
    _ = translator(lang)
    reason = refusal(detail, lang)
    if reason is None:
        words = _("This link cannot be run as it is. The setting {name} went back to its default.")
        return PageProblem(name, words.format(name=name))
    return PageProblem(name, _("The link cannot be run as it is: {field} {reason}").format(field=name, reason=reason))


def _refused(kind: Kind, text: str, lang: str) -> str:
    """Why a kind does not take a text, in words of `lang`: the same sentences as in static/js/core/parse-field.js."""
    _ = translator(lang)
    value = clipped(text)
    if isinstance(kind, Whole | Real):
        found = kind.read(text)
        if not text.strip():
            whole = isinstance(kind, Whole)
            words = _("Give a whole number from {min} to {max}.") if whole else _("Give a number from {min} to {max}.")
        elif isinstance(kind, Whole) and (isinstance(found, str) or found % 1):
            words = _("“{value}” is not a whole number. Give one from {min} to {max}.")
        elif isinstance(found, str):
            words = _("“{value}” is not a number. Give one from {min} to {max}.")
        else:
            words = _("{value} is out of range. Give a number from {min} to {max}.")
        return words.format(value=value, min=_spelt(kind.low, lang), max=_spelt(kind.high, lang))
    if isinstance(kind, NameOrWhole):
        words = _("“{value}” is not one of: {choices}, or a whole number from {min} to {max}.")
        return words.format(value=value, choices=", ".join(kind.names), min=kind.low, max=kind.high)
    if isinstance(kind, Names):
        words = _("“{value}” is not among these: {choices}. Name each once.")
        return words.format(value=value, choices=", ".join(kind.names))
    if isinstance(kind, Choice | Flag):
        names = kind.names if isinstance(kind, Choice) else ("true", "false")
        return _("“{value}” is not one of: {choices}.").format(value=value, choices=", ".join(names))
    return _("“{value}” cannot be read here. This link was opened without it.").format(value=value)


def _too_long(text: str, most: int, lang: str) -> str:
    _ = translator(lang)
    words = _("“{value}” has {count} characters. Give {max} at most.")
    return words.format(value=clipped(text), count=len(text), max=most)


def _spelt(number: float, lang: str) -> str:
    text = f"{number:.6f}".rstrip("0").rstrip(".") if 0 < abs(number) < 1e-4 else f"{number:.16g}"
    return text if lang == SOURCE else text.replace(".", ",")


def problems_as_json(problems: Iterable[PageProblem]) -> list[Values]:
    """Problems as the scripts read them."""
    return [asdict(problem) for problem in problems]
