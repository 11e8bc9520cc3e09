"""A date as people write it, in six languages, to ISO 8601: an encoder reads the letters, a decoder writes ten signs.

The dates are generated: languages, orders, separators and abbreviations are drawn, with the capitals and accents that
people leave out. Where only numbers stand, the day comes first, as everywhere but in the United States.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from engine.networks.vocabulary import Vocabulary
from engine.tasks.base import HELD_OUT, START, UNKNOWN, VALIDATION, Encoded, Example, Rng, Sample, fixed
from engine.tasks.live import Knobs, Live
from engine.tasks.reader import Reader
from engine.tasks.recipe import Recipe

FIRST: Final = date(1950, 1, 1)
LAST: Final = date(2049, 12, 31)
"""The days in question: a year of two digits names exactly one of these hundred years."""


@dataclass(frozen=True)
class Language:
    """How a language writes dates.

    months, days: full names, January and Monday first; short: the months as people shorten them
    patterns: orders with d (day), o (day as an ordinal), m (month's name) and y (year)
    ordinal: a day of the month as the language counts it: 1st, 1er, 1.
    """

    months: tuple[str, ...]
    short: tuple[str, ...]
    days: tuple[str, ...]
    patterns: tuple[str, ...]
    ordinal: Callable[[int], str]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _english_ordinal(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _first_only(first: str) -> Callable[[int], str]:
    return lambda day: first if day == 1 else str(day)


LANGUAGES: Final = {
    "en": Language(
        _words("january february march april may june july august september october november december"),
        _words("jan feb mar apr may jun jul aug sept oct nov dec"),
        _words("monday tuesday wednesday thursday friday saturday sunday"),
        ("d m y", "o m y", "m d, y", "m o, y", "m d y", "the o of m y", "o of m, y", "d-m-y"),
        _english_ordinal,
    ),
    "fr": Language(
        _words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        _words("janv févr mars avr mai juin juil août sept oct nov déc"),
        _words("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        ("o m y", "le o m y", "d m y", "d-m-y"),
        _first_only("1er"),
    ),
    "de": Language(
        _words("januar februar märz april mai juni juli august september oktober november dezember"),
        _words("jan feb märz apr mai juni juli aug sept okt nov dez"),
        _words("montag dienstag mittwoch donnerstag freitag samstag sonntag"),
        ("o m y", "den o m y", "d m y"),
        lambda day: f"{day}.",
    ),
    "es": Language(
        _words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
        _words("ene feb mar abr may jun jul ago sept oct nov dic"),
        _words("lunes martes miércoles jueves viernes sábado domingo"),
        ("d de m de y", "el d de m de y", "d m y", "d de m del y"),
        str,
    ),
    "it": Language(
        _words("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
        _words("gen feb mar apr mag giu lug ago set ott nov dic"),
        _words("lunedì martedì mercoledì giovedì venerdì sabato domenica"),
        ("o m y", "il d m y", "d m y"),
        _first_only("1º"),
    ),
    "nl": Language(
        _words("januari februari maart april mei juni juli augustus september oktober november december"),
        _words("jan feb mrt apr mei jun jul aug sept okt nov dec"),
        _words("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
        ("d m y", "d-m-y", "d m y"),
        str,
    ),
}

NUMERIC: Final = ("/", ".", "-", " ")
SIGNS: Final = " ,-./'" + "0123456789" + "abcdefghijklmnopqrstuvwxyz" + "àáâäçèéêëìíîïñòóôöùúûüº"
SLIPS: Final = 0.1
"""The share of dates in which one sign is unknown, so that the network learns to do without."""

SHOWN: Final = (
    ("3 mai 24", "2024-05-03"),
    ("July 20, 1969", "1969-07-20"),
    ("le 1er janvier 2000", "2000-01-01"),
    ("Donnerstag, 9. November 1989", "1989-11-09"),
    ("14/07/89", "1989-07-14"),
    ("21 de marzo de 1985", "1985-03-21"),
)
TENTH: Final = 10
"""One day in ten is held out, in every way of writing it: no training sees that day at all."""


class Dates(Reader):
    """3 mai 24 → 2024-05-03."""

    name = "dates"
    title = "Translate a date"
    live = Live(39, Knobs(32, 1.0, 0.02, updates=1500, every=15))
    architecture = "many-to-many-unequal"
    labels = tuple("0123456789-")
    start = START
    measure = "exact"
    vocabulary = Vocabulary((*SIGNS, START, UNKNOWN), unknown=UNKNOWN)

    def recipe(self, cell: str) -> Recipe:
        gate = {"lstm": {"forget_bias": 1.0}, "gru": {"update_bias": 1.0}}.get(cell, {})
        network = {"cell": cell, "hidden_size": 64, "init": {"scheme": "orthogonal", **gate}}
        return Recipe(network, updates=5000, batch_size=64, learning_rate=0.005, decay="cosine")

    def outputs_for(self, T_x: int) -> int:
        return len("2024-05-03")

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        return [_with_slip(rng, _example(rng, held=False)) for _ in range(count)]

    def validation(self) -> Sequence[Example]:
        return fixed(_apart, VALIDATION, 200)

    def held_out(self) -> Sequence[Example]:
        return fixed(_apart, HELD_OUT, 1000)

    def encode(self, raw: Mapping[str, Any]) -> Encoded:
        """Capitals are read as small letters; spaces around the date as nothing."""
        text = raw.get("text") if isinstance(raw, Mapping) else None
        return super().encode({**raw, "text": text.strip().lower()} if isinstance(text, str) else raw)

    def card_samples(self) -> Sequence[Sample]:
        return [Sample({"text": text}, list(iso)) for text, iso in SHOWN]

    watched_samples = card_samples


def is_held_out(day: date) -> bool:
    """Every tenth day, in an order that leaves no pattern in months or days of the week."""
    return day.toordinal() * 7 % TENTH == 0


def _apart(rng: Rng, count: int) -> list[Example]:
    return [_example(rng, held=True) for _ in range(count)]


def _example(rng: Rng, held: bool) -> Example:
    day = _day(rng)
    while is_held_out(day) != held:
        day = _day(rng)
    return Example(tuple(spelt_date(rng, day)), tuple(day.isoformat()))


def _day(rng: Rng) -> date:
    return FIRST + timedelta(days=int(rng.integers((LAST - FIRST).days + 1)))


def _with_slip(rng: Rng, example: Example) -> Example:
    """Now and then, one sign that cannot be read."""
    if rng.random() >= SLIPS:
        return example
    signs = list(example.inputs)
    signs[int(rng.integers(len(signs)))] = UNKNOWN
    return Example(tuple(signs), example.targets)


def spelt_date(rng: Rng, day: date) -> str:
    """A date as somebody might type it, such as "3 mai 24"."""
    text = _in_numbers(rng, day) if rng.random() < 0.25 else _in_words(rng, day)
    return unaccented(text) if rng.random() < 0.3 else text


def _in_numbers(rng: Rng, day: date) -> str:
    """3/5/2024, 03.05.24, or the ISO form itself."""
    if rng.random() < 0.2:
        return f"{day:%Y-%m-%d}" if rng.random() < 0.6 else f"{day:%Y/%m/%d}"
    separator = str(rng.choice(NUMERIC))
    digits = "02d" if rng.random() < 0.6 else "d"
    return separator.join((format(day.day, digits), format(day.month, digits), _year(rng, day)))


def _in_words(rng: Rng, day: date) -> str:
    """A month by its name, maybe shortened; maybe the day of the week before it."""
    language = LANGUAGES[str(rng.choice(list(LANGUAGES)))]
    pattern = str(rng.choice(language.patterns))
    short = rng.random() < 0.35
    month = language.short[day.month - 1] if short else language.months[day.month - 1]
    if short and month != language.months[day.month - 1] and rng.random() < 0.4:
        month += "."
    parts = {
        "d": format(day.day, "02d") if rng.random() < 0.15 else str(day.day),
        "o": language.ordinal(day.day),
        "m": month,
        "y": _year(rng, day),
    }
    text = " ".join(_filled(word, parts) for word in pattern.split(" "))
    if rng.random() >= 0.2:
        return text
    weekday = language.days[day.weekday()]
    return f"{weekday}, {text}" if rng.random() < 0.3 else f"{weekday} {text}"


def _filled(word: str, parts: dict[str, str]) -> str:
    """A word of a pattern: "m", "d," and "d-m-y" hold letters to be filled in; "de" and "the" do not."""
    letters = word.strip(",").split("-")
    if not all(letter in parts for letter in letters):
        return word
    return "-".join(parts[letter] for letter in letters) + ("," if word.endswith(",") else "")


def _year(rng: Rng, day: date) -> str:
    return f"{day:%Y}" if rng.random() < 0.7 else f"{day:%y}"


def unaccented(text: str) -> str:
    """é becomes e: the letters without their marks."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
