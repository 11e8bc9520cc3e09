"""The engine's refusals in the page's language.

The engine says in English what is wrong with a field, in words that follow the field's name. Those that a visitor can
come upon are listed here as the engine writes them, with names for what varies.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from app.web.i18n import N_, SOURCE, translator

KNOWN: Final = (
    N_("is empty; give 1 to {most} characters."),
    N_("is empty; give 1 to {most} words."),
    N_("is empty; give 1 to {most} numbers."),
    N_("has {count} characters; give 1 to {most} characters."),
    N_("has {count} words; give 1 to {most} words."),
    N_("has {count} numbers; give 1 to {most} numbers."),
    N_("has {count} different characters; the limit is {most}."),
    N_("has “{sign}” at place {place}, which this network does not know; it knows {known}"),
    N_("holds half of a surrogate pair, which is no character; send whole characters."),
    N_("does not fit this network, which reads characters; give a text."),
    N_("does not fit this network, which reads numbers: give a series."),
    N_("does not fit this network, which reads rows of {count} numbers: give vectors."),
    N_("has {count} numbers a step; the network reads {wanted}. Change one of the two."),
    N_("makes {count} steps; the limit is {most}."),
    N_("makes {count} steps; this page draws {most} at most."),
    N_("is infinite; every number must be finite."),
    N_("is “{name}”, which is no model here; the nearest are {names}."),
    N_("has {count} entries; {wanted} steps emit an output, one for each."),
    N_("is “{label}”, which is none of the network's labels: {labels}."),
    N_("cannot be set: the recurrent weights are zero or nearly so. Give a larger gain or leave it out."),
    N_("cannot be set: the eigenvalues of these weights cannot be computed. Take another seed or scheme."),
)


def refusal(detail: str, lang: str) -> str | None:
    """What the engine says of a field, in words of `lang`; None where they are not known in that language."""
    if lang == SOURCE:
        return detail
    for words, pattern in _patterns().items():
        if found := pattern.fullmatch(detail):
            return translator(lang)(words).format(**found.groupdict())
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {words: re.compile(_pattern(words), re.DOTALL) for words in KNOWN}


def _pattern(words: str) -> str:
    parts = re.split(r"{(\w+)}", words)
    return "".join(f"(?P<{part}>.+?)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
