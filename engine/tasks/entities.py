"""A sentence, and for every word: person, place, organisation, date, or none. In English and French.

What the network reads of a word is its class: a column for every word that builds sentences or announces a name (in,
near, chez, Mrs, born), and for all names the lists in which they stand: first names, family names, places,
organisations. Many stand in several (Paris, Washington, Orange), many in none; what they are here, the words before
tell. It reads forward only, so that it cannot look at what follows.

The sentences are generated from patterns (data/entities-patterns.tsv); the ones marked "held" are never trained on,
and names that training draws are never drawn for the held-out sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from typing import Final

from engine.numbers.arrays import Array
from engine.tasks.base import HELD_OUT, UNKNOWN, VALIDATION, Example, Metric, Rng, Sample, fixed, labels_of
from engine.tasks.data import EVERYDAY, lines, table
from engine.tasks.entity_sentences import DATE, NONE, ORGANISATION, PERSON, PLACE, Piece, marked, names, sentence
from engine.tasks.live import Knobs, Live
from engine.tasks.reader import Reader
from engine.tasks.recipe import Recipe
from engine.tasks.words import WordClasses, folded, split

NAME, CAPITALS, SMALL = "Name", "NAME", "word"
YEAR, DAY_NUMBER, ORDINAL, FULL_DATE, NUMBER = "year", "1–31", "1st", "1/2/2025", "number"
SHAPES: Final = {
    FULL_DATE: re.compile(r"\d{1,4}[/.-]\d{1,2}([/.-]\d{1,4})?"),
    YEAR: re.compile(r"(1\d|20)\d\d"),
    DAY_NUMBER: re.compile(r"[12]?\d|3[01]|0\d"),
    ORDINAL: re.compile(r"\d{1,2}(st|nd|rd|th|er|e)"),
    NUMBER: re.compile(r"\d[\d.,]*"),
}
SHOWN: Final = (
    "[Ada Lovelace|person] met [Charles Babbage|person] in [London|place] on [5 June 1833|date]",
    "[Paris|person] works for [Microsoft|organisation] in [Paris|place]",
    "[Louise Michel|person] est née le [29 mai 1830|date]",
    "[Samir|person] a quitté [Renault|organisation] pour un poste à [Montréal|place]",
)
FORGOTTEN: Final = 0.3
"""The share of names that training reads as in no list: it must not trust lists alone."""


INSERTED: Final = 0.08
"""How often, before a word, training reads one that is in no pattern."""

LABELS: Final = (NONE, PERSON, PLACE, ORGANISATION, DATE)


@dataclass(frozen=True)
class NameClasses(WordClasses):
    """The columns of the network's input. classes: the column of a word, folded; listed: of a capitalised name."""

    classes: Mapping[str, str] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)

    def read_as(self, word: str) -> str | None:
        plain = folded(word)
        for shape, pattern in SHAPES.items():
            if pattern.fullmatch(plain):
                return shape
        if word[0].isupper() and plain in self.listed and plain not in _BUILDERS:
            return self.listed[plain]
        if plain in self.classes:
            return self.classes[plain]
        if word[0].isupper():
            return CAPITALS if len(word) > 1 and word.isupper() else NAME
        return SMALL if word[0].isalpha() else None


_BUILDERS: Final = frozenset("the a la le les de du des of and et i".split())  # noqa: SIM905 - reads as a sentence does
"""Words that stand in many names and are never one."""


@cache
def vocabulary() -> NameClasses:
    """Columns from data/entities-columns.txt, and one for every set of lists that a name stands in."""
    rows = (line.rpartition(": ") for line in lines("entities-columns.txt"))
    columns = {name: words.split() for name, _, words in rows}
    classes = {folded(word): name for name, words in columns.items() for word in words}
    listed = {name: "/".join(found) for name, found in _memberships().items() if name not in classes or len(name) > 3}
    sets = sorted(set(listed.values()))
    own = (NAME, CAPITALS, SMALL, *SHAPES)
    return NameClasses((*columns, *sets, *own, UNKNOWN), "word", UNKNOWN, classes, listed)


def _memberships() -> dict[str, list[str]]:
    """{word of a name, folded: the lists in which it stands}"""
    found: dict[str, list[str]] = {}
    for kind in names():
        for word in {folded(word) for name in names()[kind] for word, _ in split(name) if word[0].isupper()}:
            found.setdefault(word, []).append(kind)
    return found


