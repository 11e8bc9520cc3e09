"""Every word that a visitor reads is there in every language."""

from __future__ import annotations

import re

import pytest
from babel.messages import Catalog, Message

import engine
from app.pages.rendering import assets
from app.web.folders import STATIC
from app.web.i18n import (
    LANGUAGES,
    SOURCE,
    Messages,
    catalogue_path,
    engine_titles,
    extract,
    negotiate,
    read_catalogue,
    script_messages,
    translator,
)

OTHERS = [lang for lang in LANGUAGES if lang != SOURCE]
MARKS = re.compile(r"\{\w+\}|</?[a-z]+>")


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extract()


def strings(text: object) -> list[str]:
    """The forms of a message id or of its translation: one, or one a plural form."""
    return [text] if isinstance(text, str) else list(text)  # type: ignore[call-overload]


def messages(catalogue: Catalog) -> dict[str, Message]:
    return {strings(message.id)[0]: message for message in catalogue if message.id}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_string_is_translated_and_none_is_left_over(template: Catalog, lang: str) -> None:
    catalogue = read_catalogue(lang)
    assert set(messages(catalogue)) == set(messages(template)), "run `python -m app.web.i18n` and translate what is new"
    assert [name for name, message in messages(catalogue).items() if not all(strings(message.string or ""))] == []
    assert [name for name, message in messages(catalogue).items() if message.fuzzy] == []
    assert not catalogue.obsolete


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_has_the_placeholders_and_marks_of_its_source(lang: str) -> None:
    for name, message in messages(read_catalogue(lang)).items():
        wanted = {frozenset(MARKS.findall(form)) for form in strings(message.id)}
        for form in strings(message.string):
            assert frozenset(MARKS.findall(form)) in wanted, name


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_keeps_a_mark_closed_where_it_was_opened(lang: str) -> None:
    for name, message in messages(read_catalogue(lang)).items():
        for form in strings(message.string):
            assert len(re.findall(r"<[a-z]+>", form)) == len(re.findall(r"</[a-z]+>", form)), name


def test_the_template_finds_strings_in_python_templates_scripts_and_the_engine(template: Catalog) -> None:
    found = messages(template)
    for msgid in ("Sunspots", "Input: text or numbers", "Step forward", "long short-term memory", "forget gate"):
        assert msgid in found


def test_the_titles_of_all_cells_and_signals_are_strings_to_translate() -> None:
    titles = set(engine_titles())
    for cell in engine.CELLS.values():
        assert cell.spec.title in titles
        assert {signal.title for signal in cell.spec.signals} <= titles


def test_french_speaks_the_field_s_own_words() -> None:
    _ = translator("fr")
    assert [_("forget gate"), _("hidden state"), _("cell state")] == ["porte d’oubli", "état caché", "état de cellule"]


def test_french_puts_a_space_that_does_not_break_before_tall_punctuation() -> None:
    for name, message in messages(read_catalogue("fr")).items():
        for form in strings(message.string):
            assert not re.search(
                r"[^\s\u00a0\u202f:/]:(?![/\d])|[^\u00a0\u202f][;?!»]| [:;?!»]|«[^\u00a0\u202f]", form
            ), name


def words_of(script: str, lang: str = "fr") -> Messages:
    """The words that a page's scripts are given."""
    return script_messages(lang, tuple(assets.modules(f"js/pages/{script}.js", later=True)))


def test_english_is_given_back_as_it_is() -> None:
    assert translator("en")("forget gate") == "forget gate"
    assert words_of("explore/page", "en") == {}


def test_scripts_get_their_own_strings_and_no_others() -> None:
    assert words_of("explore/page")["Play"] == "Lecture"
    assert "There is nothing here" not in words_of("explore/page")
    assert "Copied" in words_of("architectures/page")
    assert set(words_of("explore/embed")) < set(words_of("explore/page"))
    assert set(words_of("train/page")) - set(words_of("explore/page"))


def test_scripts_that_a_page_loads_later_find_their_words_too() -> None:
    entry = "js/pages/gradients/page.js"
    later = set(assets.modules(entry, later=True)) - set(assets.modules(entry))
    assert later
    assert set(script_messages("fr", tuple(later))) <= set(words_of("gradients/page"))


def test_every_translated_string_of_the_scripts_reaches_some_page() -> None:
    entries = [path for name in ("page.js", "embed.js") for path in (STATIC / "js" / "pages").glob(f"*/{name}")]
    sent = set().union(*(words_of(f"{path.parent.name}/{path.stem}") for path in entries))
    everywhere = [path.relative_to(STATIC).as_posix() for path in (STATIC / "js").rglob("*.js")]
    assert sent == set(script_messages("fr", tuple(everywhere)))


def test_plural_forms_are_sent_as_a_pair() -> None:
    assert words_of("explore/page")["{n} step"] == ["{n} pas de temps", "{n} pas de temps"]


@pytest.mark.parametrize(
    ("chosen", "header", "lang"),
    [
        ("fr", "en", "fr"),
        ("en", "fr", "en"),
        (None, "fr", "fr"),
        (None, "fr-CA,en;q=0.5", "fr"),
        (None, "en;q=0.4, fr;q=0.8", "fr"),
        (None, "de, fr;q=0.5, en;q=0.1", "fr"),
        (None, "fr;q=0, en", "en"),
        (None, "de", "en"),
        (None, "*", "en"),
        (None, "", "en"),
        (None, None, "en"),
        ("xx", "fr", "fr"),
        (None, "fr;q=wrong,en", "en"),
        (None, ";;,=,q=1;fr", "en"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_best_of_the_browser_s(
    chosen: str | None, header: str | None, lang: str
) -> None:
    assert negotiate(chosen, header) == lang


@pytest.mark.parametrize("lang", OTHERS)
def test_the_catalogue_is_plain_text_in_the_tree(lang: str) -> None:
    assert catalogue_path(lang).exists()
    assert not catalogue_path(lang).with_suffix(".mo").exists()
