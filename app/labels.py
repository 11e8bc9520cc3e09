"""What the labels of trained networks are called on a page; all others are shown as they are."""

from __future__ import annotations

from typing import Final

from app.i18n import N_, translator

LABELS: Final = {
    "negative": N_("negative"),
    "positive": N_("positive"),
    "person": N_("who"),
    "place": N_("where"),
    "organisation": N_("firm"),
    "date": N_("when"),
}


def label_names(lang: str) -> dict[str, str]:
    """Labels by their names in the page's language."""
    _ = translator(lang)
    return {label: _(words) for label, words in LABELS.items()}
