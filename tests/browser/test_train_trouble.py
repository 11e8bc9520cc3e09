"""What is wrong in a link to the Train page is said in sight, with the name of its field, and over no other words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore
from tests.browser.test_accessibility import PHONE

TRAIN = "/train"


def shown(page: Page) -> int:
    """Problems that stand beside their field."""
    return page.locator(".field-problem").filter(visible=True).count()


def test_of_several_wrong_settings_one_is_said_beside_its_field_and_the_notice_names_the_others(still: Explore) -> None:
    page = still.open("?hidden_size=99&learning_rate=abc&clip=-1&seed=x", TRAIN).page
    expect(page.locator("#hidden_size-problem")).to_contain_text("99 is out of range. Give a number from 1 to 64.")
    assert shown(page) == 1
    notice = page.locator("#notice")
    expect(notice).to_contain_text("Learning rate: “abc” is not a number. Give one from 0.000001 to 1000.")
    expect(notice).to_contain_text("Clip: -1 is out of range.")
    expect(notice).to_contain_text("Seed: “x” is not a whole number.")
    expect(notice).not_to_contain_text("Units")
    page.locator("#seed").focus()
    expect(page.locator("#seed-problem")).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", "Units: 99 is out of range."), ("fr", "Unités\N{NO-BREAK SPACE}: 99 est hors limites.")],
)
def test_on_a_phone_what_is_wrong_in_the_shut_sheet_is_said_above_the_strips(
    window: Window, lang: str, words: str
) -> None:
    page = window(**PHONE).open(f"?hidden_size=99&lang={lang}", TRAIN).page
    expect(page.locator("#notice")).to_contain_text(words)
    assert shown(page) == 0
    page.locator(".controls-more").click()
    expect(page.locator("#hidden_size-problem")).to_be_visible()


def test_a_batch_that_no_server_trains_is_made_smaller_and_said(still: Explore) -> None:
    page = still.open("?batch_size=256&hidden_size=64&distractors=100&updates=1&cell=rnn", TRAIN).page
    expect(page.locator("#notice")).to_contain_text("Batch: 256 examples are too many for so many units and steps.")
    still.wait_for_query(batch_size="30")
    page.locator(".transport-play").click()
    expect(page.locator(".train-progress-words")).to_contain_text("done", timeout=60_000)


@pytest.mark.parametrize(("lang", "shown"), [("fr", "0,5"), ("en", "0.5")])
@pytest.mark.parametrize("typed", ["0,5", "0.5"])
def test_a_decimal_may_be_typed_either_way_and_stands_as_the_page_writes_it(
    still: Explore, lang: str, shown: str, typed: str
) -> None:
    page = still.open(f"?lang={lang}", TRAIN).page
    bias = page.locator("#gate_bias")
    bias.fill(typed)
    bias.press("Tab")
    expect(bias).to_have_value(shown)
    still.wait_for_query(gate_bias="0.5")


def test_what_is_wrong_with_a_french_decimal_quotes_it_as_it_was_typed(still: Explore) -> None:
    page = still.open("?lang=fr", TRAIN).page
    page.locator("#gate_bias").fill("50,5")
    expect(page.locator("#gate_bias-problem")).to_contain_text("50,5 est hors limites")