class Entities(Reader):
    """Ada lives in Rome → person – – place"""

    name = "entities"
    title = "Who, where, when?"
    live = Live(24, Knobs(16, 1.0, 0.01))
    architecture = "many-to-many"
    labels = LABELS
    measure = "F1"

    @cached_property
    def vocabulary(self) -> NameClasses:  # type: ignore[override]
        return vocabulary()

    def recipe(self, cell: str) -> Recipe:
        gate = {"lstm": {"forget_bias": 1.0}, "gru": {"update_bias": 0.0}}.get(cell, {})
        network = {"cell": cell, "hidden_size": 24, "init": gate}
        return Recipe(network, updates=1500, batch_size=32, learning_rate=0.005, decay="cosine", weight_decay=0.01)

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        return [self._drawn(rng, held=False) for _ in range(count)]

    def validation(self) -> Sequence[Example]:
        return fixed(self._apart, VALIDATION, 200)

    def held_out(self) -> Sequence[Example]:
        return fixed(self._apart, HELD_OUT, 600)

    def card_samples(self) -> Sequence[Sample]:
        texts = ((pieces, "".join(text for text, _ in pieces)) for pieces in map(marked, SHOWN))
        return [Sample({"text": text}, list(self.example(pieces).targets)) for pieces, text in texts]

    watched_samples = card_samples

    def everyday(self) -> Mapping[str, Sequence[Example]]:
        """Sentences that nobody generated: what people type."""
        return {"entities": [self.example(pieces) for pieces in _typed()]}

    def score(self, pre: Sequence[Array], examples: Sequence[Example]) -> Metric:
        """F1 of whole entities: the same words from first to last, and the same label."""
        right = found = wanted = 0
        for rows, example in zip(pre, examples, strict=True):
            theirs, ours = spans(example.targets), spans(labels_of(self, rows))
            right, found, wanted = right + len(theirs & ours), found + len(ours), wanted + len(theirs)
        return Metric(self.measure, 2 * right / (found + wanted) if found + wanted else 1.0, len(examples))

    def example(self, pieces: Sequence[Piece]) -> Example:
        """A sentence in the columns that the network reads."""
        labels = [label for text, label in pieces for _ in text]
        words = split("".join(text for text, _ in pieces))
        tokens = [(self.vocabulary.known(word) or UNKNOWN, labels[start]) for word, start in words]
        return Example(tuple(token for token, _ in tokens), tuple(label for _, label in tokens))

    def _apart(self, rng: Rng, count: int) -> list[Example]:
        return [self._drawn(rng, held=True) for _ in range(count)]

    def _drawn(self, rng: Rng, held: bool) -> Example:
        pieces = sentence(rng, held)
        while _frame(pieces) in _typed_frames():
            pieces = sentence(rng, held)
        example = self._forgetful(rng, self.example(pieces))
        return example if held else self._interrupted(rng, example)

    def _forgetful(self, rng: Rng, example: Example) -> Example:
        """Some names are read as if they stood in no list."""
        sets = frozenset(self.vocabulary.listed.values())
        forgotten = rng.random(len(example.inputs)) < FORGOTTEN
        tokens = zip(example.inputs, forgotten, strict=True)
        return Example(tuple(NAME if gone and token in sets else token for token, gone in tokens), example.targets)

    def _interrupted(self, rng: Rng, example: Example) -> Example:
        """Words that are no names come in anywhere between names: what follows a place need not be part of it."""
        inputs: list[str] = []
        targets: list[str | None] = []
        before: str | None = NONE
        for token, label in zip(example.inputs, example.targets, strict=True):
            if rng.random() < INSERTED and (label != before or label == NONE):
                inputs.append(self._builders[int(rng.integers(len(self._builders)))])
                targets.append(NONE)
            inputs.append(str(token))
            targets.append(label)
            before = label
        return Example(tuple(inputs), tuple(targets))

    @cached_property
    def _builders(self) -> tuple[str, ...]:
        """Columns of words that are never part of a name; the small words as often as all others together."""
        first, last = (self.vocabulary.columns[name] for name in ("in", "ne"))
        builders = self.vocabulary.tokens[first:last]
        return (*builders, *(SMALL,) * len(builders))


def spans(labels: Iterable[str | None]) -> set[tuple[int, int, str]]:
    """The entities of a sentence: (first word, last word, label) of every run of one label that is not `NONE`."""
    found, start = set(), 0
    for label, run in groupby(labels):
        length = len(list(run))
        if label not in (NONE, None):
            found.add((start, start + length - 1, str(label)))
        start += length
    return found


def _frame(pieces: Iterable[Piece]) -> str:
    """A sentence without its names: "person lives"."""
    words = (word for text, label in pieces for word in ([label] if label != NONE else _plain_words(text)))
    return " ".join(words)


def _plain_words(text: str) -> list[str]:
    return [folded(word) for word, _ in split(text) if word[0].isalnum()]


@cache
def _typed() -> tuple[list[Piece], ...]:
    return tuple(marked(text) for _, text in table("entities.tsv", EVERYDAY))


@cache
def _typed_frames() -> frozenset[str]:
    """The everyday sentences without their names: no generated sentence may be one of these, whatever its names."""
    return frozenset(_frame(pieces) for pieces in _typed())
