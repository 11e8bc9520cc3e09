"""Sentences with names and dates in them, drawn from patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple, TypeVar
from zlib import crc32

from engine.tasks.base import Rng
from engine.tasks.data import lines, table
from engine.tasks.dates import LANGUAGES

NONE: Final = "–"
PERSON, PLACE, ORGANISATION, DATE = "person", "place", "organisation", "date"

HELD: Final = 5
"""One name in five is kept for the held-out sentences."""

TITLES: Final = {"en": ("Mr", "Mrs", "Ms", "Dr", "Mr.", "Dr."), "fr": ("M.", "Mme", "Mlle", "Dr", "Mr")}
DAY_WORDS: Final = {"en": ("yesterday", "today", "tomorrow"), "fr": ("hier", "aujourd'hui", "demain")}
MADE_OF_PLACES: Final = {
    "en": ("University of {}", "{} University", "Bank of {}", "{} Football Club", "{} United", "the {} Museum"),
    "fr": ("université de {}", "Université de {}", "Banque de {}", "lycée de {}", "musée de {}", "CHU de {}"),
}
JOINTS: Final = {"en": (", ", " and ", " but ", ". ", " because "), "fr": (", ", " et ", " mais ", ". ", " parce que ")}
ENDINGS: Final = {
    "en": (
        " again",
        " last summer",
        " next week",
        " at noon",
        " with friends",
        " for the first time",
        " too",
        ", you know",
    ),
    "fr": (" encore", " l'été dernier", " la semaine prochaine", " à midi", " avec des amis", " pour la première fois"),
}
DECADES: Final = {"en": ("the sixties", "the nineties", "the 1980s"), "fr": ("les années 60", "les années 1980")}


Choice = TypeVar("Choice")


class Piece(NamedTuple):
    """Words in a row that have one label."""

    text: str
    label: str


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """The names of every list."""
    by_hand = {name: lines(f"{name}.txt")[0].split("|") for name in ("organisations", "french-places")}
    return {
        "first name": tuple(dict.fromkeys(name for _, name in table("first-names.tsv"))),
        "family name": tuple(lines("family-names.txt")),
        "place": (*lines("places.txt"), *by_hand["french-places"]),
        "organisation": tuple(by_hand["organisations"]),
    }


def marked(text: str) -> list[Piece]:
    """A sentence with its entities in brackets, "[Ada|person] lives", in pieces."""
    parts = re.split(r"\[([^|\]]+)\|(\w+)\]", text)
    outside = [Piece(part, NONE) for part in parts[::3]]
    inside = [Piece(part, label) for part, label in zip(parts[1::3], parts[2::3], strict=True)]
    mixed = [piece for pair in zip(outside, inside, strict=False) for piece in pair]
    return [*mixed, outside[-1]]


def sentence(rng: Rng, held: bool) -> list[Piece]:
    """One clause or two; the first letter is a capital half of the time, as people type."""
    lang = _one_of(rng, ("en", "fr"))
    pieces = _clause(rng, lang, held)
    if rng.random() < 0.2:
        pieces = [*pieces, Piece(_one_of(rng, JOINTS[lang]), NONE), *_clause(rng, lang, held)]
    if rng.random() < 0.25:
        pieces.append(Piece(_one_of(rng, ENDINGS[lang]), NONE))
    if rng.random() < 0.5:
        text, label = pieces[0]
        pieces[0] = Piece(text[0].upper() + text[1:], label)
    return [*pieces, Piece(".", NONE)] if rng.random() < 0.3 else pieces


def _clause(rng: Rng, lang: str, held: bool) -> list[Piece]:
    """A pattern with its choices made and its slots filled."""
    pattern = _one_of(rng, _patterns(lang, held))
    chosen = re.sub(r"\(([^)]*)\)", lambda choice: _one_of(rng, choice.group(1).split("|")), pattern)
    pieces: list[Piece] = []
    for place, part in enumerate(re.split(r"\{(\w+)\}", chosen)):
        pieces += _filled(rng, lang, part, held) if place % 2 else [Piece(part, NONE)]
    return [piece for piece in pieces if piece.text]


@cache
def _patterns(lang: str, held: bool) -> tuple[str, ...]:
    """The patterns of the training sentences or of the held-out ones."""
    rows = table("entities-patterns.tsv")
    return tuple(pattern for part, language, pattern in rows if language == lang and (part == "held") == held)


def _filled(rng: Rng, lang: str, slot: str, held: bool) -> list[Piece]:
    """What a slot becomes; "theorg" and "theplace" with their article, which is no part of the name."""
    if slot.startswith("the"):
        return [Piece(_one_of(rng, ("l'", "la ", "le ")), NONE), *_filled(rng, lang, slot.removeprefix("the"), held)]
    if slot == "person":
        return [Piece(_person(rng, lang, held), PERSON)]
    if slot == "place":
        return [Piece(_name(rng, "place", held), PLACE)]
    if slot == "org":
        return [Piece(_organisation(rng, lang, held), ORGANISATION)]
    when = {"dayword": _day_word, "fulldate": _full_date, "date": _rough_date}[slot]
    return [Piece(when(rng, lang), DATE)]


def _person(rng: Rng, lang: str, held: bool) -> str:
    """Ada, Ada Lovelace, Mrs Lovelace, or a family name alone."""
    form = rng.random()
    if form < 0.4:
        return _name(rng, "first name", held)
    if form < 0.55:
        return f"{_one_of(rng, TITLES[lang])} {_name(rng, 'family name', held)}"
    if form < 0.62:
        return _name(rng, "family name", held)
    return f"{_name(rng, 'first name', held)} {_name(rng, 'family name', held)}"


def _organisation(rng: Rng, lang: str, held: bool) -> str:
    form = rng.random()
    if form < 0.8:
        return _name(rng, "organisation", held)
    if form < 0.9:
        return _one_of(rng, MADE_OF_PLACES[lang]).format(_name(rng, "place", held)).removeprefix("the ")
    return f"{_name(rng, 'family name', held)} & {_name(rng, 'family name', held)}"


def _day_word(rng: Rng, lang: str) -> str:
    return _one_of(rng, DAY_WORDS[lang])


def _full_date(rng: Rng, lang: str) -> str:
    """A day: Monday, 3 May, 3 May 1998, 12/05/2025."""
    form = rng.random()
    if form < 0.3:
        weekday = _one_of(rng, LANGUAGES[lang].days)
        return weekday.capitalize() if lang == "en" else weekday
    day, year = int(rng.integers(1, 32)), int(rng.integers(1900, 2040))
    month = int(rng.integers(1, 13))
    if form < 0.45:
        return f"{day:02d}/{month:02d}/{year}" if form < 0.4 else f"{day}/{month}"
    name, count = LANGUAGES[lang].months[month - 1], LANGUAGES[lang].ordinal(day)
    if lang == "fr":
        return f"{count} {name} {year}" if form < 0.7 else f"{count} {name}"
    written = _one_of(rng, ("{d} {m}", "{m} {d}", "{o} {m}", "{m} {o}")).format(d=day, o=count, m=name.capitalize())
    return _one_of(rng, ("{}, {}", "{} {}")).format(written, year) if form < 0.7 else written


def _rough_date(rng: Rng, lang: str) -> str:
    """A year, a month, a decade."""
    year, month = int(rng.integers(1500, 2040)), _one_of(rng, LANGUAGES[lang].months)
    month = month.capitalize() if lang == "en" else month
    form = rng.random()
    if form < 0.6:
        return str(year)
    if form < 0.8:
        return f"{month} {year}"
    return month if form < 0.95 else _one_of(rng, DECADES[lang])


def _name(rng: Rng, kind: str, held: bool) -> str:
    return _one_of(rng, _drawable(kind, held))


@cache
def _drawable(kind: str, held: bool) -> tuple[str, ...]:
    return tuple(name for name in names()[kind] if (crc32(name.encode()) % HELD == 0) == held)


def _one_of(rng: Rng, choices: Sequence[Choice]) -> Choice:
    return choices[int(rng.integers(len(choices)))]
