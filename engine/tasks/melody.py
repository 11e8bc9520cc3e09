"""One thing goes in, a name, a style or a note, and a melody comes out: a note a step, each fed back.

Tunes that everybody knows are learnt by heart, under their names (data/tunes.tsv has their dates). Dances and airs are
learnt under their styles (`engine.tasks.dances`): what the network makes of one tells what it knows of music, and so
does the next note of a tune that it never heard.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from engine.networks.vocabulary import Vocabulary
from engine.numbers.arrays import Array
from engine.runs.inputs import Inputs
from engine.runs.inputs import encode as encode_input
from engine.runs.schedule import one_to_many
from engine.tasks.base import UNKNOWN, Encoded, Example, Metric, Rng, Sample, labels_of
from engine.tasks.dances import Strain, strains, styles
from engine.tasks.data import table
from engine.tasks.live import Knobs, Live
from engine.tasks.reader import Reader
from engine.tasks.recipe import Recipe
from engine.tasks.words import folded

END: Final = "■"
OCTAVES: Final = {"-": 3, "": 4, "+": 5}
WRITTEN: Final = re.compile(r"([A-G])([+-]?)(?::([\d.]+))?")
LONGEST: Final = 72

TOLD: Final = {"name": 0.2, "style": 0.6, "note": 0.15, "nothing": 0.05}
"""What share of the examples begin with the name of a tune, a style, the first note, the unknown token."""

SHOWN: Final = ("Ode to Joy", "Frère Jacques", "Alouette", "Jingle Bells", "Au clair de la lune")
MADE_UP: Final = ("Jig", "Minor jig", "Reel", "Hornpipe")
FRENCH: Final = {
    "gigue": "Jig",
    "gigue mineure": "Minor jig",
    "matelote": "Hornpipe",
    "reel mineur": "Minor reel",
    "air mineur": "Minor air",
}
SOLFA: Final = {"do": "C", "ré": "D", "re": "D", "mi": "E", "fa": "F", "sol": "G", "la": "A", "si": "B"}
NOTE: Final = re.compile(r"([a-g]|" + "|".join(SOLFA) + r")([♯#♭b]?)(\d?)")
BEATS: Final = ("0.5", "1")
"""How long a note is meant that is given without its length: the first that the network knows."""


@dataclass(frozen=True)
class Beginnings(Vocabulary):
    """Columns for names, styles and notes. A text is one of them, as anybody might spell it."""

    def split(self, text: str) -> tuple[str, ...]:
        """The whole text."""
        return (text.strip(),)

    def known(self, token: str) -> str | None:
        """What is meant, whatever its capitals, accents and punctuation; None for what is not known."""
        return token if token in self.columns else self._spelt.get(_letters(token)) or self._note(token)

    @cached_property
    def _spelt(self) -> Mapping[str, str]:
        spelt = {**{name: name for name in (*_tunes(), *styles())}, **FRENCH}
        return {_letters(spelling): name for spelling, name in spelt.items() if name in self.columns}

    def _note(self, token: str) -> str | None:
        """A note such as "G", "F#4" or "sol", in the fourth octave if none is told."""
        found = NOTE.fullmatch(token.lower())
        if found is None:
            return None
        letter, sign, octave = found.groups()
        name = SOLFA.get(letter, letter.upper()) + sign.replace("#", "♯").replace("b", "♭") + (octave or "4")
        return next((note for beats in BEATS if (note := f"{name}:{beats}") in self.columns), None)


class Melody(Reader):
    """Alouette → C4:1.5 D4:0.5 E4:1 …, a note with its length in beats, without sharps or flats in its key"""

    name = "melody"
    title = "A melody, note by note"
    live = Live(65, Knobs(32, 0.0, 0.01, batch_size=16))
    architecture = "one-to-many"
    stop = END
    measure = "next notes right"
    forced = True

    @cached_property
    def labels(self) -> tuple[str, ...]:  # type: ignore[override]
        """Every note of what is learnt, and the end."""
        learnt = [*_tunes().values(), *(strain.notes for strain in strains()["learnt"])]
        return (*sorted({note for notes in learnt for note in notes} - {END}), END)

    @cached_property
    def vocabulary(self) -> Beginnings:  # type: ignore[override]
        return Beginnings((*_tunes(), *styles(), UNKNOWN, *self.labels), "word", UNKNOWN)

    def recipe(self, cell: str) -> Recipe:
        gate = {"lstm": {"forget_bias": 1.0}, "gru": {"update_bias": 0.0}}.get(cell, {})
        network = {"cell": cell, "hidden_size": 128, "init": {"scheme": "orthogonal", **gate}}
        return Recipe(
            network,
            updates=4000,
            batch_size=32,
            learning_rate=0.005,
            decay="cosine",
            weight_decay=0.3,
            precision="float32",
        )

    def draw(self, rng: Rng, count: int) -> Sequence[Example]:
        return [_drawn(rng) for _ in range(count)]

    def validation(self) -> Sequence[Example]:
        """Every other strain that is not learnt."""
        return [_danced(strain) for strain in strains()["watched"]]

    def held_out(self) -> Sequence[Example]:
        """The others."""
        return [_danced(strain) for strain in strains()["held out"]]

    def everyday(self) -> Mapping[str, Sequence[Example]]:
        return {"by_heart": [Example((title,), notes) for title, notes in _tunes().items()]}

    def baselines(self) -> Mapping[str, Metric]:
        """What one has without a network: the note that follows most often in the style, after one note, after two."""
        learnt, new = strains()["learnt"], strains()["held out"]
        figures = {"likeliest_next": likeliest_next(learnt, new, 1), "triples": likeliest_next(learnt, new, 2)}
        return {name: Metric(self.measure, value, len(new)) for name, value in figures.items()}

    def card_samples(self) -> Sequence[Sample]:
        by_heart = [Sample({"text": title}, list(_tunes()[title])) for title in SHOWN]
        return [*by_heart, *(Sample({"text": text}, [None] * LONGEST) for text in MADE_UP)]

    def watched_samples(self) -> Sequence[Sample]:
        """The shortest jig that is watched, and the shortest of other styles."""
        shortest: dict[str, Strain] = {}
        for strain in sorted(strains()["watched"], key=lambda strain: len(strain.notes)):
            shortest.setdefault(strain.style, strain)
        return [Sample({"text": style}, [*shortest[style].notes, END]) for style in styles() if style in shortest]

    def encode(self, raw: Mapping[str, Any]) -> Encoded:
        """A name, a style or a note; for anything else, the network makes something up."""
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


def _danced(strain: Strain) -> Example:
    return Example((strain.style,), (*strain.notes, END))


def _drawn(rng: Rng) -> Example:
    told = rng.choice(list(TOLD), p=list(TOLD.values()))
    if told == "name":
        title, notes = _one_of(rng, tuple(_tunes().items()))
        return Example((title,), notes)
    strain: Strain = _one_of(rng, strains()["learnt"])
    if told == "note":
        return Example(strain.notes[:1], (*strain.notes[1:], END))
    return Example((strain.style if told == "style" else UNKNOWN,), (*strain.notes, END))


def _one_of(rng: Rng, choices: Sequence[Any]) -> Any:
    return choices[int(rng.integers(len(choices)))]


def likeliest_next(learnt: Iterable[Strain], new: Iterable[Strain], before: int) -> float:
    """The share of notes in new strains that most often followed so many notes in the same style, in what is learnt.
    Where these never came one after another: in any style, and if not there either, after fewer."""
    followed: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for contexts, note in (pair for strain in learnt for pair in _contexts(strain, before)):
        for context in contexts:
            followed[context][note] += 1
    marks = []
    for contexts, note in (pair for strain in new for pair in _contexts(strain, before)):
        known = next(context for context in contexts if context in followed)
        marks.append(followed[known].most_common(1)[0][0] == note)
    return sum(marks) / len(marks)


def _contexts(strain: Strain, before: int) -> Iterator[tuple[list[tuple[str, ...]], str]]:
    """Every note, and the end, with what comes before it, the longest context first. Nothing comes before the first."""
    notes = (*[""] * before, *strain.notes, END)
    for place in range(before, len(notes)):
        last = [notes[place - count : place] for count in range(before, -1, -1)]
        yield [(style, *some) for some in last for style in (strain.style, "")], notes[place]


def _letters(title: str) -> str:
    return "".join(sign for sign in folded(title) if sign.isalnum())
