"""Reads ABC notation, as far as old dance tunes need it: a tune in its strains, the parts that are repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NamedTuple

WHITE: Final = "CDEFGAB"
ORDER_OF_SHARPS: Final = "FCGDAEB"
MOST_SHARPS: Final = 5
"""Or flats, which count below 0."""

MODES: Final = {"": 0, "maj": 0, "m": -3, "min": -3, "dor": -2, "mix": -1, "aeo": -3, "lyd": 1, "ion": 0}
ALTERED: Final = {"^^": 2, "^": 1, "=": 0, "_": -1, "__": -2}

NOTE: Final = r"(\^\^|__|\^|_|=)?([A-Ga-g])([,']*)(\d*/*\d*)"
TOKENS: Final = re.compile(
    rf"""(?P<bar>:?\|+[\]:]?:*|::|\[\||\|\])
    |(?P<ending>\[?[12](?=[\s"(A-Ga-gzx^_={{.~uvTS\[]))
    |(?P<tuplet>\((?P<of>\d)(?::\d?)?(?::\d?)?)
    |(?P<chord>\[(?P<inside>[^\]|:]*)\](?P<longer>\d*/*\d*))
    |(?P<note>{NOTE})
    |(?P<rest>[zx](?P<pause>\d*/*\d*))
    |(?P<dotted>[<>]+)
    |(?P<tie>-)
    |(?P<ornament>![^!\n|]+!|(?:[\s)~.uvTSHkMOPRLJK!*`\\$;+yo]|\((?!\d))+?|"[^"]*"|\{{[^}}]*\}}|\[[A-Za-z]:[^\]]*\])
    |(?P<strange>.|\0)""",
    re.VERBOSE,
)


class Note(NamedTuple):
    """step: white keys from C0, in C major; None for a rest. sharp: 1 for ♯, -1 for ♭. length: in written units."""

    step: int | None
    sharp: int
    length: Fraction


Strain = tuple[Note, ...]


def sharps_of(key: str) -> int | None:
    """The sharps of a key such as "Edor"; None where that cannot be told."""
    found = re.match(r'"?([A-G])([#b]?)\s*([A-Za-z]{0,3})', key)
    if found is None or found[3].lower() not in MODES:
        return None
    sharps = ORDER_OF_SHARPS.index(found[1]) - 1 + {"#": 7, "b": -7, "": 0}[found[2]] + MODES[found[3].lower()]
    return sharps if abs(sharps) <= MOST_SHARPS else None


def strains(body: str, sharps: int) -> list[Strain]:
    """The strains of a tune in a key of so many sharps, moved to C; of two endings, the last. Those with triplets, or
    with what is not understood, are left out."""
    reader = _Reader(sharps)
    for token in TOKENS.finditer(body):
        reader.take(token)
    reader.close()
    return reader.found


@dataclass
class _Reader:
    sharps: int
    found: list[Strain] = field(default_factory=list)
    common: list[Note] = field(default_factory=list)
    endings: list[list[Note]] = field(default_factory=list)
    strange: bool = False
    in_bar: dict[tuple[str, int], int] = field(default_factory=dict)
    factor: Fraction = Fraction(1)
    tied: bool = False
    ended: bool = False

    @property
    def notes(self) -> list[Note]:
        """What is being added to."""
        return self.endings[-1] if self.endings else self.common

    def take(self, token: re.Match[str]) -> None:
        if token["bar"]:
            self._bar(token["bar"])
        elif token["ending"]:
            self._ending(token["ending"][-1])
        elif token["note"] or token["chord"] or token["rest"]:
            if self.ended:
                self.close()
            self._sound(token)
        elif token["dotted"]:
            self._dotted(token["dotted"])
        elif token["tie"]:
            self.tied = True
        elif token["tuplet"] or token["strange"]:
            self.strange = True

    def close(self) -> None:
        """The end of a strain."""
        notes = self.common + (self.endings[-1] if self.endings else [])
        if notes and not self.strange:
            self.found.append(tuple(notes))
        self.common, self.endings, self.strange, self.ended = [], [], False, False

    def _bar(self, line: str) -> None:
        self.in_bar.clear()
        if not set(line) <= {"|"} or len(line) > 1:
            if len(self.endings) == 1:
                self.ended = True  # unless a second ending follows
            else:
                self.close()

    def _ending(self, number: str) -> None:
        self.strange |= int(number) != len(self.endings) + 1
        self.endings.append([])
        self.ended = False

    def _sound(self, token: re.Match[str]) -> None:
        length = _length(token["pause"] or "") if token["rest"] else Fraction(1)
        highest = Note(None, 0, length)
        for written in re.finditer(NOTE, token["note"] or token["inside"] or ""):
            note = Note(*self._pitch(*written.group(1, 2, 3)), _length(written[4]) * _length(token["longer"] or ""))
            highest = max(highest, note, key=lambda one: -1 if one.step is None else one.step)
        self.strange |= highest.step is None and not token["rest"]
        highest = highest._replace(length=highest.length * self.factor)
        self.factor = Fraction(1)
        before = self.notes[-1] if self.notes else None
        if self.tied and before and before[:2] == highest[:2]:
            self.notes[-1] = before._replace(length=before.length + highest.length)
        else:
            self.notes.append(highest)
        self.tied = False

    def _dotted(self, signs: str) -> None:
        """A > B: the first is longer by what the second is shorter."""
        short = Fraction(1, 2 ** len(signs))
        first, self.factor = (2 - short, short) if signs[0] == ">" else (short, 2 - short)
        self.strange |= not self.notes
        if self.notes:
            self.notes[-1] = self.notes[-1]._replace(length=self.notes[-1].length * first)

    def _pitch(self, accidental: str | None, letter: str, octave: str) -> tuple[int, int]:
        """Step and sharp in C. An accidental holds until the next bar line."""
        white, height = letter.upper(), 4 + letter.islower() + octave.count("'") - octave.count(",")
        in_key = _signature(self.sharps).get(white, 0)
        if accidental:
            self.in_bar[white, height] = ALTERED[accidental]
        sharp = self.in_bar.get((white, height), in_key) - in_key
        return WHITE.index(white) + 7 * height - _steps_above_c(self.sharps), sharp


def _signature(sharps: int) -> dict[str, int]:
    altered = ORDER_OF_SHARPS[:sharps] if sharps > 0 else ORDER_OF_SHARPS[::-1][:-sharps]
    return dict.fromkeys(altered, 1 if sharps > 0 else -1)


def _steps_above_c(sharps: int) -> int:
    return 4 * sharps % 7  # each sharp moves the key up a fifth


def _length(written: str) -> Fraction:
    """As "3", "3/2", "/" or "//" are meant."""
    over, slashes, under = re.fullmatch(r"(\d*)(/*)(\d*)", written).groups()  # type: ignore[union-attr]
    return Fraction(int(over or 1), int(under) if under else 2 ** len(slashes))
