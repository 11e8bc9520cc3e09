"""Writes data/dances.tsv: dances and airs out of two old books, as the package music21 has them; run once, by hand.

    pip install ".[data]"
    python -m engine.tasks.collect_tunes

    Ryan's Mammoth Collection (Boston, 1883)      the tunes belong to everybody. Volunteers typed them in ABC and
    O'Neill's Music of Ireland (Chicago, 1903)    shared them; music21 (BSD) passes their files on "with the permission
                                                  of the encoders" and claims no right to them. None of the files used
                                                  states a restriction; those of one typist, who states one in his own
                                                  collection, are left out. Kept is what the books print, pitch and
                                                  length, and nothing of the typists: no ornament, bowing or remark.

A strain is a part of a tune that is repeated. Those of 8 bars (slip jigs: 4) are kept, without triplets, moved to the
key without sharps or flats, so that a major tune mostly ends on C and a minor one on A or D. A rest lengthens the note
before it. The file has a tune a line: book, title, style, strains. A strain is ABC again: L:1/8, K:C.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib import resources
from typing import Final

from engine.tasks.collect_strains import WHITE, Note, Strain, sharps_of, strains
from engine.tasks.data import HERE

Fields = Mapping[str, list[str]]

BOOKS: Final = {"ryansMammoth": "Ryan", "oneills1850": "O’Neill"}
LEFT_OUT: Final = "norbeck"
EIGHTHS: Final = {"2/4": 4, "C": 8, "C|": 8, "4/4": 8, "3/4": 6, "6/8": 6, "9/8": 9}
"""In a bar."""

METERS: Final = {"jig": ("6/8",), "slip jig": ("9/8",), "air": ("2/4", "C", "C|", "4/4", "3/4", "6/8")}
FOURS: Final = ("2/4", "C", "C|", "4/4")
"""The meters of every other style."""

RYANS: Final = ("slip jig", "slipjig", "strathspey", "hornpipe", "reel", "jig")
O_NEILLS: Final = {
    range(1, 626): "air",
    range(701, 1116): "jig",
    range(1116, 1176): "slip jig",
    range(1176, 1556): "reel",
    range(1556, 1781): "hornpipe",
}
"""What he printed at which numbers."""

LENGTHS: Final = {Fraction(2 * n): f"{2 * n}" for n in (1, 2, 3, 4)} | {
    Fraction(1): "", Fraction(1, 2): "/", Fraction(3, 2): "3/", Fraction(3): "3",
}  # fmt: skip
SHARPS: Final = {-1: "_", 0: "", 1: "^"}
MOST: Final = 64
"""Notes of a strain."""

RARE: Final = 20
"""A strain with a note, of its pitch and length, that occurs less often is left out."""

MIDDLE: Final = 7 * 4 + 4
"""G4: tunes are moved by octaves until their mean is near."""


@dataclass(frozen=True)
class Tune:
    book: str
    title: str
    style: str
    strains: tuple[Strain, ...]


def collected() -> list[Tune]:
    """The tunes with strains that are kept, each strain once."""
    found = [tune for book in BOOKS for part in _parts(book) if (tune := _tune(BOOKS[book], *_cut(part)))]
    common = _common(strain for tune in found for strain in tune.strains)
    seen: set[Strain] = set()
    kept = []
    for tune in found:
        new = tuple(s for s in dict.fromkeys(tune.strains) if set(s) <= common and s not in seen)
        seen.update(new)
        kept += [replace(tune, strains=new)] if new else []
    return kept


def _common(found: Iterable[Strain]) -> set[Note]:
    counts = Counter(note for strain in found for note in strain)
    return {note for note, count in counts.items() if count >= RARE}


def _parts(book: str) -> Iterator[str]:
    """A tune after the other, as it was typed."""
    files = resources.files("music21").joinpath("corpus", book).iterdir()
    for file in sorted(files, key=lambda file: file.name):
        if file.name.endswith(".abc"):
            typed = file.read_bytes().decode("utf-8", errors="replace").replace("\r", "")
            yield from re.split(r"(?m)^X:", typed)[1:]


def _cut(part: str) -> tuple[Fields, str]:
    """The fields before the notes, each with its lines, and the notes. A change among the notes becomes a NUL."""
    fields: dict[str, list[str]] = defaultdict(list)
    body = []
    number, *lines = part.split("\n")
    fields["X"].append(number.strip())
    for line in lines:
        field = re.match(r"([A-Za-z]):\s*(.*)", line)
        if field is None and "K" in fields:
            body.append(re.sub(r"(?<!\\)%.*", "", line))
        elif field is not None and "K" not in fields:
            fields[field[1]].append(field[2].split("%")[0].strip())
        elif field is not None and field[1] in "KLMV":
            body.append("\0")
    return fields, "\n".join(body)


def _tune(book: str, fields: Fields, body: str) -> Tune | None:
    style, sharps = _style(book, fields), sharps_of((fields.get("K") or [""])[0])
    if style is None or sharps is None or LEFT_OUT in " ".join(fields.get("Z", ())).lower():
        return None
    meter, unit = fields["M"][0], 8 * Fraction((fields.get("L") or ["1/8"])[0])
    doubled = 2 if meter == "2/4" and unit < 1 else 1  # a bar in sixteenths, which others write as one of eighths
    length = EIGHTHS[meter] * doubled * (4 if style == "slip jig" else 8)
    read = (_in_eighths(strain, unit * doubled) for strain in strains(body, sharps))
    kept = [strain for strain in read if _is_kept(strain, length)]
    if not kept:
        return None
    steps = [note.step for strain in kept for note in strain if note.step is not None]
    down = 7 * round((sum(steps) / len(steps) - MIDDLE) / 7)
    moved = (tuple(note._replace(step=(note.step or 0) - down) for note in strain) for strain in kept)
    return Tune(book, (fields.get("T") or ["?"])[0].replace("\t", " "), style, tuple(moved))


def _style(book: str, fields: Fields) -> str | None:
    if book == "Ryan":
        named = (fields.get("R") or [""])[0].lower()
        style = next((style for style in RYANS if style in named), None)
        style = "slip jig" if style == "slipjig" else style
    else:
        printed = [int(found[1]) for line in fields.get("B", ()) if (found := re.search(r"(\d+)\D*$", line))]
        number = printed[-1] if printed else int((re.match(r"\d+", fields["X"][0]) or ["0"])[0])
        style = next((style for numbers, style in O_NEILLS.items() if number in numbers), None)
    meter = (fields.get("M") or [""])[0]
    return style if style and meter in METERS.get(style, FOURS) else None


def _in_eighths(strain: Strain, unit: Fraction) -> Strain:
    """The same in eighths, without rests."""
    notes: list[Note] = []
    for note in strain:
        if note.step is not None:
            notes.append(note._replace(length=note.length * unit))
        elif notes:
            notes[-1] = notes[-1]._replace(length=notes[-1].length + note.length * unit)
    return tuple(notes)


def _is_kept(strain: Strain, length: int) -> bool:
    writable = all(note.length in LENGTHS and note.sharp in SHARPS for note in strain)
    return writable and len(strain) <= MOST and sum(note.length for note in strain) == length


def _written(note: Note) -> str:
    octave, white = divmod(note.step or 0, 7)
    letter = WHITE[white].lower() if octave > 4 else WHITE[white]
    return SHARPS[note.sharp] + letter + "'" * (octave - 5) + "," * (4 - octave) + LENGTHS[note.length]


if __name__ == "__main__":
    rows = ((t.book, t.title, t.style, "|".join("".join(map(_written, s)) for s in t.strains)) for t in collected())
    (HERE / "dances.tsv").write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
