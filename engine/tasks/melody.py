"""One thing goes in, the name of a tune, and a melody comes out: a note a step, each fed back.

The tunes are old enough to belong to everybody (data/tunes.tsv has their dates). Most are learnt by heart under their
names. The others are held out: does the network foresee the next note of a tune that it never heard? It is told no
name then, as often in training, and all that it has is what tunes are like.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from engine.arrays import Array
from engine.inputs import Inputs
from engine.inputs import encode as encode_input
from engine.schedule import one_to_many
from engine.tasks.base import UNKNOWN, Encoded, Example, Metric, Rng, Shown, labels_of
from engine.tasks.data import table
from engine.tasks.reader import Reader
from engine.tasks.words import folded
from engine.vocabulary import Vocabulary

if TYPE_CHECKING:
    from engine.training import Recipe

END: Final = "■"
OCTAVES: Final = {"-": 3, "": 4, "+": 5}
WRITTEN: Final = re.compile(r"([A-G])([+-]?)(?::([\d.]+))?")
LONGEST: Final = 40
UNNAMED: Final = 0.5
"""The share of examples without a name: medleys, so that no tune is recited where none was asked for."""

FRAGMENT: Final = (3, 9)
"""How many notes of one tune stand together in a medley: at least, and fewer than."""

HELD: Final = ("Lightly Row", "Old MacDonald Had a Farm", "Camptown Races", "Hot Cross Buns")
SHOWN: Final = ("Ode to Joy", "Frère Jacques", "Alouette", "Jingle Bells", "Au clair de la lune")


@dataclass(frozen=True)
class Titles(Vocabulary):
    """Columns for the names of tunes and for notes. A text is one token: a name, as anybody might spell it."""

    def split(self, text: str) -> tuple[str, ...]:
        """The whole text."""
        return (text.strip(),)

    def known(self, token: str) -> str | None:
        """The name that is meant, whatever its capitals, accents and punctuation; None for a tune not known."""
        return token if token in self.columns else self._spelt.get(_letters(token))

    @cached_property
    def _spelt(self) -> Mapping[str, str]:
        return {_letters(title): title for title in _tunes() if title in self.columns}


class Melody(Reader):
    """Alouette → C4:1.5 D4:0.5 E4:1 …, a note with its length in beats, all in C"""

    name = "melody"
    architecture = "one-to-many"
    stop = END
    measure = "next notes right"
    forced = True

    @cached_property
    def labels(self) -> tuple[str, ...]:  # type: ignore[override]
        """Every note of the tunes that are learnt, and the end."""
        return (*sorted({note for title in _learnt() for note in _tunes()[title]} - {END}), END)

    @cached_property
    def vocabulary(self) -> Titles:  # type: ignore[override]
        return Titles((*_learnt(), UNKNOWN, *self.labels), "word", UNKNOWN)

    def recipe(self, cell: str) -> Recipe:
        from engine.training import Recipe

        gate = {"lstm": {"forget_bias": 1.0}, "gru": {"update_bias": 0.0}}.get(cell, {})
        network = {"cell": cell, "hidden_size": 48, "init": {"scheme": "orthogonal", **gate}}
        return Recipe(network, updates=2000, batch_size=16, learning_rate=0.005, decay="cosine", weight_decay=0.1)

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        return [_medley(rng) if rng.random() < UNNAMED else _example(_any(rng), named=True) for _ in range(count)]

    def validation(self) -> Sequence[Example]:
        """What it has by heart."""
        return [_example(title, named=True) for title in _learnt()]

    def held_out(self) -> Sequence[Example]:
        return [_example(title, named=False) for title in HELD]

    def everyday(self) -> Mapping[str, Sequence[Example]]:
        return {"by_heart": self.validation()}

    def baselines(self) -> Mapping[str, Metric]:
        """What one has without a network: the note that followed most often, in the tunes learnt."""
        followed: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for before, note in (pair for title in _learnt() for pair in _pairs(title)):
            followed[before][note] += 1
        marks = [followed[before].most_common(1)[0][0] == note for title in HELD for before, note in _pairs(title)]
        return {"likeliest_next": Metric(self.measure, sum(marks) / len(marks), len(HELD))}

    def shown(self) -> Sequence[Shown]:
        return [Shown({"text": title}, list(_tunes()[title])) for title in SHOWN]

    watched = shown

    def encode(self, raw: Mapping[str, Any]) -> Encoded:
        """A tune by its name; for one that it does not know, the network makes something up."""
        inputs: Inputs = encode_input(raw, self.vocabulary)
        return Encoded(inputs, one_to_many(LONGEST, END))

    def score(self, pre: Sequence[Array], examples: Sequence[Example]) -> Metric:
        """The share of notes foreseen, each from the right notes before it."""
        said = [label for rows in pre for label in labels_of(self, rows)]
        notes = [note for example in examples for note in example.targets]
        right = sum(ours == theirs for ours, theirs in zip(said, notes, strict=True))
        return Metric(self.measure, right / len(notes), len(examples))


@cache
def _tunes() -> Mapping[str, tuple[str, ...]]:
    """{title: notes}, a note as "G4:1.5": name, octave and beats."""
    return {title: (*_notes(written), END) for title, _, written in table("tunes.tsv")}


def _notes(written: str) -> list[str]:
    return [f"{name}{OCTAVES[octave]}:{beats or '1'}" for name, octave, beats in WRITTEN.findall(written)]


@cache
def _learnt() -> tuple[str, ...]:
    return tuple(title for title in _tunes() if title not in HELD)


def _example(title: str, named: bool) -> Example:
    return Example((title if named else UNKNOWN,), _tunes()[title])


def _any(rng: Rng) -> str:
    """One of the tunes that are learnt."""
    return _learnt()[int(rng.integers(len(_learnt())))]


def _medley(rng: Rng) -> Example:
    """The beginning of a tune, then from another one that goes on from the same note, and so forth, to an end."""
    notes = list(_tunes()[_any(rng)][: int(rng.integers(*FRAGMENT))])
    while notes[-1] != END:
        tune = _tunes()[_any(rng)]
        places = [place for place, note in enumerate(tune) if note == notes[-1]]
        if places:
            start = places[int(rng.integers(len(places)))] + 1
            notes += tune[start : start + int(rng.integers(*FRAGMENT))]
    return Example((UNKNOWN,), tuple(notes))


def _pairs(title: str) -> list[tuple[str, str]]:
    """Every note with the one before it; nothing comes before the first."""
    notes = _tunes()[title]
    return list(zip(("", *notes), notes, strict=False))


def _letters(title: str) -> str:
    return "".join(sign for sign in folded(title) if sign.isalnum())
