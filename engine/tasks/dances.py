"""Old dances and airs, strain by strain (data/dances.tsv; `engine.tasks.collect_tunes` says where they come from)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Final
from zlib import crc32

from engine.tasks.data import table

WRITTEN: Final = re.compile(r"([\^_]?)([A-Ga-g])([,']?)(\d?)(/?)")
SIGNS: Final = {"^": "♯", "_": "♭", "": ""}
ASIDE: Final = 6
"""One tune in so many is set aside, by its title: the two books have some in common."""

ALIKE: Final = 16
"""A strain that is set aside shares no such run of notes, at whatever pitch, with one that is learnt."""

MINOR: Final = ("A", "D", "E")
"""Without sharps or flats, a tune that ends on C or G sounds major, one that ends on these minor."""

MINORS: Final = ("jig", "reel", "air")
"""The styles of which there are enough of both."""

STYLED: Final = frozenset({"the", "a", "air", "hornpipe", "jig", "reel", "slip", "strathspey"})
SETS: Final = ("learnt", "watched", "held out")


@dataclass(frozen=True)
class Strain:
    """A part of a dance that is repeated, mostly 8 bars. style: such as "Jig" or "Minor jig"; notes: as "G4:0.5"."""

    style: str
    notes: tuple[str, ...]


@cache
def strains() -> Mapping[str, tuple[Strain, ...]]:
    """What is learnt, what is watched meanwhile, and what is held out, by these names."""
    rows = table("dances.tsv")
    tunes = [(crc32(_main(title).encode()), _strains(style, written)) for _, title, style, written in rows]
    learnt = tuple(strain for place, tune in tunes if place % ASIDE for strain in tune)
    known = {run for strain in learnt for run in _runs(strain)}
    aside = [(place // ASIDE % 2, strain) for place, tune in tunes if place % ASIDE == 0 for strain in tune]
    new = [(half, strain) for half, strain in aside if not known & set(_runs(strain))]
    halves = (tuple(strain for half, strain in new if half == which) for which in (0, 1))
    return dict(zip(SETS, (learnt, *halves), strict=True))


@cache
def styles() -> tuple[str, ...]:
    """Every style that is learnt, the most frequent first."""
    of = [strain.style for strain in strains()["learnt"]]
    return tuple(sorted(set(of), key=lambda style: (-of.count(style), style)))


def _strains(style: str, written: str) -> list[Strain]:
    parts = [tuple(map(_note, WRITTEN.findall(part))) for part in written.split("|")]
    is_minor = style in MINORS and parts[-1][-1][0] in MINOR
    return [Strain(f"Minor {style}" if is_minor else style.capitalize(), part) for part in parts]


def _note(written: tuple[str, str, str, str, str]) -> str:
    """A note in beats of two eighths, from ABC notation."""
    sign, letter, octave, count, half = written
    height = 4 + letter.islower() + octave.count("'") - octave.count(",")
    beats = Fraction(int(count or 1), 4 if half else 2)
    return f"{letter.upper()}{SIGNS[sign]}{height}:{float(beats):g}"


def _runs(strain: Strain) -> list[tuple[int, ...]]:
    heights = ["CDEFGAB".index(note[0]) + 7 * int(note.split(":")[0][-1]) for note in strain.notes]
    moves = [after - before for before, after in pairwise(heights)]
    return [tuple(moves[start : start + ALIKE - 1]) for start in range(len(moves) - ALIKE + 2)]


def _main(title: str) -> str:
    """Its chief words: "FISHER'S -- HORNPIPE" and "Fisher's Hornpipe (2nd Setting)" are the same tune."""
    words = re.findall(r"[a-z]+", re.split(r"--|,|\(", title.lower().replace("'", ""))[0])
    return " ".join(word for word in words if word not in STYLED)
