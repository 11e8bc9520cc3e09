"""Dances: how they are read from ABC notation, and which of them are learnt."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from engine.tasks.collect_strains import Note, sharps_of, strains
from engine.tasks.dances import SETS, Strain, styles
from engine.tasks.dances import strains as kept

C4 = 7 * 4
"""In white keys from C0."""


def read(body: str, key: str = "C") -> list[str]:
    """Every strain as white keys above C4 with their lengths: "0 1:2 4♯"."""
    sharps = sharps_of(key)
    assert sharps is not None
    return [" ".join(map(written, strain)) for strain in strains(body, sharps)]


def written(note: Note) -> str:
    height = "z" if note.step is None else f"{note.step - C4}{'♭ ♯'[note.sharp + 1].strip()}"
    return height if note.length == 1 else f"{height}:{note.length}"


@pytest.mark.parametrize(
    ("key", "body", "notes"),
    [
        ("C", "CDE c2 C, c'3/2", "0 1 2 7:2 -7 14:3/2"),
        ("G", "GABc dF", "0 1 2 3 4 -1"),  # F♯ is the key's own
        ("Em", "E ^D | D2", "-2 -3♯ -3:2"),  # an accidental holds until the bar line
        ("F#m", "F A c", "-2 0 2"),
        ("Edor", "=c", "6♭"),  # D major has a C♯ where C major has a B
        ("Bb", "_A A =A", "-1♭ -1♭ -1"),
        ("C", "A>B c<<d A//", "5:3/2 6:1/2 7:1/4 8:7/4 5:1/4"),
        ("C", "E2-E/ F- G z2", "2:5/2 3 4 z:2"),
        ("C", "[CEG]2 {fg}~A \"Am\"!trill!.B", "4:2 5 6"),  # the highest of a chord; no ornaments
    ],
)
def test_notes_are_read_as_they_sound_moved_to_c(key: str, body: str, notes: str) -> None:
    assert read(body, key) == [notes]


def test_a_tune_is_cut_where_it_is_repeated_and_the_last_of_two_endings_is_taken() -> None:
    assert read("|: CD | E2 :|: FG | A2 :|") == ["0 1 2:2", "3 4 5:2"]
    assert read("CD |1 E2 :|2 F2 || G2 |]") == ["0 1 3:2", "4:2"]
    assert read("CD |1 E2 :| G2 |]") == ["0 1 2:2", "4:2"]


def test_strains_with_triplets_or_with_what_is_not_understood_are_left_out() -> None:
    assert read("(3CDE F2 || G2 || A#B || c2 |]") == ["4:2", "7:2"]


@pytest.mark.parametrize("key", ["", "none", "H", "C#lyd", "Cloc"])
def test_a_key_that_is_not_understood_has_no_sharps_to_tell(key: str) -> None:
    assert sharps_of(key) is None


def test_every_strain_fills_its_bars() -> None:
    beats = {"Jig": {24}, "Minor jig": {24}, "Reel": {16, 32}, "Minor reel": {16, 32}, "Slip jig": {18}}
    for strain in (strain for name in SETS for strain in kept()[name]):
        lasts = sum(Fraction(note.split(":")[1]) for note in strain.notes)
        assert lasts in beats.get(strain.style, {16, 24, 32}), strain


def test_a_well_known_hornpipe_is_as_everybody_knows_it() -> None:
    opening = ["G4:0.5", "F4:0.5", "E4:0.5", "G4:0.5", "C5:0.5", "B4:0.5", "C5:1", "G4:0.5"]
    found = [strain for name in SETS for strain in kept()[name] if list(strain.notes[: len(opening)]) == opening]
    assert {strain.style for strain in found} == {"Hornpipe"}


def test_major_and_minor_are_told_apart_by_where_a_tune_ends() -> None:
    ends = Counter((strain.style, strain.notes[-1][0]) for strain in kept()["learnt"])
    for style in (style for style in styles() if f"Minor {style.lower()}" in styles()):
        assert max("ABCDEFG", key=lambda letter: ends[style, letter]) == "C"
        assert max("ABCDEFG", key=lambda letter: ends[f"Minor {style.lower()}", letter]) in "AD"


def intervals(strain: Strain, run: int) -> set[tuple[int, ...]]:
    heights = [7 * int(note[-1]) + "CDEFGAB".index(note[0]) for note in (whole.split(":")[0] for whole in strain.notes)]
    starts = range(len(heights) - run + 1)
    return {tuple(height - heights[start] for height in heights[start : start + run]) for start in starts}


def test_no_sixteen_notes_in_a_row_of_what_is_set_aside_are_learnt_at_any_pitch() -> None:
    learnt = set().union(*(intervals(strain, 16) for strain in kept()["learnt"]))
    for name in SETS[1:]:
        assert len(kept()[name]) >= 100
        assert not any(intervals(strain, 16) & learnt for strain in kept()[name])
    assert not {strain.notes for strain in kept()["watched"]} & {strain.notes for strain in kept()["held out"]}
