"""What the labels of trained networks are called on a page; all others are shown as they are."""

from __future__ import annotations

from typing import Final

from app.web.i18n import N_, translator

LABELS: Final = {
    "negative": N_("negative"),
    "positive": N_("positive"),
    "person": N_("who"),
    "place": N_("where"),
    "organisation": N_("firm"),
    "date": N_("when"),
    "■": N_("end"),
}

NOTES: Final = ("C", "D", "E", "F", "G", "A", "B")
SYLLABLES: Final = N_("C D E F G A B")
"""The same in a language's own words."""


def label_names(lang: str) -> dict[str, str]:
    """Labels by their names in the page's language."""
    _ = translator(lang)
    return {label: _(words) for label, words in LABELS.items()}


def note_names(lang: str) -> dict[str, str]:
    """Notes by their names in the page's language, C under "♪C": the letter alone may be one of a text."""
    return {f"♪{note}": name for note, name in zip(NOTES, translator(lang)(SYLLABLES).split(), strict=True)}
