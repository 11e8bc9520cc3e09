"""What is fed to the network: typed, pasted or picked, as text or as numbers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Window
from tests.browser.explore import Explore

READING = "?cell=lstm&text=hello&t=2&unit=3"


@pytest.fixture
def reading(still: Explore) -> Explore:
    return still.open(READING)


def wait_for_tokens(explore: Explore, tokens: list[str]) -> None:
    explore.page.wait_for_function(
        """(wanted) => [...document.querySelectorAll(".stage-chip")]
            .filter((chip) => getComputedStyle(chip).visibility === "visible").length === wanted.length""",
        arg=tokens,
    )
    explore.picture()
    assert explore.tokens == tokens


def test_typing_a_word_feeds_its_letters_and_keeps_the_step_and_the_unit(explore: Explore) -> None:
    explore.open(READING)
    with explore.changing():
        explore.type("déjà vu")
        wait_for_tokens(explore, ["d", "é", "j", "à", "␣", "v", "u"])
    assert explore.step == 2
    explore.wait_for_query(text="déjà vu", t="2", unit="3")


def test_characters_outside_the_basic_plane_are_one_step_each(reading: Explore) -> None:
    reading.input.fill("🙂a𝄞")
    wait_for_tokens(reading, ["🙂", "a", "𝄞"])


def test_a_shorter_word_moves_the_step_to_its_end(reading: Explore) -> None:
    reading.page.keyboard.press("End")
    reading.wait_for_time(5)
    reading.input.fill("ab")
    wait_for_tokens(reading, ["a", "b"])
    reading.wait_for_time(2)


@pytest.mark.parametrize(
    ("pasted", "series"),
    [
        ("0.1, -0.4, 2.5", "0.1,-0.4,2.5"),
        ("1;2;3", "1,2,3"),
        ("1\n2\n3", "1,2,3"),
        ("year,value\n1996,0.5\n1997,−1.5\n1998,2e-1", "0.5,-1.5,0.2"),
        ("1 2 3", "1,2,3"),
        ("1\t2\t3", "1,2,3"),
    ],
    ids=["commas", "semicolons", "lines", "table", "spaces", "tabs"],
)
def test_pasted_numbers_are_fed_as_numbers(reading: Explore, pasted: str, series: str) -> None:
    reading.paste(pasted)
    reading.wait_for_query(series=series)
    wait_for_tokens(reading, [number.replace("-", "−") for number in series.split(",")])
    assert "text" not in reading.query
    assert reading.place == (2, 3)


def test_of_a_table_another_column_can_be_chosen(reading: Explore) -> None:
    reading.paste("year,value,more\n1,10,4\n2,20,5\n3,30,6")
    reading.wait_for_query(series="4,5,6")
    reading.page.get_by_role("button", name="Examples and long inputs").click()
    column = reading.page.get_by_label("Column")
    assert column.locator("option").all_inner_texts() == ["year", "value", "more"]
    column.select_option(label="value")
    reading.wait_for_query(series="10,20,30")


def test_french_numbers_have_a_decimal_comma(window: Window) -> None:
    french = window(locale="fr-FR", reduced_motion="reduce").open("?cell=rnn&text=abc&t=1")
    french.paste("0,5; -1,5; 2")
    french.wait_for_query(series="0.5,-1.5,2")
    french.paste("0,5\n1,5\n2,5")
    french.wait_for_query(series="0.5,1.5,2.5")


def test_numbers_can_be_typed(reading: Explore) -> None:
    reading.page.get_by_role("button", name="Examples and long inputs").click()
    reading.page.get_by_role("button", name="Numbers", exact=True).click()
    reading.page.locator("#input-long").fill("1, 0.5, 0.25")
    reading.wait_for_query(series="1,0.5,0.25")
    expect(reading.page.locator("#input-count")).to_have_text("3 steps")
    expect(reading.input).to_have_value("1, 0.5, 0.25")


def test_words_where_numbers_are_meant_are_named_beside_the_field(reading: Explore) -> None:
    reading.page.get_by_role("button", name="Examples and long inputs").click()
    reading.page.get_by_role("button", name="Numbers", exact=True).click()
    problem = reading.page.locator("#input-problem")
    expect(problem).to_contain_text("“hello” is not a number")
    expect(reading.input).to_have_attribute("aria-invalid", "true")
    assert reading.tokens == list("hello")
    reading.page.get_by_role("button", name="Text", exact=True).click()
    expect(problem).to_be_hidden()


def examples(explore: Explore) -> Locator:
    explore.page.get_by_role("button", name="Examples and long inputs").click()
    return explore.page.locator("[data-example]")


def test_every_example_of_the_menu_runs(reading: Explore) -> None:
    count = examples(reading).count()
    assert count >= 5
    reading.page.keyboard.press("Escape")
    seen = {reading.picture()}
    for i in range(count):
        example = examples(reading).nth(i)
        title = example.locator("span").inner_text()
        example.click()
        reading.frames(2)
        seen.add(reading.picture())
        expect(reading.page.locator("#input-panel")).to_be_hidden()
        expect(reading.page.locator(".notice-line")).to_be_hidden()
        assert len(seen) == i + 2, title
        assert reading.unit == 3


def test_an_empty_text_invites_to_type(reading: Explore) -> None:
    reading.input.fill("")
    expect(reading.sentence).to_have_text("Type a word to feed the network.")
    expect(reading.transport.get_by_role("button", name="Play")).to_be_disabled()
    expect(reading.stage).to_have_attribute("aria-label", "An empty network: there is nothing to read yet.")
    expect(reading.inspector).to_have_text("Nothing has been computed yet.", use_inner_text=True)
    reading.wait_for_query(text="")
    reading.type("abc")
    wait_for_tokens(reading, ["a", "b", "c"])
    expect(reading.transport.get_by_role("button", name="Play")).to_be_enabled()


def test_a_text_that_is_empty_opens_from_a_link(still: Explore) -> None:
    still.open("?cell=gru&text=")
    expect(still.sentence).to_have_text("Type a word to feed the network.")
    still.type("ab")
    wait_for_tokens(still, ["a", "b"])


def test_a_text_that_is_too_long_is_refused_in_words_and_the_picture_stays(reading: Explore) -> None:
    reading.paste("a" * 2001)
    expect(reading.page.locator("#input-problem")).to_contain_text("2001 steps are more than this page can run")
    assert reading.tokens == list("hello")


def test_what_is_typed_stays_as_it_was_typed(reading: Explore) -> None:
    reading.type("1, 2")
    expect(reading.input).to_have_value("1, 2")
    reading.wait_for_query(text="1, 2")
