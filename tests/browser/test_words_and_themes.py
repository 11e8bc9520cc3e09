"""French is French throughout, and a theme is a theme throughout."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import Page, expect

import engine
from app.web.i18n import read_catalogue
from tests.browser.conftest import Window
from tests.browser.explore import Explore

READING: Final = "cell=lstm&text=bonjour&gain=2.5&t=3&unit=2"


def english_only() -> list[re.Pattern[str]]:
    """The English sources whose French differs, as patterns: a placeholder is anything."""
    patterns = []
    for message in read_catalogue("fr"):
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for source in sources:
            if not source or source in texts:
                continue
            words = re.sub(r"</?[a-z]+>", "", str(source))
            if not re.search(r"[a-z]", re.sub(r"\{\w+\}", "", words)):
                continue  # "{name}: {value}" is no English
            patterns.append(re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(words))))
    return patterns


@pytest.mark.parametrize("cell", engine.CELLS)
def test_in_french_no_word_is_left_in_english(window: Window, cell: str) -> None:
    french = window(locale="fr-FR", reduced_motion="reduce")
    patterns = english_only()
    assert len(patterns) > 100
    french.open(f"?cell={cell}&text=bonjour&num_layers=2&bidirectional=true&t=3")
    expect(french.page.locator("html")).to_have_attribute("lang", "fr")
    french.picture()
    french.open_more()
    french.page.locator('[data-row="h"] .inspector-result').click()
    french.page.locator("summary").click()
    french.frames(3)
    spoken = french.page.evaluate("look.spoken()")
    french.page.locator(".combo-open").click()
    spoken += french.page.evaluate("look.spoken()")
    french.page.locator(".share-open").click()
    spoken += french.page.evaluate("look.spoken()")
    assert len(spoken) > 80
    left = {text for text in spoken if any(pattern.fullmatch(text) for pattern in patterns)}
    assert left == set()


def test_in_french_numbers_have_a_comma(window: Window) -> None:
    french = window(locale="fr-FR", reduced_motion="reduce").open(f"?{READING}")
    french.picture()
    expect(french.page.locator('[data-row="f"] .inspector-result-number')).to_have_text(re.compile(r"^−?\d,\d\d$"))
    shown = french.page.evaluate("look.spoken()")
    assert [text for text in shown if re.search(r"\d\.\d|(?<!\w)\.\d", text)] == []
    gain = french.open_more().get_by_label("Gain")
    expect(gain).to_have_value("2,5")
    gain.fill("1,25")
    french.wait_for_query(gain="1.25")


def test_the_language_changes_in_place_and_stays_in_the_address(still: Explore) -> None:
    still.open(f"?{READING}")
    still.page.get_by_role("link", name="FR, Français").click()
    expect(still.page.locator("html")).to_have_attribute("lang", "fr")
    still.wait_for_inside(3)
    assert still.query["lang"] == "fr"
    assert {**still.query, "lang": ""} == {**dict(pair.split("=") for pair in READING.split("&")), "lang": ""}
    still.page.get_by_role("button", name="Graine suivante").click()
    still.wait_for_query(lang="fr", seed="1")


def test_the_sentence_is_french_and_says_the_same(window: Window) -> None:
    french = window(locale="fr-FR", reduced_motion="reduce").open(f"?{READING}")
    expect(french.sentence).to_contain_text(re.compile(r"«\s?n\s?»"))
    expect(french.sentence).to_contain_text(re.compile("unité 2"))


def brightness(page: Page, selector: str, what: str) -> float:
    return float(page.evaluate("([selector, what]) => look.brightness(selector, what)", [selector, what]))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("by", ["system", "link"])
def test_each_theme_has_its_ground_and_its_ink(window: Window, theme: str, by: str) -> None:
    system = theme if by == "system" else {"light": "dark", "dark": "light"}[theme]
    page = window(color_scheme=system, reduced_motion="reduce").open(
        f"?{READING}" + (f"&theme={theme}" if by == "link" else "")
    )
    for selector in ("body", "#inspector", "#controls"):
        ground, ink = brightness(page.page, selector, "backgroundColor"), brightness(page.page, selector, "color")
        assert (ground > 0.85 and ink < 0.3) if theme == "light" else (ground < 0.15 and ink > 0.7), selector


def test_the_theme_switches_without_loading_and_stays_in_the_address(still: Explore) -> None:
    still.open(f"?{READING}")
    light = still.picture()
    still.page.evaluate("() => { window.same = true; }")
    still.page.get_by_role("link", name="Dark theme").click()
    still.wait_for_query(theme="dark", t="3")
    expect(still.page.locator("html")).to_have_attribute("data-theme", "dark")
    assert still.picture() != light
    expect(still.page.get_by_role("link", name="Light theme")).to_be_focused()
    still.page.get_by_role("link", name="Light theme").click()
    still.wait_for_query(theme="light")
    assert still.picture() == light
    assert still.page.evaluate("() => window.same")
    expect(still.page.get_by_role("link", name="API")).to_have_attribute("href", "/docs?theme=light")


def test_the_system_theme_is_followed_while_the_page_is_open(window: Window) -> None:
    still = window(new=True, reduced_motion="reduce")
    still.open(f"?{READING}")
    light = still.picture()
    still.page.emulate_media(color_scheme="dark")
    still.frames(2)
    assert still.picture() != light
