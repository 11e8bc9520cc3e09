"""The table of pages: each row is an address that answers and, with a title, a word in every page's navigation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from app.pages import architectures, docs, explore, gradients, train
from app.web.i18n import N_

PLAIN: Final = "plain/page"
"""The script of a page that needs no more than the shell."""

Query = list[tuple[str, str]]
"""The pairs of a query string."""


def nothing(query: Query, lang: str) -> dict[str, Any]:
    """What a page without settings of its own starts from."""
    return {}


@dataclass(frozen=True)
class Page:
    """One page or widget.

    name: in templates, where its own is `name.html`
    title: its word in the navigation; None for a widget, which has none
    script: the module of static/js/pages that runs it, without its ending
    sheets: what it needs of static/css/views
    context: what its template gets, for the pairs of a query string and a language
    """

    name: str
    path: str
    title: str | None
    script: str = PLAIN
    sheets: tuple[str, ...] = ()
    context: Callable[[Query, str], dict[str, Any]] = nothing


PAGES: Final = (
    Page(
        "explore",
        "/",
        N_("Explore"),
        "explore/page",
        (
            "controls",
            "drawing",
            "forecast",
            "heatmaps",
            "inspector",
            "scrubber",
            "stage",
            "tabs",
            "training-notice",
            "transport",
            "verdict",
        ),
        explore.context,
    ),
    Page(
        "gradients",
        "/gradients",
        N_("Gradients"),
        "gradients/page",
        ("controls", "heatmaps", "race", "race-knobs", "stage", "training-notice", "transport"),
        gradients.context,
    ),
    Page(
        "architectures",
        "/architectures",
        N_("Architectures"),
        "architectures/page",
        ("architectures", "drawing", "stage", "transport"),
        architectures.context,
    ),
    Page("train", "/train", N_("Train"), "train/page", ("controls", "race", "training", "transport"), train.context),
    Page("docs", "/docs", N_("API"), context=docs.context),
)

WIDGETS: Final = (
    Page(
        "embed-unrolled",
        "/embed/unrolled",
        None,
        "explore/embed",
        ("drawing", "forecast", "scrubber", "stage", "training-notice", "transport", "verdict"),
        explore.widget_context,
    ),
    Page(
        "embed-gradients",
        "/embed/gradients",
        None,
        "gradients/embed",
        ("heatmaps", "race", "training-notice", "transport"),
        gradients.context,
    ),
)
"""The same views without the shell, for a frame on any site. Who may frame them is set by `app.web.headers`, for
everything under /embed/."""

SHEETS: Final = {"error": (), **{page.name: page.sheets for page in (*PAGES, *WIDGETS)}}
"""The sheets of static/css/views that a page needs, by its name."""
