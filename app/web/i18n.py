"""Words in the visitor's language.

Source strings are English and marked `_("…")` or `ngettext("…", "…", n)`, with `{name}` placeholders, in app/,
templates/ and static/js/. The French is in locales/fr/LC_MESSAGES/messages.po, read as it is at start-up: no compiled
file is kept.

    python -m app.web.i18n

brings messages.po up to date: new strings are added empty, translations are kept, strings that are gone are dropped.
It prints what still wants a translation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import negotiate_locale
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.support import NullTranslations, Translations

import engine
from app.web.folders import APP, LOCALES, STATIC, TEMPLATES

SOURCE: Final = "en"
LANGUAGES: Final = {"en": "English", "fr": "Français"}
"""The languages on offer, by their own names."""

KEYWORDS: Final = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
EXTRACTORS: Final = {
    APP: ("**.py", "python"),
    TEMPLATES: ("**.html", "jinja2"),
    STATIC / "js": ("**.js", "javascript"),
}

Messages = dict[str, str | list[str]]


def N_(msgid: str) -> str:  # noqa: N802  (gettext's own name for it)
    """Marks a string for translation where it is written; it is translated where it is shown."""
    return msgid


def negotiate(chosen: str | None, accept_language: str | None) -> str:
    """The language of an answer: the one chosen in the URL, else the best of the browser's list, else English."""
    if chosen in LANGUAGES:
        return chosen
    return negotiate_locale(list(_preferences(accept_language or "")), list(LANGUAGES), sep="-") or SOURCE


def _preferences(accept_language: str) -> Iterator[str]:
    """The tags of an Accept-Language header (RFC 9110 §12.5.4), best first; refused ones (q=0) are left out."""
    weighted = []
    for item in accept_language.split(","):
        tag, _, parameter = item.partition(";")
        name, _, text = parameter.strip().partition("=")
        try:
            weight = float(text) if name.strip().lower() == "q" else 1.0
        except ValueError:
            continue
        if tag.strip() and 0 < weight <= 1:
            weighted.append((weight, tag.strip()))
    return (tag for _, tag in sorted(weighted, key=lambda pair: -pair[0]))


def catalogue_path(lang: str) -> Path:
    """Where the translations into `lang` are written down."""
    return LOCALES / lang / "LC_MESSAGES" / "messages.po"


def read_catalogue(lang: str) -> Catalog:
    """The translations into `lang`, as Babel reads them."""
    with catalogue_path(lang).open("rb") as file:
        return read_po(file, locale=lang)


@cache
def translations(lang: str) -> NullTranslations:
    """gettext and ngettext for `lang`; English gives back what it is given."""
    if lang == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(lang))
    compiled.seek(0)
    return Translations(compiled)


def translator(lang: str) -> Callable[[str], str]:
    """The `_` of `lang`."""
    gettext: Callable[[str], str] = translations(lang).gettext
    return gettext


@cache
def script_messages(lang: str, modules: tuple[str, ...]) -> Messages:
    """What some modules of static/ need to speak `lang`: {msgid: translation}, or {singular: [one, many]}; nothing for
    English."""
    if lang == SOURCE:
        return {}
    wanted = {msgid for module in modules for msgid in _strings_of(module)}
    return {
        _singular(message.id): list(message.string) if isinstance(message.string, tuple | list) else message.string
        for message in read_catalogue(lang)
        if message.id and message.string and _singular(message.id) in wanted
    }


@cache
def _strings_of(module: str) -> frozenset[str]:
    """The strings of a module, by its path in static/."""
    found = extract_from_file("javascript", STATIC / module, keywords=KEYWORDS)
    return frozenset(_singular(msgid) for _, msgid, _, _ in found)


def _singular(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def engine_titles() -> Iterator[str]:
    """The engine knows no languages: the titles of its tasks, cells and signals are msgids too."""
    for task in engine.tasks.TASKS.values():
        yield task.title
    for cell in engine.CELLS.values():
        yield cell.spec.title
        if cell.spec.word is not None:
            yield cell.spec.word
        for signal in cell.spec.signals:
            yield signal.title


def _extract(folder: Path) -> Iterator[str | tuple[str, ...]]:
    pattern, method = EXTRACTORS[folder]
    for _, _, msgid, _, _ in extract_from_dir(folder, [(pattern, method)], keywords=KEYWORDS):
        yield msgid


def extract() -> Catalog:
    """Every string that a visitor may read, from all sources."""
    template = Catalog(project="Unrolled", charset="utf-8")
    for folder in EXTRACTORS:
        for msgid in _extract(folder):
            template.add(msgid)
    for title in engine_titles():
        template.add(title)
    return template


def update(lang: str) -> list[str]:
    """Rewrites messages.po for `lang` from the sources; gives the strings that still want a translation."""
    catalogue, template = read_catalogue(lang), extract()
    template.creation_date = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with catalogue_path(lang).open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, omit_header=False, ignore_obsolete=True)
    return [_singular(message.id) for message in catalogue if message.id and not _filled(message.string)]


def _filled(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    for language in LANGUAGES:
        if language != SOURCE:
            missing = update(language)
            print(f"{language}: {len(missing)} to translate", *missing, sep="\n  ")
