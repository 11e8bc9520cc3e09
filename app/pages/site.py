"""The table of pages: a page that has a row here is in the navigation of every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.web.i18n import N_


@dataclass(frozen=True)
class Page:
    """One page: its name in templates, its path, its word in the navigation, and the script that runs it, if any."""

    name: str
    path: str
    title: str
    script: str | None = None


PAGES: Final = (
    Page("explore", "/", N_("Explore"), "pages/explore.js"),
    Page("gradients", "/gradients", N_("Gradients"), "pages/gradients.js"),
    Page("architectures", "/architectures", N_("Architectures"), "pages/architectures.js"),
    Page("train", "/train", N_("Train"), "pages/train.js"),
    Page("docs", "/docs", N_("API")),
)
